"""The map: every candidate as a point between photo and words, and the direction in which the slider ranks them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from search import MapPoint
from ui.pictures import thumbnail_url
from ui.words import words

WIDTH, HEIGHT, MARGIN = 720, 460, 46
SHOWN = 24
"""How many of the nearest are drawn in the accent: as many as a page shows."""


def draw_map(points: Sequence[MapPoint], image_weight: float) -> str:
    """Return the candidates as points of a picture in which the further right the nearer to the photo.

    The line runs where the slider points: of two points, that comes first which lies further along it.
    """
    placed = [point for point in points if point.image_score is not None and point.text_score is not None]
    if not placed:
        return f'<p class="ch-note">{escape(words.MAP_NEEDS_BOTH)}</p>'
    across = _Axis([point.image_score or 0.0 for point in placed])
    upwards = _Axis([point.text_score or 0.0 for point in placed])
    # The nearest are drawn last, on top of the others.
    dots = "".join(_draw_dot(point, across, upwards) for point in sorted(placed, key=lambda point: -point.rank))
    return f"""
<p class="ch-note">{escape(words.MAP_HINT)}</p>
<figure class="ch-map"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{escape(words.MAP)}">
  <path class="ch-axis" d="M{MARGIN} {MARGIN // 2}V{HEIGHT - MARGIN}H{WIDTH - MARGIN // 2}"/>
  <text x="{WIDTH - MARGIN // 2}" y="{HEIGHT - 16}" text-anchor="end">{escape(words.MAP_PHOTO)}</text>
  <text transform="translate(20 {MARGIN // 2}) rotate(-90)" text-anchor="end">{escape(words.MAP_WORDS)}</text>
  {_draw_direction(image_weight, across, upwards)}
  {dots}
</svg><figcaption class="ch-map-card" aria-live="polite"></figcaption></figure>"""


class _Axis:
    """Where scores lie between the ends of what is shown, 0 to 1."""

    def __init__(self, scores: Sequence[float]) -> None:
        self.low = min(scores)
        self.length = max(max(scores) - self.low, 1e-6)

    def share(self, score: float | None) -> float:
        """Return the place of a score, 0 at the lowest and 1 at the highest."""
        return ((score or 0.0) - self.low) / self.length


def _place(across: float, upwards: float) -> tuple[float, float]:
    x = MARGIN + 12 + across * (WIDTH - 2 * MARGIN)
    return round(x, 1), round(HEIGHT - MARGIN - 12 - upwards * (HEIGHT - 2 * MARGIN), 1)


def _draw_dot(point: MapPoint, across: _Axis, upwards: _Axis) -> str:
    x, y = _place(across.share(point.image_score), upwards.share(point.text_score))
    title = escape(point.product.title)
    kind = "ch-dot ch-near" if point.rank <= SHOWN else "ch-dot"
    label = escape(words.MAP_POINT.format(rank=point.rank, title=point.product.title))
    return (
        f'<g class="{kind}" role="button" tabindex="{0 if point.rank <= SHOWN else -1}" aria-label="{label}" '
        f'data-open="{escape(point.product.id)}" data-title="{title}" data-rank="{point.rank}" '
        f'data-thumbnail="{escape(thumbnail_url(point.product))}">'
        f'<circle cx="{x}" cy="{y}" r="{7 if point.rank <= SHOWN else 4.5}"/></g>'
    )


def _draw_direction(image_weight: float, across: _Axis, upwards: _Axis) -> str:
    """Return the line along which the ranking runs, through the middle of the picture."""
    # One step of score is another length on each axis, so the direction is scaled as the points are.
    step_x = image_weight / across.length * (WIDTH - 2 * MARGIN)
    step_y = (1 - image_weight) / upwards.length * (HEIGHT - 2 * MARGIN)
    length = max((step_x**2 + step_y**2) ** 0.5, 1e-9)
    middle_x, middle_y = _place(0.5, 0.5)
    reach_x, reach_y = step_x / length * HEIGHT * 0.36, step_y / length * HEIGHT * 0.36
    return (
        '<defs><marker id="ch-arrow" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M0 0 10 5 0 10z"/></marker></defs>'
        f'<line class="ch-direction" x1="{middle_x - reach_x:.1f}" y1="{middle_y + reach_y:.1f}" '
        f'x2="{middle_x + reach_x:.1f}" y2="{middle_y - reach_y:.1f}" marker-end="url(#ch-arrow)"/>'
    )
