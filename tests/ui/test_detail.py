"""One product in full, as HTML."""

from __future__ import annotations

from dataclasses import replace

from catalog import Product
from search import Hit, SearchEngine
from ui.detail import draw_detail
from ui.words import words


def test_detail_offers_the_other_variants_and_marks_the_shown_one(small_engine: SearchEngine, product: Product) -> None:
    variants = [other for other in small_engine.products if other.group == product.group]
    html = draw_detail(product, variants)
    assert html.count("data-open=") == 5
    assert html.count('aria-current="true"') == 1
    assert 'data-kind="like" data-value="red-sofa"' in html
    assert 'data-kind="dislike" data-value="red-sofa"' in html


def test_detail_of_a_single_product_offers_no_variants(product: Product) -> None:
    assert words.VARIANTS not in draw_detail(product, [product])


def test_detail_shows_how_well_photo_and_words_fit(product: Product) -> None:
    html = draw_detail(product, [product], Hit(product, 1, 0.5, 0.25, 0.75))
    assert 'value="0.250"' in html
    assert 'value="0.750"' in html
    one_sided = draw_detail(product, [product], Hit(product, 1, 0.75, None, 0.75))
    assert one_sided.count("<meter") == 1
    assert "<meter" not in draw_detail(product, [product])


def test_detail_leaves_out_what_is_unknown(product: Product) -> None:
    bare = replace(product, price=None, category="", colours=(), materials=(), style="", width_cm=None)
    assert "<dt>" not in draw_detail(bare, [bare])


def test_product_in_a_room_is_shown_where_the_feed_has_one(product: Product) -> None:
    assert "rooms/" not in draw_detail(product, [product])
    html = draw_detail(replace(product, extra={"room_image": "rooms/a.webp"}), [product])
    assert 'src="rooms/red-sofa?v=' in html
    assert f'alt="Red sofa, {words.IN_A_ROOM}"' in html


def test_whatever_a_catalogue_holds_stays_text(hostile: Product) -> None:
    html = draw_detail(replace(hostile, extra={"room_image": "x"}), [hostile, replace(hostile, id="other")])
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
