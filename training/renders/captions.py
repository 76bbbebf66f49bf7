"""What the shop says of a product: title, description, price, colours, materials and style, all from its facts."""

from __future__ import annotations

import random
from collections.abc import Sequence

from training.renders.models import Piece
from training.renders.passes import Part
from training.renders.variants import Variant

_MODELS = """
Alma Arvid Bruno Celine Dalia Edda Enzo Fenja Finn Greta Hanno Ida Ilvy Jonte Juna Kaia Kalle Lasse Leni Linnea Liv
Malin Mats Mila Nele Nora Odin Okka Pia Rasmus Ronja Runa Silja Sontje Tilda Tjark Uma Vida Wanja Yrsa Anouk Beppe
Carla Dorte Elin Fabio Gesa Henk Inka Jaro Kiran Lotte Merle Nuno Oskar Paola Rika Sven Taavi Ulla Veit Wilma
Aino Birk Clea Darja Eike Freya Gustav Hella Ivo Jette Kimi Lumi Momo Nils Orla Pelle Quint Rosa Selma Tove Ulf Viggo
Wim Xenia Yara Zoe Amira Bela Coco Dario Elio Fritzi Gio Hedda Isa Joris Karla Luca Maja Niko Olga Pino Rafa Sina
Tessa Ugo Vera Wanda Yuna Zita Arne Bodil Caspar Ditte Espen Frida Gunnar Hilke Ingo Jorid Kjell Lova Minna Njord
Oda Per Ragna Stig Tora Unni Vigdis Ylva
""".split()  # noqa: SIM905 a list of words reads best as words
_MATERIAL_PRICES = {"leather": 1.6, "velvet": 1.2, "linen": 1.1, "wool": 1.15, "walnut": 1.3, "oak": 1.2, "teak": 1.35,
                    "brass": 1.25, "marble": 1.7, "wenge": 1.2, "pine": 0.85, "lacquer": 0.9, "cotton": 0.95}  # fmt: skip
_MATERIAL_WORDS = {"lacquer": "lacquered", "black steel": "steel", "original": ""}
_CARE = {
    "leather": "Leather that grows softer with the years.",
    "velvet": "Deep velvet that catches the light.",
    "linen": "Washed linen with a dry, cool hand.",
    "wool": "Woven from wool, warm and hard-wearing.",
    "cotton": "Sturdy cotton with covers that come off for the wash.",
    "oak": "Solid oak with an open, lively grain.",
    "walnut": "Dark walnut, oiled by hand.",
    "pine": "Light pine that mellows over time.",
    "teak": "Weatherproof teak with a warm tone.",
    "wenge": "Nearly black wenge with a fine grain.",
    "lacquer": "A smooth lacquered finish that wipes clean.",
    "ceramic": "Glazed ceramic, each piece fired slowly.",
    "brass": "Brushed brass that gains a patina.",
    "marble": "Polished marble, veined differently on every piece.",
    "rattan": "Woven rattan that lets the light through.",
    "paper": "Printed on heavy, uncoated paper and framed in wood.",
    "steel": "Brushed steel, cool and exact.",
    "black steel": "Powder-coated steel in deep black.",
}
_PRINTS = {"sun": "a low sun", "arches": "arches", "blocks": "two blocks"}
_USES = {
    "soft": ("Made for long evenings.", "Deep enough to put your feet up.", "Compact outside, generous inside.", "A seat that keeps its shape."),
    "chair": ("Sits upright at the table and easy everywhere else.", "Light enough to move with one hand.", "Comfortable through a long dinner."),
    "table": ("Room for work, meals and everything between.", "Stands firm and takes daily use.", "A top that is easy to care for."),
    "storage": ("Keeps order without asking for attention.", "Room for more than it seems.", "Doors and drawers that close softly."),
    "bed": ("A calm place to end the day.", "A sturdy frame for deep sleep."),
    "lamp": ("A warm pool of light where you need it.", "Soft light for reading and winding down."),
    "hanging": ("Gathers everyone under its light.", "Warm light above the table."),
    "wall": ("Opens up the wall it hangs on.", "A finishing touch for the hallway or bedroom."),
    "plant": ("Brings the green indoors.", "Easy to care for and happy in bright corners."),
    "vase": ("Beautiful with flowers, and without.", "A quiet shape for the shelf."),
    "flat": ("Ties the room together underfoot.", "Warm underfoot on cold mornings."),
    "thing": ("A small thing that makes a room.", "Useful every day, good to look at."),
}  # fmt: skip
_STYLES = {
    "minimalist": {"white", "black", "grey", "lacquer", "steel"},
    "scandinavian": {"oak", "pine", "white", "linen", "grey", "beige"},
    "mid-century": {"walnut", "yellow", "orange", "turquoise", "teak", "green"},
    "industrial": {"black steel", "steel", "black", "wenge"},
    "rustic": {"pine", "oak", "brown", "teak", "wool"},
    "classic": {"leather", "brown", "brass", "red", "velvet", "walnut"},
    "glamorous": {"velvet", "brass", "gold", "pink", "purple", "blue"},
}


def name_model(position: int) -> str:
    """Return the model name of the piece at a position in the shop's list; no two of a first hundreds share one."""
    return _MODELS[position % len(_MODELS)] + ("" if position < len(_MODELS) else f" {1 + position // len(_MODELS)}")


def write_title(piece: Piece, model: str, variant: Variant) -> str:
    """Return for example "Greta armchair in navy blue velvet"."""
    if variant.material == "paper":
        return f"{model} {piece.type.noun}, {_PRINTS[variant.pattern]} in {variant.shade}"
    return f"{model} {piece.type.noun}" + (f" in {_describe(variant)}" if variant.main >= 0 else "")


def write_description(piece: Piece, parts: Sequence[Part], variant: Variant, seed: str) -> str:
    """Return one or two sentences about the product that its picture bears out."""
    dice = random.Random(f"description/{seed}")
    sentences = [dice.choice(_USES[piece.type.family])]
    if variant.main >= 0 and variant.material in _CARE:
        sentences.insert(0, _CARE[variant.material])
    legs = [
        f.material
        for f, part in zip(variant.finishes, parts, strict=True)
        if part.role in {"wood", "metal"} and part.share < 0.3
    ]
    if legs and legs[0] in _CARE and variant.main >= 0 and parts[variant.main].role not in {"wood", "metal"}:
        sentences.append(f"Details in {legs[0]}.")
    return " ".join(sentences)


def set_price(piece: Piece, variant: Variant, middling_size_cm: float) -> float:
    """Return a price in euros that follows the kind, the size beside that of its kind, and the material; it ends in 9."""
    size = (piece.width_cm * max(piece.depth_cm, piece.height_cm)) ** 0.5
    factor = min(1.7, max(0.6, (size / middling_size_cm) ** 0.7)) * _MATERIAL_PRICES.get(variant.material, 1.0)
    price = piece.type.price * factor
    step = 10 if price < 400 else 50
    return max(9.0, round(price / step) * step - 1.0)


def list_materials(parts: Sequence[Part], variant: Variant) -> tuple[str, ...]:
    """Return the materials that are seen, the main one first."""
    order = sorted(range(len(parts)), key=lambda i: (i != variant.main, -parts[i].share))
    seen = []
    for index in order:
        part, finish = parts[index], variant.finishes[index]
        if part.role == "glass":
            seen.append("glass")
        elif part.role == "mirror":
            seen.append("mirror glass")
        elif finish.material != "original" and part.share > 0.01:
            seen.append({"lacquer": "lacquer", "black steel": "steel"}.get(finish.material, finish.material))
    return tuple(dict.fromkeys(seen))


def suggest_style(variant: Variant, materials: Sequence[str], seed: str) -> str:
    """Return the style that the colour and materials lean to; of equals one by lot."""
    words = {variant.colour, *materials, variant.material}
    dice = random.Random(f"style/{seed}")
    scores = {style: len(words & leaning) + dice.random() * 0.5 for style, leaning in _STYLES.items()}
    return max(scores, key=lambda style: scores[style])


def _describe(variant: Variant) -> str:
    material = _MATERIAL_WORDS.get(variant.material, variant.material)
    pattern = f"{variant.pattern} " if variant.pattern else ""
    if variant.shade == variant.material:
        return variant.shade
    return f"{pattern}{variant.shade} {material}" if material != "lacquered" else f"{pattern}{variant.shade} lacquer"
