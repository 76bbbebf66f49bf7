"""Every word of the page: `words.TITLE` is the title in the language of the visitor who is being answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, cast
from urllib.parse import parse_qs

from babel import negotiate_locale

from ui.words.english import English
from ui.words.german import German
from ui.words.spanish import Spanish

DEFAULT = "en"
LANGUAGES: dict[str, English] = {"en": English(), "de": German(), "es": Spanish()}
PARAMETER = "lang"
"""The parameter of the page's address that says which language a visitor has chosen."""

MAX_ADDRESS_CHARACTERS = 8_000

_spoken: ContextVar[str] = ContextVar("spoken", default=DEFAULT)


class _Spoken:
    """Looks every name up in the language that is spoken now."""

    def __getattr__(self, name: str) -> Any:
        return getattr(LANGUAGES[_spoken.get()], name)


words = cast(English, _Spoken())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Yield with `words` in this language, one of `LANGUAGES`; it holds for this thread or task alone."""
    before = _spoken.get()
    _spoken.set(language)
    try:
        yield
    finally:
        _spoken.set(before)


@lru_cache(maxsize=1024)
def choose_language(address: str, accepted: str) -> str:
    """Return the language of a visitor: the one that the page's address asks for, else the first that the browser
    prefers (an `Accept-Language` header) and the page knows, else English. static/language.js chooses in the same way.
    """
    asked = parse_qs(address[:MAX_ADDRESS_CHARACTERS].partition("?")[2]).get(PARAMETER, [""])[0]
    preferred = [part.partition(";")[0].strip() for part in accepted[:200].split(",")]
    return negotiate_locale([asked, *preferred], LANGUAGES, sep="-") or DEFAULT
