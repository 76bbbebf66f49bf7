"""The page's standing texts in every language: Gradio picks the visitor's in the browser (`gr.I18n`), if the browser
says early enough which one that is."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import gradio as gr
from starlette._utils import get_route_path
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.theme import STATIC
from ui.words import LANGUAGES, speaking


class Phrasebook:
    """Collects the texts that stand on the page from the beginning, in all languages."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        self._translations = gr.I18n(**self._texts)

    @property
    def translations(self) -> gr.I18n:
        """The texts, for Gradio."""
        return self._translations

    def add(self, draw: Callable[[], str]) -> str:
        """Return what stands for a text, or a block of HTML, until the browser puts it into its visitor's language."""
        key = f"chaise-{len(self._texts['en'])}"
        for language, texts in self._texts.items():
            with speaking(language):
                texts[key] = draw()
        return str(self._translations(key))


class LanguageFirst:
    """Puts static/language.js before all else into the page, because Gradio's own `head` comes after its language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        script = (STATIC / "language.js").read_text(encoding="utf-8")
        self._script = f"<head><script>{script.replace('LANGUAGES', json.dumps(list(LANGUAGES)))}</script>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, the page's own address with the script, and packed where the browser unpacks."""
        if scope["type"] != "http" or get_route_path(scope) != "/":
            await self._app(scope, receive, send)
            return
        packs = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        start: Message = {}
        parts: list[bytes] = []

        async def rewrite(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(parts).replace(b"<head>", self._script, 1)
            headers = MutableHeaders(raw=start["headers"])
            if packs and "content-encoding" not in headers and scope["method"] != "HEAD":
                body = gzip.compress(body, 6)
                headers["content-encoding"] = "gzip"
            headers.add_vary_header("accept-encoding")
            if scope["method"] != "HEAD":
                headers["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, rewrite)
