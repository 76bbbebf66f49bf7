"""Meshes of things that a home has and this shop does not sell: they widen what training sees."""

from __future__ import annotations

from collections.abc import Iterator

from training.renders.meshes import (
    Faces,
    Mesh,
    Points,
    box,
    join,
    lamp_shade,
    move,
    pillow,
    rod,
    soft_box,
    stand,
    turned,
)
from training.renders.types import PieceType


def list_household() -> Iterator[tuple[str, PieceType, Mesh]]:
    """Yield things of a home that this shop does not sell: only training sees them."""
    for number, (panes, width) in enumerate(((2, 80), (1, 60), (4, 40))):
        panels = [box(width * 0.7, 70 / panes + 20, 1, y=50 + 100 * (i + 0.5) / panes, z=2.2) for i in range(panes)]
        knob = turned([(0, 0), (2.5, 1), (2.5, 4), (0, 5)], 24)
        knob = move(stand(knob), width * 0.4, 100, 2)
        leaf: Mesh = [("wood", *join([box(width, 200, 4, y=100), *panels])), ("metal knob", *knob)]
        yield f"door-{number + 1}", _thing("door", "storage", "cabinet door", "wardrobe door"), leaf
    for number, (width, depth) in enumerate(((246, 62), (160, 80))):
        yield (
            f"worktop-{number + 1}",
            _thing("worktop", "table", "table top", "counter top"),
            [("wood", *box(width, 4, depth, y=2))],
        )
    for number, (length, rise) in enumerate(((16, 3.5), (32, 3), (9, 4))):
        posts = join(box(1.2, 1.2, rise, x=sign * length * 0.42, z=-rise / 2) for sign in (-1, 1))
        yield f"handle-{number + 1}", _thing("handle", "wall", "cabinet handle", "door handle"), [
            ("metal", *join([rod(length, 0.7, y=0), posts])),
        ]  # fmt: skip
    arm = [(0, 0), (0.9, 0), (0.9, 6), (1.6, 7), (0, 8)]
    for number, count in enumerate((1, 3, 5)):
        pegs = [stand(turned(arm, 20)) for _ in range(count)]
        placed = [move(peg, (i - (count - 1) / 2) * 12, 0, 1) for i, peg in enumerate(pegs)]
        yield f"hook-{number + 1}", _thing("hook", "wall", "coat hook", "wall hook"), [
            ("metal", *join([box(12 * count, 5, 1.6), *placed])),
        ]  # fmt: skip
    yield "rail-1", _thing("rail", "wall", "towel rail", "curtain rail"), [("metal", *rod(80, 1, y=0))]
    for number, (radius, drop) in enumerate(((20, 24), (30, 22), (14, 18))):
        yield (
            f"shade-{number + 1}",
            _thing("lamp shade", "lamp", "shade"),
            [("shade fabric", *lamp_shade(radius, drop, drop))],
        )
    for number, (width, pillows) in enumerate(((150, 1), (200, 2), (90, 1))):
        rests = [pillow(55, 45, 14) for _ in range(pillows)]
        spread = [move(rest, (i - (pillows - 1) / 2) * 62, 14, -30) for i, rest in enumerate(rests)]
        cover = _thing("quilt cover", "soft", "duvet cover", "quilt cover and pillowcases", "bed linen", "bedlinen set")
        yield f"quilt-{number + 1}", cover, [("fabric", *join([soft_box(width, 14, 190, 0), *spread]))]
    for number, layers in enumerate((1, 3)):
        towel = join(soft_box(40, 4, 28, 4.2 * i) for i in range(layers))
        yield f"towel-{number + 1}", _thing("towel", "soft", "bath towel", "hand towel"), [("fabric", *towel)]
    pads = soft_box(40, 5, 40, 0), turned([(0, 5), (16, 5), (18, 2.5), (16, 0)], 48)
    for number, pad in enumerate(pads):
        yield f"chair-pad-{number + 1}", _thing("chair cushion", "soft", "chair pad", "seat pad"), [("fabric", *pad)]
    for number, (width, height) in enumerate(((40, 200), (60, 140), (40, 80))):
        noun = ("high cabinet", "storage", "tall cabinet") if number < 2 else ("wall cabinet", "storage", "cabinet")
        front = box(width - 1, height - 10, 2, y=height / 2 + 3, z=19)
        body: Mesh = [("wood", *join([box(width, height, 36, y=height / 2), front]))]
        yield (
            f"cabinet-{number + 1}",
            _thing(*noun),
            [*body, ("metal knob", *box(2, 12, 2, width * 0.38, height * 0.55, 21))],
        )
    for number, (radius, rise) in enumerate(((13, 2.5), (10, 2), (11, 4.5))):
        dish = turned(
            [(0, 0.5), (radius * 0.6, 0), (radius, rise), (radius - 0.4, rise), (radius * 0.6, 0.6), (0, 1)], 64
        )
        yield f"plate-{number + 1}", _thing("plate", "vase", "dinner plate", "deep plate"), [("ceramic", *dish)]
    cup = turned([(0, 0), (4, 0), (4.4, 9), (4.1, 9), (3.7, 0.6), (0, 0.6)], 48)
    ear = turned([(0.5, 0), (0.5, 5)], 12)
    yield "mug-1", _thing("mug", "vase", "cup"), [("ceramic", *join([cup, move(ear, 5.2, 2, 0)]))]
    yield "basin-1", _thing("sink", "vase", "inset sink", "washbasin"), [("metal", *_basin(56, 50, 16))]
    for number, (width, height, depth) in enumerate(((35, 16, 25), (25, 25, 25))):
        walls = [box(width, height, 1, y=height / 2, z=sign * depth / 2) for sign in (-1, 1)]
        walls += [box(1, height, depth, x=sign * width / 2, y=height / 2) for sign in (-1, 1)]
        yield f"basket-{number + 1}", _thing("basket", "thing", "storage basket", "box"), [
            ("fabric", *join([*walls, box(width, 1, depth, y=0.5)])),
        ]  # fmt: skip


def _thing(noun: str, family: str, *synonyms: str) -> PieceType:
    return PieceType(noun, family, synonyms=synonyms)


def _basin(width: float, depth: float, drop: float) -> tuple[Points, Faces]:
    rim = [box(width, 1, 6, y=drop, z=sign * (depth / 2 - 3)) for sign in (-1, 1)]
    rim += [box(6, 1, depth - 12, x=sign * (width / 2 - 3), y=drop) for sign in (-1, 1)]
    sides = [box(width - 12, drop, 0.6, y=drop / 2, z=sign * (depth / 2 - 6)) for sign in (-1, 1)]
    sides += [box(0.6, drop, depth - 12, x=sign * (width / 2 - 6), y=drop / 2) for sign in (-1, 1)]
    return join([*rim, *sides, box(width - 12, 0.6, depth - 12, y=0.3)])
