"""The gallery as HTML."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from catalog import Product
from search import Hit, Note, Page, SearchEngine
from tests.ui.conftest import HOSTILE
from ui.amounts import format_match, format_price
from ui.cards import MAX_DOTS, draw_cards, draw_heading, draw_remarks
from ui.state import SearchState
from ui.words import words


def cards(*hits: Hit, total: int | None = None, state: SearchState | None = None, photo: str = "") -> str:
    return draw_cards(Page(hits, total=len(hits) if total is None else total), state or SearchState(), photo)


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
    html = cards(Hit(product, 1, 0.42))
    assert 'data-open="red-sofa"' in html
    assert 'alt="Red sofa"' in html
    assert "€100" in html
    assert "42% match" in html
    assert "thumbnails/red-sofa?v=" in html


def test_front_page_cards_show_no_match(product: Product) -> None:
    assert "match" not in cards(Hit(product, 1))


def test_card_steers_towards_and_away_and_remembers_it(product: Product) -> None:
    html = cards(Hit(product, 1), state=SearchState(dislikes=("red-sofa",)))
    assert re.search(r'data-kind="like" data-value="red-sofa" aria-pressed="false"', html)
    assert re.search(r'data-kind="dislike" data-value="red-sofa" aria-pressed="true"', html)


def test_variants_are_dots_with_the_shown_one_first_and_pressed(small_engine: SearchEngine, product: Product) -> None:
    variants = tuple(other for other in small_engine.products if other.group == product.group)
    html = cards(Hit(product, 1, variants=variants))
    assert re.findall(r'data-variant="([^"]+)"', html)[0] == "red-sofa"
    assert html.count("data-variant=") == 5
    assert html.count('aria-pressed="true"') == 1
    assert "data-variant" not in cards(Hit(product, 1, variants=(product,)))


def test_many_variants_are_counted_instead_of_shown(product: Product) -> None:
    variants = tuple(replace(product, id=str(number)) for number in range(MAX_DOTS + 4))
    html = cards(Hit(variants[-1], 1, variants=variants))
    assert html.count("data-variant=") == MAX_DOTS
    assert ">+4<" in html


def test_more_is_offered_while_there_is_more(product: Product) -> None:
    assert words.SHOWN_OF.format(shown=1, total=9) in cards(Hit(product, 1), total=9)
    assert 'data-kind="more"' in cards(Hit(product, 1), total=9)
    assert 'data-kind="more"' not in cards(Hit(product, 1), total=1)


def test_only_a_move_of_the_slider_counts_as_the_same_search(product: Product) -> None:
    def name(state: SearchState, photo: str = "") -> str:
        found = re.search(r'data-search="(\w+)"', cards(Hit(product, 1), state=state, photo=photo))
        assert found
        return found[1]

    search = SearchState(text="red")
    assert name(search) == name(replace(search, image_weight=0.1)) == name(replace(search, shown=48))
    assert len({name(search), name(search, "1"), name(replace(search, text="blue")), name(SearchState())}) == 4


def test_no_result_is_said_in_words() -> None:
    assert words.NOTHING_FOUND in cards()


def test_whatever_a_catalogue_holds_stays_text(hostile: Product) -> None:
    html = cards(Hit(hostile, 1, 0.5, variants=(hostile, replace(hostile, id="other"))))
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert 'data-open="&quot;&lt;img' in html


def test_whatever_a_visitor_types_stays_text() -> None:
    assert "<img" not in draw_heading(HOSTILE, HOSTILE) + draw_remarks(
        HOSTILE, [Note("left out", {"phrases": (HOSTILE,)})]
    )


def test_nothing_to_remark_takes_no_room() -> None:
    assert draw_remarks("", []) == ""
    assert draw_remarks("far off", [Note("one result")]).count("<p") == 2
