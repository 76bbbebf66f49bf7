"""Time of a slider move on the server: `python -m benchmarks.slider`.

A move is a search whose photo and words were embedded before; it runs no encoder. Beside it stands the first search,
which does.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import numpy as np

from catalog import open_picture
from search import Query, SearchEngine


def main() -> None:
    """Measure and print p50 and p95 in milliseconds; write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=Path("catalog/demo"))
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--moves", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        engine = SearchEngine.open(options.catalog, options.encoder, folder)
        chosen = random.choice(len(engine.products), 20, replace=False)
        photos = [open_picture(engine.products[number].image) for number in chosen]
        first = [_time(engine, Query(photo, f"in {word}", 0.7)) for photo, word in zip(photos, _WORDS * 4, strict=True)]
        moves = [
            _time(engine, Query(photos[k % 20], f"in {(_WORDS * 4)[k % 20]}", float(random.uniform())))
            for k in range(options.moves)
        ]
    report = {
        "products": len(engine.products),
        "encoder": engine.encoder.name,
        "first_search_ms": _percentiles(first),
        "slider_move_ms": _percentiles(moves),
    }
    print(json.dumps(report, indent=2))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


_WORDS = ["red", "blue", "oak", "velvet", "minimalist"]


def _time(engine: SearchEngine, query: Query) -> float:
    started = time.perf_counter()
    engine.search(query)
    return 1000 * (time.perf_counter() - started)


def _percentiles(values: list[float]) -> dict[str, float]:
    return {f"p{level}": round(float(np.percentile(values, level)), 2) for level in (50, 95)}


if __name__ == "__main__":
    main()
