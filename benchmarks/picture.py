"""Curves of a report as a picture, drawn with Pillow alone so that a benchmark needs nothing more than the app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 900, 560, 80
_INK, _GRID = "#2b2622", "#ddd6cc"
_COLOURS = {"balanced": "#a4492f", "centroid": "#5b7a8c"}


def draw_curves(report: dict[str, Any], path: Path) -> None:
    """Draw recall@1 over the image weight, one line a blend."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(18)
    for step in range(11):
        x, y = _place(step / 10, step / 10)
        pen.line([(x, MARGIN), (x, HEIGHT - MARGIN)], _GRID)
        pen.line([(MARGIN, y), (WIDTH - MARGIN, y)], _GRID)
        pen.text((x, HEIGHT - MARGIN + 8), f"{step / 10:g}", _INK, font, anchor="ma")
        pen.text((MARGIN - 10, y), f"{step / 10:g}", _INK, font, anchor="rm")
    pen.text((WIDTH / 2, HEIGHT - 22), "image weight (0: words alone, 1: photo alone)", _INK, font, anchor="mm")
    title = f"Composed recall@1, {report['encoder']['name']}, {report['compositions']} queries"
    pen.text((WIDTH / 2, 30), title, _INK, font, anchor="mm")
    for number, (blend, figures) in enumerate(report.get("composed", {}).items()):
        points = [_place(float(weight), value) for weight, value in figures["recall_1"].items()]
        pen.line(points, _COLOURS[blend], 4, joint="curve")
        for x, y in points:
            pen.ellipse([x - 5, y - 5, x + 5, y + 5], _COLOURS[blend])
        pen.text((WIDTH - MARGIN - 10, MARGIN + 20 + 26 * number), blend, _COLOURS[blend], font, anchor="rm")
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def _place(weight: float, value: float) -> tuple[float, float]:
    return MARGIN + weight * (WIDTH - 2 * MARGIN), HEIGHT - MARGIN - value * (HEIGHT - 2 * MARGIN)
