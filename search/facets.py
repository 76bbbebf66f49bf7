"""How many results each filter value would leave, counted in memory beside the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from catalog import Product
from search.filters import Filters

_Mask = npt.NDArray[np.bool_]
_Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value that a filter may take."""

    value: str
    count: int
    """How many results would carry it, all other filters kept."""
    chosen: bool
    """Whether it is among the filters now."""


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and the highest of a number among the results, its own limits lifted; `None` where it is unknown."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Facets:
    """What a filter sidebar shows: the commonest values first, those that would leave nothing last."""

    categories: tuple[FacetValue, ...]
    colours: tuple[FacetValue, ...]
    materials: tuple[FacetValue, ...]
    styles: tuple[FacetValue, ...]
    price: Range
    width_cm: Range


class FacetTable:
    """A catalogue's filterable facts as arrays, built once; counting never asks the index."""

    def __init__(self, products: Sequence[Product]) -> None:
        self._rows = {
            "categories": _post((product.category,) for product in products),
            "colours": _post(product.colours for product in products),
            "materials": _post(product.materials for product in products),
            "styles": _post((product.style,) for product in products),
        }
        self._price = _numbers(product.price for product in products)
        self._width_cm = _numbers(product.width_cm for product in products)
        self._row_of = {product.id: row for row, product in enumerate(products)}
        groups: dict[str, int] = {}
        self._group = np.array([groups.setdefault(product.group, len(groups)) for product in products], dtype=np.intp)

    def admitted(self, filters: Filters) -> _Mask:
        """Return which products pass, bool `(n,)`: the same as `filters.admits` of each."""
        passes = np.ones(len(self._group), dtype=bool)
        for field, rows in self._rows.items():
            if chosen := getattr(filters, field):
                passes &= self._mark(rows, chosen)
        for rows in self._rows.values() if filters.without else ():
            if rows is not self._rows["categories"]:
                passes &= ~self._mark(rows, filters.without)
        for numbers, low, high in (
            (self._price, filters.price_min, filters.price_max),
            (self._width_cm, None, filters.width_max_cm),
        ):
            # An unknown number compares as False, so it passes no limit.
            if low is not None:
                passes &= numbers >= low
            if high is not None:
                passes &= numbers <= high
        return passes

    def total(self, filters: Filters, collapse: bool = False, leave_out: str = "") -> int:
        """Return how many results pass the filters, variants counted once where they are collapsed."""
        passes = self.admitted(filters)
        if leave_out in self._row_of:
            passes[self._row_of[leave_out]] = False
        return self._count(np.flatnonzero(passes), collapse)

    def facets(self, filters: Filters, collapse: bool = False) -> Facets:
        """Return the counts of every value and the ranges, each under all filters but its own."""
        return Facets(
            categories=self._values("categories", filters, collapse),
            colours=self._values("colours", filters, collapse),
            materials=self._values("materials", filters, collapse),
            styles=self._values("styles", filters, collapse),
            price=_range(self._price[self.admitted(replace(filters, price_min=None, price_max=None))]),
            width_cm=_range(self._width_cm[self.admitted(replace(filters, width_max_cm=None))]),
        )

    def _values(self, field: str, filters: Filters, collapse: bool) -> tuple[FacetValue, ...]:
        chosen: tuple[str, ...] = getattr(filters, field)
        lifted: dict[str, tuple[str, ...]] = {field: ()}
        passes = self.admitted(replace(filters, **lifted))  # type: ignore[arg-type]
        counts = dict.fromkeys(chosen, 0)
        counts |= {value: self._count(rows[passes[rows]], collapse) for value, rows in self._rows[field].items()}
        values = [FacetValue(value, count, value in chosen) for value, count in counts.items()]
        return tuple(sorted(values, key=lambda value: (-value.count, value.value)))

    def _count(self, rows: _Rows, collapse: bool) -> int:
        if not collapse:
            return len(rows)
        seen = np.zeros(len(self._group), dtype=bool)
        seen[self._group[rows]] = True
        return int(seen.sum())

    def _mark(self, rows: dict[str, _Rows], values: Iterable[str]) -> _Mask:
        marked = np.zeros(len(self._group), dtype=bool)
        for value in values:
            if value in rows:
                marked[rows[value]] = True
        return marked


def _post(values_of_products: Iterable[Iterable[str]]) -> dict[str, _Rows]:
    """Return the rows of the products that carry each value."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, values in enumerate(values_of_products):
        for value in set(values) - {""}:
            rows[value].append(row)
    return {value: np.array(found, dtype=np.intp) for value, found in rows.items()}


def _numbers(values: Iterable[float | None]) -> npt.NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _range(numbers: npt.NDArray[np.float64]) -> Range:
    known = numbers[~np.isnan(numbers)]
    return Range(float(known.min()), float(known.max())) if len(known) else Range(None, None)
