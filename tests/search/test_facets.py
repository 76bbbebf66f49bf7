"""Counts beside the filters are what a search under them would find."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from catalog import Catalog
from search import Filters, Query, SearchEngine
from search.facets import FacetTable


def counted(values: tuple) -> dict[str, int]:
    return {value.value: value.count for value in values}


def draw_filters(catalog: Catalog, seed: int) -> Filters:
    """Return filters of a few values that the catalogue has, and now and then a limit."""
    random = np.random.default_rng(seed)
    products = random.choice(np.array(catalog.products, dtype=object), 3, replace=False)
    chance = random.uniform(size=7) < 0.35
    return Filters(
        categories=tuple(p.category for p in products) if chance[0] else (),
        colours=products[0].colours if chance[1] else (),
        materials=products[1].materials if chance[2] else (),
        styles=(products[2].style,) if chance[3] and products[2].style else (),
        price_min=100.0 if chance[4] else None,
        price_max=900.0 if chance[5] else None,
        width_max_cm=150.0 if chance[6] else None,
        without=products[2].colours if chance[6] else (),
    )


@pytest.mark.parametrize("seed", range(12))
def test_the_table_admits_what_the_filters_admit(demo_catalog: Catalog, seed: int) -> None:
    filters = draw_filters(demo_catalog, seed)
    passes = FacetTable(demo_catalog.products).admitted(filters)
    assert passes.tolist() == [filters.admits(product) for product in demo_catalog.products]


@pytest.mark.parametrize("collapse", [False, True])
def test_every_count_is_what_a_search_finds(small_engine: SearchEngine, collapse: bool) -> None:
    query = Query(text="sofa", where=Filters(colours=("red", "blue"), price_max=200), collapse=collapse, top_k=15)
    facets = small_engine.facets(query)
    for category in facets.categories:
        where = replace(query.where, categories=(category.value,))
        assert category.count == len(small_engine.search(replace(query, where=where)))
    for colour in facets.colours:
        where = replace(query.where, colours=(colour.value,))
        assert colour.count == len(small_engine.search(replace(query, where=where)))


def test_a_facets_own_filter_does_not_lower_its_counts(small_engine: SearchEngine) -> None:
    facets = small_engine.facets(Query(where=Filters(colours=("red",))))
    assert counted(facets.colours) == dict.fromkeys(("red", "green", "blue", "white", "black"), 3)
    assert [value.value for value in facets.colours if value.chosen] == ["red"]
    assert counted(facets.categories) == {"Sofas": 1, "Lamps": 1, "Rugs": 1}


def test_a_chosen_value_that_nobody_has_is_listed_with_nothing(small_engine: SearchEngine) -> None:
    facets = small_engine.facets(Query(where=Filters(styles=("baroque",))))
    (style,) = facets.styles
    assert (style.value, style.count, style.chosen) == ("baroque", 0, True)
    assert set(counted(facets.categories).values()) == {0}
    assert (facets.price.low, facets.price.high) == (None, None)


def test_ranges_ignore_their_own_limits_and_obey_the_others(small_engine: SearchEngine) -> None:
    facets = small_engine.facets(Query(where=Filters(categories=("Lamps",), price_max=160)))
    assert (facets.price.low, facets.price.high) == (150.0, 190.0)
    assert (facets.width_cm.low, facets.width_cm.high) == (32.0, 32.0)


def test_variants_count_once_where_they_share_a_card(small_engine: SearchEngine) -> None:
    assert counted(small_engine.facets(Query(collapse=True)).categories) == {"Sofas": 1, "Lamps": 1, "Rugs": 1}
    assert counted(small_engine.facets(Query()).categories) == {"Sofas": 5, "Lamps": 5, "Rugs": 5}


def test_unwanted_words_that_the_feed_knows_lower_the_counts(small_engine: SearchEngine) -> None:
    facets = small_engine.facets(Query(text="sofa, not red"))
    assert counted(facets.colours)["red"] == 0
    assert counted(facets.categories)["Sofas"] == 4
