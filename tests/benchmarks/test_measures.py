"""Every figure of merit against arithmetic written out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.measures import (
    Composition,
    Shown,
    colours_to_ask,
    list_compositions,
    mean_average_precision,
    mean_precision_at,
    rank_compositions,
    types_to_ask,
)
from search.blend import measure_space

SHOP = [
    Shown("a", "sofa", frozenset({"blue"}), "g1"),
    Shown("b", "sofa", frozenset({"red"}), "g1"),
    Shown("c", "sofa", frozenset({"red", "white"}), "g1"),
    Shown("d", "lamp", frozenset(), "g2"),
    Shown("e", "lamp", frozenset({"red"}), "g3"),
]


def test_mean_average_precision() -> None:
    similarities = np.array([[0.9, 0.8, 0.7, 0.6], [0.1, 0.2, 0.3, 0.4]], np.float32)
    relevant = np.array([[True, False, True, False], [True, False, False, False]])
    # First query: relevant at ranks 1 and 3, (1/1 + 2/3) / 2 = 5/6. Second: at rank 4, 1/4.
    assert mean_average_precision(similarities, relevant) == pytest.approx((5 / 6 + 1 / 4) / 2)


def test_mean_precision_at() -> None:
    similarities = np.array([[0.9, 0.8, 0.7], [0.1, 0.2, 0.3]], np.float32)
    relevant = np.array([[True, False, True], [True, False, False]])
    assert mean_precision_at(similarities, relevant, 2) == pytest.approx((1 / 2 + 0 / 2) / 2)


def test_words_are_asked_for_when_enough_products_carry_them() -> None:
    assert types_to_ask(SHOP, least=3) == ["sofa"]
    assert colours_to_ask(SHOP, least=3) == ["red"]
    assert colours_to_ask(SHOP, least=1) == ["blue", "red", "white"]


def test_compositions_need_exactly_the_colour_and_none_of_it_in_the_photo() -> None:
    # b is exactly red, and of the photos of its group only a has no red. a is exactly blue, which b and c lack.
    assert list_compositions(SHOP) == [
        Composition(0, "red", (1,)),
        Composition(1, "blue", (0,)),
        Composition(2, "blue", (0,)),
    ]


def test_rank_leaves_the_photo_itself_out() -> None:
    images = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.6, 0.8, 0]], np.float32)
    words = {"red": np.array([0, 1, 0], np.float32)}
    space = measure_space(images, np.zeros((1, 3), np.float32))
    asked = [Composition(0, "red", (1,)), Composition(0, "red", (2,))]
    # Photo alone: row 1 (0.8) before row 2 (0.6). Words alone: row 2 (0.8) before row 1 (0.6).
    assert rank_compositions(asked, images, words, space, 1.0, "centroid").tolist() == [1, 2]
    assert rank_compositions(asked, images, words, space, 0.0, "centroid").tolist() == [2, 1]
