"""What a shopper asks for and what comes back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from PIL import Image

from catalog import Product
from search.errors import UnknownFilter

Blend = Literal["balanced", "centroid"]

DEFAULT_IMAGE_WEIGHT = 0.7
DEFAULT_TOP_K = 12
MAX_TEXT_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on what may be found; an empty field limits nothing, several values of one field are alternatives."""

    categories: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    price_min: float | None = None
    price_max: float | None = None
    width_max_cm: float | None = None

    def admits(self, product: Product) -> bool:
        """Return whether the product passes; one whose price or width is unknown passes no limit on it."""
        return (
            (not self.categories or product.category in self.categories)
            and (not self.styles or product.style in self.styles)
            and (not self.colours or bool(set(self.colours) & set(product.colours)))
            and (not self.materials or bool(set(self.materials) & set(product.materials)))
            and (self.price_min is None or (product.price is not None and product.price >= self.price_min))
            and (self.price_max is None or (product.price is not None and product.price <= self.price_max))
            and (self.width_max_cm is None or (product.width_cm is not None and product.width_cm <= self.width_max_cm))
        )


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


@dataclass(frozen=True, slots=True)
class Hit:
    """One product found, with its place and how well it fits.

    The match figures are calibrated probabilities in 0..1, comparable between searches; `None` where the query had no
    such side.
    """

    product: Product
    rank: int
    """1 for the nearest."""
    match: float | None = None
    image_match: float | None = None
    text_match: float | None = None


def tidy_query(query: Query) -> tuple[Query, tuple[str, ...]]:
    """Return the query with every value inside its limits, and a sentence for each that had to be changed.

    Raises:
        UnknownFilter: `where` names a filter that there is none of.
    """
    notes: list[str] = []
    text = " ".join("".join(c if c.isprintable() else " " for c in str(query.text or "")).split())
    if len(text) > MAX_TEXT_CHARACTERS:
        text = text[:MAX_TEXT_CHARACTERS]
        notes.append(f"Only the first {MAX_TEXT_CHARACTERS:,} characters of the words were used.")
    weight = _tidy_weight(query.image_weight, notes)
    top_k = query.top_k
    if top_k < 1:
        top_k = 1
        notes.append("At least one result is shown.")
    blend = query.blend
    if blend not in get_args(Blend):
        blend = "balanced"
        notes.append("There is no such blend; 'balanced' was used.")
    where = read_filters(query.where)
    return replace(query, text=text, image_weight=weight, top_k=int(top_k), where=where, blend=blend), tuple(notes)


def read_filters(where: Filters | Mapping[str, object] | None) -> Filters:
    """Return the filters that a mapping names; a single value may stand for a list, and singular for plural.

    Raises:
        UnknownFilter: a key is no filter, or a limit is no number.
    """
    if where is None:
        return Filters()
    if isinstance(where, Filters):
        return where
    fields: dict[str, Any] = {}
    for key, value in where.items():
        name = _FILTER_NAMES.get(key, key)
        if name not in Filters.__slots__:
            raise UnknownFilter(str(key), Filters.__slots__)
        fields[name] = _read_limit(name, value) if name in _LIMITS else _read_values(value)
    return Filters(**fields)


_FILTER_NAMES = {"category": "categories", "colour": "colours", "material": "materials", "style": "styles"}
_LIMITS = ("price_min", "price_max", "width_max_cm")


def _read_values(value: Any) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else tuple(value or ())
    return tuple(str(item) for item in values)


def _read_limit(name: str, value: Any) -> float | None:
    if value is None:
        return None
    try:
        limit = float(value)
    except (TypeError, ValueError) as exc:
        raise UnknownFilter(f"{name}={value}", ("numbers for " + ", ".join(_LIMITS),)) from exc
    return None if math.isnan(limit) else limit


def _tidy_weight(weight: float, notes: list[str]) -> float:
    if weight is None or math.isnan(weight):
        notes.append(f"The image weight was set to {DEFAULT_IMAGE_WEIGHT}.")
        return DEFAULT_IMAGE_WEIGHT
    inside = min(1.0, max(0.0, float(weight)))
    if inside != weight:
        notes.append(f"The image weight was set to {inside:g}; it lies between 0 (words) and 1 (photo).")
    return inside
