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
    "sofa", "corner sofa", "armchair", "chair", "desk chair", "stool", "bench", "pouf", "sun lounger", "hammock",
    "dining table", "coffee table", "bedside table", "desk", "bed", "bunk bed", "cot", "wardrobe", "chest of drawers",
    "bookcase", "shelf", "storage box", "basket", "room divider", "clothes rack", "floor lamp", "table lamp",
    "pendant lamp", "lantern", "candle", "rug", "cushion", "throw", "curtains", "mirror", "clock", "picture frame",
    "vase", "bowl", "plant pot", "potted plant",
)  # fmt: skip
CANDIDATES = 10
"""Boxes that are looked at closely; each costs one pass of the image tower."""
MIN_PLACES = 2
MAX_SHARE = 0.9
MARGIN = 0.06
"""How much wider and higher than its box, on either side, a candidate is looked at."""
MAX_OVERLAP = 0.4
"""Of two boxes that share more of the smaller one than this, the surer one stays."""
SURE_ENOUGH = 0.25
"""A box less sure than this share of the surest one is not worth a click."""


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
        directions = self._label_directions()
        boxes = self._choose_candidates(image, directions)
        vectors = self._encoder.embed_images([cut_box(image, _widen(box)) for box in boxes])
        similarities = (vectors - self._statistics.mean_images) @ directions.T
        labels, best = similarities.argmax(axis=1), similarities.max(axis=1)
        sureness = 1.0 / (1.0 + np.exp(-(self._curve.slope * best + self._curve.offset)))
        kept = [k for k in suppress_overlaps(boxes, sureness) if sureness[k] >= SURE_ENOUGH * sureness.max()]
        return tuple(Proposal(OBJECT_WORDS[labels[k]], boxes[k], float(sureness[k])) for k in kept[:count])

    def _choose_candidates(self, image: Image.Image, directions: Vectors) -> list[Box]:
        """Return the boxes that look most like some word, against what surrounds them; windows where nothing can tell.

        The tower runs once over the whole picture: a box's vector is the mean of its places.
        """
        places = self._encoder.embed_places(image)
        if places is None:
            return lay_windows()
        rows, columns, _ = places.shape
        grid = lay_boxes(rows, columns)
        inside, around = pool_boxes(places, grid)
        mean = self._statistics.mean_images
        contrast = ((inside - mean) @ directions.T - (around - mean) @ directions.T).max(axis=1)
        shares = grid / np.array([columns, rows, columns, rows])
        boxes: list[Box] = [(left, top, right, bottom) for left, top, right, bottom in shares.tolist()]
        return [boxes[k] for k in suppress_overlaps(boxes, contrast)[:CANDIDATES]]

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
    """Return the whole picture, its quarters and what lies between them, as shares of the picture."""
    starts = (0.0, 0.25, 0.5)
    return [(0.0, 0.0, 1.0, 1.0), *((x, y, x + 0.5, y + 0.5) for y in starts for x in starts)]


def lay_boxes(rows: int, columns: int) -> npt.NDArray[np.intp]:
    """Return all boxes on a grid, int `(n, 4)`: left, top, right, bottom, but none that is tiny or the whole."""
    lefts, rights = _spans(columns)
    tops, bottoms = _spans(rows)
    across, down = np.meshgrid(np.arange(len(lefts)), np.arange(len(tops)))
    boxes = np.stack([lefts[across], tops[down], rights[across], bottoms[down]], axis=-1).reshape(-1, 4)
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    small = area <= MAX_SHARE * rows * columns
    return boxes[small] if small.any() else boxes


def pool_boxes(places: Vectors, boxes: npt.NDArray[np.intp]) -> tuple[Vectors, Vectors]:
    """Return the unit vectors of the boxes and of the rings of places around them, `(n, dim)` each."""
    rows, columns, dim = places.shape
    sums = np.zeros((rows + 1, columns + 1, dim))
    sums[1:, 1:] = places.astype(np.float64).cumsum(axis=0).cumsum(axis=1)

    def pool(corners: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
        left, top, right, bottom = corners.T
        return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left])

    inside = pool(boxes)
    wider = np.clip(boxes + np.array([-1, -1, 1, 1]), 0, [columns, rows, columns, rows])
    return normalise_rows(inside.astype(np.float32)), normalise_rows((pool(wider) - inside).astype(np.float32))


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


def _widen(box: Box) -> Box:
    across, down = MARGIN * (box[2] - box[0]), MARGIN * (box[3] - box[1])
    return max(0.0, box[0] - across), max(0.0, box[1] - down), min(1.0, box[2] + across), min(1.0, box[3] + down)


def _spans(length: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the starts and ends of all stretches of a line that are long enough."""
    starts, ends = np.triu_indices(length + 1, k=min(MIN_PLACES, length))
    return starts, ends
