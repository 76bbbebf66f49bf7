"""The demo catalogue: `python -m training.renders.demo` renders it, composes its variants and writes its feed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.renders.models import Piece
from training.renders.places import passes_path, query_path, room_path
from training.renders.selection import (
    is_asked_for,
    query_view,
    room_view,
    select_furnished,
    select_pieces,
    shop_view,
)
from training.renders.shop import write_shop
from training.renders.studio import DEFAULT_PYTHON, Failure, make_job, render
from training.renders.views import locate_pieces


def main() -> None:
    """Render what is missing, compose every variant, and write products.csv, the pictures and ATTRIBUTION.md."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--size", type=int, default=640, help="pixels a side")
    parser.add_argument("--samples", type=int, default=10)
    parser.add_argument("--pieces", type=int, default=400, help="how many distinct pieces the shop sells at the most")
    parser.add_argument("--python", type=Path, default=DEFAULT_PYTHON, help="the interpreter that has bpy")
    parser.add_argument("--passes-only", action="store_true", help="render, and leave the catalogue as it is")
    options = parser.parse_args()
    located = dict(locate_pieces())
    pieces = select_pieces(located)[: options.pieces]
    failures = render_pieces(pieces, located, options)
    if not options.passes_only:
        write_shop(pieces, failures, options.size)


def render_pieces(pieces: Sequence[Piece], located: dict[Piece, Path], options: argparse.Namespace) -> list[Failure]:
    """Render the shop's view of every piece, then what is shown in a room, then what the query photos show."""
    wanted = [[(piece, passes_path(piece), shop_view(piece)) for piece in pieces]]
    wanted += [[(piece, room_path(piece), room_view(piece)) for piece in select_furnished(pieces)]]
    wanted += [[(piece, query_path(piece), query_view(piece)) for piece in pieces if is_asked_for(piece)]]
    failures: dict[str, Failure] = {}
    for views in wanted:
        jobs = [
            make_job(piece, located[piece], [(path, view)], options.size, options.samples)
            for piece, path, view in views
            if piece.id not in failures
        ]
        failures |= {failure.piece_id: failure for failure in render(jobs, options.python)}
    return list(failures.values())


if __name__ == "__main__":
    main()
