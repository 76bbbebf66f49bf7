"""Changes of a visitor's search, as the page's scripts report them: a kind and a value, both from the browser.

A script says `trigger('apply', {kind, value})`; whatever makes no sense changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

from search import Blend, Sort
from ui.state import PAGE_SIZE, SearchState

MAX_EXAMPLES = 20
"""Products liked, and products disliked; the oldest makes room."""
MAX_TERMS = 8
MAX_SHOWN = 480
SMALLEST_CROP = 0.03


def change_state(state: SearchState, kind: str, value: Any) -> SearchState:
    """Return the state after one change. All but "more" go back to the first page."""
    change = _CHANGES.get(kind)
    if change is None:
        return state
    changed = change(state, value)
    return changed if kind == "more" or changed == state else replace(changed, shown=PAGE_SIZE)


def _like(state: SearchState, value: Any) -> SearchState:
    return replace(state, likes=_toggle(state.likes, str(value)), dislikes=_without(state.dislikes, str(value)))


def _dislike(state: SearchState, value: Any) -> SearchState:
    return replace(state, dislikes=_toggle(state.dislikes, str(value)), likes=_without(state.likes, str(value)))


def _show_more(state: SearchState, value: Any) -> SearchState:
    return replace(state, shown=min(state.shown + PAGE_SIZE, MAX_SHOWN))


def _avoid(state: SearchState, value: Any) -> SearchState:
    return replace(state, avoid=str(value or "").strip())


def _weigh_terms(state: SearchState, value: Any) -> SearchState:
    rows = value if isinstance(value, list) else []
    terms = [
        (str(row.get("text") or "").strip(), _read_number(row.get("weight")))
        for row in rows
        if isinstance(row, Mapping)
    ]
    kept = [(text, max(-1.0, min(1.0, weight))) for text, weight in terms if text and weight is not None]
    return replace(state, terms=tuple(kept[:MAX_TERMS]))


def _crop(state: SearchState, value: Any) -> SearchState:
    if not isinstance(value, list) or len(value) != 4:
        return replace(state, crop=None)
    sides = [_read_number(side) for side in value]
    left, top, right, bottom = (0.0 if side is None else min(1.0, max(0.0, side)) for side in sides)
    if right - left < SMALLEST_CROP or bottom - top < SMALLEST_CROP:
        return replace(state, crop=None)
    return replace(state, crop=(left, top, right, bottom))


def _toggle_facet(state: SearchState, value: Any) -> SearchState:
    """Add a value of a facet, "colours:red", or take it away where it was chosen."""
    name, _, item = str(value).partition(":")
    if name not in ("colours", "materials") or not item:
        return state
    chosen: dict[str, Any] = {name: _toggle(getattr(state, name), item)}
    return replace(state, **chosen)


def _choose_category(state: SearchState, value: Any) -> SearchState:
    category = str(value or "")
    return replace(state, category=category, strict=state.strict and bool(category))


def _limit_to_category(state: SearchState, value: Any) -> SearchState:
    return replace(state, strict=bool(value) and bool(state.category))


def _limit_price(state: SearchState, value: Any) -> SearchState:
    low, high = (_read_number(limit, 0) for limit in value) if _is_pair(value) else (None, None)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return replace(state, price_min=low, price_max=high)


def _limit_width(state: SearchState, value: Any) -> SearchState:
    return replace(state, width_max_cm=_read_number(value, 0))


def _drop(state: SearchState, value: Any) -> SearchState:
    """Take away what a chip stands for: "colours:red", "likes:some-id", "category:", "price:", "avoid:"."""
    name, _, item = str(value).partition(":")
    if name in ("likes", "dislikes", "colours", "materials"):
        left: dict[str, Any] = {name: _without(getattr(state, name), item)}
        return replace(state, **left)
    if name == "terms":
        return replace(state, terms=tuple(term for term in state.terms if term[0] != item))
    return replace(state, **_EMPTY.get(name, {}))


def _clear_filters(state: SearchState, value: Any) -> SearchState:
    limits = _EMPTY["category"] | _EMPTY["price"] | _EMPTY["width"]
    return replace(state, colours=(), materials=(), **limits)


def _sort(state: SearchState, value: Any) -> SearchState:
    return replace(state, sort=value) if value in get_args(Sort) else state


def _blend(state: SearchState, value: Any) -> SearchState:
    return replace(state, blend=value) if value in get_args(Blend) else state


_EMPTY: dict[str, dict[str, Any]] = {
    "category": {"category": "", "strict": False},
    "price": {"price_min": None, "price_max": None},
    "width": {"width_max_cm": None},
    "avoid": {"avoid": ""},
}

_CHANGES: dict[str, Callable[[SearchState, Any], SearchState]] = {
    "like": _like,
    "dislike": _dislike,
    "more": _show_more,
    "avoid": _avoid,
    "terms": _weigh_terms,
    "crop": _crop,
    "toggle": _toggle_facet,
    "category": _choose_category,
    "strict": _limit_to_category,
    "price": _limit_price,
    "width": _limit_width,
    "drop": _drop,
    "clear filters": _clear_filters,
    "sort": _sort,
    "blend": _blend,
}


def _toggle(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return _without(values, value) if value in values else (*values, value)[-MAX_EXAMPLES:]


def _without(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(other for other in values if other != value)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2


def _read_number(value: Any, at_least: float = -math.inf) -> float | None:
    """Return the number in a field, `None` for an empty one, for what is no number and for one that is too small."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) and number >= at_least else None
