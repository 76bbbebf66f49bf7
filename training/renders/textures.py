"""Procedural surfaces: wood grain, weave, leather and the like, from where a pixel lies on the piece."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.float32]


def smooth_noise(points: Plane, seed: int) -> Plane:
    """Return value noise in -1..1 for points `(..., 3)`, one unit a cell, smooth between the cells."""
    base = np.floor(points)
    t = points - base
    t = t * t * (3 - 2 * t)
    cell = base.astype(np.int64)
    total = np.zeros(points.shape[:-1], dtype=np.float32)
    for corner in range(8):
        offset = np.array([corner & 1, corner >> 1 & 1, corner >> 2 & 1])
        weight = np.prod(np.where(offset, t, 1 - t), axis=-1)
        total += weight * _hash(cell + offset, seed)
    return total


def texture(material: str, position: Plane, normal: Plane, seed: int = 0) -> Plane:
    """Return how much lighter or darker each pixel of a material is than its mean, around 1, float32 `(height, width)`.

    `position` `(height, width, 3)` is in metres, `normal` `(height, width, 3)` of unit length.
    """
    maker = _MAKERS.get(material)
    if maker is None:
        return np.ones(position.shape[:-1], dtype=np.float32)
    return maker(position, normal, seed).astype(np.float32)


def _hash(cell: npt.NDArray[np.int64], seed: int) -> Plane:
    mixed = cell[..., 0] * 374761393 + cell[..., 1] * 668265263 + cell[..., 2] * 2147483647 + seed * 1274126177
    mixed = (mixed ^ (mixed >> 13)) * 1274126177 & 0x7FFFFFFF
    mixed = (mixed ^ (mixed >> 16)) & 0xFFFF
    return (mixed / 32767.5 - 1).astype(np.float32)


def _grain(position: Plane, normal: Plane, seed: int) -> Plane:
    """Wood: long fibres along the longer way of each face, and slow bands across them."""
    upright = np.abs(normal[..., 2:3]) < 0.6
    # Boards run along x where the face is level, and upwards where it stands.
    along = np.where(upright, position[..., [2, 0, 1]], position[..., [0, 1, 2]])
    bands = smooth_noise(along * np.array([0.7, 9, 9]) + 3.1, seed)
    rings = np.sin(12 * (along[..., 1] + along[..., 2]) + 5 * bands + smooth_noise(along * np.array([2, 30, 30]), seed))
    fibres = smooth_noise(along * np.array([12, 420, 420]), seed + 1)
    return 1 + 0.10 * bands + 0.07 * rings + 0.09 * fibres


def _weave(position: Plane, normal: Plane, seed: int) -> Plane:
    """Linen: crossing threads with slubs, and a slight cloudiness."""
    u, v = _face_coordinates(position, normal)
    threads = 0.5 * np.sin(u * 1500) * np.sin(v * 1500)
    slubs = smooth_noise(np.stack([u * 40, v * 700, u * 0], -1), seed) + smooth_noise(
        np.stack([u * 700, v * 40, u * 0], -1), seed + 1
    )
    return 1 + 0.06 * threads + 0.07 * slubs + 0.05 * smooth_noise(position * 9, seed + 2)


def _velvet(position: Plane, normal: Plane, seed: int) -> Plane:
    """Velvet: darker where it faces the eye, brighter at its edges, brushed in soft patches."""
    patches = smooth_noise(position * 7, seed) + 0.5 * smooth_noise(position * 19, seed + 1)
    rim = 1 - np.abs(normal[..., 1]) * 0.5 - np.abs(normal[..., 2]) * 0.3
    return 0.80 + 0.34 * rim + 0.10 * patches + 0.04 * smooth_noise(position * 500, seed + 2)


def _hide(position: Plane, normal: Plane, seed: int) -> Plane:
    """Leather: fine pores and a broad, soft patina."""
    pores = np.abs(smooth_noise(position * 260, seed)) + 0.6 * np.abs(smooth_noise(position * 520, seed + 1))
    return 1.05 - 0.12 * pores + 0.09 * smooth_noise(position * 5, seed + 2)


def _veins(position: Plane, normal: Plane, seed: int) -> Plane:
    """Marble: a few dark veins through a cloudy ground."""
    bent = position * 4 + 0.9 * np.stack([smooth_noise(position * 5, seed + i) for i in range(3)], -1)
    veins = 1 - np.abs(smooth_noise(bent, seed + 5))
    return 1.03 - 0.34 * np.clip(veins - 0.86, 0, 1) / 0.14 + 0.05 * smooth_noise(position * 14, seed + 6)


def _wicker(position: Plane, normal: Plane, seed: int) -> Plane:
    """Rattan: strands over and under each other."""
    u, v = _face_coordinates(position, normal)
    over = np.sin(u * 330) * np.sin(v * 330)
    return 1 + 0.28 * over + 0.10 * smooth_noise(position * 60, seed)


def _pile(position: Plane, normal: Plane, seed: int) -> Plane:
    """Wool: a deep, uneven pile."""
    return (
        1
        + 0.10 * smooth_noise(position * 320, seed)
        + 0.07 * smooth_noise(position * 90, seed + 1)
        + 0.04 * smooth_noise(position * 8, seed + 2)
    )


def _brushed(position: Plane, normal: Plane, seed: int) -> Plane:
    """Metal: hairlines so fine that only a shimmer is left."""
    return 1 + 0.03 * smooth_noise(position * np.array([500, 500, 8]), seed)


def _face_coordinates(position: Plane, normal: Plane) -> tuple[Plane, Plane]:
    """Return two coordinates in metres that run along the face a pixel lies on."""
    axis = np.abs(normal).argmax(axis=-1)
    u = np.where(axis == 0, position[..., 1], position[..., 0])
    v = np.where(axis == 2, position[..., 1], position[..., 2])
    return u, v


_MAKERS = {
    "oak": _grain,
    "walnut": _grain,
    "pine": _grain,
    "teak": _grain,
    "wenge": _grain,
    "linen": _weave,
    "cotton": _weave,
    "velvet": _velvet,
    "leather": _hide,
    "marble": _veins,
    "rattan": _wicker,
    "wool": _pile,
    "steel": _brushed,
    "brass": _brushed,
}
