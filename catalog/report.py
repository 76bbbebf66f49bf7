"""What a feed's owner gets back as files: the rows left out, and the feed with all that can be mended safely."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from catalog.errors import ReportUnwritable
from catalog.feeds.columns import COLUMNS
from catalog.feeds.listing import Listing
from catalog.feeds.table import Table
from catalog.feeds.values import disarm_formula
from catalog.reject import Flaw


def write_rejects(rejects: Iterable[Flaw], path: Path, table: Table | None = None) -> None:
    """Write the rejects as CSV, one row each: row, column, reason, id, and then the row as the feed has it.

    Raises:
        ReportUnwritable: the file cannot be written.
    """
    header = ["row", "column", "reason", "id", *(table.headers.values() if table else ())]
    rows = ([str(r.row), r.column, r.sentence, r.product_id, *(table.cells(r.row) if table else ())] for r in rejects)
    _write_csv(path, header, rows)


def write_corrected(listings: Sequence[Listing], corrections: Mapping[int, Mapping[str, str]], path: Path) -> None:
    """Write the usable rows as a catalogue in our own form: plain text, plain numbers, one spelling of each category.

    `corrections` holds further values by row and column. Rows that were rejected are not in it. It belongs beside the
    feed, where the paths of its pictures begin.

    Raises:
        ReportUnwritable: the file cannot be written.
    """
    extras = list(dict.fromkeys(name for listing in listings for name in listing.product.extra))
    header = [*COLUMNS, *extras]
    rows = (_corrected_row(listing, header, corrections.get(listing.product.row, {})) for listing in listings)
    _write_csv(path, header, rows)


def _corrected_row(listing: Listing, header: Sequence[str], corrections: Mapping[str, str]) -> list[str]:
    product = listing.product
    cells: dict[str, object] = {name: getattr(product, name) for name in COLUMNS if name != "image"}
    cells |= {
        "price": "" if product.price is None else f"{product.price:.2f}",
        "colours": ";".join(product.colours),
        "materials": ";".join(product.materials),
        "group": "" if product.group == product.id else product.group,
        "image": listing.picture,
        **product.extra,
        **corrections,
    }
    return [_write_value(cells.get(name)) for name in header]


def _write_value(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([disarm_formula(cell) for cell in header])
            writer.writerows([disarm_formula(cell) for cell in row] for row in rows)
    except OSError as exc:
        raise ReportUnwritable(path.name, exc.strerror or type(exc).__name__) from exc
