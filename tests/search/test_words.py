"""Wanted and unwanted words."""

import pytest

from search.words import Words, split_words


@pytest.mark.parametrize(
    ("text", "wanted", "avoid"),
    [
        ("red velvet sofa", "red velvet sofa", ()),
        ("sofa, not red", "sofa", ("red",)),
        ("not leather", "", ("leather",)),
        ("sofa without arms, in oak", "sofa, in oak", ("arms",)),
        ("chair but not metal and cosy", "chair and cosy", ("metal",)),
        ("lamp not black not white", "lamp", ("black", "white")),
        ("no plastic; wooden table", "wooden table", ("plastic",)),
        ("NOT Red sofa, blue", "blue", ("Red sofa",)),
        ("knot rug, nook", "knot rug, nook", ()),
        ("not", "not", ()),
        ("", "", ()),
        ("沙发 🛋️", "沙发 🛋️", ()),
    ],
)
def test_split(text: str, wanted: str, avoid: tuple[str, ...]) -> None:
    assert split_words(text) == Words(wanted, avoid)
