"""Pieces of our own, for the categories in which the libraries are thin: rugs, cushions, mirrors, shelves, lamps.

Each is a mesh of boxes and surfaces of revolution, written as OBJ with one named material for each part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from training.renders.models import Piece
from training.renders.types import PieceType

Points = npt.NDArray[np.float64]
Faces = list[tuple[int, ...]]
Mesh = list[tuple[str, Points, Faces]]
"""Parts as (material, vertices `(n, 3)` in cm with y up, faces)."""

LIBRARY = "chaise"
CREATOR = "Chaise contributors"
SOURCE = "Parametric model of this project (training/renders/shapes.py)"

_RUG = PieceType("rug", "flat", "Rugs & textiles", 160, ("carpet",))
_CUSHION = PieceType("cushion", "soft", "Rugs & textiles", 29, ("cushion cover", "pillow", "throw pillow"))
_THROW = PieceType("throw", "soft", "Rugs & textiles", 49, ("blanket", "bedspread"))
_CURTAIN = PieceType("curtains", "soft", "Rugs & textiles", 69, ("drapes", "curtain"))
_MIRROR = PieceType("mirror", "wall", "Mirrors", 119, ("wall mirror",))
_SHELF = PieceType("wall shelf", "storage", "Bookcases & shelving", 49, ("shelf", "picture ledge"))
_UNIT = PieceType("shelving unit", "storage", "Bookcases & shelving", 180, ("bookcase", "open shelves"))
_PENDANT = PieceType("pendant lamp", "hanging", "Lamps", 119, ("ceiling lamp", "hanging lamp"))
_FLOOR_LAMP = PieceType("floor lamp", "lamp", "Lamps", 149, ("standing lamp",))
_BOX = PieceType("storage box", "thing", "Decoration", 19, ("box", "box with lid"))
_CHEST = PieceType("chest of drawers", "storage", "Wardrobes & chests", 290, ("dresser", "sideboard"))
_POUF = PieceType("pouf", "soft", "Stools & benches", 129, ("ottoman", "footstool"))
_FRAME = PieceType("frame", "wall", "Decoration", 24, ("picture frame",))
_BOWL = PieceType("bowl", "vase", "Decoration", 24)
_POT = PieceType("plant pot", "vase", "Decoration", 22, ("flower pot",))


def make_shapes(folder: Path) -> list[tuple[Piece, Path]]:
    """Write all parametric pieces below a folder and return them with their OBJ files."""
    made = []
    for name, kind, size, mesh in _catalogue():
        path = folder / LIBRARY / f"{name}.obj"
        _write(path, mesh)
        width, height, depth = size
        piece = Piece(
            id=f"ch-{name}", name=kind.noun, type=kind, library=LIBRARY, model=path.name,
            rotation=(1, 0, 0, 0, 1, 0, 0, 0, 1), width_cm=width, depth_cm=depth, height_cm=height,
            creator=CREATOR, license="CC0-1.0", source=SOURCE,
        )  # fmt: skip
        made.append((piece, path))
    return made


def _catalogue() -> Iterator[tuple[str, PieceType, tuple[float, float, float], Mesh]]:
    def entry(name: str, kind: PieceType, mesh: Mesh) -> tuple[str, PieceType, tuple[float, float, float], Mesh]:
        cloud = np.concatenate([points for _, points, _ in mesh])
        width, height, depth = cloud.max(axis=0) - cloud.min(axis=0)
        return name, kind, (round(float(width), 1), round(float(height), 1), round(float(depth), 1)), mesh

    for number, (width, depth) in enumerate(((230, 160), (200, 140), (300, 200), (180, 120), (240, 80), (195, 133))):
        yield entry(f"rug-{number + 1}", _RUG, [("rug", *_box(width, 1.6, depth, y=0.8))])
    for number, radius in enumerate((65, 90, 110)):
        yield entry(f"round-rug-{number + 1}", _RUG, [("rug", *_turned([(0, 1.6), (radius, 1.6), (radius, 0)], 64))])
    for number, (size, height) in enumerate(((50, 16), (45, 13), (60, 18))):
        yield entry(f"cushion-{number + 1}", _CUSHION, [("cushion fabric", *_pillow(size, size, height))])
    yield entry("cushion-4", _CUSHION, [("cushion fabric", *_pillow(65, 40, 15))])
    for number, (width, layers) in enumerate(((60, 4), (48, 6))):
        yield entry(
            f"throw-{number + 1}",
            _THROW,
            [("fabric", *_join(_soft_box(width, 3.2, 36, 3.4 * i) for i in range(layers)))],
        )
    for number, (width, waves) in enumerate(((140, 9), (110, 6), (160, 13))):
        curtain = [("curtain fabric", *_drape(width, 225, waves)), ("metal rod", *_rod(width + 24, 1.3, y=229))]
        yield entry(f"curtains-{number + 1}", _CURTAIN, curtain)
    for number, radius in enumerate((30, 42)):
        ring = [(radius - 2, -1.5), (radius, -1.5), (radius, 1.5), (radius - 2, 1.5)]
        mirror = [
            ("frame wood", *_stand(_turned([*ring, ring[0]], 72))),
            ("mirror", *_stand(_turned([(0, 0.6), (radius - 2, 0.6)], 72))),
        ]
        yield entry(f"round-mirror-{number + 1}", _MIRROR, mirror)
    for number, (width, height, bar) in enumerate(((60, 90, 3), (45, 150, 2), (80, 80, 6))):
        yield entry(
            f"mirror-{number + 1}",
            _MIRROR,
            [("frame wood", *_frame(width, height, bar)), ("mirror", *_box(width - 2 * bar, height - 2 * bar, 1))],
        )
    for number, (width, height, bar) in enumerate(((30, 40, 2), (50, 70, 1.6), (40, 40, 4))):
        yield entry(
            f"frame-{number + 1}",
            _FRAME,
            [("frame wood", *_frame(width, height, bar)), ("paper", *_box(width - 2 * bar, height - 2 * bar, 1))],
        )
    for number, (width, depth) in enumerate(((110, 26), (80, 20), (115, 12))):
        parts = [_box(width, 3, depth, y=20)]
        if number != 1:
            parts.append(_box(width, 9 if number else 3, 1.6, y=24 if number else 26, z=-depth / 2 + 0.8))
        shelf: Mesh = [("wood", *_join(parts))]
        if number == 1:
            shelf.append(("metal bracket", *_join(_box(2, 16, depth * 0.8, x=x, y=10.5, z=-2) for x in (-28, 28))))
        yield entry(f"wall-shelf-{number + 1}", _SHELF, shelf)
    for number, (width, height, columns, rows) in enumerate(
        ((77, 147, 2, 4), (147, 147, 4, 4), (42, 182, 1, 5), (112, 77, 3, 2), (80, 202, 1, 6))
    ):
        yield entry(f"shelving-{number + 1}", _UNIT, [("wood", *_grid(width, height, 36, columns, rows))])
    for number, (width, height, columns, rows) in enumerate(
        ((80, 78, 1, 3), (160, 78, 2, 3), (40, 120, 1, 6), (80, 120, 2, 5))
    ):
        yield entry(f"chest-{number + 1}", _CHEST, _drawers(width, height, 45, columns, rows))
    profiles = {
        "dome": [(2, 30), (6, 29), (16, 24), (22, 12), (23, 0), (22.4, 0), (21, 12), (15, 23)],
        "cone": [(2, 32), (4, 31), (24, 2), (24, 0), (23.4, 0), (3, 30)],
        "drum": [(22, 26), (22, 0), (21.6, 0), (21.6, 26)],
        "globe": [(0.5, 40), (8, 38.5), (15, 33), (19, 25), (20, 20), (19, 15), (15, 7), (8, 1.5), (0.5, 0)],
        "bell": [(2, 36), (5, 34), (7, 24), (12, 14), (20, 6), (26, 0), (25.4, 0), (11, 14)],
    }
    for name, profile in profiles.items():
        material = "shade fabric" if name in {"drum", "globe"} else "lacquer"
        cord = _turned([(0.5, 70), (0.5, profile[0][1] - 1)], 12)
        yield entry(f"pendant-{name}", _PENDANT, [(material, *_turned(profile, 64)), ("black cord", *cord)])
    for number, (radius, drop) in enumerate(((20, 26), (16, 40), (26, 22))):
        pole = _turned([(0, 2.5), (14, 2.5), (14, 0)], 48), _turned([(1.1, 150), (1.1, 2)], 16)
        shade = _turned(
            [(radius * 0.8, 150 + drop * 0.4), (radius, 150 - drop * 0.6), (radius - 0.4, 150 - drop * 0.6)], 64
        )
        yield entry(f"floor-lamp-{number + 1}", _FLOOR_LAMP, [("shade fabric", *shade), ("metal", *_join(pole))])
    for number, (width, height, depth) in enumerate(((34, 32, 34), (40, 18, 30), (28, 28, 38))):
        yield entry(
            f"box-{number + 1}",
            _BOX,
            [
                ("paint", *_box(width, height, depth, y=height / 2)),
                ("paint lid", *_box(width + 1.4, 5, depth + 1.4, y=height + 1)),
            ],
        )
    yield entry(
        "pouf-1", _POUF, [("fabric", *_turned([(0, 40), (18, 40), (25, 37), (28, 30), (28, 10), (25, 3), (18, 0)], 64))]
    )
    yield entry(
        "pouf-2", _POUF, [("fabric", *_turned([(0, 34), (22, 34), (30, 31), (34, 22), (34, 12), (30, 3), (22, 0)], 64))]
    )
    yield entry(
        "bowl-1",
        _BOWL,
        [("ceramic", *_turned([(0, 1), (6, 0), (7, 1), (13, 6), (16, 12), (15.5, 12), (12, 6.5), (0, 2)], 64))],
    )
    yield entry(
        "bowl-2",
        _BOWL,
        [("ceramic", *_turned([(0, 1), (9, 0), (10, 1), (20, 5), (22, 9), (21.5, 9), (19, 5.6), (0, 2)], 64))],
    )
    for number, (top, foot, height) in enumerate(((12, 9, 20), (16, 16, 28), (9, 12, 14))):
        yield entry(
            f"pot-{number + 1}",
            _POT,
            [("ceramic", *_turned([(0, 0), (foot, 0), (top, height), (top - 1, height), (foot - 1, 2), (0, 2)], 64))],
        )


def _box(width: float, height: float, depth: float, x: float = 0, y: float = 0, z: float = 0) -> tuple[Points, Faces]:
    corners = np.array([[i, j, k] for i in (-0.5, 0.5) for j in (-0.5, 0.5) for k in (-0.5, 0.5)])
    points = corners * [width, height, depth] + [x, y, z]
    return points, [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]


def _surface(function: Callable[[Points, Points], tuple[Points, ...]], columns: int, rows: int) -> tuple[Points, Faces]:
    u, v = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    points = np.stack([np.broadcast_to(axis, u.shape) for axis in function(u, v)], axis=-1).reshape(-1, 3)
    at = np.arange(columns * rows).reshape(rows, columns)
    quads = np.stack([at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]], axis=-1).reshape(-1, 4)
    return points, [tuple(int(i) for i in quad) for quad in quads]


def _turned(profile: list[tuple[float, float]], steps: int) -> tuple[Points, Faces]:
    """Return a surface of revolution about the y axis of a profile of (radius, height)."""
    knots = np.array(profile, dtype=float)

    def shape(u: Points, v: Points) -> tuple[Points, ...]:
        place = v * (len(knots) - 1)
        radius, height = (np.interp(place, np.arange(len(knots)), knots[:, i]) for i in (0, 1))
        return radius * np.cos(2 * np.pi * u), height, radius * np.sin(2 * np.pi * u)

    return _surface(shape, steps + 1, (len(knots) - 1) * 4 + 1)


def _stand(mesh: tuple[Points, Faces]) -> tuple[Points, Faces]:
    """Return a mesh that lay flat, now upright and facing the front."""
    points, faces = mesh
    return np.stack([points[:, 0], points[:, 2], points[:, 1]], axis=-1), faces


def _pillow(width: float, height: float, thickness: float) -> tuple[Points, Faces]:
    def side(sign: int) -> tuple[Points, Faces]:
        def shape(u: Points, v: Points) -> tuple[Points, ...]:
            x, y = 2 * u - 1, 2 * v - 1
            bulge = np.clip((1 - x**4) * (1 - y**4), 0, 1) ** 0.45
            pull = 1 - 0.05 * (1 - np.abs(x)) * y**2 - 0.05 * (1 - np.abs(y)) * x**2
            lean = 0.22 * (y + 1) * height / 2
            return x * width / 2 * pull, (y + 1) * height / 2 * pull, sign * bulge * thickness / 2 - lean

        return _surface(shape, 48, 48)

    return _join((side(1), side(-1)))


def _soft_box(width: float, height: float, depth: float, y: float) -> tuple[Points, Faces]:
    def shape(u: Points, v: Points) -> tuple[Points, ...]:
        angle, turn = 2 * np.pi * u, np.pi * (v - 0.5)
        ring = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.3
        x, z = (np.sign(f(angle)) * np.abs(f(angle)) ** 0.25 * ring for f in (np.cos, np.sin))
        rise = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.5
        return x * width / 2, y + height / 2 + rise * height / 2, z * depth / 2

    return _surface(shape, 64, 24)


def _drape(width: float, height: float, waves: int) -> tuple[Points, Faces]:
    def shape(u: Points, v: Points) -> tuple[Points, ...]:
        gap = np.where(u < 0.5, -1, 1) * width * 0.07
        depth = (3 + 4 * (1 - v)) * np.sin(2 * np.pi * waves * u + 1.2 * np.sin(5 * u)) + 1.5 * np.sin(9 * u + 3 * v)
        return (u - 0.5) * width + gap, v * height, depth

    return _surface(shape, 240, 24)


def _rod(length: float, radius: float, y: float) -> tuple[Points, Faces]:
    points, faces = _turned([(0, 0), (radius, 0), (radius, length), (0, length)], 20)
    return np.stack([points[:, 1] - length / 2, points[:, 0] + y, points[:, 2]], axis=-1), faces


def _frame(width: float, height: float, bar: float) -> tuple[Points, Faces]:
    sides = [_box(bar, height, 2.5, x=sign * (width - bar) / 2) for sign in (-1, 1)]
    return _join([*sides, *(_box(width - 2 * bar, bar, 2.5, y=sign * (height - bar) / 2) for sign in (-1, 1))])


def _grid(width: float, height: float, depth: float, columns: int, rows: int) -> tuple[Points, Faces]:
    board = 2.6
    uprights = [_box(board, height, depth, x=x, y=height / 2) for x in np.linspace(-width / 2, width / 2, columns + 1)]
    # A little narrower than the uprights: faces in one plane would fight for the same pixels.
    return _join(
        [
            *uprights,
            *(
                _box(width - board, board, depth - 0.6, y=y)
                for y in np.linspace(board / 2, height - board / 2, rows + 1)
            ),
        ]
    )


def _drawers(width: float, height: float, depth: float, columns: int, rows: int) -> Mesh:
    cell_w, cell_h, foot = width / columns, (height - 8) / rows, 8
    body = [_box(width, height - foot, depth, y=foot + (height - foot) / 2)]
    body += [
        _box(3, foot, 3, x=sx * (width / 2 - 4), y=foot / 2, z=sz * (depth / 2 - 4)) for sx in (-1, 1) for sz in (-1, 1)
    ]
    centres = [
        (-width / 2 + cell_w * (c + 0.5), foot + cell_h * (r + 0.5)) for c in range(columns) for r in range(rows)
    ]
    fronts = [_box(cell_w - 1.2, cell_h - 1.2, 2, x=x, y=y, z=depth / 2 + 1) for x, y in centres]
    knobs = [_box(min(12, cell_w * 0.3), 1.4, 1.6, x=x, y=y + cell_h * 0.22, z=depth / 2 + 2.8) for x, y in centres]
    return [("wood", *_join([*body, *fronts])), ("metal knob", *_join(knobs))]


def _join(
    meshes: Iterator[tuple[Points, Faces]] | list[tuple[Points, Faces]] | tuple[tuple[Points, Faces], ...],
) -> tuple[Points, Faces]:
    points: list[Points] = []
    faces: Faces = []
    count = 0
    for cloud, polygons in meshes:
        points.append(cloud)
        faces += [tuple(index + count for index in polygon) for polygon in polygons]
        count += len(cloud)
    return np.concatenate(points), faces


def _write(path: Path, mesh: Mesh) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines, count = [f"mtllib {path.stem}.mtl"], 1
    for material, points, faces in mesh:
        lines += [f"v {x:.4f} {y:.4f} {z:.4f}" for x, y, z in points]
        lines += [f"usemtl {material.replace(' ', '_')}"]
        lines += ["f " + " ".join(str(index + count) for index in face) for face in faces]
        count += len(points)
    path.write_text("\n".join(lines) + "\n")
    path.with_suffix(".mtl").write_text(
        "".join(f"newmtl {m.replace(' ', '_')}\nKd 0.7 0.7 0.7\nKs 0 0 0\nd 1\n" for m, _, _ in mesh)
    )
