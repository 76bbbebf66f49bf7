"""A photo, words, likes and dislikes as embeddings, combined into one query vector.

Source: the textbook form is `FinalQuery = w * Vi + (1 - w) * Vt`. The balanced form centres each side and gives both
the same spread over the catalogue, because photos and texts occupy two separate cones (Liang et al. 2022, "Mind the
Gap", arXiv 2203.02053); it ranks exactly as weighted z-score fusion does (Psomas et al. 2024, arXiv 2405.15587).
Likes and dislikes move the vector as relevance feedback does (Rocchio 1971; Manning, Raghavan & Schütze 2008, 9.1.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from search.query import Blend
from search.vectors import Vector, Vectors

AVOID_WEIGHT = 0.5
"""How strongly unwanted words push away, beside 1 for wanted words."""
LIKE_WEIGHT = 0.75
"""How strongly the mean of the liked products pulls, beside 1 for photo and words together (Rocchio's beta)."""
DISLIKE_WEIGHT = 0.3
"""How strongly the mean of the disliked products pushes away (Rocchio's gamma)."""
CATEGORY_WEIGHT = 1.0
"""How strongly a preferred category pulls."""

PartKind = Literal["photo", "words", "avoid", "like", "dislike", "category"]


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
    """What a query is made of: unit vectors `(dim,)`, `None` or empty where the query had no such part."""

    image: Vector | None = None
    text: Vector | None = None
    avoid: tuple[Vector, ...] = ()
    """The unwanted words, one vector a phrase."""
    terms: tuple[tuple[float, Vector], ...] = ()
    """More wordings, each with its weight; one below 0 keeps away."""
    likes: tuple[Vector, ...] = ()
    dislikes: tuple[Vector, ...] = ()
    category: Vector | None = None
    """The mean of a preferred category's products, of any length."""


@dataclass(frozen=True, slots=True)
class Part:
    """One summand of the query vector."""

    kind: PartKind
    number: int
    """Which of its kind, from 0: terms are counted on after the text, or after the unwanted phrases."""
    vector: Vector
    """float32 `(dim,)`, its weight included, pointing the way in which it moves the query."""


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
    """Return the one query vector, float32 `(dim,)` of unit L2 length; `None` for a query without any part.

    `normalise(w * P + (1 - w) * W + S)` with the photo's side P, the words' side W and the steering S. A side that is
    missing leaves the whole weight to the other.

    `centroid`, the textbook form: P = Vi, W = Vt, and without steering that is all.
    `balanced`: P = `v / s_v` and W = `t / s_t` with `v = Vi - mean_images`, `t = Vt - mean_texts` and `s_v`, `s_t`
    their spread over the catalogue.
    More wordings: W is their mean by weight, less the unwanted ones' mean at `AVOID_WEIGHT`.
    S = `LIKE_WEIGHT * mean(likes) - DISLIKE_WEIGHT * mean(dislikes) + CATEGORY_WEIGHT * category`, each of them
    standardised as a photo is. S is the same at every w, so it moves either side alike: with exact search, more image
    weight never moves the top results away from P + S, nor less of it away from W + S.
    """
    parts = weigh_parts(query_parts(vectors, statistics, blend), image_weight)
    return _normalise(_sum(parts))


def query_sides(
    vectors: QueryVectors, statistics: SpaceStatistics, blend: Blend, steered: bool = False
) -> tuple[Vector | None, Vector | None]:
    """Return the photo's and the words' side, float32 `(dim,)` each, as the blend weighs them against each other.

    In `balanced` each side has a spread of 1 over the catalogue, so `side @ (x - mean_images)` is its z-score.
    `steered` adds likes, dislikes and category to both, and takes them for a photo where the query has neither side.
    """
    parts = query_parts(vectors, statistics, blend)
    photo, words = _sum(_of(parts, _PHOTO_KINDS)), _sum(_of(parts, _WORDS_KINDS))
    steering = _sum(_of(parts, _STEERING_KINDS)) if steered else None
    if steering is None:
        return photo, words
    if photo is None and words is None:
        return steering, None
    return None if photo is None else photo + steering, None if words is None else words + steering


def query_parts(vectors: QueryVectors, statistics: SpaceStatistics, blend: Blend) -> tuple[Part, ...]:
    """Return the summands of photo's side, words' side and steering, before photo and words are weighed."""
    parts = [] if vectors.image is None else [Part("photo", 0, _view_photo(vectors.image, statistics, blend))]
    parts += _word_parts(vectors, statistics, blend)
    steering: tuple[tuple[PartKind, tuple[Vector, ...], float], ...] = (
        ("like", vectors.likes, LIKE_WEIGHT),
        ("dislike", vectors.dislikes, -DISLIKE_WEIGHT),
    )
    for kind, products, weight in steering:
        share = np.float32(weight / max(1, len(products)))
        parts += [Part(kind, k, share * _view_photo(row, statistics, blend)) for k, row in enumerate(products)]
    if vectors.category is not None:
        parts.append(
            Part("category", 0, np.float32(CATEGORY_WEIGHT) * _view_photo(vectors.category, statistics, blend))
        )
    return tuple(parts)


def weigh_parts(parts: Sequence[Part], image_weight: float) -> tuple[Part, ...]:
    """Return the parts with photo and words at their share; their sum points where the query vector does."""
    if not (_of(parts, _PHOTO_KINDS) and _of(parts, _WORDS_KINDS)):
        return tuple(parts)
    shares = dict.fromkeys(_PHOTO_KINDS, image_weight) | dict.fromkeys(_WORDS_KINDS, 1.0 - image_weight)
    return tuple(replace(part, vector=np.float32(shares.get(part.kind, 1.0)) * part.vector) for part in parts)


_PHOTO_KINDS: tuple[PartKind, ...] = ("photo",)
_WORDS_KINDS: tuple[PartKind, ...] = ("words", "avoid")
_STEERING_KINDS: tuple[PartKind, ...] = ("like", "dislike", "category")


def _word_parts(vectors: QueryVectors, statistics: SpaceStatistics, blend: Blend) -> list[Part]:
    texts = [] if vectors.text is None else [(1.0, vectors.text)]
    wanted = [*texts, *((weight, vector) for weight, vector in vectors.terms if weight > 0)]
    unwanted = [*((1.0, vector) for vector in vectors.avoid), *((-w, vector) for w, vector in vectors.terms if w < 0)]
    whole = sum(weight for weight, _ in wanted)
    parts = [
        Part("words", number, np.float32(weight / whole) * _view_text(vector, statistics, blend))
        for number, (weight, vector) in enumerate(wanted)
    ] + [
        Part(
            "avoid", number, np.float32(-AVOID_WEIGHT * weight / len(unwanted)) * _view_text(vector, statistics, blend)
        )
        for number, (weight, vector) in enumerate(unwanted)
    ]
    side = _sum(parts)
    if side is None or blend == "centroid":
        return parts
    scale = _scale(side, statistics)
    return [replace(part, vector=part.vector / scale) for part in parts]


def _view_photo(vector: Vector, statistics: SpaceStatistics, blend: Blend) -> Vector:
    return vector if blend == "centroid" else _standardise(vector - statistics.mean_images, statistics)


def _view_text(vector: Vector, statistics: SpaceStatistics, blend: Blend) -> Vector:
    return vector if blend == "centroid" else _standardise(vector - statistics.mean_texts, statistics)


def _standardise(vector: Vector, statistics: SpaceStatistics) -> Vector:
    return np.asarray(vector / _scale(vector, statistics), dtype=np.float32)


def _scale(vector: Vector, statistics: SpaceStatistics) -> np.float32:
    spread = statistics.spread(vector)
    # A catalogue of one product, or of one picture, has no spread: then direction is all there is.
    scale = spread if spread > 1e-6 else float(np.linalg.norm(vector))
    return np.float32(scale if scale > 1e-12 else 1.0)


def _of(parts: Iterable[Part], kinds: Sequence[PartKind]) -> list[Part]:
    return [part for part in parts if part.kind in kinds]


def _sum(parts: Sequence[Part]) -> Vector | None:
    return np.sum([part.vector for part in parts], axis=0, dtype=np.float32) if parts else None


def _normalise(vector: Vector | None) -> Vector | None:
    if vector is None:
        return None
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length if length > 1e-12 else vector, dtype=np.float32)
