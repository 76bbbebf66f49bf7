"""Chaise: furniture search by photo and words. `python app.py --help` tells the settings."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
from contextlib import suppress
from typing import Any

# Said before gradio is imported, which reads it then.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
# Read when the encoder's libraries are imported.
if data_folder := os.environ.get("CHAISE_DATA"):
    os.environ.setdefault("HF_HOME", f"{data_folder}/models")

# A Space on ZeroGPU has this package, which wants to be imported before torch.
try:
    import spaces
except ImportError:
    spaces = None

import uvicorn
from tqdm import tqdm

from catalog import CatalogError
from search import SearchEngine, SearchError
from search.live import keep_current
from ui.server import build_app, can_serve_mcp
from ui.settings import Settings

SHUTDOWN_S = 3
"""How long searches that run may go on when the app is told to end."""


def main() -> int:
    """Open the catalogue, bring its index up to date with a progress bar, and serve the page; return the exit code."""
    settings = Settings.from_env()
    if spaces:
        declare_gpu_use(spaces)
    if settings.mcp and not can_serve_mcp():
        print('--mcp needs an optional package: pip install "gradio[mcp]"', file=sys.stderr)
        return 1
    try:
        listener = _listen(settings.host, settings.port)
    except OSError as exc:
        where = f"{settings.host}:{settings.port}"
        print(f"The app cannot listen on {where} ({exc.strerror}). Choose another port with PORT.", file=sys.stderr)
        return 1
    try:
        engine = open_engine(settings)
    except (CatalogError, SearchError) as exc:
        print(exc, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What is indexed so far is kept; the next start goes on from there.", file=sys.stderr)
        return 130
    if engine.rejects:
        print(f"{len(engine.rejects)} rows were left out; the reasons are in the index folder's rejects file.")
    # Ctrl+C is how this command is meant to end; uvicorn has closed everything by then.
    with suppress(KeyboardInterrupt):
        page = build_app(engine, settings.mcp, settings.uploads)
        # A page that stays open in a browser keeps a connection, and would keep an ended app alive without end.
        config = uvicorn.Config(page, log_level="warning", timeout_graceful_shutdown=SHUTDOWN_S)
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        news = f"{len(engine.products):,} products are ready on http://{settings.host}:{settings.port}"
        _Server(config, news).run(sockets=[listener])
    return 0


def declare_gpu_use(package: Any) -> None:
    """Tell ZeroGPU of a function for its card, without which it ends the app at the start.

    Nothing calls it: queries are encoded on the CPU, so that an anonymous visitor's quota is not spent.
    """

    def use_gpu() -> None:
        """Do nothing."""

    package.GPU(use_gpu)


class _Server(uvicorn.Server):
    """Says its news once it answers, and not before: an interruption while it starts may be lost."""

    def __init__(self, config: uvicorn.Config, news: str) -> None:
        super().__init__(config)
        self._news = news

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        print(self._news, flush=True)


def open_engine(settings: Settings) -> SearchEngine:
    """Return the engine of these settings, with a progress bar in the terminal while it indexes.

    Raises:
        CatalogError, SearchError: the catalogue, the encoder or the index cannot be used.
    """
    with tqdm(unit=" products", leave=False, disable=None) as bar:

        def show(done: int, total: int, what: str) -> None:
            bar.set_description(what)
            bar.total, bar.n = total, done
            bar.refresh()

        engine = SearchEngine.open(settings.catalog, settings.encoder, settings.index, settings.server, progress=show)
    return keep_current(
        engine, lambda: SearchEngine.open(settings.catalog, engine.encoder, settings.index, settings.server)
    )


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; a taken port is found out before the long work begins."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether a line of the log is more than that an open page lost its connection because the app ended."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


if __name__ == "__main__":
    sys.exit(main())
