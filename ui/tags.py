"""Tags against vectors: what filtering by a style finds beside what searching for its name finds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from search import Hit, TagComparison
from ui.amounts import format_number
from ui.pictures import thumbnail_url
from ui.words import words

COUNT = 12


def draw_tags(comparison: TagComparison | None, styles: Sequence[str]) -> str:
    """Return both findings side by side, those without the tag marked; a choice of the catalogue's styles above."""
    if comparison is None:
        return f'<p class="ch-note">{escape(words.TAGS_NONE)}</p>'
    chosen = comparison.style.casefold()
    buttons = "".join(
        f'<button data-style="{escape(style)}" aria-pressed="{str(style.casefold() == chosen).lower()}">'
        f"{escape(style)}</button>"
        for style in styles
    )
    style, untagged = comparison.style, sum(hit.product.id in comparison.untagged_ids for hit in comparison.found)
    by_tag = words.TAGS_BY_TAG.format(style=style, count=format_number(comparison.tagged_total))
    by_vector = words.TAGS_BY_VECTOR.format(style=style, count=len(comparison.found), untagged=untagged)
    return f"""
<p class="ch-note">{escape(words.TAGS_HINT)}</p>
<div class="ch-styles" role="group" aria-label="{escape(words.TAGS_STYLES)}">{buttons}</div>
<div class="ch-tags">
  <section><h4>{escape(by_tag)}</h4><div class="ch-tiles">{_draw_tiles(comparison.tagged, frozenset())}</div></section>
  <section><h4>{escape(by_vector)}</h4>
    <div class="ch-tiles">{_draw_tiles(comparison.found, comparison.untagged_ids)}</div></section>
</div>"""


def _draw_tiles(hits: Sequence[Hit], untagged: frozenset[str]) -> str:
    return "".join(
        f'<button data-open="{escape(hit.product.id)}" title="{escape(hit.product.title)}">'
        f'<img src="{escape(thumbnail_url(hit.product))}" alt="{escape(hit.product.title)}" loading="lazy" '
        f'width="180" height="180">{_mark(hit.product.id in untagged)}</button>'
        for hit in hits
    )


def _mark(untagged: bool) -> str:
    return f'<span class="ch-untagged">{escape(words.TAGS_UNTAGGED)}</span>' if untagged else ""
