"""What the commands for a shop's own catalogue do with its index: fill it, build it anew, write it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from catalog import Catalog, Product, Reject
from catalog.snapshot import SCHEMA, product_table
from search.encoder import Encoder
from search.filling import Progress, fill_index
from search.index import ProductIndex, open_index
from search.store import ChromaServer, connect
from search.vectors import Vectors

BATCH = 2_000


def bring_up_to_date(
    catalog: Catalog,
    folder: Path,
    encoder: Encoder,
    server: ChromaServer | None = None,
    progress: Progress | None = None,
) -> Sequence[Reject]:
    """Make the index in the folder, or on the Chroma server, hold the catalogue; return whose picture failed.

    Raises:
        IndexUnavailable: it cannot be read or written.
    """
    with closing(open_index(connect(folder, server), catalog, encoder)) as index:
        return fill_index(index, catalog, encoder, progress)


def rebuild_index(catalog: Catalog, old: Path, new: Path, encoder: Encoder, progress: Progress | None = None) -> None:
    """Build a new index of the old one's embeddings: what was removed or replaced takes no more room in it.

    Raises:
        IndexUnavailable: one of them cannot be read or written.
    """
    done = 0
    with (
        closing(open_index(connect(old), catalog, encoder)) as source,
        closing(open_index(connect(new), catalog, encoder)) as target,
    ):
        for products, vectors in _stored(catalog, source):
            target.write(products, vectors)
            done += len(products)
            if progress:
                progress(done, len(catalog.products), "Building the index anew")


def export_parquet(catalog: Catalog, index: ProductIndex, dim: int, path: Path) -> int:
    """Write every product with its embedding (`vector`, float32 `(dim,)`) as Parquet and return how many.

    Raises:
        IndexUnavailable: the index cannot be read.
        OSError: the file cannot be written.
    """
    count = 0
    schema = SCHEMA.append(pa.field("vector", pa.list_(pa.float32(), dim)))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for products, vectors in _stored(catalog, index):
            column = pa.FixedSizeListArray.from_arrays(pa.array(vectors.reshape(-1)), dim)
            writer.write_table(product_table(products, catalog.folder).append_column(schema.field("vector"), column))
            count += len(products)
    return count


def _stored(catalog: Catalog, index: ProductIndex) -> Iterator[tuple[list[Product], Vectors]]:
    """Yield the products that the index holds with their embeddings, float32 `(n, dim)`, a batch at a time."""
    for start in range(0, len(catalog.products), BATCH):
        found = index.vectors([product.id for product in catalog.products[start : start + BATCH]])
        products = [product for product in catalog.products[start : start + BATCH] if product.id in found]
        if products:
            yield products, np.stack([found[product.id] for product in products])
