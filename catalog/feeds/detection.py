"""What a file is, told from its bytes, and whose columns it has, told from its header."""

from __future__ import annotations

from catalog.errors import CatalogUnreadable
from catalog.feeds import google, shopify
from catalog.feeds.columns import OWN_SOURCES, REQUIRED_COLUMNS, Layout, arrange_own_columns
from catalog.feeds.delimited import read_delimited
from catalog.feeds.google import arrange_google_columns
from catalog.feeds.jsonl import read_json_lines
from catalog.feeds.mapping import Mapping, apply_mapping
from catalog.feeds.parquet import read_parquet
from catalog.feeds.shopify import arrange_shopify_columns
from catalog.feeds.table import Table
from catalog.feeds.xml_items import read_xml_items

KNOWN_NAMES = frozenset(
    name for sources in (OWN_SOURCES, google.SOURCES, shopify.NAMES) for names in sources.values() for name in names
)
FOREIGN = {
    b"PK\x03\x04": "it is an Excel workbook or a zip; save the sheet as CSV UTF-8",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook; save the sheet as CSV UTF-8",
    b"\x1f\x8b": "it is compressed with gzip; unpack it first",
    b"%PDF": "it is a PDF; export the products as CSV",
    b"\xff\xd8\xff": "it is a picture; name the folder that it lies in",
    b"\x89PNG": "it is a picture; name the folder that it lies in",
}


def read_table(data: bytes, name: str, mapping: Mapping | None = None) -> Table:
    """Return the table in a feed's bytes: Parquet, XML, JSON Lines, or else something like CSV.

    Raises:
        CatalogUnreadable: it is none of these, or broken.
    """
    for beginning, what in FOREIGN.items():
        if data.startswith(beginning):
            raise CatalogUnreadable(name, what)
    if data.startswith(b"PAR1"):
        return read_parquet(data, name)
    start = data[:1_000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").replace(b"\0", b"").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise CatalogUnreadable(name, "it is a web page, perhaps one that asks for a login; download the feed itself")
    if start.startswith(b"<"):
        return read_xml_items(data, name)
    if start.startswith((b"{", b"[{", b"[ {", b"[\n", b"[\r")):
        return read_json_lines(data, name)
    if mapping is None:
        return read_delimited(data, name, KNOWN_NAMES)
    known = KNOWN_NAMES.union(*mapping.columns.values())
    return read_delimited(data, name, known, mapping.delimiter, mapping.encoding)


def arrange_table(table: Table, name: str, mapping: Mapping | None = None) -> Layout:
    """Return the table in our own columns.

    Raises:
        CatalogUnreadable: its header is none that we know, and no mapping says what it means.
        MappingUnreadable: the mapping names a column that is not there.
    """
    layout = _recognise(table)
    if mapping:
        layout = apply_mapping(table, mapping, layout)
    missing = [column for column in REQUIRED_COLUMNS if layout is None or column not in layout.frame]
    if layout is None or missing:
        found = ", ".join(f"'{header[:40]}'" for header in list(table.headers.values())[:12])
        raise CatalogUnreadable(
            name,
            f"it has no column for {' and '.join(missing)}. Its first row says {found}. Add a header row "
            "with id, title and image, or name your columns in a mapping file (--mapping)",
        )
    return layout


def _recognise(table: Table) -> Layout | None:
    names = set(table.headers)
    if names & shopify.HANDLES and names & shopify.MARKS and "title" in names:
        return arrange_shopify_columns(table)
    if names & google.MARKS:
        return arrange_google_columns(table)
    return arrange_own_columns(table) if names & KNOWN_NAMES else None
