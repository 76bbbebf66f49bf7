"""The searches that are one click away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shops import picture
from ui.examples import Example, QueryPhoto, available_examples, draw_examples, photo_path, read_query_photos


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    queries = tmp_path / "queries"
    queries.mkdir()
    for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"):
        picture("blue").save(queries / name)
    (queries / "queries.csv").write_text(
        'image,group,id,note\na.jpg,g,a,"sofa, red"\nb.jpg,g,b,"wing armchair, blue"\nc.jpg,g,c,"table lamp, white"\n'
        'd.jpg,g,d,"sofa, grey"\nmissing.jpg,g,e,"chair, blue"\n../a.jpg,g,f,"chair, blue"\nc.jpg,g,h,\n',
        encoding="utf-8",
    )
    return tmp_path


def test_photos_without_a_file_or_a_note_are_left_out(shop: Path) -> None:
    photos = read_query_photos(shop / "queries")
    assert photos[1] == QueryPhoto("b.jpg", "wing armchair", "blue")
    assert [photo.file for photo in photos] == ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]


def test_photo_examples_fit_their_photo_and_use_each_once(shop: Path) -> None:
    red, leather, alone, *rest = available_examples(shop)
    assert red == Example("in red", "red", 0.5, "d.jpg", "sofa")
    assert red.title == "This sofa, in red"
    assert leather == Example("in leather", "brown leather", 0.5, "b.jpg", "wing armchair")
    assert alone == Example("alone", "", photo="c.jpg", noun="table lamp")
    assert all(example.text and not example.photo for example in rest)
    assert all(photo_path(shop, example).is_file() for example in (red, leather, alone))


@pytest.mark.parametrize("content", [None, b"", b"image,note", b"\xff\xfe\x00broken", b"note\nsofa", b"image\na.jpg"])
def test_any_catalogue_has_examples_by_words(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "queries").mkdir()
    if content is not None:
        (tmp_path / "queries" / "queries.csv").write_bytes(content)
    examples = available_examples(tmp_path)
    assert len(examples) >= 3
    assert all(example.text and not example.photo for example in examples)


def test_buttons_carry_their_number_and_escape_their_title() -> None:
    html = draw_examples([Example("cosy", "x"), Example("alone", "x", photo="my sofa.jpg", noun="<b>")])
    assert 'data-example="0"' in html
    assert 'data-example="1"' in html
    assert "&lt;b&gt;" in html
    assert 'src="queries/my%20sofa.jpg"' in html
