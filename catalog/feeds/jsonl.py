"""JSON Lines: one product a line."""

from __future__ import annotations

import json
from typing import Any

from catalog.errors import CatalogUnreadable
from catalog.feeds.table import MAX_COLUMNS, BrokenRow, Table, make_table


def read_json_lines(data: bytes, name: str) -> Table:
    """Return one row for each line, or for each object of a single JSON array.

    Line by line, because pandas gives up on the whole file at its first broken line, and makes the id 12 into 12.0
    where another line has none.

    Raises:
        CatalogUnreadable: it is not UTF-8, or no line is a JSON object.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise CatalogUnreadable(name, "it is JSON, but not in UTF-8") from exc
    records: dict[int, dict[str, Any]] = {}
    broken: dict[int, BrokenRow] = {}
    for number, line in _numbered(text, name):
        try:
            record = json.loads(line) if isinstance(line, str) else line
        except (ValueError, RecursionError) as exc:
            reason = exc.msg if isinstance(exc, json.JSONDecodeError) else "it is nested too deeply"
            broken[number] = BrokenRow((str(line),), f"the line is no JSON ({reason})")
            continue
        if isinstance(record, dict):
            records[number] = record
        else:
            broken[number] = BrokenRow((str(line),), "the line is no JSON object with a name for each value")
    headers = list(dict.fromkeys(str(key) for record in records.values() for key in record))
    if not records or len(headers) > MAX_COLUMNS:
        raise CatalogUnreadable(
            name, f"it has {len(headers):,} columns" if records else "no line of it is a JSON object"
        )
    columns = {header: [write_cell(record.get(header)) for record in records.values()] for header in headers}
    return make_table(headers, columns, list(records), "JSON Lines", broken=broken)


def write_cell(value: Any) -> str:
    """Return a value as a cell of text: lists with semicolons, a sum of money as "199.00 EUR"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return ";".join(write_cell(part) for part in value)
    if isinstance(value, dict):
        if {"value", "currency"} <= value.keys():
            return f"{value['value']} {value['currency']}"
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _numbered(text: str, name: str) -> list[tuple[int, Any]]:
    """Return (line number, line), or of an array (position, object)."""
    if text.lstrip().startswith("["):
        try:
            return list(enumerate(json.loads(text), start=1))
        except (ValueError, RecursionError) as exc:
            raise CatalogUnreadable(name, "it begins as a JSON array, but is none") from exc
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
