"""The board of favourites as HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog import Product
from tests.ui.conftest import HOSTILE
from ui.board import MAX_KEPT, draw_board, read_ids, sum_prices
from ui.words import words


def test_total_keeps_currencies_apart_and_cents_exact(product: Product) -> None:
    kept = [replace(product, price=price, currency="EUR") for price in (0.1, 0.2, None)]
    kept.append(replace(product, price=50.0, currency="USD"))
    assert sum_prices(kept) == "€0.30 + $50"
    assert sum_prices([replace(product, price=None)]) == ""


def test_products_without_a_price_and_those_gone_are_counted(product: Product) -> None:
    html = draw_board([product, replace(product, id="other", price=None)], missing=3)
    assert words.BOARD_COUNT.format(count=2) in html
    assert words.BOARD_NO_PRICE.format(count=1) in html
    assert words.BOARD_MISSING.format(count=3) in html


def test_empty_board_says_how_to_fill_it_and_offers_no_export() -> None:
    html = draw_board([])
    assert words.BOARD_EMPTY in html
    assert "data-csv" not in html


def test_catalogue_is_escaped(hostile: Product) -> None:
    assert HOSTILE not in draw_board([hostile])


@pytest.mark.parametrize(
    ("value", "ids"),
    [(["a", "b", "a"], ("a", "b")), (None, ()), ("abc", ()), ({"a": 1}, ()), ([1, None, ["x"], "a"], ("a",))],
)
def test_any_report_of_a_browser_gives_ids(value: object, ids: tuple[str, ...]) -> None:
    assert read_ids(value) == ids


def test_board_has_an_end() -> None:
    assert len(read_ids([str(number) for number in range(1000)])) == MAX_KEPT
