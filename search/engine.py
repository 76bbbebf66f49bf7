"""The search engine: a catalogue, an encoder and an index behind one question, `search(Query)`."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self, get_args

import numpy as np
from cachetools import LRUCache, cached
from PIL import Image

from catalog import Catalog, Product, Reject, UnknownProduct, read_catalog, write_rejects
from search.blend import QueryVectors, SpaceStatistics, blend_vectors, measure_space
from search.calibrate import Calibration, build_probes, calibrate, match_products
from search.encoder import Encoder, load_encoder
from search.errors import EncoderMismatch
from search.filling import Progress, fill_index
from search.frontpage import arrange_front_page
from search.index import ProductIndex, connect, open_index
from search.query import Blend, Filters, Hit, Query, tidy_query
from search.vectors import Vector
from search.words import split_words

DEFAULT_INDEX = Path(".index")
CACHED_QUERIES = 512
SAMPLE_SIZE = 2_000
"""Products from whose embeddings the statistics and the match curves are taken."""


class SearchEngine:
    """Answers queries about one catalogue; safe to call from several threads.

    Query vectors are cached, so that moving the slider never runs the encoder again.
    """

    def __init__(self, catalog: Catalog, encoder: Encoder, index: ProductIndex) -> None:
        """Take a catalogue and an index that holds it; `SearchEngine.open` makes both fit."""
        self.catalog = catalog
        self.encoder = encoder
        self.index = index
        self._by_id = {product.id: product for product in catalog.products}
        self._categories = {product.category.casefold(): product.category for product in catalog.products}
        self._styles = {product.style.casefold(): product.style for product in catalog.products}
        self._front_page = arrange_front_page(catalog.products)
        self.statistics, self._calibrations = _study(catalog, encoder, index)
        self.embed_text = cached(LRUCache(CACHED_QUERIES), lock=threading.Lock())(self._embed_text)
        self.embed_image = cached(LRUCache(CACHED_QUERIES), key=_image_key, lock=threading.Lock())(self._embed_image)

    @classmethod
    def open(
        cls,
        catalog: Path | str,
        encoder: Encoder | str = "compact",
        index: Path | str | None = None,
        chroma_url: str | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """Return an engine for the catalogue in a folder, after bringing its index up to date.

        `encoder` is anything that `load_encoder` takes, or an encoder itself. The index lies in the folder `index`
        (`.index` by default), or on the Chroma server at `chroma_url`. An imported catalogue has its index in itself.

        Raises:
            CatalogError: the catalogue cannot be read or has no usable product.
            SearchError: the encoder cannot be loaded, or is not the one that the catalogue was imported with, or the
                index cannot be opened or written.
        """
        products = read_catalog(catalog)
        folder = products.index_folder or Path(index or DEFAULT_INDEX)
        loaded = load_encoder(encoder) if isinstance(encoder, str) else encoder
        made_with = products.generation
        if made_with and made_with.fingerprint != loaded.fingerprint:
            raise EncoderMismatch(products.name, made_with.encoder, loaded.name)
        collection = open_index(connect(folder, chroma_url), products, loaded)
        usable = products.without(fill_index(collection, products, loaded, progress))
        if usable.rejects and folder.is_dir():
            write_rejects(usable.rejects, folder / f"{collection.name}-rejects.csv")
        return cls(usable, loaded, collection)

    @property
    def products(self) -> tuple[Product, ...]:
        """The products that can be found, in the feed's order."""
        return self.catalog.products

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """The rows of the feed that were left out, each with its reason."""
        return self.catalog.rejects

    def product(self, product_id: str) -> Product:
        """Return the product with this id.

        Raises:
            UnknownProduct: the catalogue does not hold it.
        """
        try:
            return self._by_id[product_id]
        except KeyError:
            raise UnknownProduct(product_id) from None

    def search(self, query: Query) -> list[Hit]:
        """Return the products nearest to the photo and the words, the nearest first, at most `query.top_k`.

        Values outside their limits are brought inside (`tidy_query` says which). A query with neither photo nor words
        returns the catalogue's front page, without match figures.

        Raises:
            UnknownProduct: `query.like` names a product that the catalogue does not hold.
            UnknownFilter: `query.where` names a filter that there is none of.
            IndexUnavailable: the index does not answer.
        """
        query, _ = tidy_query(query)
        filters = self._spell(query.where) if isinstance(query.where, Filters) else Filters()
        vectors = self._embed(query)
        target = blend_vectors(vectors, query.image_weight, self.statistics, query.blend)
        if target is None:
            return self._show_front_page(query, filters)
        # One more than asked for, because a product is always the nearest to itself.
        count = min(query.top_k, len(self.products)) + bool(query.like)
        neighbours = [n for n in self.index.nearest(target, count, filters) if n.product_id != query.like]
        found = [self._by_id[n.product_id] for n in neighbours if n.product_id in self._by_id][: query.top_k]
        return self._rate(found, vectors, query)

    def _rate(self, products: Sequence[Product], vectors: QueryVectors, query: Query) -> list[Hit]:
        stored = self.index.vectors([product.id for product in products])
        rated = [product for product in products if product.id in stored]
        if not rated:
            return []
        matches = match_products(
            vectors,
            query.image_weight,
            np.stack([stored[product.id] for product in rated]),
            self.statistics,
            self._calibrations[query.blend],
            query.blend,
        )
        return [
            Hit(product, rank, match.total, match.photo, match.words)
            for rank, (product, match) in enumerate(zip(rated, matches, strict=True), start=1)
        ]

    def _show_front_page(self, query: Query, filters: Filters) -> list[Hit]:
        admitted = [product for product in self._front_page if filters.admits(product)]
        return [Hit(product, rank) for rank, product in enumerate(admitted[: query.top_k], start=1)]

    def _embed(self, query: Query) -> QueryVectors:
        words = split_words(query.text)
        image: Vector | None = None
        if query.like:
            image = self.index.vectors([self.product(query.like).id]).get(query.like)
        elif query.image is not None:
            image = self.embed_image(query.image)
        return QueryVectors(
            image=image,
            text=self.embed_text(words.wanted) if words.wanted else None,
            avoid=tuple(self.embed_text(phrase) for phrase in words.avoid),
        )

    def _embed_text(self, text: str) -> Vector:
        (vector,) = self.encoder.embed_texts([text])
        return np.asarray(vector)

    def _embed_image(self, image: Image.Image) -> Vector:
        (vector,) = self.encoder.embed_images([image])
        return np.asarray(vector)

    def _spell(self, filters: Filters) -> Filters:
        """Return the filters in the catalogue's own spelling, so that "sofas" finds the category "Sofas"."""

        return replace(
            filters,
            categories=tuple(self._categories.get(value.casefold(), value) for value in filters.categories),
            styles=tuple(self._styles.get(value.casefold(), value) for value in filters.styles),
            # The reader has put these into lower case.
            colours=tuple(value.lower() for value in filters.colours),
            materials=tuple(value.lower() for value in filters.materials),
        )


def _study(catalog: Catalog, encoder: Encoder, index: ProductIndex) -> tuple[SpaceStatistics, dict[Blend, Calibration]]:
    """Return where the catalogue lies in the encoder's space, and the match curves of each blend."""
    step = max(1, -(-len(catalog.products) // SAMPLE_SIZE))
    stored = index.vectors([product.id for product in catalog.products[::step]])
    sample = [product for product in catalog.products[::step] if product.id in stored]
    images = np.stack([stored[product.id] for product in sample])
    probes = build_probes(sample)
    texts = encoder.embed_texts([probe.text for probe in probes])
    statistics = measure_space(images, texts)
    curves = {blend: calibrate(sample, images, probes, texts, statistics, blend) for blend in get_args(Blend)}
    return statistics, curves


def _image_key(image: Image.Image) -> str:
    return hashlib.sha256(f"{image.mode}{image.size}".encode() + image.tobytes()).hexdigest()
