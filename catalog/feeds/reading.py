"""Feeds read from disk: the file or folder that was named becomes listings."""

from __future__ import annotations

from pathlib import Path

from catalog.errors import CatalogMissing, CatalogUnreadable
from catalog.feeds.columns import arrange_own_columns
from catalog.feeds.detection import arrange_table, read_table
from catalog.feeds.folder import read_picture_folder
from catalog.feeds.listing import DEFAULT_CURRENCY, Feed, read_listings
from catalog.feeds.mapping import Mapping

FEED_NAME = "products.csv"
FEED_SUFFIXES = (".csv", ".tsv", ".xml", ".jsonl", ".ndjson", ".json", ".parquet", ".rss", ".atom")


def read_feed(place: Path | str, mapping: Mapping | None = None) -> Feed:
    """Return the feed in a file; of a folder its `products.csv`, else its only feed, else its pictures.

    Raises:
        CatalogMissing: there is neither a feed nor a picture.
        CatalogUnreadable: it is no feed that we know, and the mapping, if any, does not help.
        MappingUnreadable: the mapping names a column that is not there.
    """
    path = _find_feed(Path(place))
    folder = (path if path.is_dir() else path.parent).resolve()
    name = folder.name if path.is_dir() or path.name == FEED_NAME else path.stem
    if path.is_dir():
        table = read_picture_folder(path)
        layout = arrange_own_columns(table)
    else:
        table = read_table(_read_bytes(path, name), name, mapping)
        layout = arrange_table(table, name, mapping)
    listings, rejects, flaws = read_listings(layout, table)
    notes = [*table.notes, *layout.notes]
    if "currency" not in layout.frame and any(
        x.product.price and x.product.currency == DEFAULT_CURRENCY for x in listings
    ):
        notes.append(f"prices without a currency are taken as {DEFAULT_CURRENCY}")
    form = layout.form if path.is_file() else table.kind
    return Feed(name, folder, form, table, layout.origins, tuple(listings), tuple(rejects), tuple(flaws), tuple(notes))


def _find_feed(place: Path) -> Path:
    if place.is_file():
        return place
    if not place.is_dir():
        raise CatalogMissing(str(place))
    if (place / FEED_NAME).is_file():
        return place / FEED_NAME
    feeds = sorted(path for path in place.iterdir() if path.suffix.lower() in FEED_SUFFIXES and path.is_file())
    if len(feeds) > 1:
        names = ", ".join(path.name for path in feeds[:5])
        raise CatalogUnreadable(place.name, f"it holds several files that may be the feed ({names}); name the one")
    return feeds[0] if feeds else place


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise CatalogUnreadable(name, f"{path.name} cannot be opened ({exc.strerror})") from exc
