"""The same search for programs."""

from __future__ import annotations

from typing import Any

import gradio as gr
import pytest

from search import SearchEngine
from ui.endpoint import Endpoint


@pytest.fixture
def endpoint(small_engine: SearchEngine) -> Endpoint:
    return Endpoint(small_engine)


def test_program_gets_records(endpoint: Endpoint, blue_photo: str) -> None:
    records = endpoint.search(blue_photo, "sofa", 0.5, 3)
    assert len(records) == 3
    assert list(records[0]) == ["id", "title", "category", "price", "image", "match"]
    assert records[0]["id"] == "blue-sofa"
    assert records[0]["image"].startswith("pictures/blue-sofa?v=")
    assert 0 <= records[0]["match"] <= 1


def test_program_that_asks_nothing_gets_the_front_page(endpoint: Endpoint) -> None:
    assert all(record["match"] is None for record in endpoint.search(None, ""))


@pytest.mark.parametrize(("top_k", "count"), [(0, 1), (-1, 1), (10_000, 15), (2.7, 2), (None, 12), ("3", 3)])
def test_any_count_gives_what_there_is(endpoint: Endpoint, top_k: Any, count: int) -> None:
    assert len(endpoint.search(None, "red", 0.5, top_k)) == count


@pytest.mark.parametrize(("weight", "same_as"), [(1.7, 1.0), (-3, 0.0), (None, 0.7), (float("nan"), 0.7)])
def test_any_weight_is_brought_inside_its_limits(
    endpoint: Endpoint, blue_photo: str, weight: Any, same_as: float
) -> None:
    assert endpoint.search(blue_photo, "red", weight) == endpoint.search(blue_photo, "red", same_as)


@pytest.mark.parametrize("values", [("much", 12), (0.5, "many"), (0.5, [3])])
def test_value_that_is_no_number_is_said_in_plain_words(endpoint: Endpoint, values: tuple[Any, Any]) -> None:
    with pytest.raises(gr.Error, match="has to be a number"):
        endpoint.search(None, "red", *values)


def test_program_gets_what_looks_most_like_a_product(endpoint: Endpoint) -> None:
    records = endpoint.similar("red-sofa", 3)
    assert len(records) == 3
    assert "red-sofa" not in [record["id"] for record in records]
    assert list(records[0]) == ["id", "title", "category", "price", "image", "match"]


def test_unknown_product_is_said_in_plain_words(endpoint: Endpoint) -> None:
    with pytest.raises(gr.Error, match="nothing-like-that"):
        endpoint.similar("nothing-like-that")


def test_program_gets_the_filters_with_their_counts(endpoint: Endpoint) -> None:
    facets = endpoint.facets()
    assert list(facets) == ["categories", "colours", "materials", "styles", "price", "width_cm"]
    assert {"value": "red", "count": 3} in facets["colours"]
    assert facets["price"] == {"low": 100.0, "high": 240.0}
    assert {"value": "red", "count": 1} in endpoint.facets({"category": "Sofas"})["colours"]


def test_unknown_filter_is_said_in_plain_words(endpoint: Endpoint) -> None:
    with pytest.raises(gr.Error, match="colr"):
        endpoint.facets({"colr": "red"})
