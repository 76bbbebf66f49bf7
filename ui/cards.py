"""Results and products as HTML. Whatever comes from a catalogue or a visitor is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from catalog import Product
from search import Hit
from ui import words
from ui.pictures import picture_url, thumbnail_url

_CURRENCIES = {"EUR": "€", "USD": "$", "GBP": "£"}


def format_price(product: Product) -> str:
    """Return the price as a shop writes it, "" where it is unknown."""
    if product.price is None:
        return ""
    amount = f"{product.price:,.0f}" if product.price == int(product.price) else f"{product.price:,.2f}"
    sign = _CURRENCIES.get(product.currency)
    return f"{sign}{amount}" if sign else f"{amount} {product.currency}"


def format_match(match: float | None) -> str:
    """Return a match figure in whole percent, "" where there is none."""
    return "" if match is None else words.MATCH.format(percent=round(100 * match))


def draw_cards(hits: Sequence[Hit]) -> str:
    """Return the gallery: one button a product, with its picture, title, price and match."""
    if not hits:
        return f'<p class="ch-empty">{escape(words.NOTHING_FOUND)}</p>'
    return f'<div class="ch-grid">{"".join(_draw_card(hit) for hit in hits)}</div>'


def draw_heading(title: str, note: str, warning: str = "") -> str:
    """Return the line above the gallery: what it shows, how many and how fast, and a warning where one is due."""
    banner = f'<p class="ch-banner" role="status">{escape(warning)}</p>' if warning else ""
    return f'<div class="ch-heading"><h2>{escape(title)}</h2><p>{escape(note)}</p></div>{banner}'


def draw_detail(product: Product, variants: Sequence[Product], hit: Hit | None = None) -> str:
    """Return the detail view of a product, with the other variants of its group."""
    facts = "".join(
        f"<div><dt>{escape(words.FACT_NAMES[name])}</dt><dd>{escape(value)}</dd></div>"
        for name, value in _facts(product)
        if value
    )
    swatches = (
        "".join(_draw_swatch(variant, variant.id == product.id) for variant in variants) if len(variants) > 1 else ""
    )
    more = f'<div><h4>{escape(words.VARIANTS)}</h4><div class="ch-swatches">{swatches}</div></div>' if swatches else ""
    return f"""
<div class="ch-veil" data-close></div>
<section class="ch-detail" role="dialog" aria-modal="true" aria-labelledby="ch-detail-title">
  <button class="ch-close" data-close aria-label="{escape(words.CLOSE)}">&#215;</button>
  <img class="ch-large" src="{escape(picture_url(product))}" alt="{escape(product.title)}" width="800" height="800">
  <div class="ch-facts">
    <h3 id="ch-detail-title">{escape(product.title)}</h3>
    <p class="ch-price">{escape(format_price(product))}</p>
    <p>{escape(product.description)}</p>
    {_draw_match(hit)}
    {more}
    <dl>{facts}</dl>
    <button class="ch-primary" data-like="{escape(product.id)}">{escape(words.MORE_LIKE_THIS)}</button>
    <p class="ch-small">{escape(_attribution(product))}</p>
  </div>
</section>"""


def draw_chip(product: Product | None) -> str:
    """Return the chip that says which product stands for the photo, "" where none does."""
    if product is None:
        return ""
    title = escape(words.LIKE_CHIP.format(title=product.title))
    return (
        f'<button class="ch-chip" data-unlike><img src="{escape(thumbnail_url(product))}" alt="">'
        f"<span>{title}</span><span aria-hidden='true'>&#215;</span></button>"
    )


def _draw_card(hit: Hit) -> str:
    product = hit.product
    match = f'<span class="ch-match">{escape(format_match(hit.match))}</span>' if hit.match is not None else ""
    return (
        f'<button class="ch-card" data-open="{escape(product.id)}">'
        f'<img src="{escape(thumbnail_url(product))}" alt="" loading="lazy" width="480" height="480">'
        f'<span class="ch-title">{escape(product.title)}</span>'
        f'<span class="ch-line"><span class="ch-price">{escape(format_price(product))}</span>{match}</span></button>'
    )


def _draw_swatch(variant: Product, current: bool) -> str:
    name = escape(", ".join((*variant.colours, *variant.materials)) or variant.title)
    state = ' aria-current="true"' if current else ""
    return (
        f'<button data-open="{escape(variant.id)}" title="{name}" aria-label="{name}"{state}>'
        f'<img src="{escape(thumbnail_url(variant))}" alt=""></button>'
    )


def _draw_match(hit: Hit | None) -> str:
    if hit is None or hit.match is None:
        return ""
    parts = [(words.MATCH_PHOTO, hit.image_match), (words.MATCH_WORDS, hit.text_match)]
    bars = "".join(_draw_bar(name, value) for name, value in parts if value is not None)
    return f'<div><h4>{escape(format_match(hit.match))}</h4><div class="ch-bars">{bars}</div></div>'


def _draw_bar(name: str, value: float) -> str:
    return (
        f'<div class="ch-bar"><span>{escape(name)}</span><meter min="0" max="1" value="{value:.3f}"></meter>'
        f"<span>{round(100 * value)}%</span></div>"
    )


def _facts(product: Product) -> list[tuple[str, str]]:
    sizes = (product.width_cm, product.depth_cm, product.height_cm)
    size = ""
    if all(sizes):
        size = words.SIZE.format(width=product.width_cm, depth=product.depth_cm, height=product.height_cm)
    return [
        ("category", product.category),
        ("colours", ", ".join(product.colours)),
        ("materials", ", ".join(product.materials)),
        ("style", product.style),
        ("size", size),
    ]


def _attribution(product: Product) -> str:
    if not product.creator and not product.license:
        return ""
    return words.MADE_FROM.format(creator=product.creator or "unknown", license=product.license, source=product.source)
