"""Two app processes on one Chroma server: both search at once, say that it was killed, and go on when it is back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.chroma_server import run_chroma
from tests.e2e.server import run_app
from tests.shops import write_shop

QUESTIONS = [f"{colour} {shape}" for colour in ("red", "green", "blue") for shape in ("sofa", "lamp", "rug")]


def ask(client: Client, text: str) -> list[dict[str, Any]]:
    return client.predict(None, text, api_name="/search")


@pytest.mark.timeout(600)
def test_two_apps_share_a_server_that_is_killed_and_comes_back(tmp_path: Path) -> None:
    with run_chroma(tmp_path / "chroma") as chroma, ExitStack() as apps:
        clients = []
        for place in ("here", "there"):
            shop = write_shop(tmp_path / place / "shop")
            settings = {"CHAISE_CATALOG": str(shop), "CHAISE_CHROMA_URL": chroma.url}
            address = apps.enter_context(run_app(tmp_path / place / "index", settings))
            clients.append(Client(address, verbose=False))
        with ThreadPoolExecutor(8) as pool:
            asked = [(client, text) for text in QUESTIONS for client in clients]
            answers = list(pool.map(lambda pair: ask(*pair), asked))
        assert all(len(answer) == 12 for answer in answers)
        assert answers[::2] == answers[1::2], "both processes find the same"
        chroma.kill()
        for client in clients:
            with pytest.raises(AppError, match="Chroma server does not answer") as caught:
                ask(client, "red sofa")
            assert "127.0.0.1" not in str(caught.value)
        chroma.start()
        assert [ask(client, text) for text in QUESTIONS for client in clients] == answers
