"""What is wrong with a row of a feed, in words for the person who can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something to mend in a row that is used all the same."""

    row: int
    """As a spreadsheet counts: the header is row 1. Of XML it is the item's number, of JSON Lines the line's."""
    column: str
    """The feed's own name for it; empty where the row as a whole is meant."""
    reason: str
    product_id: str = ""
    remedy: str = ""
    """What to do about it; empty where the reason says it."""

    @property
    def sentence(self) -> str:
        """The reason and the remedy in one line."""
        return f"{self.reason}: {self.remedy}" if self.remedy else self.reason


@dataclass(frozen=True, slots=True)
class Reject(Flaw):
    """A flaw for which the row was left out."""
