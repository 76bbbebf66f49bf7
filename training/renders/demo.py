"""The demo catalogue: `python -m training.renders.demo` renders it, composes its variants and writes its feed."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from training.renders.models import Piece
from training.renders.selection import select_pieces, shop_view
from training.renders.studio import DEFAULT_PYTHON, ROOT, Failure, make_job, render
from training.renders.views import WORK, locate_pieces

DEMO = ROOT / "catalog" / "demo"


def main() -> None:
    """Render what is missing, compose every variant, and write products.csv, the pictures and ATTRIBUTION.md."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--size", type=int, default=640, help="pixels a side")
    parser.add_argument("--samples", type=int, default=10)
    parser.add_argument("--pieces", type=int, default=130, help="how many distinct pieces the shop sells")
    parser.add_argument("--python", type=Path, default=DEFAULT_PYTHON, help="the interpreter that has bpy")
    parser.add_argument("--passes-only", action="store_true", help="render, and leave the catalogue as it is")
    options = parser.parse_args()
    located = dict(locate_pieces())
    pieces = select_pieces(located)[: options.pieces]
    failures = render_pieces(pieces, located, options)
    if not options.passes_only:
        from training.renders.shop import write_shop

        write_shop(pieces, failures, options.size)


def render_pieces(pieces: Sequence[Piece], located: dict[Piece, Path], options: argparse.Namespace) -> list[Failure]:
    """Render the shop's view of every piece, and after that another view of every eighth for the query photos."""
    shown = [make_job(p, located[p], [(passes_path(p), shop_view(p))], options.size, options.samples) for p in pieces]
    asked = [
        make_job(p, located[p], [(query_path(p), _other_view(p))], options.size, options.samples)
        for p in pieces
        if is_asked_for(p)
    ]
    return render(shown, options.python) + render(asked, options.python)


def passes_path(piece: Piece) -> Path:
    """Return where the passes of the shop's picture of a piece are kept."""
    return WORK / "shop" / f"{piece.id}.npz"


def query_path(piece: Piece) -> Path:
    """Return where the passes of a piece's query photo are kept."""
    return WORK / "queries" / f"{piece.id}.npz"


def is_asked_for(piece: Piece) -> bool:
    """Return whether a query photo is made of the piece."""
    return piece.id in QUERY_PIECES


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


def _other_view(piece: Piece) -> dict[str, float]:
    dice = random.Random(f"query/{piece.id}")
    return shop_view(piece) | {
        "azimuth": dice.uniform(18, 42),
        "elevation": dice.uniform(8, 16),
        "fill": 0.66,
        "focal_mm": 42.0,
        "sun_azimuth": dice.uniform(50, 75),
        "sun_softness": 12.0,
        "sun_share": 0.55,
    }


if __name__ == "__main__":
    main()
