"""What a shop sells, in the form every other part of the app reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a catalogue, with every fact that its feed gave.

    Only `id`, `title` and `image` are sure to be there; an unknown text is `""`, an unknown number `None`.
    """

    id: str
    title: str
    image: Path
    """The product's picture, an absolute path."""
    description: str = ""
    category: str = ""
    price: float | None = None
    """In units of `currency` (199.0 is 199 euros)."""
    currency: str = "EUR"
    colours: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    style: str = ""
    width_cm: float | None = None
    depth_cm: float | None = None
    height_cm: float | None = None
    group: str = ""
    """The variants of one product share it; a product without variants has its own id here."""
    creator: str = ""
    license: str = ""
    source: str = ""
    content_hash: str = ""
    """SHA-256 of the picture's bytes, in hexadecimal: pictures that are the same share one embedding."""
    row: int = 0
    """Where the feed has it, as a spreadsheet counts: the header is row 1."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """The feed's columns that this class has no name for."""
