"""Numbers and prices as they are written in the visitor's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.numbers import NumberPattern, format_decimal, get_currency_symbol, parse_pattern

from catalog import Product
from ui.words import words


def format_number(value: float) -> str:
    """Return a number with its thousands marked and at most two decimals."""
    return format_decimal(value, format="#,##0.##", locale=words.LOCALE)


def format_amount(amount: float, currency: str) -> str:
    """Return an amount of money as a shop writes it, without cents where there are none."""
    whole = amount == int(amount)
    if get_currency_symbol(currency, words.LOCALE) == currency:
        # A currency without a sign in this language: its code would stick to the number.
        return f"{format_decimal(amount, '#,##0' if whole else '#,##0.00', words.LOCALE)} {currency}"
    text: str = _money_pattern(words.LOCALE, whole).apply(
        amount, words.LOCALE, currency=currency, currency_digits=False
    )
    return text


def format_price(product: Product) -> str:
    """Return the price as a shop writes it, "" where it is unknown."""
    return "" if product.price is None else format_amount(product.price, product.currency)


def format_match(match: float | None) -> str:
    """Return a match figure in whole percent, "" where there is none."""
    return "" if match is None else words.MATCH.format(percent=round(100 * match))


@lru_cache
def _money_pattern(locale: str, whole: bool) -> NumberPattern:
    standard = Locale.parse(locale).currency_formats["standard"]
    return parse_pattern(standard.pattern.replace(".00", "")) if whole else standard
