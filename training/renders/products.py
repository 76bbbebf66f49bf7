"""The shop's products: a piece in one of its variants, with the facts that the feed states of it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from training.renders.backdrops import Backdrop
from training.renders.captions import list_materials, set_price, suggest_style, write_description, write_title
from training.renders.colours import METAL_WORDS, name_colour
from training.renders.compose import compose_linear, part_mask
from training.renders.models import Piece
from training.renders.passes import Part, Passes
from training.renders.variants import Variant, list_variants

COLUMNS = ("id", "title", "description", "category", "price", "currency", "colours", "materials", "style", "width_cm",
           "depth_cm", "height_cm", "group", "image", "room_image", "creator", "license", "source")  # fmt: skip
_COUNTS = {"soft": 6, "chair": 5, "table": 4, "storage": 5, "bed": 4, "lamp": 4, "hanging": 4, "wall": 4, "plant": 2,
           "vase": 4, "flat": 5, "thing": 3}  # fmt: skip
_SPARE = 3
"""Variants drawn beyond those wanted, to take the place of any whose picture does not bear out its colour word."""
_STYLED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Variation:
    """A piece in one of its variants, as the shop sells it."""

    id: str
    piece: Piece
    parts: tuple[Part, ...]
    variant: Variant
    model: str
    """The name under which the shop sells the piece."""


def list_variations(piece: Piece, passes: Passes, model: str) -> list[Variation]:
    """Return the piece's variants whose picture bears out the colour word; the others are left out."""
    count = _COUNTS[piece.type.family]
    found = []
    for variant in list_variants(passes.parts, piece.type.family, count + _SPARE, piece.id):
        if variant.main < 0 or _is_borne_out(passes, variant, piece.type.family):
            name = f"{piece.id}-{variant.colour}" if variant.main >= 0 else piece.id
            found.append(Variation(name, piece, passes.parts, variant, model))
    return found[:count]


def seen_colour(passes: Passes, variant: Variant) -> str:
    """Return the colour word of the main part's mean colour in the picture."""
    mask = part_mask(passes, variant.main)
    role = passes.parts[variant.main].role
    for index, part in enumerate(passes.parts):
        if part.role == role and variant.finishes[index] == variant.finishes[variant.main] and index != variant.main:
            mask = mask + part_mask(passes, index)
    linear = compose_linear(passes, variant.finishes, Backdrop(), detail=False)
    return name_colour((linear * mask[..., None]).sum(axis=(0, 1)) / max(float(mask.sum()), 1e-6))


def _is_borne_out(passes: Passes, variant: Variant, family: str) -> bool:
    if family == "flat" and variant.colour == "white":
        # On the studio's ground a white rug is not to be seen.
        return False
    # A pattern has two colours and metal mirrors the room: neither has a mean colour that says anything.
    return bool(variant.pattern) or variant.colour in METAL_WORDS or seen_colour(passes, variant) == variant.colour


def middling_sizes(pieces: Iterable[Piece]) -> dict[str, float]:
    """Return the middling size in cm of the pieces of each kind, by its noun."""
    sizes: dict[str, list[float]] = {}
    for piece in pieces:
        sizes.setdefault(piece.type.noun, []).append((piece.width_cm * max(piece.depth_cm, piece.height_cm)) ** 0.5)
    return {noun: median(values) for noun, values in sizes.items()}


def describe(variation: Variation, middling_size_cm: float, room_image: str) -> dict[str, str]:
    """Return the product's row of the feed; `room_image` is "" where there is no picture in a room."""
    piece, variant, parts = variation.piece, variation.variant, variation.parts
    materials = list_materials(parts, variant)
    styled = random.Random(f"styled/{variation.id}").random() < _STYLED_SHARE
    second = variant.finishes[variant.main].second if variant.pattern else None
    colours = [variant.colour] * (variant.main >= 0) + ([second.word] if second else [])
    return {
        "id": variation.id,
        "title": write_title(piece, variation.model, variant),
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
        "room_image": room_image,
        "creator": piece.creator,
        "license": piece.license,
        "source": piece.source,
    }
