"""What is written in a cell: numbers, prices, lengths, lists and plain text."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser

CURRENCY_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "US$": "USD", "CA$": "CAD", "A$": "AUD", "zł": "PLN"}
CM_PER_UNIT = {
    "": 1.0,
    "cm": 1.0,
    "mm": 0.1,
    "m": 100.0,
    "in": 2.54,
    "inch": 2.54,
    "inches": 2.54,
    '"': 2.54,
    "″": 2.54,
    "ft": 30.48,
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula."""

_GROUPED = re.compile(r"\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*")
_PRICE = re.compile(
    r"(?P<before>[^\d\s.,+-]{1,4})?\s*(?P<number>[+-]?[\d.,][\d.,'’ \u00a0\u202f]*?)\s*(?P<after>[^\d\s.,]{1,4})?"
)
_LENGTH = re.compile(r"(?P<number>[+-]?[\d.,][\d.,'’ ]*?)\s*(?P<unit>[a-z\"″]*)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")
MARKUP = r"<[a-zA-Z/!]|&#?\w{2,8};"
"""A pattern that finds what may be HTML."""


def parse_number(text: str, decimal: str = "") -> float:
    """Return the number, 0 or more, written with a point or a comma, with or without marks for thousands.

    `decimal` says which of the two divides the decimals; without it, the mark that can only be one decides.

    Raises:
        ValueError: it is no number, negative, or could be read in two ways ("1,299").
    """
    try:
        value = float(text if decimal != "," else "no")
    except ValueError:
        value = float(_plain_digits(text.strip(), decimal))
    if not math.isfinite(value) or value < 0:
        raise ValueError(text)
    return value


def parse_price(text: str, decimal: str = "") -> tuple[float, str]:
    """Return the amount and the currency's code, empty where the cell names none: "€ 1.299,00" is (1299.0, "EUR").

    Raises:
        ValueError: there is no such amount, or the currency is unknown.
    """
    found = _PRICE.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    named = (found["before"] or "") + (found["after"] or "")
    currency = CURRENCY_SYMBOLS.get(named, named.upper())
    if currency and not re.fullmatch(r"[A-Z]{3}", currency):
        raise ValueError(text)
    return parse_number(found["number"], decimal), currency


def parse_length_cm(text: str, decimal: str = "") -> float:
    """Return a length in centimetres; "80", "80 cm", "0.8 m" and "31.5 in" are understood.

    Raises:
        ValueError: it is no length of 0 or more in a unit that we know.
    """
    found = _LENGTH.fullmatch(text.strip())
    if not found or found["unit"].lower() not in CM_PER_UNIT:
        raise ValueError(text)
    return round(parse_number(found["number"], decimal) * CM_PER_UNIT[found["unit"].lower()], 2)


def split_list(text: str, separators: str = ";") -> tuple[str, ...]:
    """Return the parts in lower case, each once: "Red; dark brown" is ("red", "dark brown")."""
    parts = re.split(f"[{re.escape(separators)}]", text)
    return tuple(dict.fromkeys(part.strip().lower() for part in parts if part.strip()))


def clean_text(text: str) -> str:
    """Return the text in one line, without the characters that nobody sees."""
    return " ".join(_CONTROLS.sub("", text).split())


def strip_markup(text: str) -> str:
    """Return the text of HTML without its tags, scripts and styles; what is nothing but tags stays as it is."""
    reader = _TextOfHtml()
    reader.feed(text)
    reader.close()
    return clean_text("".join(reader.parts)) or text


def disarm_formula(text: str) -> str:
    """Return the text such that no spreadsheet takes it for a formula: an apostrophe stands before it."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def rearm_formula(text: str) -> str:
    """Return what `disarm_formula` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def _plain_digits(text: str, decimal: str) -> str:
    """Return the number as Python writes it.

    Raises:
        ValueError: the marks in it say nothing clear.
    """
    text = re.sub(r"(?<=\d)[ '’\u00a0\u202f](?=\d{3})", "", text)
    if not decimal:
        decimal = _decimal_mark(text)
    whole, mark, fraction = text.rpartition(decimal) if decimal in text else (text, "", "")
    if mark and not fraction.isdigit():
        raise ValueError(text)
    if not whole.lstrip("+-").isdigit() and not _GROUPED.fullmatch(whole.lstrip("+-")):
        raise ValueError(text)
    return re.sub(r"[^\d+-]", "", whole) + ("." + fraction if mark else "")


def _decimal_mark(text: str) -> str:
    if "." in text and "," in text:
        return max(".,", key=text.rfind)
    if "," not in text:
        return "." if text.count(".") < 2 else ","
    if text.count(",") > 1:
        return "."
    if len(text.rpartition(",")[2]) == 3:
        raise ValueError(f"{text} could be thousands or decimals")
    return ","


class _TextOfHtml(HTMLParser):
    """Collects what a browser would show; blocks are set apart by spaces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}
        self.parts.append("" if tag in {"a", "b", "em", "i", "span", "strong", "sub", "sup", "u"} else " ")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"} and self._hidden > 0
        self.handle_starttag("" if tag in {"script", "style"} else tag, [])

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
