"""A search as a link and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog import Product
from ui.sharing import draw_arrival, draw_share, name_catalogue, read_link, write_link
from ui.state import SearchState
from ui.words import words

EVERYTHING = SearchState(
    text="red & “velvet” = 100% ~ sofa?",
    image_weight=0.25,
    avoid="leather, arms",
    terms=(("warm ~ wood", 0.5), ("cold", -1.0)),
    likes=("a/b&c=1", "b"),
    dislikes=("c",),
    category="Sofas > Two, three",
    strict=True,
    colours=("red", "dark:blue"),
    materials=("velvet",),
    price_min=99.99,
    price_max=1234567.5,
    width_max_cm=180.5,
    sort="price_up",
    blend="centroid",
)


def knows_all(product_id: str) -> bool:
    return True


@pytest.mark.parametrize("state", [SearchState(), EVERYTHING])
def test_link_brings_the_whole_search_back(state: SearchState) -> None:
    assert read_link("?" + write_link(state, "v1"), knows_all, "v1") == (state, ())


def test_neither_photo_nor_its_crop_is_in_the_link_which_says_so() -> None:
    cropped = replace(EVERYTHING, crop=(0.1, 0.2, 0.8, 0.9))
    link = write_link(cropped, "v1", with_photo=True)
    assert read_link(link, knows_all, "v1") == (EVERYTHING, (words.LINK_PHOTO,))
    assert words.SHARE_PHOTO in draw_share(link, with_photo=True)


def test_products_that_are_gone_are_left_out_with_a_note() -> None:
    state, notes = read_link(write_link(EVERYTHING, "v1"), lambda product_id: product_id == "b", "v2")
    assert (state.likes, state.dislikes) == (("b",), ())
    assert notes == (words.LINK_MISSING.format(count=2), words.LINK_OLD)


@pytest.mark.parametrize(
    "query",
    ["", "?", "?image_weight=nan", "?image_weight=much&sort=up&blend=x&price_min=-3&width_max_cm=inf&strict=1",
     "?term=x&term=~&term=%ff&colour=&like=", "?%00=%00&catalogue", "text" * 9000],
)  # fmt: skip
def test_nonsense_is_an_empty_search(query: str) -> None:
    state, _ = read_link(query, lambda product_id: False, "v1")
    assert state == SearchState()


def test_absurd_values_are_brought_inside_their_limits() -> None:
    likes = "".join(f"&like={number}" for number in range(900))
    state, _ = read_link(f"?image_weight=7&text={'x' * 5000}{likes}", knows_all, "v1")
    assert state.image_weight == 1.0
    assert len(state.text) == 1000
    assert len(state.likes) <= 20


def test_link_is_escaped() -> None:
    html = draw_share(write_link(SearchState(text='"><script>alert(1)</script>'), "v1"), with_photo=False)
    assert "<script>" not in html
    assert draw_arrival([]) == ""
    assert "<b>" not in draw_arrival(["<b>"])


def test_catalogue_has_another_name_once_a_product_has_gone(product: Product) -> None:
    other = replace(product, id="other")
    assert name_catalogue([product, other]) == name_catalogue([product, replace(other, title="renamed")])
    assert name_catalogue([product]) != name_catalogue([product, other])
