"""Results and products as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog import Product
from search import Hit, SearchEngine
from ui import words
from ui.cards import draw_cards, draw_chip, draw_detail, draw_heading, format_match, format_price

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def product(small_engine: SearchEngine) -> Product:
    return small_engine.product("red-sofa")


@pytest.fixture
def hostile(product: Product) -> Product:
    return replace(
        product,
        id=f'"{HOSTILE}',
        title=HOSTILE,
        description=HOSTILE,
        category=HOSTILE,
        style=HOSTILE,
        colours=(HOSTILE,),
        materials=(HOSTILE,),
        creator=HOSTILE,
        license=HOSTILE,
        source=HOSTILE,
    )


@pytest.mark.parametrize(
    ("price", "currency", "text"),
    [
        (1249.0, "EUR", "€1,249"),
        (19.5, "USD", "$19.50"),
        (0.0, "GBP", "£0"),
        (300.0, "SEK", "300 SEK"),
        (None, "EUR", ""),
    ],
)
def test_price_reads_as_in_a_shop(product: Product, price: float | None, currency: str, text: str) -> None:
    assert format_price(replace(product, price=price, currency=currency)) == text


@pytest.mark.parametrize(("match", "text"), [(0.0, "0% match"), (0.654, "65% match"), (1.0, "100% match"), (None, "")])
def test_match_is_a_whole_percentage(match: float | None, text: str) -> None:
    assert format_match(match) == text


def test_card_opens_its_product_and_shows_title_price_and_match(product: Product) -> None:
    html = draw_cards([Hit(product, 1, 0.42)])
    assert 'data-open="red-sofa"' in html
    assert "Red sofa" in html
    assert "€100" in html
    assert "42% match" in html
    assert "thumbnails/red-sofa?v=" in html


def test_front_page_cards_show_no_match(product: Product) -> None:
    assert "match" not in draw_cards([Hit(product, 1)])


def test_no_result_is_said_in_words() -> None:
    assert words.NOTHING_FOUND in draw_cards([])


def test_whatever_a_catalogue_holds_stays_text(hostile: Product) -> None:
    hit = Hit(hostile, 1, 0.5, 0.5, 0.5)
    other = replace(hostile, id="other")
    for html in (draw_cards([hit]), draw_detail(hostile, [hostile, other], hit), draw_chip(hostile)):
        assert "<img src=x" not in html
        assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert 'data-open="&quot;&lt;img' in draw_cards([hit])


def test_whatever_a_visitor_types_stays_text() -> None:
    assert "<img" not in draw_heading(HOSTILE, HOSTILE, HOSTILE)


def test_detail_offers_the_other_variants_and_marks_the_shown_one(small_engine: SearchEngine, product: Product) -> None:
    variants = [other for other in small_engine.products if other.group == product.group]
    html = draw_detail(product, variants)
    assert html.count("data-open=") == 5
    assert html.count('aria-current="true"') == 1
    assert 'data-like="red-sofa"' in html


def test_detail_of_a_single_product_offers_no_variants(product: Product) -> None:
    html = draw_detail(product, [product])
    assert words.VARIANTS not in html


def test_detail_shows_how_well_photo_and_words_fit(product: Product) -> None:
    html = draw_detail(product, [product], Hit(product, 1, 0.5, 0.25, 0.75))
    assert 'value="0.250"' in html
    assert 'value="0.750"' in html
    one_sided = draw_detail(product, [product], Hit(product, 1, 0.75, None, 0.75))
    assert one_sided.count("<meter") == 1
    assert "<meter" not in draw_detail(product, [product])


def test_detail_leaves_out_what_is_unknown(product: Product) -> None:
    bare = replace(product, price=None, category="", colours=(), materials=(), style="", width_cm=None)
    html = draw_detail(bare, [bare])
    assert "<dt>" not in html


def test_chip_names_the_product_that_stands_for_the_photo(product: Product) -> None:
    assert "Red sofa" in draw_chip(product)
    assert draw_chip(None) == ""
