"""A corner of a room around a model: floor, wall, and sunlight that falls through a window. Needs `bpy`."""

from __future__ import annotations

import math
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix

SIZE_M = 60.0
GREY = 0.6
"""What floor and wall reflect while they are rendered, so that light bounces as in a furnished room."""
_DROPS_M = {"hanging": 1.2, "wall": 1.1}
"""How far below a piece that does not stand its room's floor lies."""
_GAPS_M = {"wall": 0.002, "storage": 0.04, "bed": 0.06, "soft": 0.12, "flat": 1.2}


def build_room(family: str, cloud: np.ndarray, sun_azimuth: float, sun_elevation: float) -> None:
    """Build the room around the vertices `(n, 3)`, in metres, of a piece; angles in degrees."""
    low, high = cloud.min(axis=0), cloud.max(axis=0)
    floor = -0.0005 - _DROPS_M.get(family, 0.0)
    wall = float(high[1]) + _GAPS_M.get(family, 0.45)
    corners = [(-SIZE_M, -SIZE_M), (SIZE_M, -SIZE_M), (SIZE_M, wall), (-SIZE_M, wall)]
    _add_mesh("room floor", [(x, y, floor) for x, y in corners], [(0, 1, 2, 3)])
    _add_mesh("room wall", [(-SIZE_M, wall, floor), (SIZE_M, wall, floor), (SIZE_M, wall, 12), (-SIZE_M, wall, 12)],
              [(0, 1, 2, 3)])  # fmt: skip
    _hang_window((low + high) / 2, float(max(high - low)), sun_azimuth, sun_elevation)


def _hang_window(middle: np.ndarray, size_m: float, azimuth: float, elevation: float) -> None:
    """Hold a dark screen with two rows of three panes between the sun and the piece; only its shadow is seen."""
    pane, bar = 0.5 * max(size_m, 0.5), 0.05 * max(size_m, 0.5)
    across = [(-1.5 + i) * (pane + bar) for i in range(4)]
    along = [(-1.0 + i) * (1.25 * pane + bar) for i in range(3)]
    far = 30.0
    screen: list[tuple[float, float, float, float]] = [
        (-far, across[0], -far, far), (across[3], far, -far, far),
        (across[0], across[3], -far, along[0]), (across[0], across[3], along[2], far),
        *((x - bar, x, along[0], along[2]) for x in across[1:3]),
        (across[0], across[3], along[1] - bar, along[1]),
    ]  # fmt: skip
    points = [corner for x0, x1, y0, y1 in screen for corner in ((x0, y0, 0), (x1, y0, 0), (x1, y1, 0), (x0, y1, 0))]
    mesh = _add_mesh("room window", points, [tuple(range(4 * i, 4 * i + 4)) for i in range(len(screen))])
    turn = Matrix.Rotation(math.radians(azimuth), 4, "Z") @ Matrix.Rotation(math.radians(90 - elevation), 4, "X")
    towards_sun = np.array(turn)[:3, 2]
    mesh.matrix_world = Matrix.Translation(list(middle + towards_sun * (1.5 * size_m + 1.0))) @ turn
    for ray in ("camera", "diffuse", "glossy", "transmission"):
        setattr(mesh, f"visible_{ray}", False)


def _add_mesh(name: str, points: list[tuple[float, ...]], faces: list[tuple[int, ...]]) -> Any:
    data = bpy.data.meshes.new(name)
    data.from_pydata(points, [], faces)
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    shader = material.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (GREY, GREY, GREY, 1)
    shader.inputs["Roughness"].default_value = 1.0
    shader.inputs["Specular IOR Level"].default_value = 0.0
    data.materials.append(material)
    mesh = bpy.data.objects.new(name, data)
    bpy.context.scene.collection.objects.link(mesh)
    return mesh
