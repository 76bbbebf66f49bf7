"""What a shopper asks for, brought inside its limits."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from PIL import Image

from search.filters import Filters, read_filters
from search.notes import Note, NoteKind

Blend = Literal["balanced", "centroid"]
Sort = Literal["match", "price_up", "price_down"]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the picture's width and height, 0..1."""

DEFAULT_IMAGE_WEIGHT = 0.7
DEFAULT_TOP_K = 12
MAX_TEXT_CHARACTERS = 1_000
MAX_TERMS = 12
MAX_LIKES = 24
"""Liked products, and as many disliked ones."""
MAX_TERM_WEIGHT = 3.0
MIN_CROP = 0.02
"""A crop that is narrower or lower than this share of the photo is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Term:
    """One wording with a weight of its own: 1 counts as much as `Query.text`, below 0 keeps away."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A search by photo, by words, by both, or by neither (the catalogue's front page)."""

    image: Image.Image | None = None
    text: str = ""
    """Plain words; "not leather" or "without arms" asks for the opposite of what follows."""
    image_weight: float = DEFAULT_IMAGE_WEIGHT
    """Share of the photo in the query, 0 (words alone) to 1 (photo alone)."""
    top_k: int = DEFAULT_TOP_K
    where: Filters | Mapping[str, object] | None = None
    """Filters, or their fields as a mapping: `{"category": "Sofas", "price_max": 900, "colours": ["red", "blue"]}`."""
    blend: Blend = "balanced"
    like: str = ""
    """Id of a product to search by instead of a photo ("more like this"); the product itself is left out."""
    avoid: str = ""
    """Words to keep away from, beside "not ..." in `text`; commas separate phrases."""
    terms: tuple[Term, ...] = ()
    """More wordings on the words' side of the slider."""
    likes: tuple[str, ...] = ()
    """Ids of products that the query vector moves towards, whatever the slider says."""
    dislikes: tuple[str, ...] = ()
    """Ids of products that it moves away from."""
    crop: Box | None = None
    """The part of the photo to search by; `None` for the whole."""
    prefer_category: str = ""
    """A category that the query vector moves towards; it hides nothing."""
    skip: int = 0
    """How many results come before those asked for (paging)."""
    collapse: bool = False
    """Whether the variants of one product are one result, the best of them."""
    sort: Sort = "match"
    """By price, only the relevant results are sorted: see `search.results.relevant_count`."""


def tidy_query(query: Query) -> tuple[Query, tuple[Note, ...]]:
    """Return the query with every value inside its limits, and a note for each that had to be changed.

    Raises:
        UnknownFilter: `where` names a filter that there is none of.
    """
    notes: list[Note] = []
    top_k = query.top_k
    if top_k < 1:
        top_k = 1
        notes.append(Note("one result"))
    likes = _tidy_ids(query.likes, "many likes", notes)
    dislikes = _tidy_ids(query.dislikes, "many dislikes", notes)
    both = set(likes) & set(dislikes)
    if both:
        notes.append(Note("liked and disliked"))
    tidied = replace(
        query,
        text=_tidy_text(query.text, notes),
        image_weight=_tidy_weight(query.image_weight, notes),
        top_k=int(top_k),
        where=read_filters(query.where),
        blend=_tidy_choice(query.blend, Blend, "balanced", notes),
        avoid=_tidy_text(query.avoid, notes),
        terms=_tidy_terms(query.terms, notes),
        likes=tuple(key for key in likes if key not in both),
        dislikes=tuple(key for key in dislikes if key not in both),
        crop=_tidy_crop(query.crop, notes),
        skip=max(0, int(query.skip)),
        sort=_tidy_choice(query.sort, Sort, "match", notes),
    )
    return tidied, tuple(notes)


def _tidy_text(text: str, notes: list[Note]) -> str:
    tidied = " ".join("".join(c if c.isprintable() else " " for c in str(text or "")).split())
    if len(tidied) > MAX_TEXT_CHARACTERS:
        notes.append(Note("long text", {"limit": MAX_TEXT_CHARACTERS}))
    return tidied[:MAX_TEXT_CHARACTERS]


def _tidy_weight(weight: float, notes: list[Note]) -> float:
    if weight is None or math.isnan(weight):
        notes.append(Note("no weight", {"weight": DEFAULT_IMAGE_WEIGHT}))
        return DEFAULT_IMAGE_WEIGHT
    inside = min(1.0, max(0.0, float(weight)))
    if inside != weight:
        notes.append(Note("weight outside", {"weight": inside}))
    return inside


def _tidy_choice(value: Any, choices: Any, default: Any, notes: list[Note]) -> Any:
    if value in get_args(choices):
        return value
    notes.append(Note("unknown choice", {"given": str(value)[:80], "used": default}))
    return default


def _tidy_terms(terms: Iterable[Term], notes: list[Note]) -> tuple[Term, ...]:
    tidied = []
    for term in terms:
        text = _tidy_text(term.text, notes)
        weight = 0.0 if math.isnan(term.weight) else min(MAX_TERM_WEIGHT, max(-MAX_TERM_WEIGHT, float(term.weight)))
        if text and weight:
            tidied.append(Term(text, weight))
    if len(tidied) > MAX_TERMS:
        notes.append(Note("many terms", {"limit": MAX_TERMS}))
    return tuple(tidied[:MAX_TERMS])


def _tidy_ids(product_ids: Iterable[str], too_many: NoteKind, notes: list[Note]) -> tuple[str, ...]:
    tidied = tuple(dict.fromkeys(str(key) for key in product_ids))
    if len(tidied) > MAX_LIKES:
        notes.append(Note(too_many, {"limit": MAX_LIKES}))
    return tidied[-MAX_LIKES:]


def _tidy_crop(crop: Box | None, notes: list[Note]) -> Box | None:
    if crop is None:
        return None
    try:
        left, top, right, bottom = (min(1.0, max(0.0, float(side))) for side in crop)
    except (TypeError, ValueError):
        left = top = right = bottom = 0.0
    # Written so that not-a-number, which compares with nothing, is a slip too.
    if not (right - left >= MIN_CROP and bottom - top >= MIN_CROP):
        notes.append(Note("small crop"))
        return None
    return left, top, right, bottom
