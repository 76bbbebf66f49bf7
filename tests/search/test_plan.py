"""A filtered search finds what an exact one finds, whichever way is taken."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from catalog import Product
from search.facets import FacetTable
from search.filters import Filters
from search.index import Neighbour
from search.plan import EXACT_ROWS, FilteredIndex, choose_way, overfetch_count
from search.table import VectorTable
from search.vectors import normalise_rows

COUNT, DIM = 20_000, 16


class ExactIndex:
    """Answers as the index would with exact search, and remembers what it was asked."""

    def __init__(self, ids: list[str], vectors: np.ndarray, facets: FacetTable) -> None:
        self.ids, self.stored, self.facets = ids, vectors, facets
        self.asked: list[tuple[int, Filters | None]] = []

    def nearest(self, vector: np.ndarray, count: int, filters: Filters | None = None) -> list[Neighbour]:
        self.asked.append((count, filters))
        scores = self.stored @ vector
        if filters:
            scores = np.where(self.facets.admitted(filters), scores, -np.inf)
        best = np.argsort(-scores, kind="stable")[:count]
        return [Neighbour(self.ids[row], float(scores[row])) for row in best if np.isfinite(scores[row])]


@pytest.fixture(scope="module")
def products() -> list[Product]:
    dice = np.random.default_rng(0)
    share = dice.random(COUNT)
    styles = np.select([share < 0.001, share < 0.01, share < 0.1, share < 0.6], ["rare", "few", "some", "most"], "rest")
    prices = dice.uniform(10, 900, COUNT)
    return [
        Product(f"p{row}", f"p{row}", Path("x"), style=str(styles[row]), price=float(prices[row]))
        for row in range(COUNT)
    ]


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return normalise_rows(np.random.default_rng(1).normal(size=(COUNT, DIM)).astype(np.float32))


def make(products: list[Product], vectors: np.ndarray, loaded: bool = True) -> tuple[FilteredIndex, ExactIndex]:
    ids, facets = [product.id for product in products], FacetTable(products)
    index, table = ExactIndex(ids, vectors, facets), VectorTable(ids, DIM)
    if loaded:
        rows = dict(zip(ids, vectors, strict=True))
        table.load(lambda part: {key: rows[key] for key in part})
    return FilteredIndex(index, facets, table, ids), index  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(styles=("rare",)),
        Filters(styles=("few",)),
        Filters(styles=("some",)),
        Filters(styles=("most",)),
        Filters(price_max=300, styles=("most", "some")),
        Filters(without=("most",)),
        Filters(),
    ],
)
@pytest.mark.parametrize("loaded", [True, False])
def test_every_way_finds_what_an_exact_filtered_search_finds(
    products: list[Product], vectors: np.ndarray, filters: Filters, loaded: bool
) -> None:
    filtered, index = make(products, vectors, loaded)
    target = normalise_rows(np.random.default_rng(2).normal(size=(1, DIM)).astype(np.float32))[0]
    found = [neighbour.product_id for neighbour in filtered.nearest(target, 20, filters)]
    admitted = index.facets.admitted(filters)
    best = np.argsort(-np.where(admitted, vectors @ target, -np.inf), kind="stable")[:20]
    assert found == [index.ids[row] for row in best if admitted[row]]


def test_a_filter_that_nothing_passes_asks_nothing(products: list[Product], vectors: np.ndarray) -> None:
    filtered, index = make(products, vectors)
    assert filtered.nearest(vectors[0], 20, Filters(styles=("none",))) == []
    assert index.asked == []


def test_few_products_are_compared_without_the_index(products: list[Product], vectors: np.ndarray) -> None:
    filtered, index = make(products, vectors)
    assert len(filtered.nearest(vectors[0], 20, Filters(styles=("few",)))) == 20
    assert index.asked == []


def test_what_lies_far_from_the_query_is_still_found(products: list[Product]) -> None:
    # All that passes lies opposite to the query, so that no larger question to the index would reach it.
    vectors = np.tile(np.eye(DIM, dtype=np.float32)[0], (COUNT, 1))
    passing = [row for row, product in enumerate(products) if product.style == "most"]
    vectors[passing] *= -1
    filtered, index = make(products, vectors)
    assert len(filtered.nearest(np.eye(DIM, dtype=np.float32)[0], 20, Filters(styles=("most",)))) == 20
    assert len(index.asked) == 1


def test_products_that_the_index_does_not_hold_are_not_found(products: list[Product], vectors: np.ndarray) -> None:
    ids, facets = [product.id for product in products], FacetTable(products)
    table = VectorTable(ids, DIM)
    table.load(lambda part: {key: vectors[int(key[1:])] for key in part if key != "p7"})
    filtered = FilteredIndex(ExactIndex(ids, vectors, facets), facets, table, ids)  # type: ignore[arg-type]
    few = Filters(styles=(products[7].style,), price_min=products[7].price, price_max=products[7].price)
    assert filtered.nearest(vectors[7], 20, few) == []


@pytest.mark.parametrize(
    ("passing", "loaded", "way"),
    [
        (0, True, "nothing"),
        (100_000, True, "unfiltered"),
        (50_000, True, "overfetch"),
        (EXACT_ROWS, True, "exact"),
        (100, True, "exact"),
        (100, False, "index"),
    ],
)
def test_way_follows_from_how_many_pass(passing: int, loaded: bool, way: str) -> None:
    assert choose_way(passing, 100_000, 20, loaded) == way


def test_overfetch_grows_as_fewer_pass_and_never_beyond_all() -> None:
    asked = [overfetch_count(passing, 10_000, 20) for passing in (9_000, 5_000, 1_000, 100)]
    assert asked == sorted(asked)
    assert asked[-1] <= 10_000


def test_deep_page_of_a_large_catalogue_is_not_compared_row_by_row() -> None:
    assert choose_way(10_000, 100_000, 80, True) == "exact"
    assert choose_way(100_000, 1_000_000, 80, True) == "overfetch"


def test_a_process_that_ends_while_the_table_is_loaded_ends_well() -> None:
    program = (
        "import threading, time; from search.table import VectorTable\n"
        "begun = threading.Event()\n"
        "def fetch(ids):\n    begun.set(); time.sleep(2.0); return {}\n"
        "table = VectorTable([str(n) for n in range(100_000)], 8)\n"
        "table.load_in_background(fetch); begun.wait()\n"
    )
    started = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    # Fifty parts of 2 s each were to be loaded; only the one under way was waited for.
    assert time.monotonic() - started < 60
