"""What grows with the catalogue: `python -m benchmarks.growth REPORT... --picture FILE`.

Takes what `benchmarks.scale --json` wrote for several numbers of products, prints a Markdown table and draws the times.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

_SHARES = (50, 10, 1, 0.1)
ROWS = (
    ("import: embeddings into the index, s", ("publish_s",)),
    ("opening the app, s", ("open_s",)),
    ("memory once open, MB", ("open_mb",)),
    ("embeddings for filters into memory, in the background, s", ("table_s",)),
    ("these embeddings, MB", ("table_mb",)),
    ("plain search, p95 ms", ("plain", "p95_ms")),
    ("plain search, recall@20", ("plain", "recall")),
    ("the engine's whole answer, p95 ms", ("engine", "p95_ms")),
    *((f"filter that {share:g}% pass, p95 ms", (f"filtered_{share / 100:g}", "p95_ms")) for share in _SHARES),
    *((f"filter that {share:g}% pass, recall@20", (f"filtered_{share / 100:g}", "recall")) for share in _SHARES),
    ("Chroma's own filter, 1% pass, p95 ms", ("chroma_where_0.01", "p95_ms")),
    ("exact NumPy, p95 ms", ("references", "numpy exact", "p95_ms")),
    ("FAISS HNSW, p95 ms", ("references", "FAISS HNSW", "p95_ms")),
    ("FAISS HNSW, recall@20", ("references", "FAISS HNSW", "recall")),
    ("USearch, p95 ms", ("references", "USearch", "p95_ms")),
    ("USearch, recall@20", ("references", "USearch", "recall")),
)  # fmt: skip
LINES = (
    ("plain", "plain search", "#2b2622"),
    ("engine", "the engine's whole answer", "#a4492f"),
    ("filtered_0.5", "filter, 50% pass", "#5b7a8c"),
    ("filtered_0.1", "filter, 10% pass", "#7d9a6a"),
    ("filtered_0.01", "filter, 1% pass", "#c49a3a"),
    ("chroma_where_0.01", "Chroma's own filter, 1% pass", "#9b8f84"),
)


def main() -> None:
    """Print the table and draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    reports = sorted((json.loads(path.read_text()) for path in options.reports), key=lambda report: report["products"])
    print(write_table(reports))
    if options.picture:
        draw_times(reports, options.picture)


def write_table(reports: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table, one column a number of products."""
    head = ["| products |", *(f" {report['products']:,} |" for report in reports)]
    lines = ["".join(head), "|---|" + "---|" * len(reports)]
    for name, keys in ROWS:
        figures = [_find(report, keys) for report in reports]
        if any(figure is not None for figure in figures):
            lines.append(f"| {name} |" + "".join(f" {'' if figure is None else f'{figure:g}'} |" for figure in figures))
    return "\n".join(lines)


def draw_times(reports: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw the p95 of each way to search over the number of products, both on logarithmic scales."""
    figure, axes = plt.subplots(figsize=(9, 5.6), layout="constrained")
    for key, name, colour in LINES:
        measured = [report for report in reports if key in report]
        axes.plot([report["products"] for report in measured], [report[key]["p95_ms"] for report in measured],
                  "o-", color=colour, label=name, linewidth=2)  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="products", ylabel="p95, ms")
    axes.grid(color="#ddd6cc")
    axes.legend(frameon=False)
    figure.savefig(path, dpi=100)


def _find(report: dict[str, Any], keys: Sequence[str]) -> float | None:
    value: Any = report
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


if __name__ == "__main__":
    main()
