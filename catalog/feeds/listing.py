"""Listings: a feed's rows as products, before anyone has looked at their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from catalog.feeds.columns import COLUMNS, REQUIRED_COLUMNS, Layout
from catalog.feeds.table import Table
from catalog.feeds.values import (
    CURRENCY_SYMBOLS,
    FORMULA_STARTS,
    MARKUP,
    clean_text,
    parse_length_cm,
    parse_price,
    rearm_formula,
    split_list,
    strip_markup,
)
from catalog.product import Product
from catalog.reject import Flaw, Reject

TEXT_COLUMNS = ("title", "description", "category")
LENGTH_COLUMNS = ("width_cm", "depth_cm", "height_cm")
MAX_ID_CHARACTERS = 200
DEFAULT_CURRENCY = "EUR"

_NO_PICTURE = Path()
_UNTIDY = "[\\x00-\\x1f\\x7f\u200b\ufeff]|\\s\\s"


@dataclass(frozen=True, slots=True)
class Listing:
    """One product as its feed states it."""

    product: Product
    """Complete but for `image` and `content_hash`, which are empty until the picture is found."""
    picture: str
    """Where the picture is: a path below the feed's folder, or an http(s) address."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: what was recognised, what can be used, and what is wrong with the rest."""

    name: str
    folder: Path
    """Where the paths of pictures begin."""
    form: str
    """What was recognised: "Google Merchant feed" ..."""
    table: Table
    origins: Mapping[str, str]
    """The feed's own name of each of our columns that it has."""
    listings: tuple[Listing, ...]
    rejects: tuple[Reject, ...]
    flaws: tuple[Flaw, ...]
    notes: tuple[str, ...] = ()


def read_listings(layout: Layout, table: Table) -> tuple[list[Listing], list[Reject], list[Flaw]]:
    """Return what can be used of a layout's rows, the rows that cannot, and what to mend in those that can."""
    rejects = [Reject(row, "", broken.reason) for row, broken in table.broken.items()]
    listings: dict[str, Listing] = {}
    frame = _tidy(layout.frame)
    reader = _RowReader(replace(layout, frame=frame))
    for row, cells in _rows(frame):
        result = reader.read(row, cells)
        if isinstance(result, Reject):
            rejects.append(result)
        elif result.product.id in listings:
            earlier = listings[result.product.id].product.row
            reason = f"stands in an earlier row too ({earlier}); the earlier one was kept"
            rejects.append(Reject(row, reader.name("id"), reason, result.product.id, "give each product its own id"))
        else:
            listings[result.product.id] = result
    return list(listings.values()), sorted(rejects, key=lambda reject: reject.row), reader.flaws


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells without margins, line breaks and invisible characters. Whole columns at a time: it is fast."""
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        column = frame[name].astype(str).str.strip()
        for pattern, tidy in ((_UNTIDY, clean_text), ("^'[=+@\\-]", rearm_formula)):
            found = column.str.contains(pattern, regex=True)
            if found.any():
                column = column.where(~found, column[found].map(tidy).reindex(column.index))
        columns[name] = column
    return pd.DataFrame(columns, index=frame.index)


def _rows(frame: pd.DataFrame) -> Iterator[tuple[int, dict[str, str]]]:
    names = list(frame.columns)
    for row, *values in zip(frame.index.tolist(), *(frame[name].tolist() for name in names), strict=True):
        yield row, dict(zip(names, values, strict=True))


class _BadCell(Exception):
    """One of our columns holds what costs the row."""

    def __init__(self, column: str, reason: str) -> None:
        self.column, self.reason = column, reason
        super().__init__(reason)


class _RowReader:
    """Reads the rows of one layout and gathers their flaws."""

    def __init__(self, layout: Layout) -> None:
        self.flaws: list[Flaw] = []
        self._layout = layout
        self._extras = [name for name in layout.frame.columns if name not in COLUMNS]
        marked = {
            name: layout.frame[name].str.contains(MARKUP, regex=True) for name in TEXT_COLUMNS if name in layout.frame
        }
        self._marked = {name: set(layout.frame.index[found]) for name, found in marked.items()}

    def name(self, column: str) -> str:
        """Return what the feed itself calls one of our columns."""
        return self._layout.origins.get(column, column)

    def read(self, row: int, cells: dict[str, str]) -> Listing | Reject:
        """Return the row's listing, or why it has none; `cells` may be changed."""
        product_id = cells.get("id", "")
        try:
            self._check_required(cells)
            numbers, currency = self._read_numbers(cells)
        except _BadCell as bad:
            shown_id = product_id[:MAX_ID_CHARACTERS]
            return Reject(row, self.name(bad.column), bad.reason, shown_id, _REMEDIES[bad.column])
        for column in TEXT_COLUMNS:
            if row in self._marked.get(column, ()):
                cells[column] = self._strip(row, column, cells[column], product_id)
        self._note_flaws(row, cells, numbers.get("price"), product_id)
        return Listing(self._build(row, cells, numbers, currency), cells["image"])

    def _check_required(self, cells: Mapping[str, str]) -> None:
        for column in REQUIRED_COLUMNS:
            if not cells.get(column):
                raise _BadCell(column, "is empty")
        if len(cells["id"]) > MAX_ID_CHARACTERS:
            raise _BadCell("id", f"is longer than {MAX_ID_CHARACTERS} characters")

    def _read_numbers(self, cells: Mapping[str, str]) -> tuple[dict[str, Any], str]:
        """Return the price and the lengths that are there, and the currency if the price names it."""
        numbers: dict[str, Any] = {}
        currency = ""
        for column in ("price", *LENGTH_COLUMNS):
            cell = cells.get(column, "")
            if not cell:
                continue
            try:
                if column == "price":
                    numbers[column], currency = parse_price(cell, self._layout.decimal)
                else:
                    numbers[column] = parse_length_cm(cell, self._layout.decimal)
            except ValueError as exc:
                raise _BadCell(column, f"'{cell[:40]}' is no number of 0 or more") from exc
        return numbers, currency

    def _build(self, row: int, cells: Mapping[str, str], numbers: dict[str, Any], currency: str) -> Product:
        stated = cells.get("currency", "")
        separators = self._layout.list_separators
        return Product(
            id=cells["id"],
            title=cells["title"],
            image=_NO_PICTURE,
            description=cells.get("description", ""),
            category=cells.get("category", ""),
            currency=currency or CURRENCY_SYMBOLS.get(stated, stated) or DEFAULT_CURRENCY,
            colours=split_list(cells.get("colours", ""), separators),
            materials=split_list(cells.get("materials", ""), separators),
            style=cells.get("style", ""),
            group=cells.get("group", "") or cells["id"],
            creator=cells.get("creator", ""),
            license=cells.get("license", ""),
            source=cells.get("source", ""),
            row=row,
            extra={name: cells[name] for name in self._extras if cells[name]},
            **numbers,
        )

    def _strip(self, row: int, column: str, text: str, product_id: str) -> str:
        stripped = strip_markup(text)
        if stripped != text and column != "description":
            remedy = "write plain text"
            self.flaws.append(Flaw(row, self.name(column), "held HTML, which was taken out", product_id, remedy))
        return stripped

    def _note_flaws(self, row: int, cells: dict[str, str], price: float | None, product_id: str) -> None:
        if not price:
            reason = "is empty" if price is None else "is 0"
            self.flaws.append(
                Flaw(row, self.name("price"), reason, product_id, "add it; no price filter finds the product")
            )
        elif (
            len(cells["price"].rpartition(".")[2]) == 3
            and cells["price"].count(".") == 1
            and self._layout.decimal != "."
        ):
            reason = f"'{cells['price'][:40]}' was read as {price:g}"
            self.flaws.append(Flaw(row, self.name("price"), reason, product_id, "leave out marks for thousands"))
        if not cells.get("category"):
            self.flaws.append(
                Flaw(row, self.name("category"), "is empty", product_id, "name what it is, such as 'Sofas'")
            )
        for column in ("id", *TEXT_COLUMNS):
            if cells.get(column, "").startswith(FORMULA_STARTS):
                reason = f"begins with '{cells[column][0]}', as a spreadsheet's formula does; it was kept as text"
                self.flaws.append(Flaw(row, self.name(column), reason, product_id, "check that it is meant"))


_REMEDIES = {
    "id": "give each product an id that stays the same",
    "title": "name the product",
    "image": "give a path beside the feed, or an address with https://",
    "price": "write digits, such as 199.00 or 199.00 EUR",
    "width_cm": "write centimetres as digits, such as 80",
    "depth_cm": "write centimetres as digits, such as 80",
    "height_cm": "write centimetres as digits, such as 80",
}
