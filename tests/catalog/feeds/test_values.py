"""What a cell may say, and what it must not be taken for."""

from __future__ import annotations

import pytest

from catalog.feeds.values import (
    disarm_formula,
    parse_length_cm,
    parse_number,
    parse_price,
    rearm_formula,
    split_list,
    strip_markup,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("199.00 EUR", (199.0, "EUR")),
        ("EUR 199,00", (199.0, "EUR")),
        ("€199", (199.0, "EUR")),
        ("1.299,00 €", (1299.0, "EUR")),
        ("1,299.00", (1299.0, "")),
        ("1,299,000", (1299000.0, "")),
        ("1'299.50 CHF", (1299.5, "CHF")),
        ("1\u202f299,50 €", (1299.5, "EUR")),
        ("12,5", (12.5, "")),
        ("0", (0.0, "")),
    ],
)
def test_prices_of_many_countries(text: str, expected: tuple[float, str]) -> None:
    assert parse_price(text) == expected


@pytest.mark.parametrize(
    "text", ["cheap", "-5", "-5 EUR", "nan", "inf", "", "1,299", "1.2.3", "12 or 15", "199 EURO", "€"]
)
def test_what_is_no_clear_price_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_price(text)


def test_named_decimal_mark_settles_what_could_be_two_things() -> None:
    assert parse_number("1.299", decimal=",") == 1299.0
    assert parse_number("1,299", decimal=".") == 1299.0
    assert parse_number("1,299", decimal=",") == 1.299


@pytest.mark.parametrize(
    ("text", "cm"), [("80", 80), ("80 cm", 80), ("800mm", 80), ("0,8 m", 80), ("10 in", 25.4), ('10"', 25.4)]
)
def test_lengths_become_centimetres(text: str, cm: float) -> None:
    assert parse_length_cm(text) == cm


@pytest.mark.parametrize("text", ["-80", "80 x 90", "wide", "80 parsecs", "-1 cm"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_length_cm(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Soft <b>and</b> wide</p><p>Oak</p>", "Soft and wide Oak"),
        ("Sofa &amp; stool", "Sofa & stool"),
        ("Sofa<script>alert(1)</script>", "Sofa"),
        ("Sofa<style>p {}</style> red", "Sofa red"),
        ("Shelf <50 cm", "Shelf <50 cm"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_html_becomes_its_text(html: str, text: str) -> None:
    assert strip_markup(html) == text


@pytest.mark.parametrize("text", ["=cmd()", "+1", "-1", "@SUM(A1)"])
def test_formulas_are_disarmed_and_come_back_as_they_were(text: str) -> None:
    assert disarm_formula(text) == f"'{text}"
    assert rearm_formula(disarm_formula(text)) == text
    assert rearm_formula("'t Hart sofa") == "'t Hart sofa"


def test_lists_are_lower_case_and_hold_each_part_once() -> None:
    assert split_list("Red; dark brown;;red ") == ("red", "dark brown")
    assert split_list("Red/Black", "/,") == ("red", "black")
