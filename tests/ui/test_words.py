"""The page in every language: nothing missing, nothing mixed up, and each visitor in their own."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import gradio as gr
import pytest
from gradio.context import LocalContext

from catalog import PictureTooLarge, PictureUnreadable, Product
from search import Note, NoteKind
from ui.advanced import draw_advanced
from ui.amounts import format_amount, format_number
from ui.failures import shown_errors
from ui.notes import say_note
from ui.state import SearchState
from ui.toolbar import draw_chips
from ui.words import LANGUAGES, choose_language, speaking, words
from ui.words.english import English

OTHERS = [language for language in LANGUAGES if language != "en"]
SAME = {"TITLE", "CHIP_TERM", "MAP_POINT"}
"""Names, and forms without a word in them."""


def names() -> list[str]:
    return [name for name in vars(English) if name.isupper()]


def texts(value: Any) -> Iterator[str]:
    """Yield what is said, in order, of a sentence or a table of them."""
    if isinstance(value, str):
        yield value
    else:
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", names())
def test_every_sentence_is_said_in_every_language(language: str, name: str) -> None:
    own = vars(type(LANGUAGES[language]))
    assert (name in own) is (name not in SAME)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", sorted(set(names()) - {"ERRORS", "EXAMPLES", "LOCALE"}))
def test_every_language_fills_in_the_same(language: str, name: str) -> None:
    ours, theirs = getattr(LANGUAGES["en"], name), getattr(LANGUAGES[language], name)
    if isinstance(ours, dict):
        assert list(theirs) == list(ours)
    assert [placeholders(text) for text in texts(theirs)] == [placeholders(text) for text in texts(ours)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_can_be_said(language: str) -> None:
    values = {"limit": 1000, "weight": 0.5, "given": "x", "used": "y", "count": 3, "phrases": ("<b>", "c", "d")}
    with speaking(language):
        for kind in get_args(NoteKind):
            wanted = placeholders(words.NOTES[kind])
            assert say_note(Note(kind, {name: values[name] for name in wanted}))


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [
        ("", "", "en"),
        ("http://shop/?lang=de", "es-ES,es;q=0.9", "de"),
        ("http://shop/?__theme=dark&lang=es", "", "es"),
        ("http://shop/", "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("http://shop/", "fr-FR,fr;q=0.9,es;q=0.5,en;q=0.1", "es"),
        ("http://shop/", "fr", "en"),
        ("http://shop/?lang=tlh", "de", "de"),
        ("http://[broken", "de", "de"),
        ("http://shop/?lang=../../etc", ",;;q=,*", "en"),
        ("?lang=" + "d" * 9000, "x" * 9000, "en"),
    ],
)
def test_language_is_the_chosen_one_then_the_browsers(address: str, accepted: str, language: str) -> None:
    assert choose_language(address, accepted) == language


def test_numbers_and_prices_are_written_as_the_language_does(product: Product) -> None:
    with speaking("de"):
        assert format_number(1355) == "1.355"
        assert format_number(80.5) == "80,5"
        assert format_amount(1249.0, "EUR") == "1.249\xa0€"
        assert format_amount(19.5, "SEK") == "19,50 SEK"
        limits = SearchState(price_max=1200, width_max_cm=80.5)
        assert "Bis 1.200\xa0€" in draw_chips(limits, lambda _: product, "EUR")
        assert "Höchstens 80,5 cm breit" in draw_chips(limits, lambda _: product, "EUR")
    assert format_amount(1249.0, "EUR") == "€1,249"


def test_page_says_which_languages_the_encoder_understands() -> None:
    assert "understood in English" in draw_advanced(SearchState())
    with speaking("de"):
        assert "auf Englisch verstanden" in draw_advanced(SearchState())
        assert "auf Deutsch und in vielen Sprachen" in draw_advanced(SearchState(), ("*",))


@pytest.fixture
def german_visitor() -> Iterator[None]:
    token = LocalContext.request.set(gr.Request(headers={"accept-language": "de-DE,de;q=0.9"}))
    yield
    LocalContext.request.reset(token)


@pytest.mark.usefixtures("german_visitor")
def test_visitor_is_answered_in_their_language() -> None:
    with shown_errors():
        assert words.SEARCH == "Suchen"
    assert words.SEARCH == "Search"


@pytest.mark.usefixtures("german_visitor")
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PictureUnreadable("it ends early"), "lässt sich nicht lesen"),
        (PictureTooLarge(80, 50, "megapixels"), "zu groß: 80"),
        (RuntimeError("secret"), "etwas schiefgegangen"),
    ],
)
def test_errors_are_told_in_the_visitors_language(error: Exception, said: str) -> None:
    with pytest.raises(gr.Error) as told, shown_errors():
        raise error
    assert said in told.value.message
    assert "secret" not in told.value.message


def test_products_without_a_creator_say_so_in_the_language(product: Product) -> None:
    from ui.detail import draw_detail

    with speaking("es"):
        assert "desconocido" in draw_detail(replace(product, creator="", license="CC0"), [product])
