"""Which pieces the demo shop sells, and from where it shows them: chosen by looking at contact sheets."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest

from training.renders.models import Piece

REJECTED = {
    "kl-filing-cabinet-74": "its faces fight for the same place",
    "bs-wardrobewithslidingdoors-68": "its faces fight for the same place",
    "bs-lockedlocker-98": "a gym locker is no furniture",
    "sc-vase1-41": "its walls let the light through",
    "bb-abdominalbench-86": "sports equipment",
    "bb-wire-coathanger-67": "a coat hanger is no furniture",
    "sc-bamboo-352": "a garden's bamboo grove",
    "sc-ficustree-353": "a tree",
    "bs-tablefan-47": "a fan is no lamp",
    "kl-porch-light-43": "its glass hides what it is",
    "kl-wall-spotlight-46": "too plain to know what it is",
    "kl-wall-lamp-artwork-45": "too plain to know what it is",
    "sc-curtain-154": "its folds stand up like a fan",
    "sc-metal-glass-table-64": "its top is missing",
    "sc-clothes-basket-194": "lies on its side",
    "sc-office-box-46": "its texture does not fit",
    "bs-plant-126": "its leaves have no colour",
    "bs-orchids-124": "its leaves have no colour",
    "bs-decorativeplant-113": "its leaves have no colour",
    "bb-hanginglight-29": "the part that takes the colour is not seen",
    "bs-littleplant-77": "its pot keeps its looks, so that nothing can be said of what it is made of",
    "bs-cactus-107": "its leaves have no colour",
    "bb-white-lily-109": "its leaves have no colour",
    "sc-convertible-sofa-bz-opened-289": "the same sofa as the closed one, seen as a bed",
    "bb-armchair1-87": "its shell and seat are one material",
    "bb-armchair2-120": "its shell and not its seat takes the colour",
    "sc-ceiling-lamp-213": "only a ring of it is left",
}

_VIEWS: dict[str, dict[str, float]] = {
    "flat": {"azimuth": -18.0, "elevation": 48.0},
    "wall": {"azimuth": -14.0, "elevation": 3.0},
    "hanging": {"azimuth": -20.0, "elevation": -6.0},
    "table": {"elevation": 20.0},
    "bed": {"elevation": 22.0, "azimuth": -38.0},
}


_TURNS = {"sofa": 8, "armchair": 8, "chair": 8}
"""How many pieces of a kind stand in a row when its turn comes; of all others one."""


def select_pieces(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces of the shop, kinds taking turns, so that any beginning of the list is a small shop."""
    kinds: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.type.category and piece.id not in REJECTED:
            kinds.setdefault(piece.type.noun, []).append(piece)
    turns = [batched(members, _TURNS.get(noun, 1)) for noun, members in kinds.items()]
    return [piece for turn in chain.from_iterable(zip_longest(*turns, fillvalue=())) for piece in turn]


def batched(pieces: list[Piece], count: int) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces in runs of so many."""
    for start in range(0, len(pieces), count):
        yield tuple(pieces[start : start + count])


def shop_view(piece: Piece) -> dict[str, float]:
    """Return from where the shop shows a piece, as the fields of `scenery.View` that differ from its defaults."""
    return _VIEWS.get(piece.type.family, {})


_FURNISHED_SHARES = {"soft": 0.7, "bed": 0.5, "chair": 0.26, "table": 0.26, "storage": 0.26, "lamp": 0.3, "wall": 0.3,
                     "flat": 0.3}  # fmt: skip
"""Of the pieces of each family, how many may also be shown in a room: most of what makes a room."""


_FURNISHED_PIECES = 60


def select_furnished(pieces: Iterable[Piece]) -> list[Piece]:
    """Return those of the shop's pieces of which a picture in a room is made, in their order."""
    likely = (
        piece
        for piece in pieces
        if random.Random(f"room/{piece.id}").random() < _FURNISHED_SHARES.get(piece.type.family, 0.0)
    )
    return list(islice(likely, _FURNISHED_PIECES))


def room_view(piece: Piece) -> dict[str, float]:
    """Return from where the picture in a room shows a piece: the low sun of an afternoon comes through a window."""
    dice = random.Random(f"room view/{piece.id}")
    return {
        "azimuth": dice.uniform(-24, -10),
        "elevation": 34.0 if piece.type.family == "flat" else dice.uniform(6, 12),
        "fill": dice.uniform(0.62, 0.72),
        "focal_mm": 42.0,
        "sun_azimuth": dice.uniform(-60, -42),
        "sun_elevation": dice.uniform(34, 44),
        "sun_softness": 2.0,
        "sun_share": 0.5,
        "room": True,
    }


QUERY_PIECES = frozenset(
    {
        "bb-bedsidetable-5",
        "bb-coffeetable-22",
        "bb-dresserwithdrawers-130",
        "bb-ella-chair-f-24",
        "bb-kitchenchair-123",
        "bb-tvstand-82",
        "bb-wardrobe-63",
        "bs-armchair2-86",
        "bs-bed3-88",
        "bs-chair-93",
        "bs-couch2-112",
        "bb-green-stool-28",
        "bs-sofa2-132",
        "bs-stool2-168",
        "bs-verticalshelves-61",
        "ch-floor-lamp-1",
        "ch-pendant-dome",
        "kl-mid-century-chair-47",
        "kl-mid-century-sofa-57",
        "sc-armchair2-69",
        "sc-burlap-sofa-76",
        "sc-little-lamp1-55",
        "sc-round-table-338",
        "sc-table-wood-and-iron-91",
    }
)


def is_asked_for(piece: Piece) -> bool:
    """Return whether a query photo is made of the piece."""
    return piece.id in QUERY_PIECES


def query_view(piece: Piece) -> dict[str, float]:
    """Return from where the query photo shows a piece: another side, in another light and room."""
    dice = random.Random(f"query/{piece.id}")
    return room_view(piece) | {
        "azimuth": dice.uniform(18, 38),
        "elevation": dice.uniform(8, 16),
        "sun_azimuth": dice.uniform(40, 60),
        "sun_softness": dice.uniform(4, 12),
        "sun_share": 0.42,
    }
