"""Changes of a visitor's search, as a browser reports them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ui.changes import MAX_EXAMPLES, MAX_SHOWN, change_state
from ui.state import PAGE_SIZE, SearchState

EMPTY = SearchState()


def after(*changes: tuple[str, Any], start: SearchState = EMPTY) -> SearchState:
    for kind, value in changes:
        start = change_state(start, kind, value)
    return start


def test_likes_and_dislikes_combine_and_never_hold_the_same_product() -> None:
    state = after(("like", "a"), ("like", "b"), ("dislike", "c"), ("dislike", "a"))
    assert (state.likes, state.dislikes) == (("b",), ("c", "a"))


def test_second_like_takes_the_first_back() -> None:
    assert after(("like", "a"), ("like", "a")) == EMPTY


def test_oldest_like_makes_room() -> None:
    state = after(*(("like", str(number)) for number in range(MAX_EXAMPLES + 2)))
    assert len(state.likes) == MAX_EXAMPLES
    assert state.likes[0] == "2"


def test_more_keeps_everything_and_any_other_change_returns_to_the_first_page() -> None:
    state = after(("like", "a"), ("more", None), ("more", None))
    assert (state.shown, state.likes) == (3 * PAGE_SIZE, ("a",))
    assert change_state(state, "sort", "price_up").shown == PAGE_SIZE
    assert after(*[("more", None)] * 100).shown == MAX_SHOWN


def test_filters_combine_and_are_cleared_together() -> None:
    state = after(("toggle", "colours:red"), ("toggle", "colours:blue"), ("toggle", "materials:oak: solid"))
    state = after(("price", ["100", "900.5"]), ("width", "120"), ("category", "Sofas"), ("strict", True), start=state)
    assert (state.colours, state.materials) == (("red", "blue"), ("oak: solid",))
    assert (state.price_min, state.price_max, state.width_max_cm) == (100, 900.5, 120)
    assert state.filters.categories == ("Sofas",)
    assert after(("clear filters", None), start=state) == EMPTY


def test_second_toggle_takes_the_first_back() -> None:
    assert after(("toggle", "colours:red"), ("toggle", "colours:red")) == EMPTY


def test_category_hides_nothing_until_it_is_strict() -> None:
    soft = after(("category", "Sofas"))
    assert soft.filters.categories == ()
    assert change_state(soft, "strict", True).filters.categories == ("Sofas",)
    assert after(("strict", True)) == EMPTY
    assert after(("strict", True), ("category", ""), start=soft) == EMPTY


def test_price_range_the_wrong_way_round_is_turned() -> None:
    state = after(("price", ["900", "100"]))
    assert (state.price_min, state.price_max) == (100, 900)


@pytest.mark.parametrize("text", ["", "cheap", "-5", "nan", "inf", None, [], {}])
def test_limit_that_is_no_number_limits_nothing(text: Any) -> None:
    assert after(("price", [text, text]), ("price", text), ("width", text)) == EMPTY


@pytest.mark.parametrize(
    ("chip", "left"),
    [
        ("likes:a", {"likes": ("b",)}),
        ("dislikes:c", {"dislikes": ()}),
        ("colours:red", {"colours": ()}),
        ("materials:oak: solid", {"materials": ()}),
        ("terms:warm", {"terms": ()}),
        ("category:", {"category": "", "strict": False}),
        ("price:", {"price_min": None, "price_max": None}),
        ("width:", {"width_max_cm": None}),
        ("avoid:", {"avoid": ""}),
    ],
)
def test_chip_takes_away_what_it_stands_for_and_nothing_else(chip: str, left: dict[str, Any]) -> None:
    full = SearchState(
        likes=("a", "b"), dislikes=("c",), colours=("red",), materials=("oak: solid",), terms=(("warm", 0.5),),
        category="Sofas", strict=True, price_min=1, price_max=2, width_max_cm=3, avoid="leather",
    )  # fmt: skip
    assert change_state(full, "drop", chip) == replace(full, **left)


def test_terms_are_kept_with_their_weights_inside_the_limits() -> None:
    rows = [{"text": " warm ", "weight": "0.5"}, {"text": "", "weight": 1}, {"text": "loud", "weight": -7}, "no row"]
    assert after(("terms", rows)).terms == (("warm", 0.5), ("loud", -1.0))


def test_crop_stays_inside_the_photo() -> None:
    assert after(("crop", [-0.2, 0.1, 0.5, 7])).crop == (0.0, 0.1, 0.5, 1.0)


@pytest.mark.parametrize("box", [None, [], [0.1, 0.1, 0.1, 0.9], [0.9, 0.1, 0.2, 0.9], "box", [0, 0, "x", "y"]])
def test_crop_of_nothing_means_the_whole_photo(box: Any) -> None:
    assert after(("crop", box), start=SearchState(crop=(0, 0, 0.5, 0.5))).crop is None


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("unknown", 1), ("sort", "random"), ("blend", "magic"), ("toggle", "text:x"), ("toggle", "colours:"),
        ("toggle", None), ("category", None), ("price", "x"), ("drop", "text:"), ("drop", None), ("terms", "x"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_changes_nothing(kind: str, value: Any) -> None:
    assert change_state(EMPTY, kind, value) == EMPTY
