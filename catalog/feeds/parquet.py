"""Parquet files as feeds."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from catalog.errors import CatalogUnreadable
from catalog.feeds.jsonl import write_cell
from catalog.feeds.table import MAX_COLUMNS, MAX_ROWS, Table, make_table


def read_parquet(data: bytes, name: str) -> Table:
    """Return the table of a Parquet file; a row counts as if a header were row 1.

    Raises:
        CatalogUnreadable: it is damaged, or has more rows or columns than are read.
    """
    try:
        file = pq.ParquetFile(io.BytesIO(data))
        rows, columns = file.metadata.num_rows, len(file.schema_arrow.names)
        if rows > MAX_ROWS or columns > MAX_COLUMNS:
            limit = f"{MAX_ROWS:,} rows and {MAX_COLUMNS:,} columns"
            raise CatalogUnreadable(name, f"it has {rows:,} rows and {columns:,} columns, and at most {limit} are read")
        table = file.read()
    except (pa.ArrowException, OSError, ValueError) as exc:
        raise CatalogUnreadable(name, "it is a damaged Parquet file") from exc
    cells = {str(number): _as_text(table.column(number)) for number in range(table.num_columns)}
    return make_table(table.column_names, cells, range(2, table.num_rows + 2), "Parquet")


def _as_text(column: pa.ChunkedArray) -> object:
    kind = column.type
    plain = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind)
    if plain or pa.types.is_decimal(kind) or pa.types.is_temporal(kind):
        return pc.cast(column, pa.string()).to_pandas()
    return [write_cell(value) for value in column.to_pylist()]
