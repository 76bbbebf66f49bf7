"""Filtered search at a cost that does not grow with the catalogue: the way is chosen by how many products pass.

Chroma's own filter looks at every product of the collection. So the filter is evaluated on arrays in memory, and then

- few products pass: they are compared with the query exactly (`exact`);
- many pass: more neighbours are asked of the index than are wanted, and those that pass are kept (`overfetch`); where
  too few of them pass, because what passes lies far from the query, the exact way is taken after all;
- the embeddings are not in memory, yet or at all: Chroma filters (`index`).
"""

from __future__ import annotations

from typing import Literal, Self

import numpy as np

from search.facets import FacetTable
from search.filters import Filters
from search.index import Neighbour, ProductIndex
from search.table import Rows, VectorTable
from search.vectors import Vector

Way = Literal["nothing", "unfiltered", "exact", "overfetch", "index"]

EXACT_ROWS = 6_000
"""Up to so many products are compared faster than the index answers a larger question."""
OVERFETCH_MARGIN = 1.6
"""How many more neighbours are asked for than would do if what passes lay evenly among them."""
ROWS_A_NEIGHBOUR = 12
"""So many products are compared in the time in which the index finds one more neighbour."""


class FilteredIndex:
    """An index with the facts and the embeddings of its products in memory beside it."""

    def __init__(self, index: ProductIndex, facets: FacetTable, table: VectorTable, product_ids: list[str]) -> None:
        """Take an index, and what is known of its products in one order: facts, embeddings and ids."""
        self._index = index
        self._facets = facets
        self._table = table
        self._ids = np.array(product_ids, dtype=object)
        self._row_of = {product_id: row for row, product_id in enumerate(product_ids)}

    @classmethod
    def of(cls, index: ProductIndex, facets: FacetTable, product_ids: list[str], dim: int) -> Self:
        """Return a filtered index that loads the embeddings in the background; until then the index filters."""
        table = VectorTable(product_ids, dim)
        table.load_in_background(index.vectors)
        return cls(index, facets, table, product_ids)

    def nearest(self, target: Vector, count: int, filters: Filters) -> list[Neighbour]:
        """Return the nearest products that pass the filters, at most `count`, the nearest first.

        Raises:
            IndexUnavailable: the index does not answer.
        """
        if filters == Filters():
            return self._index.nearest(target, count)
        passes = self._facets.admitted(filters)
        passing = int(passes.sum())
        way = choose_way(passing, len(passes), count, self._table.is_loaded)
        if way == "nothing":
            return []
        if way == "unfiltered":
            return self._index.nearest(target, count)
        if way == "index":
            return self._index.nearest(target, count, filters)
        if way == "overfetch":
            found = self._overfetch(target, count, passes, passing)
            if len(found) >= count:
                return found[:count]
        return self._compare(target, np.flatnonzero(passes), count)

    def _overfetch(self, target: Vector, count: int, passes: np.ndarray, passing: int) -> list[Neighbour]:
        near = self._index.nearest(target, overfetch_count(passing, len(passes), count))
        rows = ((self._row_of.get(neighbour.product_id), neighbour) for neighbour in near)
        return [neighbour for row, neighbour in rows if row is not None and passes[row]]

    def _compare(self, target: Vector, rows: Rows, count: int) -> list[Neighbour]:
        best, similarities = self._table.nearest(target, rows, count)
        return [Neighbour(self._ids[row], float(value)) for row, value in zip(best, similarities, strict=True)]


def choose_way(passing: int, total: int, count: int, loaded: bool) -> Way:
    """Return how to find `count` of the `passing` among `total` products, with or without embeddings in memory."""
    if passing == 0:
        return "nothing"
    if passing == total:
        return "unfiltered"
    if not loaded:
        return "index"
    if passing <= max(EXACT_ROWS, ROWS_A_NEIGHBOUR * overfetch_count(passing, total, count)):
        return "exact"
    return "overfetch"


def overfetch_count(passing: int, total: int, count: int) -> int:
    """Return how many neighbours to ask for so that `count` of them very likely pass."""
    even = count * total / passing
    # The number that passes scatters like a binomial one: three standard deviations on top of a margin.
    return min(total, int(OVERFETCH_MARGIN * even + 3 * np.sqrt(even * total / passing)) + 1)
