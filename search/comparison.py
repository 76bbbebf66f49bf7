"""Results seen side by side: on a map of both sides' scores, and a tag's against a vector's."""

from __future__ import annotations

from dataclasses import dataclass

from catalog import Product
from search.results import Hit


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
