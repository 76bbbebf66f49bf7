"""A photo's and the words' embeddings, combined into one query vector.

Source: the textbook form is `FinalQuery = w * Vi + (1 - w) * Vt`. The balanced form centres each side and gives both
the same spread over the catalogue, because photos and texts occupy two separate cones (Liang et al. 2022, "Mind the
Gap", arXiv 2203.02053); it ranks exactly as weighted z-score fusion does (Psomas et al. 2024, arXiv 2405.15587).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.query import Blend
from search.vectors import Vector, Vectors

AVOID_WEIGHT = 0.5
"""How strongly unwanted words push away, beside 1 for wanted words."""


@dataclass(frozen=True, slots=True)
class SpaceStatistics:
    """Where a catalogue's photos and the words about it lie in the embedding space, and how widely they spread."""

    mean_images: Vector
    """float32 `(dim,)`"""
    mean_texts: Vector
    """float32 `(dim,)`"""
    covariance: npt.NDArray[np.float32]
    """float32 `(dim, dim)`, of the catalogue's photos."""

    def spread(self, direction: Vector) -> float:
        """Return the standard deviation of `X @ direction` over the catalogue's vectors X."""
        return float(np.sqrt(max(0.0, float(direction @ self.covariance @ direction))))


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """What the encoder made of a query: unit vectors `(dim,)`, `None` or empty where the query had no such side."""

    image: Vector | None = None
    text: Vector | None = None
    avoid: tuple[Vector, ...] = ()
    """The unwanted words, one vector a phrase."""


def measure_space(image_vectors: Vectors, text_vectors: Vectors) -> SpaceStatistics:
    """Return the statistics of a catalogue's photos, float32 `(n, dim)`, and of texts about it, `(m, dim)`."""
    images = image_vectors.astype(np.float64)
    mean = images.mean(axis=0)
    centred = images - mean
    return SpaceStatistics(
        mean.astype(np.float32),
        text_vectors.astype(np.float64).mean(axis=0).astype(np.float32),
        (centred.T @ centred / len(images)).astype(np.float32),
    )


def blend_vectors(
    vectors: QueryVectors, image_weight: float, statistics: SpaceStatistics, blend: Blend = "balanced"
) -> Vector | None:
    """Return the one query vector, float32 `(dim,)` of unit L2 length; `None` for a query with neither side.

    A side that is missing leaves the whole weight to the other.

    `centroid`: `normalise(w * Vi + (1 - w) * Vt)`, the textbook form.
    `balanced`: `normalise(w * v / s_v + (1 - w) * t / s_t)` with `v = Vi - mean_images`, `t = Vt - mean_texts` and
    `s_v`, `s_t` their spread over the catalogue.
    Unwanted words are subtracted from the words' side, in the same space, at `AVOID_WEIGHT` a side.
    """
    photo, words = query_sides(vectors, statistics, blend)
    if photo is None or words is None:
        return _normalise(photo if words is None else words)
    return _normalise(image_weight * photo + (1.0 - image_weight) * words)


def query_sides(
    vectors: QueryVectors, statistics: SpaceStatistics, blend: Blend
) -> tuple[Vector | None, Vector | None]:
    """Return the photo's and the words' side, float32 `(dim,)` each, as the blend weighs them against each other.

    In `balanced` each side has a spread of 1 over the catalogue, so `side @ (x - mean_images)` is its z-score.
    """
    if blend == "centroid":
        return vectors.image, _add_words(vectors.text, vectors.avoid)
    photo = None if vectors.image is None else _standardise(vectors.image - statistics.mean_images, statistics)
    text = None if vectors.text is None else _standardise(vectors.text - statistics.mean_texts, statistics)
    avoid = [_standardise(phrase - statistics.mean_texts, statistics) for phrase in vectors.avoid]
    words = _add_words(text, avoid)
    return photo, None if words is None else _standardise(words, statistics)


def _add_words(text: Vector | None, avoid: Sequence[Vector]) -> Vector | None:
    if text is None and not avoid:
        return None
    unwanted = AVOID_WEIGHT * np.mean(avoid, axis=0) if avoid else 0.0
    return np.asarray((0.0 if text is None else text) - unwanted, dtype=np.float32)


def _standardise(vector: Vector, statistics: SpaceStatistics) -> Vector:
    spread = statistics.spread(vector)
    # A catalogue of one product, or of one picture, has no spread: then direction is all there is.
    scale = spread if spread > 1e-6 else float(np.linalg.norm(vector))
    return np.asarray(vector / scale if scale > 1e-12 else vector, dtype=np.float32)


def _normalise(vector: Vector | None) -> Vector | None:
    if vector is None:
        return None
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length > 1e-12 else vector, dtype=np.float32)
