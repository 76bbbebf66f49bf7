"""An index brought in line with its catalogue: what is new is embedded, what is gone is removed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from catalog import Catalog, PictureError, Product, Reject, open_picture
from search.encoder import BATCH_SIZE, Encoder
from search.errors import VectorsUnreadable
from search.index import ProductIndex, record_hash
from search.vectors import Vector, Vectors, read_vectors, vectors_path

Progress = Callable[[int, int, str], None]
"""Called with how many products are done, how many there are to do, and what is being done."""

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
    # Products whose embedding is ready come first: they cost nothing, and the page has something to show at once.
    for batch in _batches(sorted(todo, key=lambda product: product.content_hash not in ready), ready):
        known, vectors, failed = _embed(batch, encoder, ready)
        if known:
            index.write(known, vectors)
        rejects += failed
        index.remove([reject.product_id for reject in failed if reject.product_id in stored])
        done += len(batch)
        if progress:
            progress(done, len(todo), "Indexing products")
    # Last, so that after a killed run their embeddings can still be taken over.
    index.remove(sorted(gone))
    return tuple(rejects)


def embed_catalog(catalog: Catalog, encoder: Encoder, progress: Progress | None = None) -> dict[str, Vector]:
    """Return the embeddings of all the catalogue's pictures by content hash; damaged pictures are left out."""
    vectors: dict[str, Vector] = {}
    for start in range(0, len(catalog.products), BATCH_SIZE):
        batch = catalog.products[start : start + BATCH_SIZE]
        _embed(batch, encoder, vectors)
        if progress:
            progress(start + len(batch), len(catalog.products), "Embedding pictures")
    return vectors


def _ready_made(catalog: Catalog, encoder: Encoder) -> dict[str, Vector]:
    try:
        vectors = read_vectors(vectors_path(catalog.folder, encoder.fingerprint))
    except VectorsUnreadable as exc:
        # They only save time: the pictures themselves are there to be embedded.
        logger.warning("%s", exc)
        return {}
    return {key: vector for key, vector in vectors.items() if len(vector) == encoder.dim}


def _embed(
    products: Sequence[Product], encoder: Encoder, known: dict[str, Vector]
) -> tuple[list[Product], Vectors, list[Reject]]:
    """Return the products that have an embedding, these embeddings, and the rest with the reason.

    New embeddings are added to `known`, so that products which share a picture share one pass of the encoder.
    """
    images, failed = {}, {}
    for product in products:
        if product.content_hash in known or product.content_hash in images or product.content_hash in failed:
            continue
        try:
            images[product.content_hash] = open_picture(product.image)
        except PictureError as exc:
            failed[product.content_hash] = str(exc)
    if images:
        known.update(zip(images, encoder.embed_images(list(images.values())), strict=True))
    good = [product for product in products if product.content_hash in known]
    rejects = [
        Reject(product.row, "image", failed[product.content_hash], product.id)
        for product in products
        if product.content_hash in failed
    ]
    vectors = np.stack([known[product.content_hash] for product in good]) if good else np.empty((0, encoder.dim))
    return good, vectors.astype(np.float32), rejects


def _batches(products: Sequence[Product], ready: dict[str, Vector]) -> list[list[Product]]:
    """Return the ready products in large batches, the others in batches of the encoder's size."""
    count = sum(product.content_hash in ready for product in products)
    cuts = [*range(0, count, 1_000), *range(count, len(products), BATCH_SIZE), len(products)]
    return [list(products[a:b]) for a, b in pairwise(cuts)]
