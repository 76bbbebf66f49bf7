"""The demo catalogue: pictures of every variant in the studio and in rooms, the feed, the query photos, the report."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from training.renders.attribution import write_attribution
from training.renders.captions import name_model
from training.renders.compose import compose
from training.renders.files import remove_others, write_csv, write_picture
from training.renders.interiors import choose_room
from training.renders.models import Piece
from training.renders.passes import read_passes
from training.renders.places import DEMO, passes_path, room_path
from training.renders.products import COLUMNS, Variation, describe, list_variations, middling_sizes
from training.renders.queries import write_queries
from training.renders.studio import Failure

ROOM_EXPOSURE = 1.3
ROOM_PICTURES = 2
"""How many variants of a piece are also shown in its room."""


def write_shop(pieces: Sequence[Piece], failures: Sequence[Failure], size_px: int) -> None:
    """Write products.csv, the pictures, the query photos and ATTRIBUTION.md of all pieces that were rendered.

    A killed run goes on where it stopped: a picture that is there is not drawn again.
    """
    sold = [piece for piece in pieces if passes_path(piece).exists()]
    middling = middling_sizes(pieces)
    rows: list[dict[str, str]] = []
    variations: list[Variation] = []
    with ProcessPoolExecutor() as pool:
        waiting = [pool.submit(_draw_piece, piece, name_model(n), size_px) for n, piece in enumerate(sold)]
        for number, future in enumerate(waiting, start=1):
            drawn = future.result()
            variations += [variation for variation, _ in drawn]
            rows += [describe(variation, middling[variation.piece.type.noun], room) for variation, room in drawn]
            print(f"{number}/{len(waiting)} pieces, {len(rows)} products", flush=True)
    for column, folder in (("image", DEMO / "images"), ("room_image", DEMO / "rooms")):
        remove_others(folder, [row[column].rpartition("/")[2] for row in rows])
    write_csv(DEMO / "products.csv", COLUMNS, rows)
    write_queries(variations)
    write_attribution(DEMO / "ATTRIBUTION.md", sold, failures)


def _draw_piece(piece: Piece, model: str, size_px: int) -> list[tuple[Variation, str]]:
    """Write the pictures of a piece's variants that are not there yet; return these with their picture in a room."""
    passes = read_passes(passes_path(piece))
    variations = list_variations(piece, passes, model)
    for variation in variations:
        path = DEMO / "images" / f"{variation.id}.webp"
        if not path.exists():
            write_picture(compose(passes, variation.variant.finishes).resize((size_px, size_px)), path)
    furnished = variations[:ROOM_PICTURES] if room_path(piece).exists() else []
    if furnished:
        _draw_in_room(furnished, size_px)
    return [(v, f"rooms/{v.id}.webp" if v in furnished else "") for v in variations]


def _draw_in_room(variations: Sequence[Variation], size_px: int) -> None:
    passes = read_passes(room_path(variations[0].piece))
    for variation in variations:
        path = DEMO / "rooms" / f"{variation.id}.webp"
        if not path.exists():
            room = choose_room(variation.piece.id)
            picture = compose(passes, variation.variant.finishes, room, exposure=ROOM_EXPOSURE)
            write_picture(picture.resize((size_px, size_px)), path)
