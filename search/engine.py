"""The search engine: a catalogue, an encoder and an index behind one kind of question, a `Query`."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

import numpy as np
from PIL import Image

from catalog import Catalog, Product, Reject, UnknownProduct, read_catalog, write_rejects
from search.blend import blend_vectors, query_sides
from search.calibrate import match_products
from search.comparison import MapPoint, TagComparison, place_on_map
from search.encoder import Encoder, load_encoder
from search.explanation import Explanation, share_score, write_formula
from search.facets import Facets, FacetTable
from search.filling import Progress, fill_index
from search.filters import Filters
from search.frontpage import arrange_front_page
from search.index import ProductIndex, open_index, refuse_foreign
from search.notes import Note
from search.plan import FilteredIndex
from search.proposals import Proposal, Spotter
from search.query import DEFAULT_TOP_K, Query
from search.reading import QueryReader, Reading
from search.results import (
    CLOSE_ENOUGH,
    RELEVANT_AT_MOST,
    Hit,
    Page,
    collapse_groups,
    group_variants,
    relevant_count,
    sort_by_price,
)
from search.store import ChromaServer, connect
from search.study import study_catalog
from search.sweep import SWEEP_WEIGHTS, Sweep, SweepColumn, find_entries
from search.vectors import Vector, Vectors

DEFAULT_INDEX = Path(".index")
OVERFETCH = 4
"""How many more neighbours are asked for where variants share a place."""
MAX_TWINS = 8
"""Products with one and the same photo whose order stays the same from page to page."""


class SearchEngine:
    """Answers queries about one catalogue; safe to call from several threads.

    What was embedded for one query is cached for all others, so that neither moving the slider nor asking for facets,
    an explanation, the sweep or the map of the same query runs the encoder again.

    Every method that takes a query raises:
        UnknownProduct: `query.like` names a product that the catalogue does not hold.
        UnknownFilter: `query.where` names a filter that there is none of.
        IndexUnavailable: the index does not answer.
    """

    def __init__(self, catalog: Catalog, encoder: Encoder, index: ProductIndex) -> None:
        """Take a catalogue and an index that holds it; `SearchEngine.open` makes both fit."""
        self.catalog = catalog
        self.encoder = encoder
        self.index = index
        self.statistics, self._calibrations = study_catalog(catalog, encoder, index)
        self._by_id = {product.id: product for product in catalog.products}
        self._variants = group_variants(catalog.products)
        self._front_page = arrange_front_page(catalog.products)
        self._facets = FacetTable(catalog.products)
        self._filtered = FilteredIndex.of(index, self._facets, [p.id for p in catalog.products], encoder.dim)
        self._reader = QueryReader(catalog.products, encoder, index)
        self._spotter = Spotter(encoder, self.statistics, self._calibrations["balanced"].words)

    @classmethod
    def open(
        cls,
        catalog: Path | str,
        encoder: Encoder | str = "compact",
        index: Path | str | None = None,
        server: ChromaServer | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """Return an engine for the catalogue in a folder, after bringing its index up to date.

        `encoder` is anything that `load_encoder` takes, or an encoder itself. The index lies in the folder `index`
        (`.index` by default), or on a Chroma server. An imported catalogue has its index in itself.

        Raises:
            CatalogError: the catalogue cannot be read or has no usable product.
            SearchError: the encoder cannot be loaded, or is not the one that the catalogue was imported with, or the
                index cannot be opened or written.
        """
        products = read_catalog(catalog)
        if server:
            products = server.name_catalogue(products)
        folder = products.index_folder or Path(index or DEFAULT_INDEX)
        loaded = load_encoder(encoder) if isinstance(encoder, str) else encoder
        collection = open_index(connect(folder, server), products, loaded)
        if server:
            refuse_foreign(collection, products)
        # An import indexes what it publishes in its folder: comparing a million products again would take a minute.
        published = products.generation and not server and len(collection) == len(products.products)
        usable = products if published else products.without(fill_index(collection, products, loaded, progress))
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

    def embed_text(self, text: str) -> Vector:
        """Return the text's embedding, a unit vector `(dim,)`."""
        return self._reader.embed_text(text)[0]

    def embed_image(self, image: Image.Image) -> Vector:
        """Return the picture's embedding, a unit vector `(dim,)`."""
        return self._reader.embed_image(image)[0]

    def search(self, query: Query) -> list[Hit]:
        """Return the products nearest to the photo and the words, the nearest first, at most `query.top_k`.

        Values outside their limits are brought inside (`browse` says which). A query with neither photo nor words
        returns the catalogue's front page, without match figures.
        """
        return list(self.browse(query).hits)

    def browse(self, query: Query) -> Page:
        """Return what `search` finds, with how much there is in all and what is to be said about it."""
        started = time.perf_counter()
        reading = self._reader.read(query)
        if reading.query.sort == "match":
            hits, best, total, notes = self._page_by_match(reading)
        else:
            hits, best, total, notes = self._page_by_price(reading)
        return Page(
            tuple(hits),
            total,
            nothing_close=best is not None and best < CLOSE_ENOUGH,
            notes=(*reading.notes, *notes),
            encoder_ran=reading.encoder_ran,
            elapsed_ms=1000 * (time.perf_counter() - started),
        )

    def similar(self, product_id: str, top_k: int = DEFAULT_TOP_K) -> list[Hit]:
        """Return the products that look most like this one, itself left out.

        Raises:
            UnknownProduct: the catalogue does not hold it.
        """
        return self.search(Query(like=product_id, top_k=top_k))

    def facets(self, query: Query) -> Facets:
        """Return how many results each filter value would leave, all other filters of the query kept."""
        reading = self._reader.read(query)
        return self._facets.facets(reading.filters, reading.query.collapse)

    def explain(self, query: Query, product_id: str) -> Explanation:
        """Return why the product stands where it stands, whether or not the filters admit it.

        Raises:
            UnknownProduct: the catalogue does not hold it.
        """
        product = self.product(product_id)
        reading = self._reader.read(query)
        vector = self.index.vectors([product.id]).get(product.id)
        formula = write_formula(reading, self.statistics)
        if vector is None or not formula:
            return Explanation((), 0.0, None, None, formula)
        (hit,) = self._rate([product], reading)
        shares = share_score(reading, vector, self.statistics)
        return Explanation(shares, math.fsum(s.value for s in shares), hit.image_match, hit.text_match, formula)

    def sweep(self, query: Query, weights: Sequence[float] = SWEEP_WEIGHTS, top_k: int = 3) -> Sweep:
        """Return the best results at each of these image weights, and between which weights each is among the best.

        Filters and `collapse` are kept; sort and paging are not.
        """
        reading = self._reader.read(query)
        photo, words = query_sides(reading.vectors, self.statistics, reading.query.blend, steered=True)
        if photo is None or words is None:
            return Sweep()
        ranked = {weight: self._find(reading.at(weight), 10 * top_k) for weight in weights}
        columns = tuple(
            SweepColumn(weight, tuple(self._rate(found[:top_k], reading.at(weight))))
            for weight, found in ranked.items()
        )
        candidates, vectors = self._vectors_of({p.id: p for found in ranked.values() for p in found}.values())
        entries = find_entries(candidates, vectors @ photo, vectors @ words, top_k, reading.query.collapse)
        return Sweep(columns, entries)

    def map_candidates(self, query: Query, count: int = 200) -> tuple[MapPoint, ...]:
        """Return the `count` nearest products with their places between photo and words; none for the front page."""
        reading = self._reader.read(query)
        photo, words = query_sides(reading.vectors, self.statistics, reading.query.blend)
        hits = self._rate(self._find(reading, count), reading)
        stored = self.index.vectors([hit.product.id for hit in hits if hit.match is not None])
        centred = {key: vector - self.statistics.mean_images for key, vector in stored.items()}
        return place_on_map(hits, centred, photo, words)

    def compare_tag(self, style: str, count: int = 24, collapse: bool = False) -> TagComparison:
        """Return what the style's tag finds beside what its name as a search finds, at most `count` of each."""
        asked = Query(text=style, top_k=count, collapse=collapse)
        found = self.browse(asked).hits
        tagged = self.browse(replace(asked, where=Filters(styles=(style,))))
        spelled = style.strip().casefold()
        untagged = frozenset(hit.product.id for hit in found if hit.product.style.casefold() != spelled)
        return TagComparison(style, tagged.hits, tagged.total, found, untagged)

    def propose_objects(self, image: Image.Image, count: int = 4) -> tuple[Proposal, ...]:
        """Return the pieces of furniture seen in a photo of a room, the surest first, at most `count`."""
        return self._spotter.propose(image, count)

    def _page_by_match(self, reading: Reading) -> tuple[list[Hit], float | None, int, tuple[Note, ...]]:
        asked = reading.query
        found = self._find(reading, asked.skip + asked.top_k)
        hits = self._rate(found[asked.skip :], reading, asked.skip + 1)
        first = hits if asked.skip == 0 else self._rate(found[:1], reading)
        total = self._facets.total(reading.filters, asked.collapse, asked.like)
        return hits, first[0].match if first else None, total, ()

    def _page_by_price(self, reading: Reading) -> tuple[list[Hit], float | None, int, tuple[Note, ...]]:
        asked = reading.query
        total = self._facets.total(reading.filters, asked.collapse, asked.like)
        front_page = not reading.has_parts
        rated = self._rate(self._find(reading, total if front_page else RELEVANT_AT_MOST), reading)
        relevant = relevant_count([hit.match for hit in rated])
        hits = sort_by_price(rated[:relevant], asked.sort)[asked.skip : asked.skip + asked.top_k]
        notes = (Note("sorted part", {"count": relevant}),) if relevant < total else ()
        return hits, rated[0].match if rated else None, relevant, notes

    def _find(self, reading: Reading, count: int) -> list[Product]:
        """Return the nearest products, the nearest first, at most `count`; of a group the first only if collapsed."""
        asked, filters = reading.query, reading.filters
        target = blend_vectors(reading.vectors, asked.image_weight, self.statistics, asked.blend)
        if target is None:
            admitted = [product for product in self._front_page if filters.admits(product)]
            return (collapse_groups(admitted) if asked.collapse else admitted)[:count]
        # Chroma neither pages nor groups, and a product is always the nearest to itself.
        ask = count * (OVERFETCH if asked.collapse else 1) + bool(asked.like) + MAX_TWINS
        while True:
            near = self._filtered.nearest(target, min(ask, len(self.products)), filters)
            near = sorted(near, key=lambda n: (-n.similarity, n.product_id))
            found = [self._by_id[n.product_id] for n in near if n.product_id in self._by_id]
            found = [product for product in found if product.id != asked.like]
            cards = collapse_groups(found) if asked.collapse else found
            if len(cards) >= count or len(near) < ask:
                return cards[:count]
            ask *= OVERFETCH

    def _rate(self, products: Sequence[Product], reading: Reading, first_rank: int = 1) -> list[Hit]:
        """Return the products as hits, with their match figures where the query has any part."""
        asked = reading.query
        if not reading.has_parts:
            return [Hit(p, rank, variants=self._variants[p.group]) for rank, p in enumerate(products, first_rank)]
        rated, vectors = self._vectors_of(products)
        if not rated:
            return []
        calibration = self._calibrations[asked.blend]
        matches = match_products(
            reading.vectors, asked.image_weight, vectors, self.statistics, calibration, asked.blend
        )
        return [
            Hit(product, rank, match.total, match.photo, match.words, self._variants[product.group])
            for rank, (product, match) in enumerate(zip(rated, matches, strict=True), first_rank)
        ]

    def _vectors_of(self, products: Iterable[Product]) -> tuple[list[Product], Vectors]:
        """Return the products that the index still holds, and their embeddings `(n, dim)` in the same order."""
        asked = list(products)
        stored = self.index.vectors([product.id for product in asked])
        held = [product for product in asked if product.id in stored]
        rows = [stored[product.id] for product in held]
        return held, np.stack(rows) if rows else np.empty((0, self.encoder.dim), dtype=np.float32)
