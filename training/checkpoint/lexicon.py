"""The attribute words: colours, materials and patterns with their synonyms, and the styles that lean on them.

A text's attributes are looked up here when it is turned into a training target. The trained text tower has no such
list: it learns from these targets, and from MiniLM for everything else.
"""

from __future__ import annotations

import re

COLOURS: dict[str, tuple[str, ...]] = {
    "white": ("chalk", "ivory", "snow white", "off-white", "off white", "pure white"),
    "black": ("jet black", "ebony", "onyx", "charcoal"),
    "grey": ("gray", "slate", "graphite", "anthracite", "ash grey", "light grey", "dark grey"),
    "beige": ("sand", "cream", "oatmeal", "ecru", "natural", "taupe", "khaki"),
    "brown": ("chestnut", "chocolate", "caramel", "cognac", "tan", "coffee brown", "dark brown"),
    "red": ("crimson", "scarlet", "burgundy", "ruby", "cherry red", "brick red", "wine red"),
    "orange": ("tangerine", "rust", "terracotta", "apricot", "copper coloured"),
    "yellow": ("mustard", "lemon", "ochre", "sunny yellow", "golden yellow"),
    "green": ("olive", "sage", "moss", "emerald", "bottle green", "mint", "lime", "forest green"),
    "turquoise": ("teal", "aqua", "lagoon", "cyan", "petrol"),
    "blue": ("navy", "royal blue", "sky blue", "cobalt", "indigo", "denim", "light blue", "dark blue"),
    "purple": ("plum", "lavender", "violet", "lilac", "aubergine", "mauve"),
    "pink": ("blush", "rose", "fuchsia", "magenta", "salmon", "dusty pink"),
    "gold": ("golden", "gilded"),
    "silver": ("silvery", "chrome coloured"),
}
MATERIALS: dict[str, tuple[str, ...]] = {
    "linen": ("linen fabric",),
    "velvet": ("velour", "plush"),
    "cotton": ("cotton fabric", "canvas"),
    "wool": ("woollen", "boucle", "felt"),
    "leather": ("faux leather", "leatherette", "hide"),
    "oak": ("light wood", "ash wood", "birch"),
    "walnut": ("dark wood", "mahogany"),
    "pine": ("solid pine", "spruce"),
    "teak": ("acacia", "eucalyptus"),
    "wenge": ("black-brown wood",),
    "lacquer": ("lacquered", "painted", "high-gloss", "glossy"),
    "ceramic": ("porcelain", "stoneware", "earthenware"),
    "steel": ("stainless steel", "chrome", "aluminium", "metal", "metallic"),
    "brass": ("brass coloured",),
    "black steel": ("wrought iron", "iron"),
    "copper": (),
    "glass": ("glazed",),
}
WOODS = ("oak", "walnut", "pine", "teak", "wenge")
PATTERNS: dict[str, tuple[str, ...]] = {
    "striped": ("stripes", "stripy"),
    "checked": ("checkered", "plaid", "chequered"),
    "dotted": ("polka dot", "dots", "spotted"),
    "bordered": ("with a border",),
}
STYLES: dict[str, dict[str, float]] = {
    "minimalist": {"white": 1, "grey": 0.7, "black": 0.6, "lacquer": 0.8},
    "scandinavian": {"oak": 1, "white": 0.8, "grey": 0.5, "linen": 0.4},
    "nordic": {"oak": 1, "white": 0.8, "grey": 0.5, "linen": 0.4},
    "mid-century": {"walnut": 1, "orange": 0.4, "yellow": 0.5, "turquoise": 0.4, "brown": 0.5},
    "industrial": {"black steel": 1, "steel": 0.6, "black": 0.7, "walnut": 0.4},
    "rustic": {"pine": 1, "oak": 0.8, "brown": 0.8, "teak": 0.4},
    "farmhouse": {"pine": 1, "oak": 0.8, "white": 0.5},
    "classic": {"leather": 0.8, "brown": 0.8, "walnut": 0.8, "red": 0.3},
    "traditional": {"leather": 0.7, "brown": 0.8, "walnut": 0.9},
    "modern": {"white": 0.7, "black": 0.7, "grey": 0.6, "lacquer": 0.7, "steel": 0.5},
    "glamorous": {"velvet": 1, "brass": 0.9, "gold": 0.8, "pink": 0.3},
    "luxurious": {"velvet": 1, "brass": 0.7, "leather": 0.5, "gold": 0.5},
    "colourful": {"yellow": 0.7, "red": 0.7, "blue": 0.7, "green": 0.6, "orange": 0.6, "pink": 0.5, "turquoise": 0.5},
    "bohemian": {"orange": 0.6, "yellow": 0.4, "wool": 0.6, "brown": 0.4},
    "wooden": {"oak": 1, "walnut": 0.8, "pine": 0.9, "teak": 0.7},
    "wood": {"oak": 1, "walnut": 0.8, "pine": 0.9, "teak": 0.7},
    "bright": {"yellow": 0.8, "orange": 0.6, "red": 0.5, "turquoise": 0.5, "pink": 0.4},
    "pastel": {"pink": 0.9, "turquoise": 0.5, "purple": 0.5, "yellow": 0.4},
    "fabric": {"linen": 1, "cotton": 1, "wool": 0.6, "velvet": 0.6},
    "upholstered": {"linen": 1, "cotton": 1, "velvet": 0.6},
    "patterned": {"striped": 1, "checked": 1, "dotted": 1},
}

CONCEPTS = (*COLOURS, *MATERIALS, *PATTERNS)


def _words() -> dict[str, dict[str, float]]:
    words = {style: dict(mixture) for style, mixture in STYLES.items()}
    for table in (COLOURS, MATERIALS, PATTERNS):
        for concept, synonyms in table.items():
            for word in (concept, *synonyms):
                words[word] = {concept: 1.0}
    return words


WORDS = _words()
_PATTERN = re.compile(r"\b(" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def find_attributes(text: str) -> tuple[dict[str, float], str]:
    """Return the concepts that a text names, each with a weight, and the text without these words.

    "a deep red sofa" gives red and "deep sofa"; "in walnut" gives walnut and nothing else.
    """
    weights: dict[str, float] = {}
    for match in _PATTERN.finditer(text):
        for concept, weight in WORDS[match.group().lower()].items():
            weights[concept] = weights.get(concept, 0.0) + weight
    rest = re.sub(r"\b(in|of|a|an|the|and|with|from|made)\b", " ", _PATTERN.sub(" ", text), flags=re.IGNORECASE)
    return weights, " ".join(rest.split(" ,")).strip(" ,.") if rest.strip(" ,.") else ""
