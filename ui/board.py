"""The board of favourites as HTML. Which products are on it, and the notes, never leave the visitor's browser but as
ids to be drawn: static/board.js keeps them there. Whatever comes from a catalogue is escaped here."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

from catalog import Product
from ui.amounts import format_amount, format_price
from ui.cards import RIBBON
from ui.pictures import thumbnail_url
from ui.words import words

MAX_KEPT = 100
"""Products on a board; static/board.js has the same number."""
MAX_NOTE_CHARACTERS = 300


def read_ids(value: Any) -> tuple[str, ...]:
    """Return the product ids that a browser says are on its board, each once, without what makes no sense."""
    ids = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    return tuple(dict.fromkeys(ids))[:MAX_KEPT]


def sum_prices(products: Sequence[Product]) -> str:
    """Return what the products cost together, each currency by itself, "" where no price is known."""
    totals: Counter[str] = Counter()
    for product in products:
        if product.price is not None:
            totals[product.currency] += round(100 * product.price)
    return " + ".join(format_amount(cents / 100, currency) for currency, cents in totals.items())


def draw_board_button() -> str:
    """Return the button that opens the board; the script writes how many products are on it."""
    return (
        f'<button class="ch-action" data-board>{RIBBON}<span>{escape(words.BOARD)}</span> '
        '<output class="ch-count" hidden></output></button>'
    )


def draw_board(products: Sequence[Product], missing: int = 0) -> str:
    """Return the board with these products; `missing` is how many more were kept that the catalogue has no longer."""
    gone = f'<p class="ch-note">{escape(words.BOARD_MISSING.format(count=missing))}</p>' if missing else ""
    if products:
        columns = escape(json.dumps(words.BOARD_COLUMNS))
        rows = "".join(map(_draw_row, products))
        body = f'<ul class="ch-kept" data-columns="{columns}">{rows}</ul>{gone}{_draw_total(products)}'
    else:
        body = f'<p class="ch-empty">{escape(words.BOARD_EMPTY)}</p>{gone}'
    return f"""
<div class="ch-veil" data-close></div>
<section class="ch-sheet ch-board" role="dialog" aria-modal="true" aria-labelledby="ch-board-title">
  <button class="ch-close" data-close aria-label="{escape(words.CLOSE)}">&#215;</button>
  <h2 id="ch-board-title">{escape(words.BOARD)}</h2>
  {body}
  <p class="ch-small">{escape(words.BOARD_PRIVATE)}</p>
</section>"""


def _draw_row(product: Product) -> str:
    title, product_id = escape(product.title), escape(product.id)
    note = escape(words.BOARD_NOTE_FOR.format(title=product.title))
    cells = ["" if cell is None else str(cell) for cell in (
        product.id, product.title, product.category, product.price, product.currency
    )]  # fmt: skip
    return (
        f'<li class="ch-kept-item" data-cells="{escape(json.dumps(cells))}">'
        f'<button class="ch-kept-picture" data-open="{product_id}" data-close aria-label="{title}">'
        f'<img src="{escape(thumbnail_url(product))}" alt="" width="96" height="96"></button>'
        f'<div class="ch-kept-text"><p class="ch-kept-title">{title}</p>'
        f'<p class="ch-price">{escape(format_price(product))}</p></div>'
        f'<textarea data-note="{product_id}" rows="2" maxlength="{MAX_NOTE_CHARACTERS}" aria-label="{note}" '
        f'placeholder="{escape(words.BOARD_NOTE)}"></textarea>'
        f'<button class="ch-take-off" data-take-off="{product_id}" '
        f'aria-label="{escape(words.REMOVE.format(what=product.title))}">&#215;</button></li>'
    )


def _draw_total(products: Sequence[Product]) -> str:
    without = sum(product.price is None for product in products)
    unknown = f" <span>{escape(words.BOARD_NO_PRICE.format(count=without))}</span>" if without else ""
    count = words.BOARD_COUNT if len(products) > 1 else words.BOARD_ONE
    return (
        f'<p class="ch-total"><span>{escape(count.format(count=len(products)))}</span> '
        f"<strong>{escape(sum_prices(products))}</strong>{unknown}</p>"
        f'<div class="ch-choices"><button class="ch-primary" data-print>{escape(words.PRINT)}</button>'
        f'<button class="ch-secondary" data-csv>{escape(words.SAVE_CSV)}</button></div>'
    )
