"""Contact sheets: many pictures on few pages, to be looked at. `python -m training.renders.contact_sheet`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from PIL import Image, ImageDraw, ImageFont

from training.renders.places import DEMO, WORK


def main() -> None:
    """Draw all pictures of a catalogue, in the feed's order, onto numbered sheets."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--products", type=Path, default=DEMO / "products.csv")
    parser.add_argument("--out", type=Path, default=WORK / "sheets")
    parser.add_argument("--columns", type=int, default=12)
    parser.add_argument("--rows", type=int, default=10)
    parser.add_argument("--tile", type=int, default=150, help="pixels a side")
    options = parser.parse_args()
    table = pd.read_csv(options.products, dtype=str, keep_default_na=False)
    options.out.mkdir(parents=True, exist_ok=True)
    entries = [
        (options.products.parent / row.image, row.title if "title" in table else row.id) for row in table.itertuples()
    ]
    per_sheet = options.columns * options.rows
    for number, start in enumerate(range(0, len(entries), per_sheet)):
        path = options.out / f"sheet-{number:02}.jpg"
        draw_sheet(entries[start : start + per_sheet], options.columns, options.tile).save(path, quality=85)
        print(path.name)


def draw_sheet(entries: Sequence[tuple[Path, str]], columns: int, tile: int) -> Image.Image:
    """Return one sheet of (picture, caption) entries, row by row."""
    line = 14
    rows = -(-len(entries) // columns)
    sheet = Image.new("RGB", (columns * tile, rows * (tile + line)), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(10)
    for position, (path, caption) in enumerate(entries):
        left, top = position % columns * tile, position // columns * (tile + line)
        with Image.open(path) as picture:
            sheet.paste(picture.convert("RGB").resize((tile, tile), Image.Resampling.LANCZOS), (left, top))
        pen.text((left + 3, top + tile), caption[: tile // 5], "black", font)
    return sheet


if __name__ == "__main__":
    main()
