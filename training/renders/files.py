"""Files of the demo catalogue, each written whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PIL import Image

QUALITY = 82


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write the rows as UTF-8 CSV with a header."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(buffer.getvalue(), encoding="utf-8")
    partial.replace(path)


def write_picture(picture: Image.Image, path: Path) -> None:
    """Write the picture as WebP."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    picture.save(partial, "WEBP", quality=QUALITY, method=6)
    partial.replace(path)


def remove_others(folder: Path, kept: Iterable[str]) -> None:
    """Remove the folder's files whose names are not among those to keep."""
    names = set(kept)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in names:
            path.unlink()
