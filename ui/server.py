"""The web server: the page, its pictures and its fonts under one address."""

from __future__ import annotations

from importlib.util import find_spec

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from catalog.picture import MAX_BYTES
from search import SearchEngine
from ui.page import build_ui
from ui.pictures import make_routes
from ui.theme import STATIC, make_theme, read_style
from ui.translation import LanguageFirst, Phrasebook


def can_serve_mcp() -> bool:
    """Return whether Gradio's optional part for the Model Context Protocol is installed."""
    return find_spec("mcp") is not None


def build_app(engine: SearchEngine, mcp: bool = False) -> FastAPI:
    """Return the web application of an engine; `mcp` serves its endpoints to language models too."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(make_routes(engine))
    app.mount("/fonts", StaticFiles(directory=STATIC / "fonts"))
    queries = engine.catalog.folder / "queries"
    if queries.is_dir():
        app.mount("/queries", StaticFiles(directory=queries))
    app.add_middleware(LanguageFirst)
    phrases = Phrasebook()
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build_ui(engine, phrases),
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
