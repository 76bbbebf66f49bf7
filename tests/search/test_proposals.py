"""A photo of a room is offered in pieces, found with the encoder itself."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from catalog import Product, open_picture
from search import SearchEngine
from search.encoder import OpenClipEncoder
from search.proposals import MAX_OVERLAP, lay_boxes, pool_boxes, suppress_overlaps
from tests.shops import picture


def cut_out(product: Product) -> Image.Image:
    """Return a catalogue picture without its white ground."""
    image = open_picture(product.image)
    mark = image.copy()
    for corner in ((0, 0), (mark.width - 1, 0), (0, mark.height - 1), (mark.width - 1, mark.height - 1)):
        ImageDraw.floodfill(mark, corner, (255, 0, 255), thresh=40)
    alpha = Image.fromarray((~(np.asarray(mark) == (255, 0, 255)).all(axis=2)).astype(np.uint8) * 255)
    image.putalpha(alpha)
    return image.crop(alpha.getbbox())


def furnish(product: Product, left: int) -> tuple[Image.Image, tuple[float, float, float, float]]:
    """Return a room of wall and floor with the product in it, and its box in shares."""
    room = Image.new("RGB", (720, 480), (225, 218, 205))
    ImageDraw.Draw(room).rectangle((0, 300, 720, 480), fill=(150, 125, 100))
    piece = cut_out(product)
    piece.thumbnail((300, 240))
    top = 440 - piece.height
    room.paste(piece, (left, top), piece)
    return room, (left / 720, top / 480, (left + piece.width) / 720, 440 / 480)


def shared(one: tuple, other: tuple) -> float:
    """Return the intersection of two boxes over their union."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / (sum(areas) - width * height)


def test_pieces_in_a_room_are_found(engine: SearchEngine) -> None:
    pieces = [p for p in engine.products if p.category in ("Sofas", "Armchairs")][::20]
    found = []
    for number, product in enumerate(pieces):
        room, box = furnish(product, left=60 + 40 * number)
        found.append(max((shared(p.box, box) for p in engine.propose_objects(room)), default=0.0) >= 0.3)
    assert np.mean(found) >= 0.5, f"{np.mean(found):.2f} of {len(found)} pieces lie in a proposed box"


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (64, 64)])
def test_any_photo_gets_an_answer(engine: SearchEngine, size: tuple[int, int]) -> None:
    for proposal in engine.propose_objects(Image.new("RGB", size, (120, 90, 60)), count=3):
        left, top, right, bottom = proposal.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
        assert 0 <= proposal.confidence <= 1


def test_an_encoder_that_sees_the_whole_alone_looks_through_windows(small_engine: SearchEngine) -> None:
    proposals = small_engine.propose_objects(picture("red"), count=3)
    assert 1 <= len(proposals) <= 3
    assert [p.confidence for p in proposals] == sorted((p.confidence for p in proposals), reverse=True)


def test_places_are_what_the_tower_averages(
    encoder: OpenClipEncoder, engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At its own size, so that both passes see the same pixels.
    monkeypatch.setattr("search.encoder.PLACES_SCALE", 1)
    image = open_picture(engine.products[0].image).resize((160, 160))
    pooled = encoder.embed_places(image).mean(axis=(0, 1))
    (whole,) = encoder.embed_images([image])
    cosine = float((pooled / np.linalg.norm(pooled)) @ whole)
    assert cosine > 0.999


def test_overlapping_boxes_leave_the_surest() -> None:
    boxes = [(0.0, 0.0, 0.5, 0.5), (0.1, 0.1, 0.6, 0.6), (0.5, 0.5, 1.0, 1.0)]
    assert suppress_overlaps(boxes, np.array([0.2, 0.9, 0.1])) == [1, 2]
    assert MAX_OVERLAP < 0.64


def test_boxes_and_rings_are_means_of_their_places() -> None:
    places = np.zeros((3, 3, 2), np.float32)
    places[..., 1] = 1.0
    places[1, 1] = (1.0, 0.0)
    inside, around = pool_boxes(places, np.array([[1, 1, 2, 2]]))
    assert inside[0] == pytest.approx([1.0, 0.0])
    assert around[0] == pytest.approx([0.0, 1.0])
    assert {tuple(box) for box in lay_boxes(2, 3)} == {(0, 0, 2, 2), (1, 0, 3, 2)}
