"""Why a product stands where it stands: its score as a sum of what each part of the query adds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.blend import (
    CATEGORY_WEIGHT,
    DISLIKE_WEIGHT,
    LIKE_WEIGHT,
    PartKind,
    SpaceStatistics,
    query_parts,
    weigh_parts,
)
from search.reading import Reading
from search.vectors import Vector


@dataclass(frozen=True, slots=True)
class Share:
    """What one part of the query adds to a product's score, or takes from it."""

    kind: PartKind
    label: str
    """The words, the product's title or the category; empty for an uploaded photo."""
    value: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A product's score as a sum of shares, with the formula in use."""

    shares: tuple[Share, ...]
    """They add up to the score; none where the query has no part (the front page)."""
    score: float
    """`q @ (x - mean_images)`: how much nearer to the query than the catalogue's average product. Ranks follow it."""
    image_match: float | None
    text_match: float | None
    formula: str
    """The query vector's formula with its numbers."""


def share_score(reading: Reading, product_vector: Vector, statistics: SpaceStatistics) -> tuple[Share, ...]:
    """Return what each part of the query adds to the score of a product, whose embedding is `(dim,)`.

    The query vector is a sum of parts over its length, so the score, a dot product with it, is a sum too.
    """
    asked = reading.query
    parts = weigh_parts(query_parts(reading.vectors, statistics, asked.blend), asked.image_weight)
    length = max(float(np.linalg.norm(np.sum([part.vector for part in parts], axis=0))), 1e-12)
    centred = product_vector - statistics.mean_images
    return tuple(
        Share(part.kind, reading.labels[part.kind][part.number], float(part.vector @ centred) / length)
        for part in parts
    )


def write_formula(reading: Reading, statistics: SpaceStatistics) -> str:
    """Return the formula of the query vector with the numbers in use; empty for a query without any part."""
    vectors, query = reading.vectors, reading.query
    balanced = query.blend == "balanced"
    photo, words = vectors.image is not None, bool(vectors.text is not None or vectors.avoid or vectors.terms)
    terms = []
    if vectors.image is not None:
        spread = statistics.spread(vectors.image - statistics.mean_images)
        side = f"(photo − mean photo) / {spread:.3f}" if balanced else "photo"
        terms.append(f"{query.image_weight:.2f} · {side}" if words else side)
    if words:
        plain = vectors.text is not None and not vectors.avoid and not vectors.terms
        spread = statistics.spread(vectors.text - statistics.mean_texts) if vectors.text is not None else 0.0
        side = "words" if plain or not balanced else "words as one, of spread 1"
        side = f"(words − mean words) / {spread:.3f}" if plain and balanced else side
        terms.append(f"{1 - query.image_weight:.2f} · {side}" if photo else side)
    if vectors.likes:
        terms.append(f"{LIKE_WEIGHT:.2f} · mean of {len(vectors.likes)} liked")
    if vectors.category is not None:
        terms.append(f"{CATEGORY_WEIGHT:.2f} · {query.prefer_category}")
    formula = " + ".join(terms)
    if vectors.dislikes:
        formula += f" − {DISLIKE_WEIGHT:.2f} · mean of {len(vectors.dislikes)} disliked"
    return f"q = normalise({formula.strip()})" if formula else ""
