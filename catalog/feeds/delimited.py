"""CSV and its relatives, in the encoding and with the delimiter that the file happens to have."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection

import pandas as pd

from catalog.errors import CatalogUnreadable
from catalog.feeds.table import MAX_COLUMNS, BrokenRow, Table, make_table, tidy_names

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SPARE_COLUMNS = 8


def read_delimited(data: bytes, name: str, known: Collection[str], delimiter: str = "", encoding: str = "") -> Table:
    """Return the table of a CSV or TSV file whose first row is its header.

    The delimiter is the one that makes most of the header's cells `known` tidy column names, unless one is given.
    Blank rows keep their place in the count and are left out.

    Raises:
        CatalogUnreadable: it is empty, not of that encoding, or no table.
    """
    text, notes = _decode(data, name, encoding)
    body = text.lstrip("\r\n")
    skipped = len(text[: len(text) - len(body)].splitlines())
    if announced := re.match(r"sep=([,;\t|])\r?\n", body):
        # Excel writes and reads this line; it is no part of the table.
        delimiter, body, skipped = announced[1], body[announced.end() :], skipped + 1
    if not body.strip():
        raise CatalogUnreadable(name, "it is empty")
    headers, delimiter = _read_header(body, known, delimiter)
    if len(headers) > MAX_COLUMNS:
        raise CatalogUnreadable(name, f"it has {len(headers):,} columns, and at most {MAX_COLUMNS:,} are read")
    frame, open_row = _parse(body, name, delimiter, len(headers))
    frame.index += skipped
    broken = _find_long_rows(frame, len(headers))
    if open_row:
        reason = "a quotation mark that opens in this row is never closed; nothing below could be read"
        broken[open_row + skipped] = BrokenRow((), reason)
    kind = "TSV" if delimiter == "\t" else "CSV"
    if delimiter not in ",\t":
        notes += (f"separated by {DELIMITERS.get(delimiter, repr(delimiter))}",)
    whole = frame.drop(index=[row for row in broken if row in frame.index]).iloc[:, : len(headers)]
    return make_table(headers, whole, whole.index, kind, notes, broken)


def _decode(data: bytes, name: str, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Return the text and, where it is not UTF-8, a note that says what it was."""
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), (encoding,)
        except (LookupError, UnicodeDecodeError) as exc:
            raise CatalogUnreadable(name, f"it is not in the encoding '{encoding}' that its mapping names") from exc
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), ("UTF-16",)
    if data[:2_000].count(0) > len(data[:2_000]) // 4:
        order = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return data.decode(order, errors="replace"), ("UTF-16",)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return _decode_other(data)


def _decode_other(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return text that is not, or not all, UTF-8."""
    lenient = data.decode("utf-8-sig", errors="replace")
    damaged = lenient.count("\ufffd")
    # A few bad bytes among many good ones are damage; in another encoding nearly every accent is bad.
    if damaged * 10 < sum(ord(character) > 127 for character in lenient):
        return lenient, (f"UTF-8 with {damaged} damaged characters",)
    try:
        return data.decode("cp1252"), ("Windows-1252 (Latin-1)",)
    except UnicodeDecodeError:
        return data.decode("latin-1"), ("Latin-1",)


def _read_header(body: str, known: Collection[str], delimiter: str) -> tuple[list[str], str]:
    """Return the header's cells and the delimiter that gives the most known names, or else the most names."""
    head = body[:100_000]
    readings: list[tuple[int, int, list[str], str]] = []
    for mark in [delimiter] if delimiter else DELIMITERS:
        try:
            row = pd.read_csv(io.StringIO(head), sep=mark, header=None, nrows=1, dtype=str, keep_default_na=False)
        except (pd.errors.ParserError, csv.Error):
            continue
        cells = [str(cell) for cell in row.fillna("").iloc[0]]
        readings.append((len(set(tidy_names(cells)) & set(known)), len(cells), cells, mark))
    if not readings:
        return [head.splitlines()[0]], delimiter or ","
    _, _, cells, mark = max(readings, key=lambda reading: reading[:2])
    return cells, mark


def _parse(body: str, name: str, delimiter: str, width: int) -> tuple[pd.DataFrame, int]:
    """Return the rows below the header, numbered from 2, and the number of one whose quotation never ends, or 0.

    There are some columns more than the header has, for the cells of rows that are too long: pandas takes a table's
    width from its first row, so an empty one of that width is put before it.
    """
    columns = range(width + SPARE_COLUMNS)
    text = delimiter * (len(columns) - 1) + "\n" + body

    def read(rows: int | None = None) -> pd.DataFrame:
        frame: pd.DataFrame = pd.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            names=columns,
            usecols=columns,
            index_col=False,
            nrows=rows,
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
        )
        return frame.iloc[2:]

    try:
        try:
            return read(), 0
        except pd.errors.ParserError as exc:
            if not (opened := re.search(r"EOF inside string starting at row (\d+)", str(exc))):
                raise
            return read(int(opened[1])), int(opened[1])
    except ValueError as exc:  # pandas' ParserError is one too
        raise CatalogUnreadable(name, f"it is no table ({exc})") from exc


def _find_long_rows(frame: pd.DataFrame, width: int) -> dict[int, BrokenRow]:
    """Return the rows that have more cells than the header, empty ones not counted."""
    spare = frame.iloc[:, width:]
    broken: dict[int, BrokenRow] = {}
    for row in frame.index[(spare.fillna("") != "").any(axis=1)]:
        cells = [str(cell) for cell in frame.loc[row].fillna("")]
        while not cells[-1]:
            cells.pop()
        more = "or more " if len(cells) == width + SPARE_COLUMNS else ""
        reason = f"the row has {len(cells)} {more}cells and the header {width}; quote text that holds the delimiter"
        broken[int(row)] = BrokenRow(tuple(cells), reason)
    return broken
