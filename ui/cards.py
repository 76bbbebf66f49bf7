"""The gallery as HTML. Whatever comes from a catalogue or a visitor is escaped here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from catalog import Product
from search import Hit, Note, Page
from ui.amounts import format_match, format_number, format_price
from ui.colours import paint
from ui.notes import say_note
from ui.pictures import thumbnail_url
from ui.state import SearchState
from ui.words import words

MAX_DOTS = 7
_PLUS = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 3v10M3 8h10"/></svg>'
_MINUS = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 8h10"/></svg>'
RIBBON = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5h8v11l-4-3-4 3z"/></svg>'


def draw_cards(page: Page, state: SearchState, photo_key: str = "") -> str:
    """Return the gallery of a page of results.

    The script that shows it compares `data-search` and `data-weight` with those before: where only the weight is
    another, it tells how far each product has moved.
    """
    if not page.hits:
        return f'<p class="ch-empty">{escape(words.NOTHING_FOUND)}</p>'
    moved = json.dumps([words.MOVED_UP, words.MOVED_DOWN, words.MOVED_IN])
    cards = "".join(_draw_card(hit, state) for hit in page.hits)
    return (
        f'<div class="ch-grid" data-search="{_name_search(state, photo_key)}" data-weight="{state.image_weight:.3f}" '
        f'data-moved="{escape(moved)}">{cards}</div>{_draw_more(page)}'
    )


def draw_heading(title: str, note: str) -> str:
    """Return the line above the gallery: what it shows, how many and how fast."""
    return f'<div class="ch-heading" role="status"><h2>{escape(title)}</h2><p>{escape(note)}</p></div>'


def draw_remarks(warning: str, notes: Sequence[Note]) -> str:
    """Return what is to be said about the results: a banner where they are not what was asked for, and notes."""
    banner = f'<p class="ch-banner">{escape(warning)}</p>' if warning else ""
    lines = "".join(f'<p class="ch-note">{escape(say_note(note))}</p>' for note in notes)
    return f'<div class="ch-remarks" role="status">{banner}{lines}</div>' if banner or lines else ""


def _name_search(state: SearchState, photo_key: str) -> str:
    """Return a name that all searches share which differ only in the image weight and in how many are shown."""
    question = (replace(state, image_weight=0.0, shown=0), photo_key)
    return hashlib.sha1(repr(question).encode(), usedforsecurity=False).hexdigest()[:12]


def _draw_card(hit: Hit, state: SearchState) -> str:
    product = hit.product
    title, product_id = escape(product.title), escape(product.id)
    match = f'<span class="ch-match">{escape(format_match(hit.match))}</span>' if hit.match is not None else ""
    return (
        f'<article class="ch-card" data-open="{product_id}" data-group="{escape(product.group or product.id)}">'
        f'<div class="ch-picture"><button class="ch-open" data-open="{product_id}">'
        f'<img src="{escape(thumbnail_url(product))}" alt="{title}" loading="lazy" width="480" height="480"></button>'
        f"{draw_keep(product)}{_draw_steers(product, state)}</div>"
        f'<p class="ch-title">{title}</p>'
        f'<p class="ch-line"><span class="ch-price">{escape(format_price(product))}</span>{match}</p>'
        f"{_draw_dots(hit)}</article>"
    )


def draw_keep(product: Product) -> str:
    """Return the button that puts a product on the board or takes it off; the script says which of the two it does."""
    return (
        f'<button class="ch-keep" data-keep="{escape(product.id)}" aria-pressed="false" '
        f'aria-label="{escape(f"{words.KEEP}: {product.title}")}" title="{escape(words.KEEP)}">{RIBBON}</button>'
    )


def _draw_steers(product: Product, state: SearchState) -> str:
    steers = (
        ("like", words.MORE_LIKE_THIS, _PLUS, product.id in state.likes),
        ("dislike", words.LESS_LIKE_THIS, _MINUS, product.id in state.dislikes),
    )
    buttons = "".join(
        f'<button data-kind="{kind}" data-value="{escape(product.id)}" aria-pressed="{str(pressed).lower()}" '
        f'aria-label="{escape(f"{label}: {product.title}")}">{icon}<span>{escape(label)}</span></button>'
        for kind, label, icon, pressed in steers
    )
    chosen = " ch-chosen" if any(pressed for *_, pressed in steers) else ""
    return f'<div class="ch-steers{chosen}">{buttons}</div>'


def _draw_dots(hit: Hit) -> str:
    """Return the variants as dots; the script puts the one that is picked into the card."""
    if len(hit.variants) < 2:
        return ""
    others = [variant for variant in hit.variants if variant.id != hit.product.id]
    # The one in the picture comes first, because a narrow card has no room for the last ones.
    dots = "".join(_draw_dot(variant, variant is hit.product) for variant in (hit.product, *others[: MAX_DOTS - 1]))
    left = len(hit.variants) - MAX_DOTS
    rest = f'<span class="ch-rest">+{left}</span>' if left > 0 else ""
    return f'<div class="ch-dots" role="group" aria-label="{escape(words.VARIANTS)}">{dots}{rest}</div>'


def _draw_dot(variant: Product, current: bool) -> str:
    name = escape(name_variant(variant))
    paint_or_picture = paint(variant.colours) or f"center/cover url('{thumbnail_url(variant)}')"
    return (
        f'<button data-variant="{escape(variant.id)}" data-title="{escape(variant.title)}" '
        f'data-price="{escape(format_price(variant))}" data-thumbnail="{escape(thumbnail_url(variant))}" '
        f'aria-pressed="{str(current).lower()}" aria-label="{name}" title="{name}">'
        f'<i style="background:{escape(paint_or_picture)}"></i></button>'
    )


def name_variant(variant: Product) -> str:
    """Return what tells a variant from the others: its colours and materials, or its title."""
    return ", ".join((*variant.colours, *variant.materials)) or variant.title


def _draw_more(page: Page) -> str:
    shown = len(page.hits)
    count = f"<p>{escape(words.SHOWN_OF.format(shown=format_number(shown), total=format_number(page.total)))}</p>"
    more = f'<button data-kind="more">{escape(words.SHOW_MORE)}</button>' if shown < page.total else ""
    return f'<div class="ch-more">{count}{more}</div>'
