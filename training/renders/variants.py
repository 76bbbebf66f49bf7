"""Which finishes a piece comes in: what changes from variant to variant, and what stays."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from training.renders.colours import SHADES, Shade
from training.renders.compose import METALS, WOODS, Finish
from training.renders.passes import Part

FABRICS = ("linen", "velvet", "cotton", "wool")
_COLOURED = tuple(shade for shade in SHADES if shade.word not in {"gold", "silver"})
_WOOD_PAINTS = tuple(s for s in _COLOURED if s.name in {"chalk white", "jet black", "slate grey", "sage green", "navy blue",
                                                          "brick red", "mustard yellow", "teal turquoise", "blush pink", "sky blue"})  # fmt: skip
_WOOD_WORDS = {"oak": "beige", "walnut": "brown", "pine": "beige", "teak": "brown", "wenge": "black"}
_OTHER_WORDS = {"marble": "white", "rattan": "beige"}
_METAL_WORDS = {"steel": "silver", "brass": "gold", "black steel": "black", "copper": "orange"}
_LEATHERS = tuple(s for s in _COLOURED if s.name in {"jet black", "chocolate brown", "caramel brown", "chestnut brown", "chalk white",
                                                       "brick red", "cream beige", "bottle green", "navy blue"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variant:
    """A finish for every part of a piece, and the words for the part that shows most."""

    finishes: tuple[Finish, ...]
    main: int
    """Index of the part that gives the variant its colour; -1 where the model keeps its own looks."""
    colour: str
    """Basic colour word of the main part, "" where the model keeps its own."""
    shade: str
    """The shopper's name of the shade, or of the wood or metal."""
    material: str
    pattern: str = ""


def main_part(parts: Sequence[Part]) -> int:
    """Return the index of the part that gives a piece its colour: the largest that comes in other finishes."""
    for index, part in enumerate(parts):
        if part.role not in {"glass", "mirror", "light", "plant"}:
            return index
    return -1


def draw_variant(parts: Sequence[Part], family: str, dice: random.Random) -> Variant:
    """Return a random variant: the main part in any finish of its role, the others in keeping."""
    main = main_part(parts)
    base = tuple(_companion(part, dice) for part in parts)
    if main < 0:
        return Variant(base, -1, "", "", "")
    return _with_main(parts, base, main, _draw_finish(parts[main], family, dice))


def list_variants(parts: Sequence[Part], family: str, count: int, seed: str) -> list[Variant]:
    """Return up to `count` variants whose colour words differ, fixed by the seed; legs and handles stay the same.

    Most sofas, chairs and the like have one of red and blue each, so that "the same in red" has an answer; of tables,
    cupboards and beds fewer, since a shop that is all primary colours looks like a toy shop.
    """
    dice = random.Random(seed)
    main = main_part(parts)
    base = tuple(_companion(part, dice) for part in parts)
    if main < 0:
        return [Variant(base, -1, "", "", "")]
    chosen: dict[str, Variant] = {}
    likely = 0.25 if family in {"table", "storage", "bed"} else 0.75
    wanted = [word for word in ("red", "blue") if dice.random() < likely]
    for attempt in range(300):
        variant = _with_main(parts, base, main, _draw_finish(parts[main], family, dice))
        missing = [word for word in wanted if word not in chosen]
        if variant.colour in chosen or (missing and variant.colour not in missing and attempt < 150):
            continue
        chosen[variant.colour] = variant
        if len(chosen) == count:
            break
    return list(chosen.values())


def _with_main(parts: Sequence[Part], base: Sequence[Finish], main: int, finish: Finish) -> Variant:
    """Return a variant in which every part of the main part's role wears the main finish; legs of wood stay wood."""
    role, share = parts[main].role, parts[main].share
    finishes = tuple(
        finish if part.role == role and (index == main or part.share > 0.03 * share) else base[index]
        for index, part in enumerate(parts)
    )
    word = finish.shade.word if finish.shade else (_WOOD_WORDS | _METAL_WORDS | _OTHER_WORDS)[finish.material]
    shade = finish.shade.name if finish.shade else finish.material
    return Variant(finishes, main, word, shade, finish.material, finish.pattern)


def _draw_finish(part: Part, family: str, dice: random.Random) -> Finish:
    role = part.role
    if family == "soft" and role in {"wood", "paint"}:
        # The largest part of a sofa is its cover, whatever its brown or shine makes it look like.
        role = "fabric"
    if role == "print":
        return _draw_print(dice)
    if role == "wood":
        if family == "table" and dice.random() < 0.08:
            return Finish("marble")
        if dice.random() < 0.6:
            return Finish(dice.choice(WOODS))
        return Finish("lacquer", dice.choice(_WOOD_PAINTS))
    if role == "metal":
        if dice.random() < 0.7:
            return Finish(dice.choice(METALS[:3]))
        return Finish("lacquer", dice.choice(_COLOURED))
    if role == "leather" or (role == "fabric" and family == "soft" and dice.random() < 0.18):
        return Finish("leather", dice.choice(_LEATHERS))
    if role == "fabric":
        if family in {"lamp", "hanging"} and dice.random() < 0.12:
            return Finish("rattan")
        shade = dice.choice(_COLOURED)
        if family == "flat":
            return _draw_rug(shade, dice)
        return Finish(dice.choice(FABRICS), shade)
    return Finish("ceramic" if family == "vase" else "lacquer", dice.choice(_COLOURED))


def _draw_rug(shade: Shade, dice: random.Random) -> Finish:
    if dice.random() < 0.5:
        return Finish("wool", shade)
    second = dice.choice(
        [
            other
            for other in _COLOURED
            if other.name in {"chalk white", "charcoal black", "cream beige"} and other.word != shade.word
        ]
    )
    return Finish("wool", shade, dice.choice(("striped", "checked", "dotted", "bordered")), second)


def _draw_print(dice: random.Random) -> Finish:
    """Return a paper of two colours that stand apart."""
    ground = dice.choice(
        [shade for shade in _COLOURED if shade.word in {"white", "beige", "grey", "pink", "blue", "green"}]
    )
    drawn = dice.choice([s for s in _COLOURED if s.word not in {ground.word, "white", "beige", "grey"}])
    return Finish("paper", drawn, dice.choice(("sun", "arches", "blocks")), ground)


def _companion(part: Part, dice: random.Random) -> Finish:
    """Return what a part that is not the main one is made of."""
    if part.role == "wood":
        return Finish(dice.choice(("oak", "walnut", "oak", "wenge")))
    if part.role == "metal":
        return Finish(dice.choice(("steel", "steel", "black steel", "brass")))
    if part.role in {"glass", "mirror", "plant", "light"} or part.textured:
        return Finish("original")
    if part.role == "fabric":
        return Finish(
            "cotton", dice.choice([s for s in SHADES if s.name in {"chalk white", "oatmeal beige", "light grey"}])
        )
    return Finish("original")
