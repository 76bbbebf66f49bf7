"""Our own columns, and a table brought into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from catalog.feeds.table import Table

COLUMNS = (
    "id", "title", "description", "category", "price", "currency", "colours", "materials", "style",
    "width_cm", "depth_cm", "height_cm", "group", "image", "creator", "license", "source",
)  # fmt: skip
REQUIRED_COLUMNS = ("id", "title", "image")
OWN_SOURCES: Mapping[str, Sequence[str]] = {column: (column,) for column in COLUMNS} | {
    "id": ("id", "sku", "product_id", "article_number"),
    "title": ("title", "name", "product_name"),
    "category": ("category", "product_type"),
    "colours": ("colours", "colors", "colour", "color"),
    "materials": ("materials", "material"),
    "group": ("group", "item_group_id", "group_id"),
    "image": ("image", "image_url", "image_link", "picture", "photo"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A feed's rows in our own columns; columns that we have no name for keep their own."""

    form: str
    """What was recognised: "Google Merchant feed" ..."""
    frame: pd.DataFrame
    origins: Mapping[str, str]
    """The feed's own name of each of our columns that it has."""
    list_separators: str = ";"
    decimal: str = ""
    notes: tuple[str, ...] = ()


def arrange_columns(
    table: Table, sources: Mapping[str, Sequence[str]], form: str, list_separators: str = ";", decimal: str = ""
) -> Layout:
    """Return the table with each of our columns taken from its first source that is there.

    A later source fills the cells that an earlier one leaves empty.
    """
    frame = table.frame
    found = {ours: [name for name in names if name in frame.columns] for ours, names in sources.items()}
    taken = {name for names in found.values() for name in names}
    columns = {ours: _first_filled(frame, names) for ours, names in found.items() if names}
    extras = {name: frame[name] for name in frame.columns if name not in taken and name not in columns}
    origins = {ours: table.headers.get(names[0], names[0]) for ours, names in found.items() if names}
    return Layout(form, pd.DataFrame(columns | extras, index=frame.index), origins, list_separators, decimal)


def arrange_own_columns(table: Table) -> Layout:
    """Return the layout of a feed in our own form, or near to it."""
    return arrange_columns(table, OWN_SOURCES, "Chaise catalogue")


def _first_filled(frame: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    column = frame[names[0]]
    for name in names[1:]:
        column = column.where(column.str.strip() != "", frame[name])
    return column
