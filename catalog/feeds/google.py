"""Google Merchant feeds, as TSV or as RSS or Atom XML with `g:` fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from catalog.feeds.columns import Layout, arrange_columns
from catalog.feeds.table import Table

SOURCES: Mapping[str, Sequence[str]] = {
    "id": ("id",),
    "title": ("title",),
    "description": ("description",),
    "category": ("product_type", "google_product_category"),
    "price": ("price",),
    "colours": ("color", "colour"),
    "materials": ("material",),
    "group": ("item_group_id",),
    "image": ("image_link",),
    "width_cm": ("product_width",),
    "depth_cm": ("product_length",),
    "height_cm": ("product_height",),
}
MARKS = frozenset({"image_link"})
"""Columns that a Google feed alone has, and has always."""


def arrange_google_columns(table: Table) -> Layout:
    """Return the layout of a Google Merchant feed; of a category's path its last part."""
    layout = arrange_columns(table, SOURCES, "Google Merchant feed", list_separators="/,;")
    frame = layout.frame
    if "category" in frame:
        frame = frame.assign(category=_last_part(frame["category"]))
    if "image" in frame:
        frame = frame.assign(image=frame["image"].str.split("; ", n=1).str[0])
    return replace(layout, frame=frame)


def _last_part(paths: pd.Series) -> pd.Series:
    """Return "Sofas" of "Home > Furniture > Sofas", and nothing of Google's category numbers."""
    first = paths.str.split(";", n=1).str[0]
    last = first.str.rsplit(">", n=1).str[-1].str.strip()
    return last.where(~last.str.fullmatch(r"\d+"), "")
