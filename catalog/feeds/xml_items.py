"""The items of an RSS or Atom feed. Nothing outside the file is ever read, and nothing in it is expanded."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from catalog.errors import CatalogUnreadable
from catalog.feeds.table import BrokenRow, Table, make_table

ITEM_TAGS = ("item", "entry", "product")


def read_xml_items(data: bytes, name: str) -> Table:
    """Return one row for each `item` or `entry`: the text of its children by their name without namespace.

    What is repeated in an item is joined with semicolons. lxml reads item by item: `pandas.read_xml` would hold the
    whole tree, expand entities, keep the last of repeated tags and take the word "NA" for nothing.

    Raises:
        CatalogUnreadable: it is no XML, declares a document type (the door to entity bombs and to other files), or
            has no items.
    """
    rows: list[dict[str, str]] = []
    broken: dict[int, BrokenRow] = {}
    try:
        for cells in _items(data, name):
            rows.append(cells)
    except etree.XMLSyntaxError as exc:
        if not rows:
            raise CatalogUnreadable(name, f"it is no well-formed XML ({exc.msg})") from exc
        reason = f"the XML is broken here, and nothing below was read ({exc.msg})"
        broken[len(rows) + 1] = BrokenRow((), reason)
    if not rows:
        raise CatalogUnreadable(name, f"it is XML without any of the elements {', '.join(ITEM_TAGS)}")
    headers = list(dict.fromkeys(key for row in rows for key in row))
    columns = {header: [row.get(header, "") for row in rows] for header in headers}
    return make_table(headers, columns, range(1, len(rows) + 1), "XML", broken=broken)


def _items(data: bytes, name: str) -> Iterator[dict[str, str]]:
    parser = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    inside: etree._Element | None = None
    for event, element in parser:
        if event == "start":
            if element.getparent() is None and element.getroottree().docinfo.doctype:
                raise CatalogUnreadable(name, "its XML declares a document type, which a product feed has no need of")
            if inside is None and _local(element) in ITEM_TAGS:
                inside = element
        elif element is inside:
            yield _read_item(element)
            inside = None
            _forget(element)


def _forget(item: etree._Element) -> None:
    """Free an item that has been read, and what stands before it."""
    item.clear()
    while item.getprevious() is not None:
        del item.getparent()[0]


def _read_item(item: etree._Element) -> dict[str, str]:
    cells: dict[str, str] = {}
    for child in item.iterchildren(tag=etree.Element):
        # Atom writes a link as an attribute.
        text = "".join(child.itertext()).strip() or child.get("href", "")
        tag = _local(child)
        cells[tag] = f"{cells[tag]}; {text}" if cells.get(tag) else text
    return cells


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname)
