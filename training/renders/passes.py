"""What one rendering of a piece leaves behind: light, reflections, parts and places, from which variants are made."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

MAX_PARTS = 6

Plane = npt.NDArray[np.float32]
"""float32 `(height, width)` or `(height, width, channels)`"""


@dataclass(frozen=True)
class Part:
    """A part of a piece: all its materials of one role and like colour."""

    role: str
    colour: tuple[float, float, float]
    """Of the original model, linear RGB in 0..1."""
    share: float
    """Of the piece's surface, 0..1."""
    textured: bool


@dataclass(frozen=True)
class Passes:
    """One view of a piece, in linear light where a white floor in the open gives 1."""

    parts: tuple[Part, ...]
    masks: Plane
    """`(height, width, parts)`, the share of each pixel that a part covers, 0..1."""
    diffuse: Plane
    """`(height, width)`, the light falling on each pixel."""
    gloss: Plane
    """`(height, width)`, the light reflected as by a mirror; on metal the whole of its look."""
    albedo: Plane
    """`(height, width, 3)`, the original model's own colours and textures, linear RGB."""
    position: Plane
    """`(height, width, 3)`, in metres from the middle of the piece's foot."""
    normal: Plane
    """`(height, width, 3)`, unit vectors."""
    alpha: Plane
    """`(height, width)`, 0 where neither piece nor floor is seen."""


def write_passes(path: Path, passes: Passes) -> None:
    """Write the passes in a compact form, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        np.savez_compressed(
            file,
            parts=json.dumps([asdict(part) for part in passes.parts]),
            masks=_to_bytes(passes.masks),
            diffuse=passes.diffuse.astype(np.float16),
            gloss=passes.gloss.astype(np.float16),
            albedo=_to_bytes(np.sqrt(passes.albedo)),
            position=passes.position.astype(np.float16),
            normal=np.round(passes.normal * 127).astype(np.int8),
            alpha=_to_bytes(passes.alpha),
        )
    partial.replace(path)


def read_passes(path: Path) -> Passes:
    """Return the passes that `write_passes` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        parts = json.loads(str(arrays["parts"]))
        return Passes(
            parts=tuple(Part(p["role"], tuple(p["colour"]), p["share"], p["textured"]) for p in parts),
            masks=_to_floats(arrays["masks"]),
            diffuse=arrays["diffuse"].astype(np.float32),
            gloss=arrays["gloss"].astype(np.float32),
            albedo=_to_floats(arrays["albedo"]) ** 2,
            position=arrays["position"].astype(np.float32),
            normal=arrays["normal"].astype(np.float32) / 127,
            alpha=_to_floats(arrays["alpha"]),
        )


def _to_bytes(values: Plane) -> npt.NDArray[np.uint8]:
    return np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _to_floats(values: npt.NDArray[np.uint8]) -> Plane:
    return values.astype(np.float32) / 255
