"""The web server: the page, its pictures and its fonts under one address."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from catalog.picture import MAX_BYTES
from search import SearchEngine
from ui.keeping import Door
from ui.page import build_ui
from ui.pictures import make_routes
from ui.theme import STATIC, make_theme, read_style
from ui.translation import LanguageFirst, Phrasebook
from ui.trial_page import TrialShops, closing, make_trial_routes
from ui.trials import Trials

_NO_DOCS: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}


def can_serve_mcp() -> bool:
    """Return whether Gradio's optional part for the Model Context Protocol is installed."""
    return find_spec("mcp") is not None


def build_app(engine: SearchEngine, mcp: bool = False, uploads: bool = True) -> FastAPI:
    """Return the web application of an engine.

    `mcp` serves its endpoints to language models too, `uploads` lets visitors try catalogues of their own beside it.
    """
    if not uploads:
        return _build_app(engine, FastAPI(**_NO_DOCS), "", mcp)
    trials = Trials(engine.encoder, lambda own: _build_app(own, FastAPI(**_NO_DOCS), "leave"))
    app = FastAPI(lifespan=lambda _: closing(trials), **_NO_DOCS)
    app.mount("/yours/shop", TrialShops(trials))
    app.include_router(make_trial_routes(trials))
    return _build_app(engine, app, "enter", mcp)


def _build_app(engine: SearchEngine, app: FastAPI, door: Door, mcp: bool = False) -> FastAPI:
    app.include_router(make_routes(engine))
    app.mount("/fonts", StaticFiles(directory=STATIC / "fonts"))
    queries = engine.catalog.folder / "queries"
    if queries.is_dir():
        app.mount("/queries", StaticFiles(directory=queries))
    app.add_middleware(LanguageFirst)
    phrases = Phrasebook()
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_ui(engine, phrases, door),
        path="/",
        theme=make_theme(),
        css=read_style(),
        favicon_path=str(STATIC / "favicon.svg"),
        footer_links=["api"],
        run_history=False,
        # Our own sentences are shown either way; this keeps every other exception's text on the server.
        show_error=False,
        ssr_mode=False,
        max_file_size=MAX_BYTES,
        enable_monitoring=False,
        mcp_server=mcp,
        i18n=phrases.translations,
    )
    return mounted
