"""The query photos: pieces of the shop as a shopper would photograph them, none of them in the catalogue."""

from __future__ import annotations

import random
from collections.abc import Iterable

import numpy as np
from PIL import Image

from training.renders.compose import compose
from training.renders.files import remove_others, write_csv
from training.renders.interiors import choose_room
from training.renders.passes import read_passes
from training.renders.places import DEMO, query_path
from training.renders.products import Variation

FOLDER = DEMO / "queries"
EXPOSURE = 1.25
NOISE = 4.0
"""Standard deviation of a telephone's noise, in steps of 255."""
JPEG_QUALITY = 72


def write_queries(variations: Iterable[Variation]) -> None:
    """Write a photo of every piece that has a query view, another angle and light in another room, and their list."""
    by_piece: dict[str, list[Variation]] = {}
    for variation in variations:
        if query_path(variation.piece).exists():
            by_piece.setdefault(variation.piece.id, []).append(variation)
    rows = []
    for group, members in sorted(by_piece.items()):
        # A blue one where there is one: "the same in red" is the example that everyone understands.
        chosen = min(members, key=lambda v: (v.variant.colour != "blue", v.variant.colour == "red", v.id))
        name = f"{chosen.id}.jpg"
        _write_photo(chosen, name)
        noun, colour = chosen.piece.type.noun, chosen.variant.colour
        rows.append({"image": name, "group": group, "id": chosen.id, "note": f"{noun}, {colour}"})
    write_csv(FOLDER / "queries.csv", ("image", "group", "id", "note"), rows)
    remove_others(FOLDER, ["queries.csv", *(row["image"] for row in rows)])


def _write_photo(variation: Variation, name: str) -> None:
    dice = random.Random(f"query/{variation.piece.id}")
    passes, room = read_passes(query_path(variation.piece)), choose_room(f"query/{variation.piece.id}")
    exposure = EXPOSURE * dice.uniform(0.85, 1.1)
    picture = compose(passes, variation.variant.finishes, room, exposure=exposure)
    noise = np.random.default_rng(dice.randrange(2**32)).normal(0, NOISE, (*picture.size[::-1], 3))
    noisy = Image.fromarray((np.asarray(picture, dtype=np.float64) + noise).clip(0, 255).astype(np.uint8))
    FOLDER.mkdir(parents=True, exist_ok=True)
    noisy.save(FOLDER / name, "JPEG", quality=JPEG_QUALITY)
