"""Pieces of our own, for the categories in which the libraries are thin: rugs, cushions, mirrors, shelves, lamps.

Each is a mesh of boxes and surfaces of revolution, written as OBJ with one named material for each part.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from training.renders import types as kinds
from training.renders.household import list_household
from training.renders.meshes import (
    Mesh,
    box,
    drape,
    drawers,
    frame,
    grid,
    join,
    lamp_shade,
    legs,
    pillow,
    rod,
    soft_box,
    stand,
    turned,
    write_mesh,
)
from training.renders.models import Piece
from training.renders.types import PieceType

LIBRARY = "chaise"
CREATOR = "Chaise contributors"
SOURCE = "Parametric model of this project (training/renders/shapes.py)"

_RUG = PieceType("rug", "flat", kinds.RUGS, 160, ("carpet",))
_CUSHION = PieceType("cushion", "soft", kinds.CUSHIONS, 29, ("cushion cover", "pillow", "throw pillow"))
_THROW = PieceType("throw", "soft", kinds.CUSHIONS, 49, ("blanket", "bedspread"))
_CURTAIN = PieceType("curtains", "soft", kinds.CURTAINS, 69, ("drapes", "curtain"))
_MIRROR = PieceType("mirror", "wall", kinds.MIRRORS, 119, ("wall mirror",))
_PRINT = PieceType("art print", "wall", kinds.ACCESSORIES, 39, ("framed print", "picture", "poster"))
_SHELF = PieceType("wall shelf", "storage", kinds.SHELVES, 49, ("shelf", "picture ledge"))
_UNIT = PieceType("shelving unit", "storage", kinds.SHELVES, 180, ("bookcase", "open shelves"))
_CHEST = PieceType("chest of drawers", "storage", kinds.STORAGE, 290, ("dresser", "sideboard"))
_SIDEBOARD = PieceType("sideboard", "storage", kinds.STORAGE, 490, ("credenza", "buffet"))
_PENDANT = PieceType("pendant lamp", "hanging", kinds.PENDANTS, 119, ("ceiling lamp", "hanging lamp"))
_FLOOR_LAMP = PieceType("floor lamp", "lamp", kinds.FLOOR_LAMPS, 149, ("standing lamp",))
_TABLE_LAMP = PieceType("table lamp", "lamp", kinds.TABLE_LAMPS, 69, ("bedside lamp", "lamp"))
_DINING = PieceType("dining table", "table", kinds.DINING, 520, ("table", "kitchen table"))
_COFFEE = PieceType("coffee table", "table", kinds.SIDE, 220, ("low table", "sofa table"))
_SIDE = PieceType("side table", "table", kinds.SIDE, 119, ("end table", "occasional table"))
_CONSOLE = PieceType("console table", "table", kinds.SIDE, 240, ("hall table",))
_BENCH = PieceType("bench", "chair", kinds.STOOLS, 190)
_STOOL = PieceType("stool", "chair", kinds.STOOLS, 79, ("bar stool", "counter stool"))
_POUF = PieceType("pouf", "soft", kinds.STOOLS, 129, ("ottoman", "footstool"))
_BOX = PieceType("storage box", "thing", kinds.ACCESSORIES, 19, ("box", "box with lid"))
_BOWL = PieceType("bowl", "vase", kinds.VASES, 24)
_POT = PieceType("plant pot", "vase", kinds.VASES, 22, ("flower pot",))
_VASE = PieceType("vase", "vase", kinds.VASES, 34)

Shape = tuple[str, PieceType, Mesh]
"""Name, kind and mesh of a piece."""


def make_shapes(folder: Path) -> list[tuple[Piece, Path]]:
    """Write all parametric pieces below a folder and return them with their OBJ files."""
    made = []
    for name, kind, mesh in chain(
        _textiles(), _wall_pieces(), _storage(), _lamps(), _tables(), _seats(), _small_things(), list_household()
    ):
        path = folder / LIBRARY / f"{name}.obj"
        write_mesh(path, mesh)
        cloud = np.concatenate([points for _, points, _ in mesh])
        width, height, depth = (round(float(side), 1) for side in cloud.max(axis=0) - cloud.min(axis=0))
        piece = Piece(
            id=f"ch-{name}", name=kind.noun, type=kind, library=LIBRARY, model=path.name,
            rotation=(1, 0, 0, 0, 1, 0, 0, 0, 1), width_cm=width, depth_cm=depth, height_cm=height,
            creator=CREATOR, license="CC0-1.0", source=SOURCE,
        )  # fmt: skip
        made.append((piece, path))
    return made


def _textiles() -> Iterator[Shape]:
    for number, (width, depth) in enumerate(((230, 160), (200, 140), (300, 200), (180, 120), (240, 80), (195, 133))):
        yield f"rug-{number + 1}", _RUG, [("rug", *box(width, 1.6, depth, y=0.8))]
    for number, radius in enumerate((65, 90, 110)):
        yield f"round-rug-{number + 1}", _RUG, [("rug", *turned([(0, 1.6), (radius, 1.6), (radius, 0)], 64))]
    for number, (width, height, bulge) in enumerate(((50, 50, 16), (45, 45, 13), (60, 60, 18), (65, 40, 15))):
        yield f"cushion-{number + 1}", _CUSHION, [("cushion fabric", *pillow(width, height, bulge))]
    for number, (width, layers) in enumerate(((60, 4), (48, 6))):
        folds = join(soft_box(width, 3.2, 36, 3.4 * i) for i in range(layers))
        yield f"throw-{number + 1}", _THROW, [("fabric", *folds)]
    for number, (width, waves) in enumerate(((140, 9), (110, 6), (160, 13))):
        hung = [("curtain fabric", *drape(width, 225, waves)), ("metal rod", *rod(width + 24, 1.3, y=229))]
        yield f"curtains-{number + 1}", _CURTAIN, hung


def _wall_pieces() -> Iterator[Shape]:
    for number, radius in enumerate((30, 42)):
        ring = [(radius - 2, -1.5), (radius, -1.5), (radius, 1.5), (radius - 2, 1.5), (radius - 2, -1.5)]
        glass = stand(turned([(0, 0.6), (radius - 2, 0.6)], 72))
        yield f"round-mirror-{number + 1}", _MIRROR, [("frame wood", *stand(turned(ring, 72))), ("mirror", *glass)]
    for number, (width, height, bar) in enumerate(((60, 90, 3), (45, 150, 2), (80, 80, 6))):
        glass = box(width - 2 * bar, height - 2 * bar, 1)
        yield f"mirror-{number + 1}", _MIRROR, [("frame wood", *frame(width, height, bar)), ("mirror", *glass)]
    for number, (width, height, bar) in enumerate(((50, 70, 2), (70, 100, 1.6), (60, 60, 3), (100, 70, 2))):
        paper = box(width - 2 * bar, height - 2 * bar, 1)
        yield f"print-{number + 1}", _PRINT, [("print", *paper), ("frame wood", *frame(width, height, bar))]


def _storage() -> Iterator[Shape]:
    for number, (width, depth) in enumerate(((110, 26), (80, 20), (115, 12))):
        parts = [box(width, 3, depth, y=20)]
        if number != 1:
            parts.append(box(width, 9 if number else 3, 1.6, y=24 if number else 26, z=-depth / 2 + 0.8))
        shelf: Mesh = [("wood", *join(parts))]
        if number == 1:
            shelf.append(("metal bracket", *join(box(2, 16, depth * 0.8, x=x, y=10.5, z=-2) for x in (-28, 28))))
        yield f"wall-shelf-{number + 1}", _SHELF, shelf
    shelving = ((77, 147, 2, 4), (147, 147, 4, 4), (42, 182, 1, 5), (112, 77, 3, 2), (80, 202, 1, 6))
    for number, (width, height, columns, rows) in enumerate(shelving):
        yield f"shelving-{number + 1}", _UNIT, [("wood", *grid(width, height, 36, columns, rows))]
    chests = ((80, 78, 1, 3), (160, 78, 2, 3), (40, 120, 1, 6), (80, 120, 2, 5))
    for number, (width, height, columns, rows) in enumerate(chests):
        yield f"chest-{number + 1}", _CHEST, drawers(width, height, 45, columns, rows)
    for number, (width, height, columns, foot) in enumerate(((180, 72, 4, 18), (140, 62, 3, 14), (200, 58, 3, 10))):
        yield f"sideboard-{number + 1}", _SIDEBOARD, drawers(width, height, 42, columns, 1, foot)


def _lamps() -> Iterator[Shape]:
    profiles: dict[str, list[tuple[float, float]]] = {
        "dome": [(2, 30), (6, 29), (16, 24), (22, 12), (23, 0), (22.4, 0), (21, 12), (15, 23)],
        "cone": [(2, 32), (4, 31), (24, 2), (24, 0), (23.4, 0), (3, 30)],
        "drum": [(22, 26), (22, 0), (21.6, 0), (21.6, 26)],
        "globe": [(0.5, 40), (8, 38.5), (15, 33), (19, 25), (20, 20), (19, 15), (15, 7), (8, 1.5), (0.5, 0)],
        "bell": [(2, 36), (5, 34), (7, 24), (12, 14), (20, 6), (26, 0), (25.4, 0), (11, 14)],
        "disc": [(1, 14), (3, 13), (5, 9), (36, 2), (36, 0), (35.4, 0), (4, 7)],
    }
    for name, profile in profiles.items():
        material = "shade fabric" if name in {"drum", "globe"} else "lacquer"
        cord = turned([(0.5, 70), (0.5, profile[0][1] - 1)], 12)
        yield f"pendant-{name}", _PENDANT, [(material, *turned(profile, 64)), ("black cord", *cord)]
    for number, (radius, drop) in enumerate(((20, 26), (16, 40), (26, 22))):
        pole = join((turned([(0, 2.5), (14, 2.5), (14, 0)], 48), turned([(1.1, 150), (1.1, 2)], 16)))
        yield (
            f"floor-lamp-{number + 1}",
            _FLOOR_LAMP,
            [("shade fabric", *lamp_shade(radius, drop, 150)), ("metal", *pole)],
        )
    bodies = (
        [(0, 0), (8, 0), (11, 6), (10, 14), (5, 22), (2.5, 26), (2, 30)],
        [(0, 0), (9, 0), (9, 1.5), (1.2, 2), (1.2, 34)],
        [(0, 0), (7, 0), (9, 9), (7, 18), (3, 20), (2, 26)],
        [(0, 0), (10, 0), (3, 4), (6, 12), (3, 20), (2, 28)],
    )
    for number, (profile, radius, drop) in enumerate(zip(bodies, (17, 14, 16, 15), (20, 17, 24, 18), strict=True)):
        foot = ("ceramic" if number != 1 else "metal", *turned(profile, 48))
        shade = lamp_shade(radius, drop, profile[-1][1] + drop * 0.55)
        yield f"table-lamp-{number + 1}", _TABLE_LAMP, [("shade fabric", *shade), foot]


def _tables() -> Iterator[Shape]:
    oblong = (
        ("dining", _DINING, ((180, 75, 90), (220, 76, 95), (120, 75, 75)), 4, 7),
        ("coffee", _COFFEE, ((110, 40, 60), (80, 36, 80)), 3, 4.5),
        ("console", _CONSOLE, ((120, 80, 34), (90, 82, 30)), 2.5, 3.5),
        ("side", _SIDE, ((45, 52, 45),), 2.2, 3),
    )
    for name, kind, sizes, top, thickness in oblong:
        for number, (width, height, depth) in enumerate(sizes):
            board = box(width, top, depth, y=height - top / 2)
            feet = legs(width, height - top, depth, thickness, inset=4 if number % 2 else 0.6)
            material = "metal leg" if number % 2 else "wood leg"
            yield f"{name}-table-{number + 1}", kind, [("wood", *board), (material, *feet)]
    rounds = (
        ("round-dining", _DINING, 60, 75, 24),
        ("round-coffee", _COFFEE, 42, 38, 17),
        ("round-side", _SIDE, 22, 55, 12),
    )
    for name, kind, radius, height, foot in rounds:
        plate = turned([(0, height), (radius, height), (radius, height - 2.6), (0, height - 2.6)], 72)
        column = turned([(0, 1.5), (foot, 1.2), (foot, 0), (0, 0)], 48), turned([(2.6, height - 2.6), (2.6, 1)], 24)
        yield f"{name}-table-1", kind, [("wood", *plate), ("metal foot", *join(column))]


def _seats() -> Iterator[Shape]:
    for number, (width, height) in enumerate(((120, 45), (90, 44))):
        cushion = soft_box(width, 8, 36, height - 8)
        yield f"bench-{number + 1}", _BENCH, [
            ("seat fabric", *cushion), ("wood leg", *legs(width, height - 6, 36, 4, inset=6)),
        ]  # fmt: skip
    for number, (radius, height) in enumerate(((17, 45), (18, 66))):
        seat = turned([(0, height), (radius - 2, height), (radius, height - 2), (radius - 1, height - 4)], 48)
        yield f"stool-{number + 1}", _STOOL, [("wood", *seat), ("metal leg", *legs(26, height - 3, 26, 2.2))]
    poufs = (
        [(0, 40), (18, 40), (25, 37), (28, 30), (28, 10), (25, 3), (18, 0)],
        [(0, 34), (22, 34), (30, 31), (34, 22), (34, 12), (30, 3), (22, 0)],
    )
    for number, profile in enumerate(poufs):
        yield f"pouf-{number + 1}", _POUF, [("fabric", *turned(profile, 64))]


def _small_things() -> Iterator[Shape]:
    for number, (width, height, depth) in enumerate(((34, 32, 34), (40, 18, 30), (28, 28, 38))):
        lid = box(width + 1.4, 5, depth + 1.4, y=height + 1)
        yield f"box-{number + 1}", _BOX, [("paint", *box(width, height, depth, y=height / 2)), ("paint lid", *lid)]
    bowls = (
        [(0, 1), (6, 0), (7, 1), (13, 6), (16, 12), (15.5, 12), (12, 6.5), (0, 2)],
        [(0, 1), (9, 0), (10, 1), (20, 5), (22, 9), (21.5, 9), (19, 5.6), (0, 2)],
    )
    for number, profile in enumerate(bowls):
        yield f"bowl-{number + 1}", _BOWL, [("ceramic", *turned(profile, 64))]
    for number, (top, foot, height) in enumerate(((12, 9, 20), (16, 16, 28), (9, 12, 14))):
        profile = [(0, 0), (foot, 0), (top, height), (top - 1, height), (foot - 1, 2), (0, 2)]
        yield f"pot-{number + 1}", _POT, [("ceramic", *turned(profile, 64))]
    vases = (
        [(0, 0), (6, 0), (11, 8), (12, 16), (8, 25), (4, 30), (5, 34), (4.4, 34)],
        [(0, 0), (5, 0), (6, 12), (6, 28), (5, 32), (4.4, 32)],
        [(0, 0), (9, 0), (14, 7), (14, 13), (8, 18), (5, 20), (6, 23), (5.4, 23)],
        [(0, 0), (4, 0), (9, 14), (4, 30), (3, 40), (4, 43), (3.4, 43)],
    )
    for number, profile in enumerate(vases):
        yield f"vase-{number + 1}", _VASE, [("ceramic", *turned(profile, 72))]
