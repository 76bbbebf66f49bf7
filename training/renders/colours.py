"""Colour words and where they lie in CIE Lab, for pictures of products."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shade:
    """A shade that products come in: a shopper's name, the basic colour word it belongs to, and its sRGB value."""

    name: str
    word: str
    hex: str

    def linear(self) -> Floats:
        """Return linear RGB `(3,)` in 0..1."""
        return to_linear(np.array([int(self.hex[i : i + 2], 16) for i in (0, 2, 4)]) / 255.0)


SHADES = tuple(
    Shade(*row.split(","))
    for row in """
chalk white,white,f2f0ea
snow white,white,f7f7f5
jet black,black,1c1c1e
charcoal black,black,28282a
light grey,grey,b4b5b6
slate grey,grey,7b7f84
graphite grey,grey,595b5e
sand beige,beige,d8c7a8
oatmeal beige,beige,d9cdb8
cream beige,beige,e3d5b5
chestnut brown,brown,6b3f26
chocolate brown,brown,4e3122
caramel brown,brown,9a6436
brick red,red,a8281f
cherry red,red,b3121d
ruby red,red,8f0f22
tangerine orange,orange,e0701a
rust orange,orange,c4561c
mustard yellow,yellow,dba81e
lemon yellow,yellow,efcf2a
bottle green,green,1f5136
sage green,green,84a074
moss green,green,5a7a33
lagoon turquoise,turquoise,23a39c
teal turquoise,turquoise,16807f
navy blue,blue,1c2f5e
royal blue,blue,2450a8
sky blue,blue,6d9fd0
plum purple,purple,5f2f63
lavender purple,purple,9579b8
blush pink,pink,e5aeb0
rose pink,pink,d9698a
brass gold,gold,c9a24b
polished silver,silver,c4c6c8
""".strip().splitlines()
)  # fmt: skip

BASIC_WORDS = tuple(dict.fromkeys(shade.word for shade in SHADES))
METAL_WORDS = ("gold", "silver")


def to_linear(srgb: Floats) -> Floats:
    """Return linear light for sRGB values, both in 0..1."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def to_srgb(linear: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return sRGB values for linear light, both in 0..1."""
    clipped = np.clip(linear, 0.0, 1.0)
    return np.where(clipped <= 0.0031308, clipped * 12.92, 1.055 * clipped ** (1 / 2.4) - 0.055)


def to_lab(linear: Floats) -> Floats:
    """Return CIE Lab (D65) of linear RGB `(..., 3)`.

    Source: CIE 15, with the sRGB primaries of IEC 61966-2-1.
    """
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = linear @ matrix.T / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(np.maximum(xyz, 0)), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


_HUES = ((18, "pink"), (45, "red"), (72, "orange"), (102, "yellow"), (168, "green"), (218, "turquoise"), (300, "blue"), (335, "purple"), (361, "pink"))  # fmt: skip


def name_colour(linear: Floats) -> str:
    """Return the basic colour word of a linear RGB value `(3,)`: grey words by lightness, the others by hue.

    Hue counts more than lightness, since the light of a picture changes lightness most.
    """
    lightness, a, b = to_lab(np.asarray(linear, dtype=np.float64))
    chroma, hue = float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360)
    if chroma < 9 and not (lightness > 70 and chroma > 6 and 60 < hue < 110):
        return "white" if lightness > 86 else "black" if lightness < 28 else "grey"
    if lightness < 13:
        return "black"
    if 40 <= hue < 112 and chroma < 36 and lightness > 66:
        return "beige"
    # A dark red is still red where a dark orange is brown.
    if 25 <= hue < 95 and lightness < 56 and chroma < (34 if hue < 47 else 52):
        return "brown"
    word = next(word for limit, word in _HUES if hue < limit)
    if word == "red" and lightness > 64:
        return "pink"
    if word == "pink" and lightness < 42:
        return "red" if hue < 30 else "purple"
    return word
