"""A feed imported into a folder: pictures fetched, products indexed, and the whole published in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from catalog.catalog import Catalog, Progress, complete_catalog, find_pictures
from catalog.feeds import Feed
from catalog.import_folder import Generation, ImportFolder
from catalog.picture_cache import PictureCache
from catalog.product import Product
from catalog.reject import Reject
from catalog.report import write_rejects
from catalog.snapshot import read_snapshot, write_snapshot

Indexer = Callable[[Catalog, Path], Sequence[Reject]]
"""Brings the index in a folder in line with a catalogue; returns the products whose picture turned out damaged."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """Which encoder an index is made with, and whether it lies in the import's folder."""

    encoder: str
    fingerprint: str
    index_inside: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did."""

    generation: Generation
    added: int
    changed: int
    removed: int
    rejects: tuple[Reject, ...]

    @property
    def complete(self) -> bool:
        """Whether every row of the feed went in."""
        return not self.rejects


def import_feed(
    feed: Feed,
    folder: ImportFolder,
    pictures: PictureCache,
    indexer: Indexer,
    encoding: Encoding,
    progress: Progress | None = None,
) -> Outcome:
    """Make the folder's catalogue what the feed says, and return what that took; the folder must be `locked`.

    Only pictures that are new are fetched, and only products that are new or changed are indexed. It may be killed at
    any moment: until the last step nothing of the catalogue in use has changed, and the next run goes on from there.

    Raises:
        CatalogEmpty: no row is usable; the catalogue in use stays.
        ReportUnwritable: the list of rejects cannot be written.
    """
    catalog = complete_catalog(feed, dict(find_pictures(feed.listings, pictures, progress=progress)))
    outcome = publish_catalog(catalog, folder, pictures, indexer, encoding, feed.name)
    write_rejects(outcome.rejects, folder.rejects_path, feed.table)
    return outcome


def publish_catalog(
    catalog: Catalog,
    folder: ImportFolder,
    pictures: PictureCache | None,
    indexer: Indexer,
    encoding: Encoding,
    feed: str,
    rebuild: bool = False,
) -> Outcome:
    """Make this catalogue the one in use and return what that took; with `rebuild` its index starts empty."""
    current = folder.current()
    before = read_snapshot(folder.products_path(current.number), folder.root) if current else ()
    same_index = current is not None and not rebuild and _fits(current, encoding)
    if current and same_index and not folder.unfinished() and _compare(before, catalog.products) == (0, 0, 0):
        return Outcome(current, 0, 0, 0, catalog.rejects)
    number = folder.next_number()
    if rebuild:
        folder.abandon(number)
    folder.begin(number, copy_index=same_index and encoding.index_inside)
    name, identity = (current.name, current.identity) if current else (folder.root.name, folder.identity())
    catalog = replace(
        catalog,
        name=name,
        identity=identity,
        generation=None,
        folder=folder.root,
        index_folder=folder.index_folder(number),
    )
    damaged = indexer(catalog, folder.index_folder(number))
    if damaged:
        if pictures:
            by_id = {product.id: product.content_hash for product in catalog.products}
            pictures.condemn({by_id[reject.product_id] for reject in damaged})
        catalog = catalog.without(damaged)
    write_snapshot(folder.products_path(number), catalog.products, folder.root)
    generation = Generation(
        number=number,
        name=name,
        identity=identity,
        encoder=encoding.encoder,
        fingerprint=encoding.fingerprint,
        products=len(catalog.products),
        rejects=len(catalog.rejects),
        feed=feed,
        finished=datetime.now(UTC).isoformat(timespec="seconds"),
        index_inside=encoding.index_inside,
    )
    folder.publish(generation)
    return Outcome(generation, *_compare(before, catalog.products), catalog.rejects)


def _fits(generation: Generation, encoding: Encoding) -> bool:
    return generation.fingerprint == encoding.fingerprint and generation.index_inside == encoding.index_inside


def _compare(before: Sequence[Product], after: Sequence[Product]) -> tuple[int, int, int]:
    """Return how many products were added, changed and removed; their rows in the feed do not matter."""
    old = {product.id: product for product in before}
    added = sum(product.id not in old for product in after)
    changed = sum(
        replace(product, row=old[product.id].row) != old[product.id] for product in after if product.id in old
    )
    return added, changed, len(old) + added - len(after)
