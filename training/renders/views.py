"""Training views: every home piece seen small, from a few random sides and in changing light."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from training.renders.models import Piece, read_pieces, unpack_library
from training.renders.places import WORK
from training.renders.shapes import make_shapes
from training.renders.studio import DEFAULT_PYTHON, make_job, render


def main() -> None:
    """Render the training views and write `pieces.json`, which says what each piece is."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=WORK / "views")
    parser.add_argument("--size", type=int, default=192, help="pixels a side")
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--views", type=int, default=1, help="views of each piece")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--python", type=Path, default=DEFAULT_PYTHON, help="the interpreter that has bpy")
    options = parser.parse_args()
    pieces = list(locate_pieces())
    options.out.mkdir(parents=True, exist_ok=True)
    described = [asdict(piece) for piece, _ in pieces]
    (options.out / "pieces.json").write_text(json.dumps(described, indent=1))
    # All first views come before the second ones, so that training can begin on a part of them.
    for number in range(options.views):
        jobs = []
        for piece, obj in pieces:
            view = (options.out / f"{piece.id}.{number}.npz", _random_view(piece, number, options.seed))
            jobs.append(make_job(piece, obj, [view], options.size, options.samples))
        render(jobs, options.python, report=lambda line: print(line, flush=True))


def locate_pieces() -> Iterator[tuple[Piece, Path]]:
    """Yield every home piece with its OBJ file, furniture first."""
    yield from make_shapes(WORK / "models")
    for piece in read_pieces():
        yield piece, unpack_library(piece, WORK / "models")


def _random_view(piece: Piece, number: int, seed: int) -> dict[str, float]:
    dice = random.Random(f"{piece.id}/{number}/{seed}")
    flat = piece.type.family == "flat"
    return {
        "azimuth": dice.uniform(-20, 20)
        if flat or piece.type.family == "wall"
        else dice.choice([-1, 1]) * dice.uniform(0, 60),
        "elevation": dice.uniform(30, 88) if flat else dice.uniform(3, 34),
        "focal_mm": dice.uniform(35, 100),
        "fill": dice.uniform(0.82, 0.98),
        "sun_azimuth": dice.uniform(-80, 80),
        "sun_elevation": dice.uniform(32, 75),
        "sun_softness": dice.uniform(10, 60),
        "sun_share": dice.uniform(0.3, 0.7),
    }


if __name__ == "__main__":
    main()
