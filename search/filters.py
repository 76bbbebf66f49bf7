"""Limits on what a search may find, in any of the spellings in which they are asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog import Product
from search.errors import UnknownFilter

LEVEL = " > "
"""Between a category and what it is part of: "Seating > Sofas"."""


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
    without: tuple[str, ...] = ()
    """Colours, materials and styles that nothing found may be listed with."""

    def admits(self, product: Product) -> bool:
        """Return whether the product passes; one whose price or width is unknown passes no limit on it."""
        return (
            (not self.categories or product.category in self.categories)
            and (not self.styles or product.style in self.styles)
            and (not self.colours or bool(set(self.colours) & set(product.colours)))
            and (not self.materials or bool(set(self.materials) & set(product.materials)))
            and not set(self.without) & {*product.colours, *product.materials, product.style}
            and (self.price_min is None or (product.price is not None and product.price >= self.price_min))
            and (self.price_max is None or (product.price is not None and product.price <= self.price_max))
            and (self.width_max_cm is None or (product.width_cm is not None and product.width_cm <= self.width_max_cm))
        )


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
