"""A catalogue: the products that can be shown, and what is wrong with the rest of their feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from catalog.errors import CatalogEmpty, PictureError
from catalog.feeds import Feed, Listing, read_feed
from catalog.import_folder import Generation, ImportFolder
from catalog.local_pictures import FoundPicture, LocalPictures, PictureSource
from catalog.product import Product
from catalog.reject import Flaw, Reject
from catalog.snapshot import read_snapshot

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are to do, and what is being done."""

PARALLEL_PICTURES = 16

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Catalog:
    """The products of one folder, in the feed's order, and the rows that were left out."""

    name: str
    folder: Path
    products: tuple[Product, ...]
    rejects: tuple[Reject, ...]
    flaws: tuple[Flaw, ...] = ()
    """What to mend in rows that are used all the same."""
    identity: str = ""
    """What tells it from other catalogues of its name: an import's own mark, else its folder."""
    generation: Generation | None = None
    """Which state of an imported catalogue it is."""
    index_folder: Path | None = None
    """Where the index of an imported catalogue lies; the others' is wherever the caller wants it."""

    def without(self, rejects: Sequence[Reject]) -> Catalog:
        """Return the catalogue without the products that these rejects name, the rejects added to its own.

        Raises:
            CatalogEmpty: no product is left.
        """
        names = {reject.product_id for reject in rejects}
        products = tuple(product for product in self.products if product.id not in names)
        if not products:
            raise CatalogEmpty(self.name, len(self.rejects) + len(rejects))
        return replace(self, products=products, rejects=(*self.rejects, *rejects))


def read_catalog(place: Path | str) -> Catalog:
    """Return the catalogue in a folder, of a feed's file, or of what `python -m catalog import` made.

    A row that cannot be used becomes a `Reject` and never stops the others. Pictures are checked by their headers
    and hashed, not decoded; those of an import have been, and are taken as they are.

    Raises:
        CatalogMissing: there is neither a feed nor a picture.
        CatalogUnreadable: the feed is of no form that we know.
        CatalogEmpty: no row is usable.
    """
    folder = ImportFolder(Path(place))
    if generation := folder.current():
        products = read_snapshot(folder.products_path(generation.number), folder.root)
        return Catalog(
            generation.name,
            folder.root,
            products,
            (),
            identity=generation.identity,
            generation=generation,
            index_folder=folder.index_folder(generation.number) if generation.index_inside else None,
        )
    feed = read_feed(place)
    pictures = dict(find_pictures(feed.listings, LocalPictures(feed.folder), workers=1))
    return complete_catalog(feed, pictures)


def find_pictures(
    listings: Sequence[Listing],
    source: PictureSource,
    workers: int = PARALLEL_PICTURES,
    progress: Progress | None = None,
) -> Iterator[tuple[str, FoundPicture | PictureError]]:
    """Yield each picture that the listings name, once, with where it was found or why it cannot be used."""
    references = list(dict.fromkeys(listing.picture for listing in listings))

    def find(reference: str) -> tuple[str, FoundPicture | PictureError]:
        try:
            return reference, source.find(reference)
        except PictureError as exc:
            return reference, exc

    results = map(find, references) if workers == 1 else _map_in_parallel(find, references, workers)
    for done, result in enumerate(results, start=1):
        yield result
        if progress:
            progress(done, len(references), "Looking at pictures")


def complete_catalog(feed: Feed, pictures: Mapping[str, FoundPicture | PictureError]) -> Catalog:
    """Return the catalogue of a feed whose pictures were looked for.

    Raises:
        CatalogEmpty: no row is usable.
    """
    products: list[Product] = []
    rejects = list(feed.rejects)
    column = feed.origins.get("image", "image")
    for listing in feed.listings:
        found = pictures[listing.picture]
        if isinstance(found, PictureError):
            rejects.append(Reject(listing.product.row, column, str(found), listing.product.id))
        else:
            products.append(replace(listing.product, image=found.path, content_hash=found.content_hash))
    if not products:
        raise CatalogEmpty(feed.name, len(rejects))
    rejects.sort(key=lambda reject: reject.row)
    return Catalog(feed.name, feed.folder, tuple(products), tuple(rejects), feed.flaws, identity=str(feed.folder))


def _map_in_parallel(work: Callable[[T], R], items: Iterable[T], workers: int) -> Iterator[R]:
    """Yield results as they come, never with more than a few items a worker in flight."""
    rest = iter(items)
    with ThreadPoolExecutor(workers, thread_name_prefix="pictures") as pool:
        flying: set[Future[R]] = {pool.submit(work, item) for item in islice(rest, 4 * workers)}
        try:
            while flying:
                done, flying = wait(flying, return_when=FIRST_COMPLETED)
                flying |= {pool.submit(work, item) for item in islice(rest, len(done))}
                for future in done:
                    yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
