"""What the slider does: the best results at several image weights, and where each product comes and goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalog import Product
from search.results import Hit

SWEEP_WEIGHTS = (1.0, 0.75, 0.5, 0.25, 0.0)
STEPS = 100
"""Entries are found to a hundredth of image weight."""


@dataclass(frozen=True, slots=True)
class SweepColumn:
    """The best results at one image weight."""

    image_weight: float
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The image weights between which a product is among the best."""

    product: Product
    from_weight: float
    """The lowest image weight at which it is."""
    to_weight: float
    """The highest."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Both are empty for a query that lacks a photo or words: then the slider does nothing."""

    columns: tuple[SweepColumn, ...] = ()
    entries: tuple[Entry, ...] = ()
    """Every product that is among the best at some weight, those of the highest weights first."""


def find_entries(
    products: Sequence[Product],
    photo_scores: npt.NDArray[np.floating],
    words_scores: npt.NDArray[np.floating],
    top_k: int,
    collapse: bool,
) -> tuple[Entry, ...]:
    """Return at which image weights each product is among the `top_k` with the highest `w * photo + (1 - w) * words`.

    The scores are `(n,)`, one for each product. With `collapse`, a group's best product alone takes a place.
    """
    seen: dict[int, list[float]] = {}
    for weight in np.linspace(0.0, 1.0, STEPS + 1):
        order = np.argsort(-(weight * photo_scores + (1.0 - weight) * words_scores), kind="stable")
        groups: set[str] = set()
        best: list[int] = []
        for row in order:
            if len(best) == top_k:
                break
            if not collapse or products[row].group not in groups:
                groups.add(products[row].group)
                best.append(int(row))
        for row in best:
            seen.setdefault(row, []).append(round(float(weight), 2))
    entries = [Entry(products[row], min(weights), max(weights)) for row, weights in seen.items()]
    return tuple(sorted(entries, key=lambda entry: (-entry.to_weight, -entry.from_weight)))
