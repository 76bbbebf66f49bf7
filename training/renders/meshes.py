"""Meshes of boxes and surfaces of revolution, in cm with y up, and how they are written as OBJ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Faces = list[tuple[int, ...]]
Mesh = list[tuple[str, Points, Faces]]
"""Parts as (material, vertices `(n, 3)` in cm with y up, faces)."""


def box(width: float, height: float, depth: float, x: float = 0, y: float = 0, z: float = 0) -> tuple[Points, Faces]:
    corners = np.array([[i, j, k] for i in (-0.5, 0.5) for j in (-0.5, 0.5) for k in (-0.5, 0.5)])
    points = corners * [width, height, depth] + [x, y, z]
    return points, [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]


def surface(function: Callable[[Points, Points], tuple[Points, ...]], columns: int, rows: int) -> tuple[Points, Faces]:
    u, v = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    points = np.stack([np.broadcast_to(axis, u.shape) for axis in function(u, v)], axis=-1).reshape(-1, 3)
    at = np.arange(columns * rows).reshape(rows, columns)
    quads = np.stack([at[:-1, :-1], at[:-1, 1:], at[1:, 1:], at[1:, :-1]], axis=-1).reshape(-1, 4)
    return points, [tuple(int(i) for i in quad) for quad in quads]


def turned(profile: list[tuple[float, float]], steps: int) -> tuple[Points, Faces]:
    """Return a surface of revolution about the y axis of a profile of (radius, height)."""
    knots = np.array(profile, dtype=float)

    def shape(u: Points, v: Points) -> tuple[Points, ...]:
        place = v * (len(knots) - 1)
        radius, height = (np.interp(place, np.arange(len(knots)), knots[:, i]) for i in (0, 1))
        return radius * np.cos(2 * np.pi * u), height, radius * np.sin(2 * np.pi * u)

    return surface(shape, steps + 1, (len(knots) - 1) * 4 + 1)


def stand(mesh: tuple[Points, Faces]) -> tuple[Points, Faces]:
    """Return a mesh that lay flat, now upright and facing the front."""
    points, faces = mesh
    return np.stack([points[:, 0], points[:, 2], points[:, 1]], axis=-1), faces


def pillow(width: float, height: float, thickness: float) -> tuple[Points, Faces]:
    def side(sign: int) -> tuple[Points, Faces]:
        def shape(u: Points, v: Points) -> tuple[Points, ...]:
            x, y = 2 * u - 1, 2 * v - 1
            bulge = np.clip((1 - x**4) * (1 - y**4), 0, 1) ** 0.45
            pull = 1 - 0.05 * (1 - np.abs(x)) * y**2 - 0.05 * (1 - np.abs(y)) * x**2
            lean = 0.22 * (y + 1) * height / 2
            return x * width / 2 * pull, (y + 1) * height / 2 * pull, sign * bulge * thickness / 2 - lean

        return surface(shape, 48, 48)

    return join((side(1), side(-1)))


def soft_box(width: float, height: float, depth: float, y: float) -> tuple[Points, Faces]:
    def shape(u: Points, v: Points) -> tuple[Points, ...]:
        angle, turn = 2 * np.pi * u, np.pi * (v - 0.5)
        ring = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** 0.3
        x, z = (np.sign(f(angle)) * np.abs(f(angle)) ** 0.25 * ring for f in (np.cos, np.sin))
        rise = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** 0.5
        return x * width / 2, y + height / 2 + rise * height / 2, z * depth / 2

    return surface(shape, 64, 24)


def drape(width: float, height: float, waves: int) -> tuple[Points, Faces]:
    def shape(u: Points, v: Points) -> tuple[Points, ...]:
        gap = np.where(u < 0.5, -1, 1) * width * 0.07
        depth = (3 + 4 * (1 - v)) * np.sin(2 * np.pi * waves * u + 1.2 * np.sin(5 * u)) + 1.5 * np.sin(9 * u + 3 * v)
        return (u - 0.5) * width + gap, v * height, depth

    return surface(shape, 240, 24)


def rod(length: float, radius: float, y: float) -> tuple[Points, Faces]:
    points, faces = turned([(0, 0), (radius, 0), (radius, length), (0, length)], 20)
    return np.stack([points[:, 1] - length / 2, points[:, 0] + y, points[:, 2]], axis=-1), faces


def frame(width: float, height: float, bar: float) -> tuple[Points, Faces]:
    sides = [box(bar, height, 2.5, x=sign * (width - bar) / 2) for sign in (-1, 1)]
    return join([*sides, *(box(width - 2 * bar, bar, 2.5, y=sign * (height - bar) / 2) for sign in (-1, 1))])


def grid(width: float, height: float, depth: float, columns: int, rows: int) -> tuple[Points, Faces]:
    board = 2.6
    uprights = [box(board, height, depth, x=x, y=height / 2) for x in np.linspace(-width / 2, width / 2, columns + 1)]
    # A little narrower than the uprights: faces in one plane would fight for the same pixels.
    return join(
        [
            *uprights,
            *(
                box(width - board, board, depth - 0.6, y=y)
                for y in np.linspace(board / 2, height - board / 2, rows + 1)
            ),
        ]
    )


def drawers(width: float, height: float, depth: float, columns: int, rows: int, foot: float = 8) -> Mesh:
    cell_w, cell_h = width / columns, (height - foot) / rows
    body = [box(width, height - foot, depth, y=foot + (height - foot) / 2)]
    body += [
        box(3, foot, 3, x=sx * (width / 2 - 4), y=foot / 2, z=sz * (depth / 2 - 4)) for sx in (-1, 1) for sz in (-1, 1)
    ]
    centres = [
        (-width / 2 + cell_w * (c + 0.5), foot + cell_h * (r + 0.5)) for c in range(columns) for r in range(rows)
    ]
    fronts = [box(cell_w - 1.2, cell_h - 1.2, 2, x=x, y=y, z=depth / 2 + 1) for x, y in centres]
    knobs = [box(min(12, cell_w * 0.3), 1.4, 1.6, x=x, y=y + cell_h * 0.22, z=depth / 2 + 2.8) for x, y in centres]
    return [("wood", *join([*body, *fronts])), ("metal knob", *join(knobs))]


def lamp_shade(radius: float, drop: float, height: float) -> tuple[Points, Faces]:
    top, bottom = height + drop * 0.4, height - drop * 0.6
    return turned([(radius * 0.8, top), (radius, bottom), (radius - 0.4, bottom)], 64)


def move(mesh: tuple[Points, Faces], x: float, y: float, z: float) -> tuple[Points, Faces]:
    return mesh[0] + np.array([x, y, z]), mesh[1]


def legs(width: float, height: float, depth: float, thickness: float, inset: float = 0) -> tuple[Points, Faces]:
    x, z = (side / 2 - thickness / 2 - inset for side in (width, depth))
    return join(box(thickness, height, thickness, i * x, height / 2, k * z) for i in (-1, 1) for k in (-1, 1))


def join(
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


def write_mesh(path: Path, mesh: Mesh) -> None:
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
