"""A mapping file: for feeds of any other form it says which of their columns is which of ours."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from catalog.errors import MappingUnreadable
from catalog.feeds.columns import COLUMNS, Layout, arrange_columns
from catalog.feeds.table import Table, tidy_names

READ_KEYS = ("delimiter", "encoding", "decimal", "list_separators")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says."""

    name: str
    columns: MappingType[str, Sequence[str]]
    """For each of our columns the feed's, as tidy names; several are joined, of `image` the first filled one counts."""
    defaults: MappingType[str, str] = field(default_factory=dict)
    """What a column holds where the feed says nothing."""
    delimiter: str = ""
    encoding: str = ""
    decimal: str = ""
    list_separators: str = ";"


def read_mapping(path: Path | str) -> Mapping:
    """Return the mapping of a TOML or JSON file with the tables `columns`, `defaults` and `read`, all optional.

    Raises:
        MappingUnreadable: it is not there, neither TOML nor JSON, or has a key that means nothing here.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
        content: dict[str, Any] = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as exc:
        raise MappingUnreadable(path.name, f"it cannot be read ({exc})") from exc
    unknown = content.keys() - {"columns", "defaults", "read"} if isinstance(content, dict) else {"a list"}
    if unknown:
        raise MappingUnreadable(path.name, f"'{min(unknown)}' is none of its tables columns, defaults and read")
    options = _table(path.name, content, "read", READ_KEYS)
    defaults = _table(path.name, content, "defaults", COLUMNS)
    columns = _table(path.name, content, "columns", COLUMNS)
    return Mapping(
        name=path.name,
        columns={ours: tidy_names([theirs] if isinstance(theirs, str) else theirs) for ours, theirs in columns.items()},
        defaults={key: str(value) for key, value in defaults.items()},
        **{key: str(value) for key, value in options.items()},
    )


def apply_mapping(table: Table, mapping: Mapping, layout: Layout | None) -> Layout:
    """Return the table in our columns as the mapping says; what it leaves unsaid is as in the layout recognised.

    Raises:
        MappingUnreadable: it names a column that the feed does not have.
    """
    for ours, theirs in mapping.columns.items():
        for name in theirs:
            if name not in table.frame.columns:
                known = ", ".join(table.headers.values())
                raise MappingUnreadable(mapping.name, f"{ours} = '{name}': the feed's columns are {known[:500]}")
    mapped = arrange_columns(table, {}, f"mapped by {mapping.name}", mapping.list_separators, mapping.decimal)
    base = layout or mapped
    frame, origins = base.frame.copy(), dict(base.origins)
    for ours, theirs in mapping.columns.items():
        parts = table.frame.loc[frame.index]
        joined = parts[theirs[0]]
        for name in theirs[1:]:
            more = joined.where(joined != "", parts[name]) if ours == "image" else joined + " " + parts[name]
            joined = more.str.strip()
        frame[ours] = joined
        origins[ours] = ", ".join(table.headers[name] for name in theirs)
    for ours, value in mapping.defaults.items():
        frame[ours] = frame[ours].where(frame[ours].str.strip() != "", value) if ours in frame else value
    separators = mapping.list_separators if mapping.list_separators != ";" else base.list_separators
    form = f"{base.form}, {mapped.form}" if layout else mapped.form
    return replace(base, form=form, frame=frame, origins=origins, list_separators=separators, decimal=mapping.decimal)


def _table(name: str, content: MappingType[str, Any], key: str, known: Sequence[str]) -> dict[str, Any]:
    table = content.get(key, {})
    if not isinstance(table, dict):
        raise MappingUnreadable(name, f"'{key}' must be a table of names and values")
    for entry, value in table.items():
        if entry not in known:
            raise MappingUnreadable(name, f"'{entry}' in {key} is none of {', '.join(known)}")
        texts = value if key == "columns" and isinstance(value, list) and value else [value]
        if not all(isinstance(text, str | int | float) for text in texts):
            raise MappingUnreadable(name, f"'{entry}' in {key} must be text")
    return table
