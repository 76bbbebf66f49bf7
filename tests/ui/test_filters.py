"""The sidebar as HTML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from search import Facets, FacetValue, Range, SearchEngine
from tests.ui.conftest import HOSTILE
from ui.filters import MANY, draw_filters
from ui.state import SearchState
from ui.words import words


@pytest.fixture
def facets(small_engine: SearchEngine) -> Facets:
    return small_engine.facets(SearchState().to_query(None))


def test_every_value_has_its_count(facets: Facets) -> None:
    html = draw_filters(facets, SearchState(), "EUR")
    assert re.search(r'value="Sofas".*?<b>1</b>', html)
    assert re.search(r'data-toggle="colours:red".*?<b>3</b>', html)
    assert re.search(r'data-toggle="materials:velvet".*?<b>1</b>', html)
    assert 'placeholder="240"' in html
    assert 'placeholder="96"' in html


def test_what_is_chosen_is_checked(small_engine: SearchEngine) -> None:
    state = SearchState(category="Lamps", strict=True, colours=("red",), price_min=120, width_max_cm=90.5)
    html = draw_filters(small_engine.facets(state.to_query(None)), state, "EUR")
    assert re.search(r'value="Lamps" checked', html)
    assert re.search(r'data-toggle="colours:red" checked', html)
    assert re.search(r"data-strict checked", html)
    assert 'value="120"' in html
    assert 'value="90.5"' in html


def test_switch_to_strict_comes_with_a_category(facets: Facets) -> None:
    assert words.STRICT not in draw_filters(facets, SearchState(), "EUR")
    assert words.STRICT in draw_filters(facets, SearchState(category="Sofas"), "EUR")


def test_categories_of_two_levels_become_branches(facets: Facets) -> None:
    categories = tuple(
        FacetValue(name, count, False)
        for name, count in (("Seating > Sofas", 3), ("Lamps", 5), ("Seating > Chairs", 4), ("Seating", 1))
    )
    html = draw_filters(replace(facets, categories=categories), SearchState(), "EUR")
    order = re.findall(r'value="([^"]*)"[^>]*><span>([^<]+)</span><b>(\d+)', html)
    assert order == [
        ("", words.ANY_CATEGORY, "13"),
        ("Lamps", "Lamps", "5"),
        ("Seating", "Seating", "8"),
        ("Seating > Chairs".replace(">", "&gt;"), "Chairs", "4"),
        ("Seating > Sofas".replace(">", "&gt;"), "Sofas", "3"),
    ]


def test_values_keep_their_places_and_rare_ones_wait_in_a_fold(facets: Facets) -> None:
    values = tuple(FacetValue(f"m{number:02}", number, number == 0) for number in range(MANY + 3))
    html = draw_filters(replace(facets, materials=values), SearchState(), "EUR")
    shown, folded = html.split("<details>")
    assert "materials:m00" in shown
    assert "materials:m01" in folded.split("</details>")[0]
    assert re.findall(r"materials:m(\d\d)", shown) == sorted(re.findall(r"materials:m(\d\d)", shown))


def test_catalogue_without_facts_has_no_filters_for_them() -> None:
    nothing = Facets((), (), (), (), Range(None, None), Range(None, None))
    assert "<fieldset" not in draw_filters(nothing, SearchState(), "")


def test_whatever_a_catalogue_holds_stays_text() -> None:
    hostile = (FacetValue(HOSTILE, 1, True),)
    html = draw_filters(Facets(hostile, hostile, hostile, (), Range(1, 2), Range(1, 2)), SearchState(), HOSTILE)
    assert "<img" not in html
