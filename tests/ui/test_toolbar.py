"""Order and chips as HTML."""

from __future__ import annotations

from catalog import Product
from search import SearchEngine
from tests.ui.conftest import HOSTILE
from ui.changes import change_state
from ui.state import SearchState
from ui.toolbar import draw_chips, draw_toolbar

FULL = SearchState(
    likes=("red-sofa", "gone"), dislikes=("blue-lamp",), avoid="leather", terms=(("warm", 0.5),),
    category="Seating > Sofas", colours=("red",), materials=("oak",), price_min=100, price_max=900, width_max_cm=120,
)  # fmt: skip


def chips(engine: SearchEngine, state: SearchState) -> str:
    def find(product_id: str) -> Product | None:
        return next((product for product in engine.products if product.id == product_id), None)

    return draw_chips(state, find, "EUR")


def test_every_part_of_a_search_has_a_chip(small_engine: SearchEngine) -> None:
    html = chips(small_engine, FULL)
    for text in ("More like Red sofa", "Less like Blue lamp", "Not leather", "warm, +0.5", "Sofas first", ">red<",
                 ">oak<", "€100 to €900", "Up to 120 cm wide"):  # fmt: skip
        assert text in html
    assert "gone" not in html


def test_chips_take_away_what_they_stand_for(small_engine: SearchEngine) -> None:
    state = FULL
    for target in ("likes:red-sofa", "dislikes:blue-lamp", "avoid:", "terms:warm", "category:", "colours:red",
                   "materials:oak", "price:", "width:"):  # fmt: skip
        assert f'data-value="{target}"' in chips(small_engine, state)
        state = change_state(state, "drop", target)
        assert f'data-value="{target}"' not in chips(small_engine, state)
    assert state == SearchState(likes=("gone",))


def test_price_limits_of_one_side_read_well(small_engine: SearchEngine) -> None:
    assert "From €100" in chips(small_engine, SearchState(price_min=100))
    assert "Up to €19.50" in chips(small_engine, SearchState(price_max=19.5))


def test_strict_category_is_said(small_engine: SearchEngine) -> None:
    assert "Only Sofas" in chips(small_engine, SearchState(category="Seating > Sofas", strict=True))


def test_toolbar_shows_the_order_and_how_many_filters_there_are() -> None:
    assert '<option value="price_up" selected>' in draw_toolbar(SearchState(sort="price_up"))
    assert "Filters (5)" in draw_toolbar(FULL)
    assert "Filters<" in draw_toolbar(SearchState(likes=("a",)))


def test_whatever_a_visitor_types_stays_text(small_engine: SearchEngine) -> None:
    state = SearchState(avoid=HOSTILE, terms=((HOSTILE, 1.0),), colours=(HOSTILE,), category=HOSTILE)
    assert "<img" not in chips(small_engine, state)
