"""The searches that are one click away: query photos of the catalogue's own, and words."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Example:
    """A search to try."""

    title: str
    text: str
    image_weight: float
    photo: str = ""
    """File name in the catalogue's `queries` folder, "" for none."""


EXAMPLES = (
    Example("This blue sofa, in red", "red", 0.5, "sofa-blue.jpg"),
    Example("An armchair like this, in leather", "brown leather", 0.5, "armchair.jpg"),
    Example("Just this chair", "", 1.0, "chair.jpg"),
    Example("Something cosy to read in", "something cosy to read in", 0.0),
    Example("Minimalist", "minimalist", 0.0),
    Example("A lamp, not black", "floor lamp, not black", 0.0),
)


def available_examples(catalog_folder: Path) -> tuple[Example, ...]:
    """Return the examples whose photo the catalogue has; words work with any catalogue."""
    return tuple(example for example in EXAMPLES if not example.photo or photo_path(catalog_folder, example).is_file())


def photo_path(catalog_folder: Path, example: Example) -> Path:
    """Return where the example's photo lies."""
    return catalog_folder / "queries" / example.photo


def draw_examples(examples: tuple[Example, ...]) -> str:
    """Return the examples as buttons, each with its photo where it has one."""
    return "".join(
        f'<button class="ch-example" data-example="{number}">'
        + (f'<img src="queries/{escape(example.photo)}" alt="">' if example.photo else "")
        + f"<span>{escape(example.title)}</span></button>"
        for number, example in enumerate(examples)
    )
