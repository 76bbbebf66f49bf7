"""A feed's cells as its file has them, whatever kind of file that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

MAX_COLUMNS = 2_000
MAX_ROWS = 5_000_000


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that does not fit the table's columns, with its cells as they are."""

    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of text under tidy column names."""

    frame: pd.DataFrame
    """Columns of str by tidy name; the index holds the row numbers that the feed's owner sees (`Flaw.row`)."""
    headers: Mapping[str, str]
    """The feed's own name of each column, by tidy name, in the feed's order."""
    kind: str
    """What kind of file it is: "CSV", "JSON Lines" ..."""
    notes: tuple[str, ...] = ()
    broken: Mapping[int, BrokenRow] = field(default_factory=dict)

    def cells(self, row: int) -> Sequence[str]:
        """Return the row's cells as the feed has them, in the order of `headers` (a broken row may have more)."""
        if row in self.broken:
            return self.broken[row].cells
        if row not in self.frame.index:
            return ()
        return [str(value) for value in self.frame.loc[row, list(self.headers)]]


def make_table(
    headers: Iterable[str],
    rows: Mapping[str, Any] | pd.DataFrame,
    numbers: Sequence[int] | pd.Index,
    kind: str,
    notes: Iterable[str] = (),
    broken: Mapping[int, BrokenRow] | None = None,
) -> Table:
    """Return a table of columns in the order of their headers; rows in which every cell is empty are left out."""
    names = tidy_names(headers)
    frame = pd.DataFrame(rows, copy=False)
    frame.columns = pd.Index(names)
    frame.index = pd.Index(numbers)
    frame = frame.fillna("").astype(str)
    blank = pd.Series(True, index=frame.index)
    for name in names:
        blank &= frame[name].str.strip() == ""
    return Table(frame[~blank], dict(zip(names, headers, strict=True)), kind, tuple(notes), broken or {})


def tidy_names(headers: Iterable[str]) -> list[str]:
    """Return each header in the form that columns are known by: "Image Src" and "g:image_src" are `image_src`.

    Of two columns with one name the second is `name_2`, so that none hides another.
    """
    names: list[str] = []
    for position, header in enumerate(headers, start=1):
        tidy = re.sub(r"\W+", "_", header.strip().lower().removeprefix("g:")).strip("_") or f"column_{position}"
        name, copy = tidy, 2
        while name in names:
            name, copy = f"{tidy}_{copy}", copy + 1
        names.append(name)
    return names
