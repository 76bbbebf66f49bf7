"""The standing texts come in every language, and the browser is told which one before it asks."""

from __future__ import annotations

import gzip

from fastapi.testclient import TestClient

from search import SearchEngine
from ui.server import build_app
from ui.translation import Phrasebook
from ui.words import LANGUAGES, words


def test_a_text_is_kept_in_every_language() -> None:
    phrases = Phrasebook()
    mark = phrases.add(lambda: f"<b>{words.SEARCH}</b>")
    key = next(iter(phrases.translations.translations_dict["de"]))
    assert key in mark
    said = {language: texts[key] for language, texts in phrases.translations.translations_dict.items()}
    assert said == {"en": "<b>Search</b>", "de": "<b>Suchen</b>", "es": "<b>Buscar</b>"}


def test_page_names_its_languages_before_anything_else(small_engine: SearchEngine) -> None:
    with TestClient(build_app(small_engine)) as client:
        page = client.get("/", headers={"accept-encoding": "identity"})
        assert page.text.index("navigator") < page.text.index("gradio_config")
        assert all(f'"{language}"' in page.text for language in LANGUAGES)
        assert "content-encoding" not in page.headers
        assert len(page.content) == int(page.headers["content-length"])
        packed = client.get("/", headers={"accept-encoding": "gzip, br"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.text == page.text
        assert int(packed.headers["content-length"]) < len(gzip.compress(page.content)) * 2
        assert client.head("/").status_code == 200
