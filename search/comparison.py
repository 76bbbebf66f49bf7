"""Results seen side by side: on a map of both sides' scores, and a tag's against a vector's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalog import Product
from search.results import Hit
from search.vectors import Vector


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A product's place between photo and words.

    The rank follows `image_weight * image_score + (1 - image_weight) * text_score` (plus what likes, dislikes and a
    preferred category add), so the slider turns the line along which points are passed.
    """

    product: Product
    image_match: float | None
    text_match: float | None
    image_score: float | None
    """In `balanced` a z-score: by how many standard deviations it is nearer to the photo than the average product.

    `None` where the query has no photo.
    """
    text_score: float | None
    """The same for the words."""
    rank: int


@dataclass(frozen=True, slots=True)
class TagComparison:
    """What filtering by a style's tag finds, against what searching for its name finds."""

    style: str
    tagged: tuple[Hit, ...]
    """Products with the tag, those nearest to the word first."""
    tagged_total: int
    """How many products have the tag in all."""
    found: tuple[Hit, ...]
    """Products nearest to the word, whatever their tags."""
    untagged_ids: frozenset[str]
    """Those among the found that lack the tag."""


def place_on_map(
    hits: Sequence[Hit], centred: Mapping[str, Vector], photo: Vector | None, words: Vector | None
) -> tuple[MapPoint, ...]:
    """Return the hits as points of the map, those left out of which no embedding is known.

    `centred` holds embeddings `(dim,)`, less the mean of the catalogue's, by product id; `photo` and `words` are the
    query's sides `(dim,)`.
    """
    return tuple(
        MapPoint(
            hit.product,
            hit.image_match,
            hit.text_match,
            _dot(centred[hit.product.id], photo),
            _dot(centred[hit.product.id], words),
            hit.rank,
        )
        for hit in hits
        if hit.product.id in centred
    )


def _dot(vector: Vector, side: Vector | None) -> float | None:
    return None if side is None else float(vector @ side)
