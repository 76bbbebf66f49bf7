"""The sweep strip: what the slider does, from the photo alone to the words alone, side by side."""

from __future__ import annotations

from html import escape

from search import Entry, Sweep, SweepColumn
from ui.pictures import thumbnail_url
from ui.words import words

MAX_ENTRIES = 8


def draw_sweep(sweep: Sweep) -> str:
    """Return the best results at each image weight and, below, over which part of the slider each is among them."""
    if not sweep.columns:
        return f'<p class="ch-note">{escape(words.SWEEP_NEEDS_BOTH)}</p>'
    columns = "".join(_draw_column(column) for column in sweep.columns)
    spans = "".join(_draw_span(entry) for entry in sweep.entries[:MAX_ENTRIES])
    return (
        f'<p class="ch-note">{escape(words.SWEEP_HINT)}</p><div class="ch-sweep">{columns}</div>'
        f'<h4>{escape(words.SWEEP_SPANS)}</h4><ol class="ch-spans">{spans}</ol>'
    )


def _draw_column(column: SweepColumn) -> str:
    photo = round(100 * column.image_weight)
    name = words.WEIGHT_SHARES.format(photo=photo, words=100 - photo)
    pictures = "".join(
        f'<button data-open="{escape(hit.product.id)}" title="{escape(hit.product.title)}">'
        f'<img src="{escape(thumbnail_url(hit.product))}" alt="{escape(hit.product.title)}" loading="lazy" '
        'width="240" height="240"></button>'
        for hit in column.hits
    )
    return (
        f'<section class="ch-sweep-column"><button class="ch-weight-of" data-set-weight="{column.image_weight:g}" '
        f'aria-label="{escape(words.SWEEP_SET.format(shares=name))}">{escape(name)}</button>{pictures}</section>'
    )


def _draw_span(entry: Entry) -> str:
    title = escape(entry.product.title)
    shares = [round(100 * weight) for weight in (entry.from_weight, entry.to_weight)]
    said = escape(words.SWEEP_SPAN.format(low=shares[0], high=shares[1]))
    # The strip runs from the photo on the left to the words on the right, as the columns above it do.
    left, width = 100 - shares[1], max(shares[1] - shares[0], 1)
    return (
        f'<li><img src="{escape(thumbnail_url(entry.product))}" alt="" loading="lazy" width="36" height="36">'
        f"<span>{title}<small>{said}</small></span>"
        f'<i class="ch-track" aria-hidden="true"><b style="left:{left}%;width:{width}%"></b></i></li>'
    )
