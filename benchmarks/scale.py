"""Search over many products: `python -m benchmarks.scale --products N --json FILE`.

The embeddings are drawn from a seed and clustered as real ones are: variants of a piece lie close together, pieces of
one category less so. They are published as an import publishes them. Measured are building, opening, a plain search,
filtered ones that let 50%, 10%, 1% and 0.1% of the products pass, and the engine's whole answer; `--references` puts
exact NumPy, FAISS HNSW and USearch beside it (benchmarks/requirements.txt).
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from catalog import Catalog, Product, Reject
from catalog.import_folder import ImportFolder
from catalog.importer import Encoding, publish_catalog
from search import Query, SearchEngine
from search.encoder import Encoder, load_encoder
from search.facets import FacetTable
from search.filters import Filters
from search.index import ProductIndex, open_index
from search.plan import FilteredIndex
from search.store import connect
from search.table import VectorTable
from search.vectors import Vectors, normalise_rows

COUNT = 20
SELECTIVITIES = (0.5, 0.1, 0.01, 0.001)
WRITE_ROWS = 20_000
Search = Callable[[npt.NDArray[np.float32]], Sequence[str]]


def main() -> None:
    """Measure, print, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--encoder", default="compact", help="its dimension is what the embeddings get")
    parser.add_argument("--references", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep the index here, and go on with what is there")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    encoder = load_encoder(options.encoder)
    vectors = draw_embeddings(options.products, encoder.dim, options.seed)
    asked = draw_queries(vectors, options.queries, options.seed + 1)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        products = draw_products(options.products, options.seed, folder)
        report: dict[str, Any] = {
            "machine": f"{platform.machine()}, {platform.processor() or 'unknown'}",
            "products": options.products,
            "dimension": encoder.dim,
            **measure(folder, products, vectors, asked, encoder),
        }
    if options.references:
        report["references"] = measure_references(vectors, asked)
    report["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    print(json.dumps(report, indent=2))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def draw_embeddings(count: int, dim: int, seed: int) -> Vectors:
    """Return unit vectors `(count, dim)`: four rows in a run are variants of a piece, pieces gather in categories."""
    dice = np.random.default_rng(seed)
    scale = (1.0 / np.sqrt(1 + np.arange(dim))).astype(np.float32)
    categories = dice.normal(size=(60, dim)).astype(np.float32) * scale
    pieces = -(-count // 4)
    rows = categories[dice.integers(0, 60, pieces)]
    rows += 0.8 * dice.normal(size=(pieces, dim)).astype(np.float32) * scale
    rows = np.repeat(rows, 4, axis=0)[:count]
    rows += 0.35 * dice.normal(size=(count, dim)).astype(np.float32) * scale
    return normalise_rows(rows)


def draw_products(count: int, seed: int, root: Path) -> list[Product]:
    """Return products with the styles "half", "tenth", "hundredth" and "thousandth", each carried by such a share."""
    share = np.random.default_rng(seed + 2).random(count)
    styles = np.select([share < 0.001, share < 0.011, share < 0.111, share < 0.611], list(_STYLES), "rest")
    return [Product(f"p{row}", f"Product {row}", root / "none", style=str(styles[row]), group=f"g{row // 4}")
            for row in range(count)]  # fmt: skip


_STYLES = ("thousandth", "hundredth", "tenth", "half")


def draw_queries(vectors: Vectors, count: int, seed: int) -> Vectors:
    """Return unit vectors near to some products, as a photo of something like them would be, `(count, dim)`."""
    dice = np.random.default_rng(seed)
    rows = vectors[dice.choice(len(vectors), count)]
    noise = dice.normal(size=rows.shape).astype(np.float32) * rows.std(axis=0)
    return normalise_rows(rows + 0.5 * noise)


def measure(
    folder: Path, products: list[Product], vectors: Vectors, asked: Vectors, encoder: Encoder
) -> dict[str, Any]:
    """Return the seconds of building and opening, and times and recall of plain and filtered searches."""
    home = ImportFolder(folder)
    started = time.perf_counter()
    publish(home, products, vectors, encoder)
    published_s = time.perf_counter() - started
    started = time.perf_counter()
    engine = SearchEngine.open(home.root, encoder)
    opened_s = time.perf_counter() - started
    opened_mb = _resident_mb()
    index = engine.index
    ids = [product.id for product in products]
    facets = FacetTable(products)
    table = VectorTable(ids, encoder.dim)
    started = time.perf_counter()
    table.load(index.vectors)
    table_s = time.perf_counter() - started
    filtered = FilteredIndex(index, facets, table, ids)
    report: dict[str, Any] = {
        "publish_s": round(published_s, 1),
        "open_s": round(opened_s, 1),
        "open_mb": opened_mb,
        "table_s": round(table_s, 1),
        "table_mb": round(table.bytes_needed / 1e6),
        "plain": judge(lambda q: _ids(filtered.nearest(q, COUNT, Filters())), ids, vectors, asked),
        "plain_collapsed": judge(lambda q: _ids(filtered.nearest(q, 4 * COUNT, Filters())), ids, vectors, asked),
    }
    for share, style in zip(SELECTIVITIES, reversed(_STYLES), strict=True):
        filters = Filters(styles=(style,))
        passes = facets.admitted(filters)

        def search(query: npt.NDArray[np.float32], count: int = COUNT, filters: Filters = filters) -> list[str]:
            return _ids(filtered.nearest(query, count, filters))

        report[f"filtered_{share:g}"] = judge(search, ids, vectors, asked, passes)
        report[f"filtered_{share:g}_collapsed"] = judge(
            lambda query, search=search: search(query, 4 * COUNT), ids, vectors, asked, passes
        )
    report["engine"] = time_engine(engine, ids, len(asked))
    slow = Filters(styles=("hundredth",))
    report["chroma_where_0.01"] = judge(
        lambda q: _ids(index.nearest(q, COUNT, slow)), ids, vectors, asked[:20], facets.admitted(slow)
    )
    return report


def publish(home: ImportFolder, products: Sequence[Product], vectors: Vectors, encoder: Encoder) -> None:
    """Make the folder an imported catalogue of these products; what it holds already is not written again."""
    if home.current():
        return

    def write(catalog: Catalog, folder: Path) -> Sequence[Reject]:
        with closing(open_index(connect(folder), catalog, encoder)) as index:
            build(index, products, vectors)
        return ()

    catalog = Catalog("scale", home.root, tuple(products), ())
    with home.locked():
        publish_catalog(catalog, home, None, write, Encoding(encoder.name, encoder.fingerprint), "scale")


def time_engine(engine: SearchEngine, ids: Sequence[str], count: int) -> dict[str, float]:
    """Return p50 and p95 in ms of "more like this": variants on one card, match figures, and all that a page shows."""
    times = []
    for product_id in ids[:: max(1, len(ids) // count)]:
        started = time.perf_counter()
        engine.search(Query(like=product_id, top_k=COUNT))
        times.append(1000 * (time.perf_counter() - started))
    return _percentiles(times)


def build(index: ProductIndex, products: Sequence[Product], vectors: Vectors) -> None:
    """Write what the index does not hold yet, with progress."""
    held = len(index)
    started = time.perf_counter()
    for start in range(held - held % WRITE_ROWS, len(products), WRITE_ROWS):
        index.write(products[start : start + WRITE_ROWS], vectors[start : start + WRITE_ROWS])
        done = min(start + WRITE_ROWS, len(products))
        rate = (done - held) / (time.perf_counter() - started)
        print(f"{done:,}/{len(products):,} written, {rate:.0f} a second", flush=True)


def judge(
    search: Search, ids: Sequence[str], vectors: Vectors, asked: Vectors, passes: npt.NDArray[np.bool_] | None = None
) -> dict[str, float]:
    """Return p50 and p95 in ms, and recall against exact search among the rows that pass."""
    search(asked[0])
    times, recalls = [], []
    rows = np.arange(len(ids)) if passes is None else np.flatnonzero(passes)
    allowed = vectors if passes is None else vectors[rows]
    for query in asked:
        started = time.perf_counter()
        found = search(query)
        times.append(1000 * (time.perf_counter() - started))
        count = min(max(len(found), 1), len(rows))
        best = rows[np.argpartition(-(allowed @ query), count - 1)[:count]]
        recalls.append(len({ids[row] for row in best} & set(found)) / count)
    return {**_percentiles(times), "recall": round(float(np.mean(recalls)), 4)}


def measure_references(vectors: Vectors, asked: Vectors) -> dict[str, Any]:
    """Return times and recall of exact NumPy, FAISS HNSW and USearch on the same embeddings."""
    import faiss
    from usearch.index import Index

    ids = [str(row) for row in range(len(vectors))]
    report: dict[str, Any] = {}

    def exact(query: npt.NDArray[np.float32]) -> list[str]:
        scores = vectors @ query
        best = np.argpartition(-scores, COUNT)[:COUNT]
        return [ids[row] for row in best[np.argsort(-scores[best])]]

    report["numpy exact"] = judge(exact, ids, vectors, asked)
    started = time.perf_counter()
    graph = faiss.IndexHNSWFlat(vectors.shape[1], 16, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction, graph.hnsw.efSearch = 200, 100
    graph.add(vectors)
    built = time.perf_counter() - started
    found = judge(lambda q: [ids[row] for row in graph.search(q[None], COUNT)[1][0]], ids, vectors, asked)
    report["FAISS HNSW"] = {"build_s": round(built, 1), **found}
    started = time.perf_counter()
    other = Index(ndim=vectors.shape[1], metric="cos", connectivity=16, expansion_add=200, expansion_search=100)
    other.add(np.arange(len(vectors)), vectors)
    built = time.perf_counter() - started
    found = judge(lambda q: [ids[int(row)] for row in other.search(q, COUNT).keys], ids, vectors, asked)
    report["USearch"] = {"build_s": round(built, 1), **found}
    return report


def _ids(neighbours: Sequence[Any]) -> list[str]:
    return [neighbour.product_id for neighbour in neighbours]


def _resident_mb() -> int:
    """Return the memory that this process has in use, in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return round(pages * resource.getpagesize() / 1e6)


def _percentiles(values: Sequence[float]) -> dict[str, float]:
    return {f"p{level}_ms": round(float(np.percentile(values, level)), 2) for level in (50, 95)}


if __name__ == "__main__":
    main()
