"""What one visitor has asked for: all of it but the photo, in one value that a link can carry."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from PIL import Image

from search import DEFAULT_IMAGE_WEIGHT, Blend, Box, Filters, Query, Sort, Term

PAGE_SIZE = 24


@dataclass(frozen=True, slots=True)
class SearchState:
    """A visitor's search. The default is the front page; every change makes a new value."""

    text: str = ""
    image_weight: float = DEFAULT_IMAGE_WEIGHT
    avoid: str = ""
    terms: tuple[tuple[str, float], ...] = ()
    """More wordings, each with its weight; a negative one avoids."""
    likes: tuple[str, ...] = ()
    """Product ids: more like these."""
    dislikes: tuple[str, ...] = ()
    crop: Box | None = None
    """The part of the photo that counts, `None` for the whole; means nothing without the photo."""
    category: str = ""
    strict: bool = False
    """Whether other categories are hidden; otherwise the category is only preferred."""
    colours: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    price_min: float | None = None
    price_max: float | None = None
    width_max_cm: float | None = None
    sort: Sort = "match"
    blend: Blend = "balanced"
    shown: int = PAGE_SIZE
    """How many cards are on the page."""

    def to_query(self, photo: Image.Image | None) -> Query:
        """Return the question to the engine, in which the variants of one product are one result."""
        return Query(
            image=photo,
            text=self.text,
            image_weight=self.image_weight,
            top_k=self.shown,
            where=self.filters,
            blend=self.blend,
            avoid=self.avoid,
            terms=tuple(Term(text, weight) for text, weight in self.terms),
            likes=self.likes,
            dislikes=self.dislikes,
            crop=self.crop,
            prefer_category="" if self.strict else self.category,
            collapse=True,
            sort=self.sort,
        )

    @property
    def filters(self) -> Filters:
        """The limits on what may be found."""
        return Filters(
            categories=(self.category,) if self.strict and self.category else (),
            colours=self.colours,
            materials=self.materials,
            price_min=self.price_min,
            price_max=self.price_max,
            width_max_cm=self.width_max_cm,
        )


def fill_in(state: SearchState, text: str, image_weight: float) -> SearchState:
    """Return the search with what the visitor's words and slider say now."""
    return replace(state, text=" ".join((text or "").split()), image_weight=image_weight)


def next_turn() -> int:
    """Return a number that no earlier turn had; putting it into the page's state starts a search."""
    return time.monotonic_ns()
