"""How the shop's rooms look: which floor and which wall a picture in a room gets."""

from __future__ import annotations

import random

from training.renders.backdrops import Room
from training.renders.colours import Shade

_FLOORS = (("a9814f", True), ("7d5a3c", True), ("c2a67e", True), ("8f8b84", False), ("b9b0a3", False))
"""sRGB, and whether it is of boards: oak, walnut, ash, concrete, limestone."""
_WALLS = ("e9e4d9", "dfd8c9", "d3d8cc", "dccdbf", "d5dade", "c9c2b4")
"""sRGB: chalk, oat, pale sage, plaster, pale blue, clay grey."""


def choose_room(seed: str) -> Room:
    """Return the room that belongs to a seed: quiet colours, so that the piece is what is looked at."""
    dice = random.Random(f"interior/{seed}")
    floor, boards = dice.choice(_FLOORS)
    return Room(_linear(floor), _linear(dice.choice(_WALLS)), boards, dice.randrange(1_000))


def _linear(code: str) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in Shade("", "", code).linear())
    return red, green, blue
