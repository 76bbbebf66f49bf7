"""What stands behind a piece: the studio's ground, a plain corner for query photos of old, or a room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.renders.passes import Passes
from training.renders.textures import smooth_noise, texture

Floats = npt.NDArray[np.float32]
Colour = tuple[float, float, float]
"""Linear RGB in 0..1."""

_SKIRTING_M = 0.08
_BOARD_M = 0.15


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A studio's ground, and how dark the shadow falls on it (1 as rendered)."""

    floor: Colour = (0.93, 0.925, 0.91)
    wall: Colour | None = None
    """Of a painted corner: above `horizon` the wall begins; a studio has none."""
    horizon: float = 0.62
    """Share of the picture's height, from its top, at which the wall ends."""
    shadow: float = 1.0

    def draw(self, passes: Passes, covered: Floats) -> Floats:
        """Return the ground with the piece's shadow: the floor's own light against that of the open floor."""
        free = (covered < 0.02) & (passes.alpha > 0.98)
        shadow = np.ones_like(passes.diffuse)
        if free.any():
            open_light = float(np.percentile(passes.diffuse[free], 95))
            # Where a pixel belongs to the piece in part, the floor beside it tells the shadow well enough.
            shadow = np.where(passes.alpha > 0.98, np.clip(passes.diffuse / max(open_light, 1e-3), 0, 1), 1.0)
        shadow = shadow**self.shadow
        picture = shadow[..., None] * np.array(self.floor, dtype=np.float32)
        if self.wall is not None:
            height = len(shadow)
            rows = (np.arange(height) / height - self.horizon)[:, None, None]
            blend = np.clip(rows * height / 1.5 + 0.5, 0, 1)
            falloff = 1 - 0.12 * np.linspace(1, 0, shadow.shape[1])[None, :, None]
            picture = picture * blend + np.array(self.wall, dtype=np.float32) * falloff * (1 - blend)
        return picture.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Room:
    """A room that was rendered with the piece (`scenery.View.room`): what its floor and its wall are made of."""

    floor: Colour = (0.42, 0.27, 0.14)
    wall: Colour = (0.80, 0.76, 0.69)
    boards: bool = True
    """Whether the floor is of wooden boards; else it is plain."""
    seed: int = 0

    def draw(self, passes: Passes, covered: Floats) -> Floats:
        """Return floor and wall in the light that falls on them."""
        # At the piece's edge light and place are mixed with the piece's own; the ground beside it tells them.
        facts = np.concatenate([passes.diffuse[..., None], passes.position, passes.normal[..., 1:2]], axis=-1)
        light, place, facing = np.split(_spread_inwards(facts, covered < 0.01), [1, 4], axis=-1)
        ground = np.where(facing < -0.5, self._paint_wall(place), self._lay_floor(place))
        return (light * ground).astype(np.float32)

    def _lay_floor(self, place: Floats) -> Floats:
        ground = np.broadcast_to(np.array(self.floor, dtype=np.float32), place.shape)
        level = np.zeros_like(place)
        level[..., 2] = 1.0
        if not self.boards:
            cloudy = smooth_noise(place * 2.3, self.seed) + 0.5 * smooth_noise(place * 9, self.seed + 1)
            return np.asarray(ground * (1 + 0.05 * cloudy[..., None]), dtype=np.float32)
        row = np.floor(place[..., 1] / _BOARD_M)
        seam = np.abs(place[..., 1] / _BOARD_M - row - 0.5) > 0.488
        tone = smooth_noise(
            np.stack([row * 0 + 7.3, row + 0.5, np.floor((place[..., 0] + row * 0.61) / 1.4)], -1), self.seed
        )
        grain = texture("oak", place, level, self.seed)
        return np.asarray(ground * (grain * (1 + 0.16 * tone) * np.where(seam, 0.55, 1.0))[..., None], dtype=np.float32)

    def _paint_wall(self, place: Floats) -> Floats:
        plaster = 1 + 0.02 * smooth_noise(place * 6, self.seed + 2) + 0.012 * smooth_noise(place * 60, self.seed + 3)
        wall = np.array(self.wall, dtype=np.float32) * plaster[..., None]
        height = place[..., 2] - place[..., 2].min()
        skirting = np.array([0.82, 0.81, 0.78]) * np.where(np.abs(height - _SKIRTING_M) < 0.006, 0.7, 1.0)[..., None]
        return np.asarray(np.where((height < _SKIRTING_M)[..., None], skirting, wall), dtype=np.float32)


def _spread_inwards(facts: Floats, known: npt.NDArray[np.bool_], steps: int = 3) -> Floats:
    """Return facts `(height, width, n)` with those of known pixels copied some steps into the unknown ones."""
    facts, known = facts.copy(), known.copy()
    for _ in range(steps):
        for axis in (0, 1):
            for shift in (1, -1):
                reached = np.roll(known, shift, axis) & ~known
                facts[reached] = np.roll(facts, shift, axis)[reached]
                known |= reached
    return facts
