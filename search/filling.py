"""An index brought in line with its catalogue: what is new is embedded, what is gone is removed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from catalog import Catalog, Product, Reject
from search.embedding import embed_pictures
from search.encoder import Encoder, split_batches
from search.errors import VectorsUnreadable
from search.index import ProductIndex, record_hash
from search.vectors import Vector, Vectors, read_vectors, vectors_path

Progress = Callable[[int, int, str], None]
"""Called with how many products are done, how many there are to do, and what is being done."""

READY_BATCH = 1_000

logger = logging.getLogger(__name__)


def fill_index(
    index: ProductIndex, catalog: Catalog, encoder: Encoder, progress: Progress | None = None
) -> tuple[Reject, ...]:
    """Add, replace and remove products until the index holds the catalogue, and return those whose picture failed.

    Only products that are new or changed are written. Embeddings are taken from the index itself or the catalogue's
    file of ready-made ones where they hold the picture: a new price or id costs no encoding. Each batch is written when
    it is done, so a killed run loses one batch at most.

    Raises:
        IndexUnavailable: the index cannot be read or written.
    """
    stored = index.record_hashes()
    gone = stored.keys() - {product.id for product in catalog.products}
    todo = [product for product in catalog.products if stored.get(product.id) != record_hash(product)]
    ready: dict[str, Vector] = {}
    if todo:
        replaced = gone | (stored.keys() & {product.id for product in todo})
        ready = _ready_made(catalog, encoder) | index.vectors_by_content(sorted(replaced))
    rejects: list[Reject] = []
    done = 0

    def report(products: Sequence[Product]) -> None:
        nonlocal done
        done += len(products)
        if progress:
            progress(done, len(todo), "Indexing products")

    # Products whose embedding is ready come first: they cost nothing, and the page has something to show at once.
    for batch in split_batches([product for product in todo if product.content_hash in ready], READY_BATCH):
        index.write(batch, _rows(batch, ready))
        report(batch)
    sharing = _by_picture([product for product in todo if product.content_hash not in ready])
    for embedded in embed_pictures(_files(sharing), encoder):
        good = [product for key in embedded.vectors for product in sharing[key]]
        if good:
            index.write(good, _rows(good, embedded.vectors))
        bad = [product for key in embedded.failures for product in sharing[key]]
        rejects += [Reject(p.row, "image", embedded.failures[p.content_hash], p.id) for p in bad]
        index.remove([product.id for product in bad if product.id in stored])
        report(good + bad)
    # Last, so that after a killed run their embeddings can still be taken over.
    index.remove(sorted(gone))
    return tuple(rejects)


def embed_catalog(catalog: Catalog, encoder: Encoder, progress: Progress | None = None) -> dict[str, Vector]:
    """Return the embeddings of all the catalogue's pictures by content hash; damaged pictures are left out."""
    vectors: dict[str, Vector] = {}
    files = _files(_by_picture(catalog.products))
    done = 0
    for embedded in embed_pictures(files, encoder):
        vectors |= embedded.vectors
        done += len(embedded.vectors) + len(embedded.failures)
        if progress:
            progress(done, len(files), "Embedding pictures")
    return vectors


def _ready_made(catalog: Catalog, encoder: Encoder) -> dict[str, Vector]:
    try:
        vectors = read_vectors(vectors_path(catalog.folder, encoder.fingerprint))
    except VectorsUnreadable as exc:
        # They only save time: the pictures themselves are there to be embedded.
        logger.warning("%s", exc)
        return {}
    return {key: vector for key, vector in vectors.items() if len(vector) == encoder.dim}


def _by_picture(products: Sequence[Product]) -> dict[str, list[Product]]:
    """Return the products by content hash: those which share a picture share one pass of the encoder."""
    sharing: dict[str, list[Product]] = {}
    for product in products:
        sharing.setdefault(product.content_hash, []).append(product)
    return sharing


def _files(sharing: Mapping[str, Sequence[Product]]) -> dict[str, Path]:
    return {key: products[0].image for key, products in sharing.items()}


def _rows(products: Sequence[Product], vectors: Mapping[str, Vector]) -> Vectors:
    return np.stack([vectors[product.content_hash] for product in products]).astype(np.float32)
