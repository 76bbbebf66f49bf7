"""The demo catalogue's files: pictures of every variant, the feed, the query photos and who made the models."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from training.renders.captions import (
    list_materials,
    name_model,
    set_price,
    suggest_style,
    write_description,
    write_title,
)
from training.renders.colours import name_colour
from training.renders.compose import Backdrop, compose, compose_linear, part_mask
from training.renders.models import Piece
from training.renders.passes import Passes, read_passes
from training.renders.places import DEMO, passes_path, query_path
from training.renders.selection import REJECTED, is_asked_for
from training.renders.studio import Failure
from training.renders.variants import Variant, list_variants

COLUMNS = ("id", "title", "description", "category", "price", "currency", "colours", "materials", "style", "width_cm",
           "depth_cm", "height_cm", "group", "image", "creator", "license", "source")  # fmt: skip
QUALITY = 82
_COUNTS = {"soft": 6, "chair": 5, "table": 4, "storage": 4, "bed": 3, "lamp": 4, "hanging": 4, "wall": 3, "plant": 2,
           "vase": 4, "flat": 4, "thing": 3}  # fmt: skip
_STYLED_SHARE = 0.5


@dataclass(frozen=True)
class Variation:
    """A piece in one of its variants, as the shop sells it."""

    id: str
    piece: Piece
    passes: Passes
    variant: Variant


def write_shop(pieces: Sequence[Piece], failures: Sequence[Failure], size_px: int) -> None:
    """Write products.csv, the pictures, the query photos and ATTRIBUTION.md of all pieces that were rendered."""
    (DEMO / "images").mkdir(parents=True, exist_ok=True)
    middling = _middling_sizes(pieces)
    rows: list[dict[str, str]] = []
    with ProcessPoolExecutor() as pool:
        waiting = [
            pool.submit(_write_piece, piece, name_model(position), middling[piece.type.noun], size_px)
            for position, piece in enumerate(pieces)
            if passes_path(piece).exists()
        ]
        for number, future in enumerate(waiting, start=1):
            rows += future.result()
            print(f"{number}/{len(waiting)} pieces, {len(rows)} products", flush=True)
    sold = {row["image"].removeprefix("images/") for row in rows}
    for path in (DEMO / "images").iterdir():
        if path.name not in sold:
            path.unlink()
    _write_csv(DEMO / "products.csv", COLUMNS, rows)
    _write_queries(pieces)
    _write_attribution(pieces, failures)


def _write_piece(piece: Piece, model: str, middling_size_cm: float, size_px: int) -> list[dict[str, str]]:
    """Write the pictures of a piece's variants that are not there yet, and return their rows."""
    passes = read_passes(passes_path(piece))
    rows = []
    for variation in list_variations(piece, passes):
        rows.append(_describe(variation, model, middling_size_cm))
        path = DEMO / "images" / f"{variation.id}.webp"
        if not path.exists():
            _save(compose(passes, variation.variant.finishes).resize((size_px, size_px)), path)
    return rows


def list_variations(piece: Piece, passes: Passes) -> list[Variation]:
    """Return the piece's variants whose picture bears out the colour word; the others are left out."""
    found = []
    for variant in list_variants(passes.parts, piece.type.family, _COUNTS[piece.type.family], piece.id):
        name = f"{piece.id}-{variant.colour}" if variant.main >= 0 else piece.id
        if (
            variant.main < 0
            or variant.pattern
            or seen_colour(passes, variant) == variant.colour
            or variant.colour in {"gold", "silver"}
        ):
            found.append(Variation(name, piece, passes, variant))
    return found


def seen_colour(passes: Passes, variant: Variant) -> str:
    """Return the colour word of the main part's mean colour in the picture."""
    mask = part_mask(passes, variant.main)
    role = passes.parts[variant.main].role
    for index, part in enumerate(passes.parts):
        if part.role == role and variant.finishes[index] == variant.finishes[variant.main] and index != variant.main:
            mask = mask + part_mask(passes, index)
    linear = compose_linear(passes, variant.finishes, Backdrop(), detail=False)
    return name_colour((linear * mask[..., None]).sum(axis=(0, 1)) / max(float(mask.sum()), 1e-6))


def _describe(variation: Variation, model: str, middling_size_cm: float) -> dict[str, str]:
    piece, variant, parts = variation.piece, variation.variant, variation.passes.parts
    materials = list_materials(parts, variant)
    styled = random.Random(f"styled/{variation.id}").random() < _STYLED_SHARE
    colours = [variant.colour] if variant.main >= 0 else []
    if variant.pattern:
        colours += [variant.finishes[variant.main].second.word]  # type: ignore[union-attr]
    return {
        "id": variation.id,
        "title": write_title(piece, model, variant),
        "description": write_description(piece, parts, variant, variation.id),
        "category": piece.type.category,
        "price": f"{set_price(piece, variant, middling_size_cm):.2f}",
        "currency": "EUR",
        "colours": ";".join(colours),
        "materials": ";".join(materials),
        "style": suggest_style(variant, materials, variation.id) if styled and variant.main >= 0 else "",
        "width_cm": f"{piece.width_cm:.0f}",
        "depth_cm": f"{piece.depth_cm:.0f}",
        "height_cm": f"{piece.height_cm:.0f}",
        "group": piece.id,
        "image": f"images/{variation.id}.webp",
        "creator": piece.creator,
        "license": piece.license,
        "source": piece.source,
    }


def _middling_sizes(pieces: Iterable[Piece]) -> dict[str, float]:
    sizes: dict[str, list[float]] = {}
    for piece in pieces:
        sizes.setdefault(piece.type.noun, []).append((piece.width_cm * max(piece.depth_cm, piece.height_cm)) ** 0.5)
    return {noun: median(values) for noun, values in sizes.items()}


def _write_queries(pieces: Sequence[Piece]) -> None:
    """Write photos that are not in the catalogue: another angle and light, a room behind, noise and JPEG's traces."""
    folder = DEMO / "queries"
    folder.mkdir(exist_ok=True)
    rows = []
    for piece in pieces:
        if not is_asked_for(piece) or not query_path(piece).exists() or not passes_path(piece).exists():
            continue
        passes = read_passes(query_path(piece))
        variations = list_variations(piece, read_passes(passes_path(piece)))
        # A blue one where there is one: "the same in red" is the example that everyone understands.
        chosen = min(variations, key=lambda v: (v.variant.colour != "blue", v.variant.colour == "red", v.id))
        dice = random.Random(f"query/{piece.id}")
        backdrop = Backdrop((0.42, 0.34, 0.26), (0.66, 0.64, 0.6), horizon=dice.uniform(0.5, 0.62))
        picture = compose(passes, chosen.variant.finishes, backdrop, exposure=dice.uniform(0.85, 1.0))
        _save_photo(picture, folder / f"{chosen.id}.jpg", dice)
        rows.append(
            {
                "image": f"{chosen.id}.jpg",
                "group": piece.id,
                "id": chosen.id,
                "note": f"{piece.type.noun}, {chosen.variant.colour}",
            }
        )
    kept = {row["image"] for row in rows}
    for path in folder.glob("*.jpg"):
        if path.name not in kept:
            path.unlink()
    _write_csv(folder / "queries.csv", ("image", "group", "id", "note"), rows)


def _save_photo(picture: Image.Image, path: Path, dice: random.Random) -> None:
    noise = np.random.default_rng(dice.randrange(2**32)).normal(0, 4.0, (*picture.size[::-1], 3))
    noisy = Image.fromarray((np.asarray(picture, dtype=np.float64) + noise).clip(0, 255).astype(np.uint8))
    noisy.save(path, "JPEG", quality=72)


def _write_attribution(pieces: Sequence[Piece], failures: Sequence[Failure]) -> None:
    sold = [piece for piece in pieces if passes_path(piece).exists()]
    lines = [
        "# Where the demo catalogue's pictures come from",
        "",
        "All pictures here are renders made by this project (`make demo-catalogue`) from the 3D models below. The",
        "models were changed: their materials were replaced, they were scaled to their stated size, lit and rendered.",
        "The models come with Debian's package `sweethome3d-furniture`. Licences: CC0-1.0 is",
        "https://creativecommons.org/publicdomain/zero/1.0/, CC-BY-3.0 is https://creativecommons.org/licenses/by/3.0/,",
        "CC-BY-3.0-US is https://creativecommons.org/licenses/by/3.0/us/.",
        "",
        "| group | model | creator | licence | source |",
        "|---|---|---|---|---|",
        *(f"| {p.id} | {p.name} | {p.creator} | {p.license} | {p.source} |" for p in sorted(sold, key=lambda p: p.id)),
        "",
        "## Models that were left out",
        "",
        *(f"- {name}: {reason}" for name, reason in sorted(REJECTED.items())),
        *(f"- {failure.piece_id}: {failure.reason}" for failure in sorted(failures, key=lambda f: f.piece_id)),
    ]
    (DEMO / "ATTRIBUTION.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(buffer.getvalue(), encoding="utf-8")


def _save(picture: Image.Image, path: Path) -> None:
    partial = path.with_suffix(".partial")
    picture.save(partial, "WEBP", quality=QUALITY, method=6)
    partial.replace(path)
