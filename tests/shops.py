"""Small catalogues and an encoder whose vectors can be checked by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from search.encoder import Precision
from search.vectors import Vectors, normalise_rows

COLOURS = {
    "red": (200, 20, 20),
    "green": (20, 200, 20),
    "blue": (20, 20, 200),
    "white": (240, 240, 240),
    "black": (15, 15, 15),
}
SHAPES = {"sofa": (96, 48), "lamp": (32, 96), "rug": (96, 96)}


class ColourEncoder:
    """Sees a picture's mean colour and how wide it is, and reads the words for these.

    The first three numbers are red, green and blue against grey, then brightness, width and height; photos and texts
    each have a constant of their own in the last two, as the two cones of a real model.
    """

    name = "colour"
    dim = 8
    fingerprint = "c0105e4c0de00001"

    def __init__(self) -> None:
        self.passes = 0

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        self.passes += 1
        return self._rows([self._see(image) for image in images])

    def prepare_image(self, image: Image.Image) -> Image.Image:
        return image

    def embed_prepared(self, prepared: Sequence[Image.Image], precision: Precision = "fp32") -> Vectors:
        return self.embed_images(prepared)

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        self.passes += 1
        return self._rows([self._read(text) for text in texts])

    def embed_places(self, image: Image.Image) -> None:
        """Return nothing: it sees a picture as a whole, as a transformer does."""

    def _see(self, image: Image.Image) -> list[float]:
        rgb = np.asarray(image.convert("RGB"), dtype=float).mean(axis=(0, 1)) / 255
        return [*_describe_colour(rgb), *_describe_shape(image.size), 1.0, 0.0]

    def _read(self, text: str) -> list[float]:
        row = np.array([0.0] * 7 + [1.0])
        for word in text.lower().replace(",", " ").split():
            if word in COLOURS:
                row[:4] += _describe_colour(np.array(COLOURS[word]) / 255)
            if word.rstrip("s") in SHAPES:
                row[4:6] += _describe_shape(SHAPES[word.rstrip("s")])
        return row.tolist()

    def _rows(self, rows: list[list[float]]) -> Vectors:
        return normalise_rows(np.array(rows, dtype=np.float32).reshape(-1, self.dim))


def _describe_colour(rgb: np.ndarray) -> list[float]:
    return [*(rgb - rgb.mean()), rgb.mean() - 0.5]


def _describe_shape(size: tuple[int, int]) -> list[float]:
    return [size[0] / max(size), size[1] / max(size)]


def write_shop(folder: Path, rows: Sequence[Mapping[str, object]] | None = None) -> Path:
    """Return the folder, now a catalogue: by default every shape in every colour, 15 products in 3 groups."""
    rows = colour_rows() if rows is None else rows
    (folder / "images").mkdir(parents=True, exist_ok=True)
    columns = list(dict.fromkeys(key for row in rows for key in row)) or ["id", "title", "image"]
    with (folder / "products.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    for row in rows:
        name = str(row.get("image", ""))
        colour = COLOURS.get(str(row.get("colours", "")).split(";")[0], (128, 128, 128))
        shape = SHAPES.get(str(row.get("group", "")), (64, 64))
        if name.startswith("images/"):
            Image.new("RGB", shape, colour).save(folder / name)
    return folder


def colour_rows() -> list[dict[str, object]]:
    """Return one row for every shape in every colour; prices rise from row to row."""
    return [
        {
            "id": f"{colour}-{shape}",
            "title": f"{colour.title()} {shape}",
            "category": f"{shape}s".title(),
            "price": f"{100 + 10 * position}",
            "colours": colour,
            "materials": "velvet" if shape == "sofa" else "",
            "width_cm": SHAPES[shape][0],
            "group": shape,
            "image": f"images/{colour}-{shape}.png",
        }
        for position, (shape, colour) in enumerate((shape, colour) for shape in SHAPES for colour in COLOURS)
    ]


def picture(colour: str, shape: str = "sofa") -> Image.Image:
    """Return a photo of a shape in a colour."""
    return Image.new("RGB", SHAPES[shape], COLOURS[colour])
