"""What stands between the heading and the gallery: the order of the results, and what they are made of, as chips."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from catalog import Product
from search import LEVEL
from ui.amounts import format_amount, format_number
from ui.pictures import thumbnail_url
from ui.state import SearchState
from ui.words import words

FindProduct = Callable[[str], Product | None]


def draw_toolbar(state: SearchState) -> str:
    """Return the order of the results and, for small screens, the way to the filters."""
    names = "".join(
        f'<option value="{value}"{" selected" if value == state.sort else ""}>{escape(name)}</option>'
        for name, value in words.SORT_NAMES
    )
    count = _count_filters(state)
    number = f" ({count})" if count else ""
    return f"""
<div class="ch-toolbar">
  <button class="ch-open-filters" data-sheet="open">{escape(words.FILTERS)}{number}</button>
  <label class="ch-sort"><span>{escape(words.SORT)}</span>
    <select data-sort aria-label="{escape(words.SORT)}">{names}</select></label>
</div>"""


def draw_chips(state: SearchState, find: FindProduct, currency: str) -> str:
    """Return what the search is made of beside photo and words, each a button that takes it away again."""
    limits = (_draw_chip(*chip) for chip in _list_limits(state, currency))
    return f'<div class="ch-chips">{"".join((*_draw_examples(state, find), *limits))}</div>'


def _draw_examples(state: SearchState, find: FindProduct) -> Iterator[str]:
    for name, ids, text in (
        ("likes", state.likes, words.CHIP_LIKE),
        ("dislikes", state.dislikes, words.CHIP_DISLIKE),
    ):
        for product in filter(None, map(find, ids)):
            yield _draw_chip(f"{name}:{product.id}", text.format(title=product.title), thumbnail_url(product))


def _list_limits(state: SearchState, currency: str) -> Iterator[tuple[str, str]]:
    if state.avoid:
        yield "avoid:", words.CHIP_AVOID.format(text=state.avoid)
    for text, weight in state.terms:
        yield f"terms:{text}", words.CHIP_TERM.format(text=text, weight=weight)
    if state.category:
        text = words.CHIP_STRICT if state.strict else words.CHIP_PREFERRED
        yield "category:", text.format(category=state.category.rpartition(LEVEL)[2])
    for name, values in (("colours", state.colours), ("materials", state.materials)):
        for value in values:
            yield f"{name}:{value}", value
    if state.price_min is not None or state.price_max is not None:
        yield "price:", _name_price(state.price_min, state.price_max, currency)
    if state.width_max_cm is not None:
        yield "width:", words.CHIP_WIDTH.format(width=format_number(state.width_max_cm))


def _name_price(low: float | None, high: float | None, currency: str) -> str:
    shown = ["" if limit is None else format_amount(limit, currency) for limit in (low, high)]
    if low is None:
        return words.CHIP_PRICE_TO.format(high=shown[1])
    if high is None:
        return words.CHIP_PRICE_FROM.format(low=shown[0])
    return words.CHIP_PRICE_RANGE.format(low=shown[0], high=shown[1])


def _draw_chip(target: str, text: str, picture: str = "") -> str:
    image = f'<img src="{escape(picture)}" alt="">' if picture else ""
    return (
        f'<button class="ch-chip" data-kind="drop" data-value="{escape(target)}" '
        f'aria-label="{escape(words.REMOVE.format(what=text))}">{image}<span>{escape(text)}</span>'
        '<span aria-hidden="true">&#215;</span></button>'
    )


def _count_filters(state: SearchState) -> int:
    limits = (
        state.category,
        state.price_min is not None or state.price_max is not None,
        state.width_max_cm is not None,
    )
    return len(state.colours) + len(state.materials) + sum(map(bool, limits))
