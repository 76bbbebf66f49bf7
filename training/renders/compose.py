"""Pictures of a piece in any finish, made from its passes without rendering again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from training.renders.backdrops import Backdrop, Room
from training.renders.colours import Shade, to_srgb
from training.renders.passes import Passes
from training.renders.textures import texture

Floats = npt.NDArray[np.float32]

# How strongly a material mirrors the room, beside what was rendered for its role.
_GLOSS = {"leather": 1.5, "velvet": 0.4, "linen": 0.1, "cotton": 0.1, "wool": 0.0, "lacquer": 1.0, "ceramic": 1.3,
          "marble": 1.2, "rattan": 0.3, "paper": 0.1}  # fmt: skip
_PLAIN_WOOD = {"oak": "c79a63", "walnut": "6f4a2f", "pine": "dcb684", "teak": "9c6537", "wenge": "3c2a20"}
_PLAIN_OTHER = {"marble": "dedad3", "rattan": "b98d5a"}
_PLAIN_METAL = {"steel": "c9cacb", "brass": "d1a54e", "black steel": "2b2b2d", "copper": "c47a52"}
WOODS, METALS = tuple(_PLAIN_WOOD), tuple(_PLAIN_METAL)


@dataclass(frozen=True, slots=True)
class Finish:
    """What one part is made of. Without a shade wood and metal have their own colour, other materials the model's."""

    material: str
    shade: Shade | None = None
    pattern: str = ""
    """Of a rug: striped, checked, dotted or bordered; of a print: sun, arches or blocks; drawn in `second`."""
    second: Shade | None = None

    def linear(self) -> npt.NDArray[np.float64] | None:
        """Return the linear RGB `(3,)` of the material, `None` for the model's own colours."""
        if self.shade is not None:
            return self.shade.linear()
        plain = (_PLAIN_WOOD | _PLAIN_METAL | _PLAIN_OTHER).get(self.material)
        return Shade("", "", plain).linear() if plain else None


def compose(
    passes: Passes,
    finishes: Sequence[Finish],
    backdrop: Backdrop | Room | None = None,
    detail: bool = True,
    exposure: float = 1.0,
) -> Image.Image:
    """Return the piece with one finish for each part, in front of a backdrop, as RGB.

    Without `detail` the procedural textures are left out: some thirty times as fast, for training at small sizes.
    """
    linear = compose_linear(passes, finishes, backdrop or Backdrop(), detail) * exposure
    return Image.fromarray(np.round(to_srgb(_roll_off(linear)) * 255).astype(np.uint8))


def compose_linear(passes: Passes, finishes: Sequence[Finish], backdrop: Backdrop | Room, detail: bool) -> Floats:
    """Return the picture in linear light, float32 `(height, width, 3)`, before tone mapping."""
    covered = object_mask(passes)
    picture = backdrop.draw(passes, covered) * (1 - covered[..., None])
    solid = [i for i, part in enumerate(passes.parts) if part.role != "glass"]
    # Behind glass a pixel has two parts; the solid ones share what there is.
    scale = 1 / np.maximum(passes.masks[..., solid].sum(axis=-1), 1.0) if solid else None
    for index in solid:
        mask = passes.masks[..., index] * scale
        if mask.any():
            picture += mask[..., None] * _shade_part(passes, index, finishes[index], detail)
    glass = [i for i, part in enumerate(passes.parts) if part.role == "glass"]
    if glass:
        pane = passes.masks[..., glass].max(axis=-1)[..., None]
        picture = picture * (1 - pane * np.array([0.16, 0.11, 0.12])) + pane * (0.02 + 0.5 * passes.gloss[..., None])
    return picture.astype(np.float32)


def object_mask(passes: Passes) -> Floats:
    """Return the share of each pixel that the piece covers, float32 `(height, width)`, glass left out."""
    solid = [i for i, part in enumerate(passes.parts) if part.role != "glass"]
    return passes.masks[..., solid].sum(axis=-1).clip(0, 1) if solid else np.zeros_like(passes.diffuse)


def part_mask(passes: Passes, index: int) -> Floats:
    """Return the share of each pixel that a part covers, float32 `(height, width)`."""
    return passes.masks[..., index]


def _shade_part(passes: Passes, index: int, finish: Finish, detail: bool) -> Floats:
    part = passes.parts[index]
    colour = finish.linear()
    if part.role == "mirror":
        return passes.gloss[..., None] * np.array([0.86, 0.9, 0.9], dtype=np.float32)
    if part.role == "metal" and finish.material in METALS:
        surface = texture(finish.material, passes.position, passes.normal) if detail else 1.0
        return (passes.gloss * surface)[..., None] * colour.astype(np.float32)
    light = passes.diffuse if part.role != "metal" else passes.gloss.clip(0, 1)
    if colour is None:
        albedo = passes.albedo
    else:
        albedo = colour.astype(np.float32) * _surface(passes, index, finish, detail)[..., None]
        if finish.pattern and finish.second is not None:
            albedo = _draw_pattern(passes, index, finish, albedo)
    gloss = passes.gloss * _GLOSS.get(finish.material, 0.8) if part.role != "metal" else 0.0
    return albedo * light[..., None] + np.asarray(gloss * 0.9)[..., None]


def _surface(passes: Passes, index: int, finish: Finish, detail: bool) -> Floats:
    """Return how each pixel differs from the material's mean: the model's own texture, or a procedural one."""
    if passes.parts[index].textured:
        mask = passes.masks[..., index]
        grey = passes.albedo.mean(axis=-1) + 0.02
        mean = float((grey * mask).sum() / max(mask.sum(), 1e-6))
        return np.clip(grey / max(mean, 1e-3), 0.35, 2.2) ** 0.8
    if not detail:
        return np.ones_like(passes.diffuse)
    return texture(finish.material, passes.position, passes.normal, seed=index)


def _draw_pattern(passes: Passes, index: int, finish: Finish, albedo: Floats) -> Floats:
    mask = passes.masks[..., index]
    if passes.parts[index].role == "fabric":
        drawn = _rug_pattern(finish.pattern, passes.position[..., 0], passes.position[..., 1], mask)
    else:
        drawn = _print_pattern(finish.pattern, passes.position[..., 0], passes.position[..., 2], mask)
    second = finish.second.linear().astype(np.float32) if finish.second else albedo
    return np.where(drawn[..., None], second, albedo)


def _rug_pattern(pattern: str, x: Floats, y: Floats, mask: Floats) -> npt.NDArray[np.bool_]:
    if pattern == "striped":
        return np.asarray(np.sin(x * 2 * np.pi / 0.22) > 0.1)
    if pattern == "checked":
        return np.asarray((np.sin(x * 2 * np.pi / 0.3) > 0) ^ (np.sin(y * 2 * np.pi / 0.3) > 0))
    if pattern == "dotted":
        return np.asarray((x % 0.2 - 0.1) ** 2 + (y % 0.2 - 0.1) ** 2 < 0.05**2)
    return np.asarray(np.maximum(np.abs(x) / _reach(x, mask), np.abs(y) / _reach(y, mask)) > 0.86)


def _print_pattern(pattern: str, x: Floats, z: Floats, mask: Floats) -> npt.NDArray[np.bool_]:
    """Return where a framed print is bare, in its second colour; `u` and `v` run from -1 to 1 over the smaller side."""
    middle = float((z * mask).sum() / max(mask.sum(), 1e-6))
    side = min(_reach(x, mask), _reach(z - middle, mask))
    u, v = x / side, (z - middle) / side
    if pattern == "sun":
        return np.asarray((u**2 + (v - 0.15) ** 2 > 0.3) & (v > -0.62 + 0.1 * np.sin(3 * u)))
    if pattern == "arches":
        rings = np.hypot(u, np.maximum(v + 0.35, 0)) % 0.32 < 0.19
        return np.asarray(~rings | (np.hypot(u, v + 0.35) > 0.95) | (v < -0.8))
    tall = (np.abs(u + 0.32) < 0.42) & (np.abs(v - 0.38) < 0.42)
    low = (np.abs(u - 0.48) < 0.28) & (np.abs(v + 0.22) < 0.52)
    return np.asarray(~(tall | low))


def _reach(values: Floats, mask: Floats) -> float:
    return max(float(np.abs(values * (mask > 0.5)).max()), 1e-3)


def _roll_off(linear: Floats) -> Floats:
    """Return the light with its highlights bent below 1, as film does; everything below 0.8 stays as it is."""
    bright = np.maximum(linear - 0.8, 0)
    return np.minimum(linear, 0.8) + 0.2 * (1 - np.exp(-bright / 0.2))
