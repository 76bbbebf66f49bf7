"""What a part of a model is made of, guessed from its material's name and looks."""

from __future__ import annotations

import colorsys
import re

ROLES = ("fabric", "leather", "wood", "metal", "paint", "print", "plant", "glass", "mirror", "light")
"""Leather stays leather by its name alone; paint is everything smooth and plain: plastic, lacquer, ceramics."""

_NAMES = (
    ("print", r"^print$"),
    ("mirror", r"miroir|mirror|espejo"),
    ("glass", r"glass|verre|vitre|cristal|vetro|vidrio"),
    ("light", r"bulb|ampoule|bombilla|\blight\b|neon|flame|fire"),
    ("plant", r"leaf|leav|feuille|hoja|foglia|petal|flower|fleur|stem|grass|bamboo|plant|arbol|green_l"),
    ("leather", r"leather|cuir|piel|pelle|skai"),
    ("wood", r"wood|bois|legno|holz|madera|oak|walnut|pine|teak|parquet|timber|plank|haya|roble|nogal|wenge|beech"),
    ("metal", r"metal|alu|chrome|chrom|steel|iron|inox|acier|acero|brass|gold|silver|copper|screw|handle|knob|wheel|hierro"),
    ("fabric", r"fabric|cloth|tissu|tela|cushion|coussin|cojin|pillow|mattress|matelas|blanket|sheet|drap|linen|cotton|"
               r"velvet|wool|textil|curtain|carpet|rug|seat|asiento|couch|sofa|shade|towel|string|rope"),
    ("paint", r"plastic|lacquer|paint|ceramic|porcelain|marble|stone|paper|page|book|rubber|white|black"),
)  # fmt: skip
_BY_NAME = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _NAMES)
_DEFAULTS = {"soft": "fabric", "bed": "wood", "storage": "wood", "table": "wood", "chair": "wood", "lamp": "metal",
             "hanging": "metal", "wall": "metal", "plant": "plant", "flat": "fabric"}  # fmt: skip


def guess_role(
    name: str, family: str, colour: tuple[float, float, float], shininess: float, opacity: float, textured: bool
) -> str:
    """Return the role of a material from its name, or else its looks and the kind of piece it belongs to.

    `colour` is the linear diffuse colour in 0..1, `shininess` the mean of its specular colour, `opacity` 0..1.
    """
    if opacity < 0.6:
        return "glass"
    for role, pattern in _BY_NAME:
        if pattern.search(name):
            return "paint" if role == "light" and family not in {"lamp", "hanging", "wall"} else role
    hue, saturation, value = colorsys.rgb_to_hsv(*colour)
    if family == "plant":
        return "plant" if textured or 0.17 < hue < 0.5 else "paint"
    brown = 0.02 < hue < 0.14 and saturation > 0.25 and value < 0.85
    if brown and family in {"table", "storage", "chair", "bed", "soft", "thing"}:
        return "wood"
    if shininess > 0.45 and saturation < 0.2 and value > 0.1 and family != "soft":
        return "metal"
    if family in {"lamp", "hanging", "wall"} and value > 0.5 and saturation < 0.45 and shininess < 0.6:
        return "fabric"
    if family == "soft" and value < 0.06 and not textured:
        return "paint"
    if family in {"table", "storage", "chair"} and not textured and not brown:
        return "paint"
    return _DEFAULTS.get(family, "paint")
