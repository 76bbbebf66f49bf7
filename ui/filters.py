"""The sidebar that limits what may be found, with a count beside every value, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from search import LEVEL, Facets, FacetValue, Range
from ui.amounts import format_number
from ui.colours import paint
from ui.state import SearchState
from ui.words import words

MANY = 10
"""More values of a facet than this wait in a fold."""


def draw_filters(facets: Facets, state: SearchState, currency: str) -> str:
    """Return the form; a change of any field is reported by itself."""
    colours = _draw_values("colours", words.COLOURS, facets.colours)
    materials = _draw_values("materials", words.MATERIALS, facets.materials)
    return f"""
<form class="ch-filters" aria-label="{escape(words.FILTERS)}">
  <div class="ch-sheet-head"><h2>{escape(words.FILTERS)}</h2>
    <button type="button" class="ch-primary" data-sheet="close">{escape(words.SHOW_RESULTS)}</button></div>
  {_draw_categories(facets.categories, state)}
  {_draw_price(facets.price, state, currency)}
  {colours}
  {materials}
  {_draw_width(facets.width_cm, state)}
  <button type="button" class="ch-clear" data-kind="clear filters">{escape(words.CLEAR_FILTERS)}</button>
</form>"""


def _draw_categories(values: Sequence[FacetValue], state: SearchState) -> str:
    if not values:
        return ""
    rows = [_draw_category("", words.ANY_CATEGORY, sum(value.count for value in values), state)]
    for branch, members in _group_categories(values).items():
        outer = _draw_category(branch, branch, sum(member.count for member in members), state)
        leaves = [member for member in members if member.value != branch]
        inner = "".join(_draw_category(v.value, v.value.removeprefix(branch + LEVEL), v.count, state) for v in leaves)
        # The style sheet opens the branch in which something is chosen.
        rows.append(f'<div class="ch-branch">{outer}<div class="ch-leaves">{inner}</div></div>' if leaves else outer)
    strict = (
        f'<label class="ch-switch"><input type="checkbox" role="switch" data-strict{_checked(state.strict)}>'
        f"<span>{escape(words.STRICT)}<small>{escape(words.STRICT_HINT)}</small></span></label>"
        if state.category
        else ""
    )
    return f"<fieldset><legend>{escape(words.CATEGORY)}</legend>{''.join(rows)}{strict}</fieldset>"


def _group_categories(values: Sequence[FacetValue]) -> dict[str, list[FacetValue]]:
    """Return the categories under what they are part of, both in alphabetical order: they must not jump about."""
    branches: dict[str, list[FacetValue]] = {}
    for value in sorted(values, key=lambda value: value.value.casefold()):
        branches.setdefault(value.value.partition(LEVEL)[0], []).append(value)
    return branches


def _draw_category(category: str, name: str, count: int, state: SearchState) -> str:
    return (
        f'<label class="ch-check"><input type="radio" name="category" value="{escape(category)}"'
        f"{_checked(category == state.category)}><span>{escape(name)}</span><b>{format_number(count)}</b></label>"
    )


def _draw_values(name: str, title: str, values: Sequence[FacetValue]) -> str:
    ordered = sorted(values, key=lambda value: value.value.casefold())
    if not ordered:
        return ""
    common = {value.value for value in sorted(ordered, key=lambda v: (not v.chosen, -v.count))[:MANY]}
    first = "".join(_draw_value(name, value) for value in ordered if value.value in common)
    rest = "".join(_draw_value(name, value) for value in ordered if value.value not in common)
    fold = ""
    if rest:
        fold = f'<details><summary>{escape(words.MORE_VALUES)}</summary><div class="ch-pills">{rest}</div></details>'
    return f'<fieldset><legend>{escape(title)}</legend><div class="ch-pills">{first}</div>{fold}</fieldset>'


def _draw_value(name: str, value: FacetValue) -> str:
    colour = paint((value.value,)) if name == "colours" else ""
    dot = f'<i style="background:{colour}"></i>' if colour else ""
    return (
        f'<label class="ch-pill"><input type="checkbox" data-toggle="{escape(f"{name}:{value.value}")}"'
        f"{_checked(value.chosen)}>{dot}<span>{escape(value.value)}</span><b>{format_number(value.count)}</b></label>"
    )


def _draw_price(prices: Range, state: SearchState, currency: str) -> str:
    if prices.high is None:
        return ""
    low = _draw_number("price", words.PRICE_FROM, state.price_min, prices.low)
    high = _draw_number("price", words.PRICE_TO, state.price_max, prices.high)
    title = escape(words.PRICE.format(currency=currency))
    return f'<fieldset><legend>{title}</legend><div class="ch-numbers">{low}{high}</div></fieldset>'


def _draw_width(widths: Range, state: SearchState) -> str:
    if widths.high is None:
        return ""
    field = _draw_number("width", words.WIDTH_HINT, state.width_max_cm, widths.high)
    return f'<fieldset><legend>{escape(words.WIDTH)}</legend><div class="ch-numbers">{field}</div></fieldset>'


def _draw_number(name: str, label: str, value: float | None, example: float | None) -> str:
    shown = "" if value is None else f"{value:g}"
    hint = "" if example is None else f"{example:.0f}"
    return (
        f'<label class="ch-number"><span>{escape(label)}</span><input type="number" min="0" step="any" '
        f'inputmode="decimal" data-limit="{name}" value="{shown}" placeholder="{escape(hint)}"></label>'
    )


def _checked(chosen: bool) -> str:
    return " checked" if chosen else ""
