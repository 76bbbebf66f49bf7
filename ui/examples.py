"""The searches that are one click away: words that fit any catalogue, and the catalogue's own query photos."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from search import DEFAULT_IMAGE_WEIGHT
from ui.words import words


@dataclass(frozen=True, slots=True)
class Example:
    """A search to try."""

    kind: str
    """Its name in `words.EXAMPLES`."""
    text: str
    image_weight: float = DEFAULT_IMAGE_WEIGHT
    photo: str = ""
    """File name in the catalogue's `queries` folder, "" for none."""
    noun: str = ""
    """What the photo shows."""

    @property
    def title(self) -> str:
        """What the button says, in the visitor's language."""
        return words.EXAMPLES[self.kind].format(noun=self.noun)


@dataclass(frozen=True, slots=True)
class QueryPhoto:
    """A photo to search by, and what it shows: "sofa", "blue"."""

    file: str
    noun: str
    colour: str


@dataclass(frozen=True, slots=True)
class _Template:
    kind: str
    text: str
    image_weight: float
    nouns: tuple[str, ...]
    """Ends of the nouns that it fits, the best first."""
    not_colour: str = ""


_TEMPLATES = (
    _Template("in red", "red", 0.5, ("sofa", "armchair", "chair", "table", "lamp", ""), "red"),
    _Template("in leather", "brown leather", 0.5, ("armchair", "sofa", "chair", "pouf"), "brown"),
    _Template("alone", "", DEFAULT_IMAGE_WEIGHT, ("lamp", "table", "bookcase", "shelf", "chair", "")),
)
_BY_WORDS = (
    Example("cosy", "a cosy armchair to read in"),
    Example("minimalist", "minimalist"),
    Example("not black", "lamp, not black"),
)


def available_examples(catalog_folder: Path) -> tuple[Example, ...]:
    """Return the examples that the catalogue can show: with its query photos where it has any, and by words alone."""
    left = list(read_query_photos(catalog_folder / "queries"))
    examples: list[Example] = []
    for template in _TEMPLATES:
        photo = _choose_photo(template, left)
        if photo:
            left.remove(photo)
            examples.append(Example(template.kind, template.text, template.image_weight, photo.file, photo.noun))
    return (*examples, *_BY_WORDS)


def read_query_photos(folder: Path) -> tuple[QueryPhoto, ...]:
    """Return the photos that the folder's `queries.csv` lists with a note "noun, colour" and that are there."""
    try:
        with (folder / "queries.csv").open(encoding="utf-8", newline="") as file:
            rows = [(row.get("image") or "", row.get("note") or "") for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return ()
    photos = []
    for name, note in rows:
        noun, _, colour = note.partition(",")
        if noun.strip() and Path(name).name == name and (folder / name).is_file():
            photos.append(QueryPhoto(name, noun.strip(), colour.strip()))
    return tuple(photos)


def photo_path(catalog_folder: Path, example: Example) -> Path:
    """Return where the example's photo lies."""
    return catalog_folder / "queries" / example.photo


def draw_examples(examples: Sequence[Example]) -> str:
    """Return the examples as buttons, each with its photo where it has one."""
    buttons = "".join(
        f'<button class="ch-example" data-example="{number}">'
        f"{_draw_photo(example)}<span>{escape(example.title)}</span></button>"
        for number, example in enumerate(examples)
    )
    return f'<div class="ch-examples">{buttons}</div>'


def _choose_photo(template: _Template, photos: Sequence[QueryPhoto]) -> QueryPhoto | None:
    fitting = (
        photo
        for noun in template.nouns
        for photo in photos
        if photo.noun.endswith(noun) and (not template.not_colour or photo.colour != template.not_colour)
    )
    return next(fitting, None)


def _draw_photo(example: Example) -> str:
    return f'<img src="queries/{escape(quote(example.photo))}" alt="">' if example.photo else ""
