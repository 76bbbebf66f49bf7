"""Shopify's product export: the rows of one handle are the variants of one product, or more pictures of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from catalog.feeds.columns import Layout, arrange_columns
from catalog.feeds.table import Table

NAMES: Mapping[str, Sequence[str]] = {
    "handle": ("handle", "url_handle"),
    "title": ("title",),
    "description": ("body_html", "description"),
    "type": ("type", "product_category"),
    "published": ("published", "published_on_online_store"),
    "status": ("status",),
    "sku": ("variant_sku", "sku"),
    "price": ("variant_price", "price"),
    "image": ("image_src", "product_image_url"),
    "position": ("image_position",),
    "variant_image": ("variant_image", "variant_image_url"),
}
"""The columns by what they hold: first the export's classic name, then that of the template of 2024."""
HANDLES = frozenset(NAMES["handle"])
MARKS = frozenset({*NAMES["sku"], *NAMES["price"], *NAMES["image"]})

COLOUR_OPTIONS = frozenset({"color", "colour", "colors", "colours", "farbe", "couleur", "kleur", "colore", "färg"})
MATERIAL_OPTIONS = frozenset({"material", "fabric", "upholstery", "stoff", "bezug", "matière", "materiale", "tela"})
OPTION_NUMBERS = (1, 2, 3)
NO_OPTION = "Default Title"


def arrange_shopify_columns(table: Table) -> Layout:
    """Return the layout of a Shopify export: a row for each variant, its handle as the group.

    The id is the SKU where that is one variant's alone, else the handle with the variant's options. A variant without
    a picture of its own has the product's first. Drafts, archived and unpublished products are passed over.
    """
    layout = arrange_columns(table, NAMES, "Shopify product export")
    frame = layout.frame.reindex(
        columns=list(dict.fromkeys([*layout.frame.columns, *NAMES, *_option_columns()])), fill_value=""
    )
    frame = _fill_down(frame.apply(lambda column: column.str.strip()))
    hidden = frame["status"].str.lower().isin(["draft", "archived"]) | (frame["published"].str.lower() == "false")
    frame["image"] = frame["variant_image"].where(frame["variant_image"] != "", _first_pictures(frame))
    first = ~frame["handle"].duplicated()
    variant = first | (frame["sku"] != "") | (frame["price"] != "") | (frame["option1_value"] != "")
    kept = _name_variants(frame[variant & ~hidden])
    notes = []
    if not variant.all():
        notes.append(f"{(~variant).sum():,} rows only add pictures")
    if hidden.any():
        notes.append(f"{(hidden & variant).sum():,} variants are drafts, archived or unpublished and passed over")
    return replace(layout, frame=kept, origins=_our_origins(layout.origins), notes=tuple(notes))


def _fill_down(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with what only the first row of a handle says in all its rows."""
    shared = ["title", "description", "type", "published", "status", *(f"option{n}_name" for n in OPTION_NUMBERS)]
    filled = frame[shared].replace("", None).groupby(frame["handle"], sort=False).ffill().fillna("")
    return frame.assign(**{name: filled[name] for name in shared})


def _first_pictures(frame: pd.DataFrame) -> pd.Series:
    """Return for each row the picture that stands first among its handle's."""
    pictures = frame[frame["image"] != ""]
    order = pd.to_numeric(pictures["position"], errors="coerce").fillna(0)
    firsts = pictures.loc[order.sort_values(kind="stable").index].drop_duplicates("handle")
    return frame["handle"].map(firsts.set_index("handle")["image"]).fillna("")


def _name_variants(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the variants in our own columns."""
    options = [frame[f"option{number}_value"].replace(NO_OPTION, "") for number in OPTION_NUMBERS]
    suffixes = pd.Series(
        [", ".join(value for value in values if value) for values in zip(*options, strict=True)],
        index=frame.index,
        dtype=str,
    )
    # The export puts an apostrophe before SKUs of digits, against spreadsheets.
    sku = frame["sku"].str.removeprefix("'")
    slugs = suffixes.map(lambda text: re.sub(r"\W+", "-", text.lower()).strip("-"))
    by_option = frame["handle"].where(slugs == "", frame["handle"] + "-" + slugs)
    titles = frame["title"].where((suffixes == "") | (frame["title"] == ""), frame["title"] + ", " + suffixes)
    extras = [name for name in frame.columns if name not in NAMES and name not in _option_columns()]
    return pd.DataFrame(
        {
            "id": sku.where((sku != "") & ~sku.duplicated(keep=False), by_option),
            "title": titles,
            "description": frame["description"],
            "category": frame["type"].str.rsplit(">", n=1).str[-1].str.strip(),
            "price": frame["price"],
            "colours": _option_values(frame, COLOUR_OPTIONS),
            "materials": _option_values(frame, MATERIAL_OPTIONS),
            "group": frame["handle"],
            "image": frame["image"],
            **{name: frame[name] for name in extras},
        },
        index=frame.index,
    )


def _option_values(frame: pd.DataFrame, names: frozenset[str]) -> pd.Series:
    """Return each variant's value of the option that has one of these names."""
    values = pd.Series("", index=frame.index, dtype=str)
    for number in OPTION_NUMBERS:
        meant = frame[f"option{number}_name"].str.strip().str.lower().isin(names)
        values = values.where(~meant, frame[f"option{number}_value"])
    return values


def _option_columns() -> list[str]:
    return [f"option{number}_{part}" for number in OPTION_NUMBERS for part in ("name", "value")]


def _our_origins(origins: Mapping[str, str]) -> dict[str, str]:
    names = {"id": "sku", "title": "title", "description": "description", "category": "type", "price": "price",
             "group": "handle", "image": "image"}  # fmt: skip
    return {ours: origins.get(theirs, origins["handle"]) for ours, theirs in names.items()}
