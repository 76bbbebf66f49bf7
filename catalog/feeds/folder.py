"""A bare folder of pictures as a feed: each picture is a product."""

from __future__ import annotations

import os
import re
from pathlib import Path

from catalog.errors import CatalogMissing
from catalog.feeds.table import Table, make_table

PICTURE_SUFFIXES = (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")


def read_picture_folder(folder: Path) -> Table:
    """Return one row for each picture in and below the folder, in the order of their names.

    The path is the id, the file's name the title and the folder that it lies in the category:
    `sofas/red-velvet.jpg` is "Red velvet" among "Sofas".

    Raises:
        CatalogMissing: there is no picture.
    """
    paths = sorted(_picture_paths(folder))
    if not paths:
        raise CatalogMissing(folder.name or str(folder))
    columns = {
        "id": [path.as_posix() for path in paths],
        "title": [_as_words(path.stem) for path in paths],
        "category": [_as_words(path.parent.name) for path in paths],
        "image": [path.as_posix() for path in paths],
    }
    return make_table(list(columns), columns, range(1, len(paths) + 1), "folder of pictures")


def _picture_paths(folder: Path) -> list[Path]:
    found: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [
            (Path(place) / name).relative_to(folder)
            for name in files
            if name.lower().endswith(PICTURE_SUFFIXES) and not name.startswith(".")
        ]
    return found


def _as_words(name: str) -> str:
    words = " ".join(re.sub(r"[_\-.]+", " ", name).split())
    return words[:1].upper() + words[1:]
