"""The app to test: `python app.py` as a process of its own, or an engine served from a thread."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from search import SearchEngine
from ui.server import build_app

ROOT = Path(__file__).parent.parent.parent
START_TIMEOUT_S = 240


class AppDidNotStart(Exception):
    """The app ended or stayed silent; the message is what it said."""


@contextmanager
def run_app(index: Path, variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield the address of `python app.py` on the demo catalogue, with its index in the folder `index`.

    `variables` are more of its environment.

    With `CHAISE_E2E_URL` set, that address is tested and nothing started: a Space, say.

    Raises:
        AppDidNotStart: it ended, or did not answer in time.
    """
    if running := os.environ.get("CHAISE_E2E_URL"):
        yield running.rstrip("/")
        return
    port = free_port()
    settings = {"PORT": str(port), "CHAISE_INDEX": str(index), "GRADIO_ANALYTICS_ENABLED": "False"}
    settings |= variables or {}
    # A file and not a pipe, which would fill up and stop the app.
    with tempfile.TemporaryFile("w+") as said:
        app = subprocess.Popen([sys.executable, ROOT / "app.py"], env=os.environ | settings, stdout=said, stderr=said)
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address, app):
                said.seek(0)
                raise AppDidNotStart(said.read()[-3000:])
            yield address
        finally:
            app.terminate()
            app.wait(20)


@contextmanager
def serve(engine: SearchEngine, mcp: bool = False) -> Iterator[str]:
    """Yield the address under which the engine's page is served from a thread, to language models too with `mcp`."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(build_app(engine, mcp), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_TIMEOUT_S
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    if not server.started:
        raise AppDidNotStart("the server's thread ended")
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str, app: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + START_TIMEOUT_S
    while app.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    return False
