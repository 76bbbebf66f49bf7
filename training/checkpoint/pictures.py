"""Training pictures, drawn without end from the rendered views: other finishes and backgrounds each time."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageFilter

from training.checkpoint.lexicon import COLOURS, MATERIALS, PATTERNS
from training.renders.backdrops import Backdrop
from training.renders.compose import compose, object_mask
from training.renders.passes import Passes, read_passes
from training.renders.variants import Variant, draw_variant

COLOUR_WORDS, MATERIAL_WORDS, PATTERN_WORDS = tuple(COLOURS), tuple(MATERIALS), tuple(PATTERNS)
SIZE = 160
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
    """Return all views of a folder, in memory."""
    pieces = json.loads((folder / "pieces.json").read_text())
    by_id = {piece["id"]: (number, piece["type"]) for number, piece in enumerate(pieces)}
    views = []
    for path in sorted(folder.glob("*.npz")):
        number, kind = by_id[path.name.rsplit(".", 2)[0]]
        passes = read_passes(path)
        if object_mask(passes).mean() > 0.01:
            views.append(ViewFile(number, kind["noun"], tuple(kind["synonyms"]), kind["family"], passes))
    return views


class PictureStream(torch.utils.data.IterableDataset[dict[str, torch.Tensor]]):
    """Pairs of pictures of one piece in two colours, with their labels, drawn at random for ever.

    Each item is a dict of tensors: `pixels` (2, 3, size, size), `noun`, `piece`, `colours` (2, colour words), a share
    each, `material` (2,), -1 where it is not known.
    """

    def __init__(self, views: list[ViewFile], nouns: list[str], seed: int) -> None:
        self._views = views
        self._nouns = {noun: index for index, noun in enumerate(nouns)}
        self._by_piece: dict[int, list[ViewFile]] = {}
        for view in views:
            self._by_piece.setdefault(view.piece, []).append(view)
        self._seed = seed

    def __iter__(self) -> Iterator[dict[str, torch.Tensor]]:
        worker = torch.utils.data.get_worker_info()
        dice = random.Random(f"{self._seed}/{worker.id if worker else 0}")
        kinds: dict[str, list[int]] = {}
        for piece, views in self._by_piece.items():
            kinds.setdefault(views[0].noun, []).append(piece)
        names = sorted(kinds)
        # Between the numbers of pieces and an even share for every kind.
        weights = [len(kinds[name]) ** 0.6 for name in names]
        while True:
            piece = dice.choice(kinds[dice.choices(names, weights)[0]])
            yield self._draw(self._by_piece[piece], dice)

    def _draw(self, views: list[ViewFile], dice: random.Random) -> dict[str, torch.Tensor]:
        first, second = dice.choice(views), dice.choice(views)
        drawn = [(view, draw_variant(view.passes.parts, view.family, dice)) for view in (first, second)]
        pictures = [take_photo(view, variant, dice) for view, variant in drawn]
        return {
            "pixels": torch.stack([to_tensor(picture) for picture in pictures]),
            "noun": torch.tensor(self._nouns[first.noun]),
            "piece": torch.tensor(first.piece),
            "colours": torch.stack([_colour_shares(view, variant) for view, variant in drawn]),
            "material": torch.tensor([_material(variant) for _, variant in drawn]),
        }


def to_tensor(picture: Image.Image) -> torch.Tensor:
    """Return float32 `(3, height, width)`, as the encoder's preprocessing makes it."""
    return (torch.from_numpy(np.array(picture, dtype=np.float32)).permute(2, 0, 1) / 255 - MEAN) / STD


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


def _colour_shares(view: ViewFile, variant: Variant) -> torch.Tensor:
    """Return how much of what is seen of the piece carries each colour word, summing to 1; zeros where unknown."""
    shares = torch.zeros(len(COLOUR_WORDS))
    if variant.main < 0:
        return shares
    shares[COLOUR_WORDS.index(variant.colour)] = 1.0
    return shares


def _material(variant: Variant) -> int:
    return MATERIAL_WORDS.index(variant.material) if variant.material in MATERIAL_WORDS else -1
