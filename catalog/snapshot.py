"""An imported catalogue's products as one Parquet file, which opens in seconds however many there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from catalog.errors import CatalogUnreadable
from catalog.product import Product

TEXT_COLUMNS = (
    "id", "title", "image", "description", "category", "currency", "colours", "materials", "style", "group",
    "creator", "license", "source", "content_hash", "extra",
)  # fmt: skip
NUMBER_COLUMNS = ("price", "width_cm", "depth_cm", "height_cm")
SCHEMA = pa.schema(
    [(name, pa.string()) for name in TEXT_COLUMNS]
    + [(name, pa.float64()) for name in NUMBER_COLUMNS]
    + [("row", pa.int64())]
)
ROW_GROUP = 100_000


def write_snapshot(path: Path, products: Sequence[Product], root: Path) -> None:
    """Write the products, their pictures as paths below `root`."""
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for start in range(0, len(products), ROW_GROUP):
            writer.write_table(product_table(products[start : start + ROW_GROUP], root))


def product_table(products: Sequence[Product], root: Path) -> pa.Table:
    """Return the products as a table, lists with semicolons and `extra` as JSON."""
    columns: dict[str, list[Any]] = {
        name: [getattr(product, name) for product in products] for name in (*TEXT_COLUMNS, *NUMBER_COLUMNS, "row")
    }
    columns["image"] = [product.image.relative_to(root).as_posix() for product in products]
    columns["colours"] = [";".join(product.colours) for product in products]
    columns["materials"] = [";".join(product.materials) for product in products]
    columns["extra"] = [json.dumps(dict(p.extra), ensure_ascii=False) if p.extra else "" for p in products]
    return pa.table(columns, schema=SCHEMA)


def read_snapshot(path: Path, root: Path) -> tuple[Product, ...]:
    """Return the products that `write_snapshot` wrote.

    Raises:
        CatalogUnreadable: the file is missing or damaged.
    """
    try:
        table = pq.read_table(path, schema=SCHEMA)
    except (pa.ArrowException, OSError) as exc:
        raise CatalogUnreadable(
            root.name, "its list of products is damaged; remove the folder and import again"
        ) from exc
    columns = {name: table.column(name).to_numpy().tolist() for name in (*TEXT_COLUMNS, "row")}
    columns |= {name: table.column(name).to_pylist() for name in NUMBER_COLUMNS}
    columns["image"] = [root / name for name in columns["image"]]
    columns["colours"] = [_split(text) for text in columns["colours"]]
    columns["materials"] = [_split(text) for text in columns["materials"]]
    columns["extra"] = [json.loads(text) if text else {} for text in columns["extra"]]
    # Without names a million products are built twice as fast.
    return tuple(map(Product, *(columns[field.name] for field in fields(Product))))


@cache
def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
