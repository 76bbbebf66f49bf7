"""A catalogue's embeddings in a Chroma collection: the one place that knows chromadb."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import chromadb
import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration, CreateHNSWConfiguration
from chromadb.api.types import Space
from chromadb.errors import NotFoundError

from catalog import Catalog, Product
from search.embedding_function import ChaiseEmbeddingFunction
from search.encoder import Encoder
from search.errors import CollectionTaken, EncoderMismatch
from search.filters import Filters
from search.store import limits_of, mapped_errors
from search.vectors import Vector, Vectors, normalise_rows

SPACE: Space = "cosine"
EF_SEARCH = 400
"""How many candidates HNSW keeps open: exact in effect for a few thousand products."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A product's id and the cosine similarity of its embedding to the query vector."""

    product_id: str
    similarity: float


class ProductIndex:
    """One collection: the embeddings of one catalogue by one encoder."""

    def __init__(self, client: ClientAPI, collection: chromadb.Collection) -> None:
        self._client = client
        self._collection = collection
        self.name = collection.name
        limits = limits_of(client)
        self._rows, self._results = limits.rows, limits.results

    def __len__(self) -> int:
        with mapped_errors(self.name):
            return self._collection.count()

    def close(self) -> None:
        """Give back the client's memory and files, unless another index of this process still uses them."""
        if isinstance(self._client, Client):
            self._client.close()

    def record_hashes(self) -> dict[str, str]:
        """Return the hash of what is stored of each product, by product id."""
        hashes: dict[str, str] = {}
        count = len(self)
        # All in one request where that is allowed: each page costs as much as all the rows before it.
        page = min(max(1, count), self._results)
        for start in range(0, count, page):
            with mapped_errors(self.name):
                rows = self._collection.get(include=["metadatas"], limit=page, offset=start)
            hashes |= {key: str((d or {}).get("record_hash", "")) for key, d in _zip(rows["ids"], rows["metadatas"])}
        return hashes

    def holds_any(self, product_ids: Sequence[str]) -> bool:
        """Return whether any of these products is stored, whatever is stored of it."""
        for start in range(0, len(product_ids), self._rows):
            with mapped_errors(self.name):
                if self._collection.get(ids=list(product_ids[start : start + self._rows]), include=[])["ids"]:
                    return True
        return False

    def write(self, products: Sequence[Product], vectors: Vectors) -> None:
        """Add or replace the products with their embeddings, float32 `(n, dim)`."""
        for start in range(0, len(products), self._rows):
            part = products[start : start + self._rows]
            with mapped_errors(self.name):
                self._collection.upsert(
                    ids=[product.id for product in part],
                    embeddings=vectors[start : start + len(part)],
                    metadatas=[_product_to_record(product) for product in part],
                    documents=[product.title for product in part],
                )

    def remove(self, product_ids: Sequence[str]) -> None:
        """Remove the products with these ids; ids that are not there are passed over."""
        for start in range(0, len(product_ids), self._rows):
            with mapped_errors(self.name):
                self._collection.delete(ids=list(product_ids[start : start + self._rows]))

    def vectors(self, product_ids: Sequence[str]) -> dict[str, Vector]:
        """Return the stored embeddings by product id, unit vectors `(dim,)`; unknown ids are left out."""
        found: dict[str, Vector] = {}
        for start in range(0, len(product_ids), self._rows):
            with mapped_errors(self.name):
                rows = self._collection.get(ids=list(product_ids[start : start + self._rows]), include=["embeddings"])
            if rows["ids"]:
                found.update(zip(rows["ids"], normalise_rows(np.asarray(rows["embeddings"], np.float32)), strict=True))
        return found

    def vectors_by_content(self, product_ids: Sequence[str]) -> dict[str, Vector]:
        """Return the stored embeddings of these products by the content hash of their pictures."""
        found: dict[str, Vector] = {}
        for start in range(0, len(product_ids), self._rows):
            with mapped_errors(self.name):
                rows = self._collection.get(
                    ids=list(product_ids[start : start + self._rows]), include=["embeddings", "metadatas"]
                )
            if rows["ids"]:
                vectors = normalise_rows(np.asarray(rows["embeddings"], np.float32))
                hashes = [str((data or {}).get("content_hash")) for data in rows["metadatas"] or ()]
                found.update(zip(hashes, vectors, strict=True))
        return found

    def nearest(self, vector: Vector, count: int, filters: Filters | None = None) -> list[Neighbour]:
        """Return the nearest products that pass the filters, at most `count`, the nearest first."""
        with mapped_errors(self.name):
            rows = self._collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=min(max(1, count), self._results),
                where=_where(filters) if filters else None,
                include=["distances"],
            )
        distances = rows["distances"] or [[]]
        return [Neighbour(key, 1.0 - float(distance)) for key, distance in _zip(rows["ids"][0], distances[0])]


def open_index(client: ClientAPI, catalog: Catalog, encoder: Encoder) -> ProductIndex:
    """Return the collection of this catalogue and encoder, made empty if it is not there.

    Raises:
        EncoderMismatch: the collection of that name was filled, or the catalogue imported, by another encoder.
        IndexUnavailable: Chroma cannot read or make it.
    """
    name = collection_name(catalog, encoder)
    made_with = catalog.generation
    if made_with and made_with.fingerprint != encoder.fingerprint:
        raise EncoderMismatch(catalog.name, made_with.encoder, encoder.name)
    with mapped_errors(name):
        try:
            collection = client.get_collection(name, embedding_function=ChaiseEmbeddingFunction.around(encoder))
        except NotFoundError:
            # Of two processes that begin at once on a server, the second gets what the first has made.
            collection = client.get_or_create_collection(
                name,
                metadata={
                    "encoder": encoder.name,
                    "fingerprint": encoder.fingerprint,
                    "dimension": encoder.dim,
                    "catalogue": catalog.name,
                },
                configuration=CreateCollectionConfiguration(
                    hnsw=CreateHNSWConfiguration(space=SPACE, ef_search=EF_SEARCH, ef_construction=200)
                ),
                embedding_function=ChaiseEmbeddingFunction.around(encoder),
            )
    found = collection.metadata or {}
    if found.get("fingerprint") != encoder.fingerprint:
        raise EncoderMismatch(
            name,
            f"{found.get('encoder', 'unknown')} ({found.get('fingerprint', 'no fingerprint')})",
            f"{encoder.name} ({encoder.fingerprint})",
        )
    return ProductIndex(client, collection)


def refuse_foreign(index: ProductIndex, catalog: Catalog) -> None:
    """Refuse a collection that holds products, but none of this catalogue's: filling it would empty another's.

    Raises:
        CollectionTaken: it is so.
        IndexUnavailable: the index cannot be read.
    """
    if len(index) and not index.holds_any([product.id for product in catalog.products]):
        raise CollectionTaken(catalog.name, index.name)


def collection_name(catalog: Catalog, encoder: Encoder) -> str:
    """Return the name under which this catalogue's embeddings by this encoder are kept."""
    slug = re.sub(r"[^a-z0-9]+", "-", catalog.name.lower()).strip("-")[:30] or "catalogue"
    place = hashlib.sha256((catalog.identity or str(catalog.folder)).encode()).hexdigest()[:8]
    return f"chaise-{slug}-{place}-{encoder.fingerprint}"


def record_hash(product: Product) -> str:
    """Return a hash that changes with anything the index stores of the product, its picture included."""
    facts = (product.title, product.category, product.price, product.colours, product.materials, product.style,
             product.width_cm, product.group, product.content_hash)  # fmt: skip
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def _product_to_record(product: Product) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "title": product.title,
        "category": product.category,
        "style": product.style,
        "group": product.group,
        "price": product.price,
        "width_cm": product.width_cm,
        "colours": list(product.colours),
        "materials": list(product.materials),
        "content_hash": product.content_hash,
        "record_hash": record_hash(product),
    }
    # Chroma stores neither None nor empty lists.
    return {key: value for key, value in facts.items() if value not in (None, [], "")}


def _where(filters: Filters) -> dict[str, Any] | None:
    clauses: list[dict[str, Any]] = []
    for key, values in (("category", filters.categories), ("style", filters.styles)):
        if values:
            clauses.append({key: {"$in": list(values)}})
    for key, values in (("colours", filters.colours), ("materials", filters.materials)):
        if values:
            clauses.append(_any_of([{key: {"$contains": value}} for value in values]))
    for value in filters.without:
        clauses += [{"colours": {"$not_contains": value}}, {"materials": {"$not_contains": value}}]
        clauses += [{"style": {"$ne": value}}]
    for key, operator, limit in (
        ("price", "$gte", filters.price_min),
        ("price", "$lte", filters.price_max),
        ("width_cm", "$lte", filters.width_max_cm),
    ):
        if limit is not None:
            clauses.append({key: {operator: float(limit)}})
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _any_of(clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return clauses[0] if len(clauses) == 1 else {"$or": clauses}


def _zip(first: Sequence[Any] | None, second: Sequence[Any] | None) -> Iterator[tuple[Any, Any]]:
    return zip(first or (), second or (), strict=True)
