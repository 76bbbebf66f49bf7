"""Pieces of furniture seen in a photo of a room: windows of it scored against words by the encoder itself."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from search.blend import QueryVectors, SpaceStatistics, query_sides
from search.calibrate import Curve
from search.encoder import Encoder
from search.query import Box
from search.reading import cut_box
from search.vectors import Vectors, normalise_rows

OBJECT_WORDS = (
    "sofa", "armchair", "chair", "stool", "bench", "dining table", "coffee table", "desk", "bed", "wardrobe",
    "chest of drawers", "bookcase", "floor lamp", "table lamp", "pendant lamp", "rug", "cushion", "mirror", "vase",
    "plant",
)  # fmt: skip
WINDOW_SCALES = (0.75, 0.5, 0.34)
"""Sides of the windows as shares of the picture's; neighbouring windows overlap by half or more."""
MAX_OVERLAP = 0.4
"""Of two boxes that share more of the smaller one than this, the surer one stays."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something seen in a photo."""

    label: str
    box: Box
    confidence: float
    """The calibrated match of the label's word with the box, 0..1."""


class Spotter:
    """Finds pieces of furniture in photos; the words are embedded at the first photo."""

    def __init__(self, encoder: Encoder, statistics: SpaceStatistics, curve: Curve) -> None:
        """Take an encoder, where a catalogue lies in its space, and the curve that makes match figures of words."""
        self._encoder = encoder
        self._statistics = statistics
        self._curve = curve
        self._words: Vectors | None = None
        self._lock = threading.Lock()

    def propose(self, image: Image.Image, count: int) -> tuple[Proposal, ...]:
        """Return what is seen, the surest first, at most `count`, boxes that overlap left out."""
        boxes = lay_windows()
        vectors = self._encoder.embed_images([cut_box(image, box) for box in boxes])
        similarities = (vectors - self._statistics.mean_images) @ self._label_directions().T
        labels, best = similarities.argmax(axis=1), similarities.max(axis=1)
        kept = suppress_overlaps(boxes, best)[:count]
        sureness = 1.0 / (1.0 + np.exp(-(self._curve.slope * best + self._curve.offset)))
        return tuple(Proposal(OBJECT_WORDS[labels[k]], boxes[k], float(sureness[k])) for k in kept)

    def _label_directions(self) -> Vectors:
        with self._lock:
            if self._words is None:
                sides = [
                    query_sides(QueryVectors(text=row), self._statistics, "balanced")[1]
                    for row in self._encoder.embed_texts(OBJECT_WORDS)
                ]
                self._words = normalise_rows(np.stack([side for side in sides if side is not None]))
            return self._words


def lay_windows() -> list[Box]:
    """Return the windows to look through, as shares of the picture."""
    boxes: list[Box] = []
    for scale in WINDOW_SCALES:
        starts = np.linspace(0.0, 1.0 - scale, round((1.0 - scale) / (scale / 2)) + 1)
        boxes += [(x, y, x + scale, y + scale) for y in starts.tolist() for x in starts.tolist()]
    return boxes


def suppress_overlaps(boxes: Sequence[Box], scores: npt.NDArray[np.floating]) -> list[int]:
    """Return the positions of the boxes that are left when each drops the lesser ones it overlaps, the best first."""
    kept: list[int] = []
    for position in np.argsort(-scores, kind="stable").tolist():
        if all(_overlap(boxes[position], boxes[other]) <= MAX_OVERLAP for other in kept):
            kept.append(position)
    return kept


def _overlap(one: Box, other: Box) -> float:
    """Return which share of the smaller box lies in the larger one."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
