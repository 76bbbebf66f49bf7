"""What is to be said about how a query was read, without a language: the page puts it into the visitor's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

NoteKind = Literal[
    "one result",
    "liked and disliked",
    "long text",
    "no weight",
    "weight outside",
    "unknown choice",
    "many terms",
    "many likes",
    "many dislikes",
    "small crop",
    "product gone",
    "category gone",
    "left out",
    "pictures decide",
    "sorted part",
]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to be said: its kind, and the figures and phrases that belong to it by name."""

    kind: NoteKind
    values: dict[str, str | float | tuple[str, ...]] = field(default_factory=dict)
