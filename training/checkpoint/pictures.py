"""Training pictures, drawn from the rendered views: other finishes, backgrounds, crops and light each time."""

from __future__ import annotations

import io
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from training.checkpoint.lexicon import COLOURS, MATERIALS, WOODS
from training.checkpoint.space import Floats
from training.renders.backdrops import Backdrop
from training.renders.compose import compose, object_mask
from training.renders.passes import Passes, read_passes, shrink_passes
from training.renders.places import WORK
from training.renders.variants import Variant

LOOK_WORDS = (*COLOURS, *WOODS)
MATERIAL_WORDS = tuple(MATERIALS)
_WOOD_LOOKS = {
    "oak": {"oak": 1.0},
    "pine": {"pine": 1.0},
    "walnut": {"walnut": 0.5, "brown": 0.5},
    "teak": {"teak": 0.5, "brown": 0.5},
    "wenge": {"wenge": 0.5, "black": 0.5},
    "rattan": {},
}
SIZE = 160
VIEW_PX = 192
"""About what the views are rendered at, in pixels a side."""
MEAN, STD = 127 / 255, 128 / 255
"""EfficientNet-Lite's own: `(x - 127) / 128`."""


@dataclass(frozen=True)
class ViewFile:
    """One rendered view with what its piece is."""

    piece: int
    noun: str
    synonyms: tuple[str, ...]
    family: str
    passes: Passes


def load_views(folder: Path) -> list[ViewFile]:
    """Return all views of a folder, in memory, and those of the shop's own pictures, shrunk to the same size."""
    pieces = json.loads((folder / "pieces.json").read_text())
    by_id = {piece["id"]: (number, piece["type"]) for number, piece in enumerate(pieces)}
    views = []
    files = [(path, path.name.rsplit(".", 2)[0]) for path in sorted(folder.glob("*.npz"))]
    files += [(path, path.stem) for part in ("shop", "rooms") for path in sorted((WORK / part).glob("*.npz"))]
    for path, name in files:
        if name not in by_id:
            continue
        passes = read_passes(path)
        passes = shrink_passes(passes, max(1, len(passes.alpha) // VIEW_PX))
        if object_mask(passes).mean() > 0.01:
            number, kind = by_id[name]
            views.append(ViewFile(number, kind["noun"], tuple(kind["synonyms"]), kind["family"], passes))
    return views


def take_photo(view: ViewFile, variant: Variant, dice: random.Random, size: int = SIZE) -> Image.Image:
    """Return a picture of a view in a variant, as a shop or a shopper would have taken it."""
    picture = compose(
        view.passes,
        variant.finishes,
        _draw_backdrop(dice),
        detail=dice.random() < 0.06,
        exposure=dice.uniform(0.82, 1.12),
    )
    if dice.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    picture = _crop(picture, size, dice)
    if dice.random() < 0.25:
        picture = _tint(picture, dice)
    if dice.random() < 0.2:
        picture = picture.filter(ImageFilter.GaussianBlur(dice.uniform(0.3, 1.0)))
    if dice.random() < 0.3:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=dice.randint(35, 85))
        picture = Image.open(buffer).convert("RGB")
    return picture


def _draw_backdrop(dice: random.Random) -> Backdrop:
    if dice.random() < 0.6:
        white = dice.uniform(0.93, 1.0)
        return Backdrop((white, white, white), shadow=dice.choice((0.2, 0.5, 1.0)))

    # Rooms: quiet, greyish colours of any hue, so that the ground never tells the colour of the piece.
    def quiet(level: float) -> tuple[float, float, float]:
        return tuple(min(1.0, max(0.02, level * dice.uniform(0.8, 1.2))) for _ in range(3))

    floor = quiet(dice.uniform(0.1, 0.8))
    return Backdrop(floor, quiet(dice.uniform(0.3, 0.9)) if dice.random() < 0.6 else None, dice.uniform(0.4, 0.8))


def _crop(picture: Image.Image, size: int, dice: random.Random) -> Image.Image:
    side = picture.width
    if dice.random() < 0.3:
        # Smaller in the frame: a border of the picture's own corner colour.
        margin = int(side * dice.uniform(0.0, 0.25))
        grown = Image.new("RGB", (side + 2 * margin, side + 2 * margin), picture.getpixel((1, 1)))
        grown.paste(picture, (margin, margin))
        return grown.resize((size, size), Image.Resampling.BICUBIC)
    width, height = (side * dice.uniform(0.8, 1.0) for _ in range(2))
    left, top = dice.uniform(0, side - width), dice.uniform(0, side - height)
    return picture.resize((size, size), Image.Resampling.BICUBIC, (left, top, left + width, top + height))


def _tint(picture: Image.Image, dice: random.Random) -> Image.Image:
    """Return the picture in slightly warmer or cooler light: never so far that a colour word would change."""
    warmth = dice.uniform(-0.06, 0.06)
    gains = np.array([1 + warmth, 1 + dice.uniform(-0.015, 0.015), 1 - warmth], dtype=np.float32)
    return Image.fromarray((np.asarray(picture, dtype=np.float32) * gains).clip(0, 255).astype(np.uint8))


def look_shares(variant: Variant) -> Floats:
    """Return how much each of `LOOK_WORDS` says of a variant, float32, summing to 1; zeros where nothing is known.

    Light wood is oak or pine and not beige, for nobody who asks for beige means it; dark wood is also brown.
    """
    shares = np.zeros(len(LOOK_WORDS), dtype=np.float32)
    if variant.main < 0:
        return shares
    for word, share in _WOOD_LOOKS.get(variant.material, {variant.colour: 1.0}).items():
        shares[LOOK_WORDS.index(word)] = share
    return shares


def material_index(variant: Variant) -> int:
    """Return the place of a variant's material in `MATERIAL_WORDS`, -1 where it has none."""
    return MATERIAL_WORDS.index(variant.material) if variant.material in MATERIAL_WORDS else -1
