"""Match figures are probabilities: fitted where the catalogue knows, modest where it does not."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from catalog import Product
from search.blend import QueryVectors, blend_vectors, measure_space
from search.calibrate import Calibration, Curve, build_probes, calibrate, fit_curve, match_products
from search.vectors import normalise_rows


def product(key: str, category: str, colour: str, group: str = "") -> Product:
    return Product(key, f"{colour} {key}", Path("x"), category=category, colours=(colour,), group=group or key)


def test_curve_recovers_the_odds_that_made_the_pairs() -> None:
    random = np.random.default_rng(0)
    similarities = random.uniform(-1, 1, 200_000)
    matches = random.uniform(size=similarities.size) < 1 / (1 + np.exp(-(6 * similarities - 3)))
    curve = fit_curve(similarities, matches)
    assert curve.slope == pytest.approx(6, abs=0.2)
    assert curve.offset == pytest.approx(-3, abs=0.15)


def test_pairs_that_cannot_be_told_apart_get_the_catalogues_own_odds() -> None:
    random = np.random.default_rng(0)
    similarities = random.uniform(-1, 1, 20_000)
    curve = fit_curve(similarities, random.uniform(size=similarities.size) < 0.05)
    assert 1 / (1 + math.exp(-(curve.slope * 0.9 + curve.offset))) < 0.1


def test_curve_never_falls() -> None:
    similarities = np.linspace(-1, 1, 1_000)
    assert fit_curve(similarities, similarities < 0).slope == 0.0


def test_too_few_pairs_still_give_a_rising_curve() -> None:
    curve = fit_curve(np.linspace(-1, 1, 30), np.zeros(30, dtype=bool))
    assert curve.slope > 0
    assert np.isfinite([curve.slope, curve.offset]).all()


def test_probes_say_which_products_they_describe() -> None:
    products = [
        product("a", "Seating > Sofas", "red"),
        product("b", "Seating > Sofas", "blue"),
        product("c", "Lamps", "red"),
    ]
    probes = {probe.text: probe.relevant.tolist() for probe in build_probes(products)}
    assert probes["sofas"] == [True, True, False]
    assert probes["red sofas"] == [True, False, False]
    assert probes["lamps"] == [False, False, True]
    assert probes["red"] == [True, False, True]
    assert "red a" not in probes


def test_titles_describe_a_catalogue_that_knows_nothing_else() -> None:
    products = [Product(key, f"Thing {key}", Path("x"), group=key) for key in "ab"]
    assert {probe.text: probe.relevant.tolist() for probe in build_probes(products)} == {
        "Thing a": [True, False],
        "Thing b": [False, True],
    }


@pytest.mark.parametrize("blend", ["balanced", "centroid"])
@pytest.mark.parametrize("weight", [0.0, 0.3, 0.7, 1.0])
def test_match_never_rises_from_one_rank_to_the_next(blend: str, weight: float) -> None:
    random = np.random.default_rng(3)
    photos = normalise_rows((random.normal(size=(120, 12)) + 1.0).astype(np.float32))
    texts = normalise_rows((random.normal(size=(40, 12)) - 1.0).astype(np.float32))
    statistics = measure_space(photos, texts)
    products = [product(str(i), f"c{i % 4}", f"k{i % 5}", f"g{i // 3}") for i in range(120)]
    probes = build_probes(products)
    vectors = normalise_rows(random.normal(size=(len(probes), 12)).astype(np.float32))
    calibration = calibrate(products, photos, probes, vectors, statistics, blend)
    query = QueryVectors(photos[0], texts[0])
    order = np.argsort(-(photos @ blend_vectors(query, weight, statistics, blend)))
    totals = [m.total for m in match_products(query, weight, photos[order], statistics, calibration, blend)]
    assert all(b <= a + 1e-6 for a, b in pairwise(totals))
    assert all(0.0 <= value <= 1.0 for value in totals)


def test_figures_of_a_missing_side_are_missing() -> None:
    photos = normalise_rows(np.random.default_rng(1).normal(size=(20, 6)).astype(np.float32))
    statistics = measure_space(photos, photos)
    curves = Calibration(Curve(5.0, -1.0), Curve(3.0, -2.0))
    (match,) = match_products(QueryVectors(image=photos[0]), 0.2, photos[:1], statistics, curves, "balanced")
    assert match.words is None
    assert match.total == pytest.approx(match.photo)
