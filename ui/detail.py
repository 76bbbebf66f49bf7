"""One product in full, as HTML. Whatever comes from a catalogue is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from catalog import Product
from search import Hit
from ui.amounts import format_match, format_number, format_price
from ui.cards import draw_keep, name_variant
from ui.pictures import ROOM_COLUMN, picture_url, room_url, thumbnail_url
from ui.words import words


def draw_detail(product: Product, variants: Sequence[Product], hit: Hit | None = None, why: str = "") -> str:
    """Return the detail view of a product, with the other variants of its group and `why` (HTML) it was found."""
    facts = "".join(
        f"<div><dt>{escape(words.FACT_NAMES[name])}</dt><dd>{escape(value)}</dd></div>"
        for name, value in _facts(product)
        if value
    )
    product_id = escape(product.id)
    return f"""
<div class="ch-veil" data-close></div>
<section class="ch-detail" role="dialog" aria-modal="true" aria-labelledby="ch-detail-title">
  <button class="ch-close" data-close aria-label="{escape(words.CLOSE)}">&#215;</button>
  {_draw_pictures(product)}
  <div class="ch-facts">
    <h3 id="ch-detail-title">{escape(product.title)}</h3>
    <div class="ch-buy"><p class="ch-price">{escape(format_price(product))}</p>{draw_keep(product)}</div>
    <p>{escape(product.description)}</p>
    {_draw_match(hit)}
    {why}
    {_draw_variants(product, variants)}
    <dl>{facts}</dl>
    <div class="ch-choices">
      <button class="ch-primary" data-kind="like" data-value="{product_id}" data-close>{escape(words.MORE_LIKE_THIS)}</button>
      <button class="ch-secondary" data-kind="dislike" data-value="{product_id}" data-close>{escape(words.LESS_LIKE_THIS)}</button>
    </div>
    <p class="ch-small">{escape(_attribution(product))}</p>
  </div>
</section>"""  # noqa: E501


def _draw_pictures(product: Product) -> str:
    """Return the product's picture and, where the feed has one, the same product in a room."""
    title = escape(product.title)
    alone = (
        f'<img class="ch-large" src="{escape(picture_url(product))}" alt="{title}" '
        f'width="800" height="800" decoding="async">'
    )
    if not product.extra.get(ROOM_COLUMN):
        return f'<div class="ch-views">{alone}</div>'
    room = f"{title}, {escape(words.IN_A_ROOM)}"
    return (
        f'<div class="ch-views" tabindex="0" role="group" aria-label="{title}">{alone}'
        f'<img class="ch-large" src="{escape(room_url(product))}" alt="{room}" width="800" height="800" loading="lazy">'
        "</div>"
    )


def _draw_variants(product: Product, variants: Sequence[Product]) -> str:
    if len(variants) < 2:
        return ""
    swatches = "".join(_draw_swatch(variant, variant.id == product.id) for variant in variants)
    return f'<div><h4>{escape(words.VARIANTS)}</h4><div class="ch-swatches">{swatches}</div></div>'


def _draw_swatch(variant: Product, current: bool) -> str:
    name = escape(name_variant(variant))
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
        f'<div class="ch-bar"><span>{escape(name)}</span>'
        f'<meter min="0" max="1" value="{value:.3f}" aria-label="{escape(name)}"></meter>'
        f"<span>{round(100 * value)}%</span></div>"
    )


def _facts(product: Product) -> list[tuple[str, str]]:
    sizes = {"width": product.width_cm, "depth": product.depth_cm, "height": product.height_cm}
    known = {name: format_number(cm) for name, cm in sizes.items() if cm}
    size = words.SIZE.format(**known) if len(known) == len(sizes) else ""
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
    creator = product.creator or words.UNKNOWN_CREATOR
    return words.MADE_FROM.format(creator=creator, license=product.license, source=product.source)
