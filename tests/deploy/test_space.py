"""The Space: its front matter, and an upload to a stand-in hub on loopback, large files as LFS."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import metadata_load

from deploy.card import check_card, find_problems
from deploy.space import find_weights, tracked_files
from tests.conftest import ROOT

MAX_PLAIN_BYTES = 10_000_000


class Hub(BaseHTTPRequestHandler):
    """The hub's upload API in small: it takes plain files below 10 MB, and asks for the others as LFS."""

    protocol_version = "HTTP/1.1"
    made: list[dict[str, Any]]
    stored: dict[str, bytes]
    commit: list[dict[str, Any]]

    def do_GET(self) -> None:
        if "/tree/" not in self.path:
            self._answer({"error": "Not found"}, 404)
            return
        self._answer([{"type": "file", "path": path, "size": 1, "oid": "0" * 40} for path in ("old.py", "app.py")])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Authorization") != "Bearer hf_test":
            self._answer({"error": "Invalid token"}, 401)
        elif self.path.endswith("/repos/create"):
            self.made.append(json.loads(body))
            self._answer({"url": f"http://{self.headers['Host']}/spaces/me/shop"})
        elif "/preupload/" in self.path:
            large = {file["path"]: file["size"] > MAX_PLAIN_BYTES for file in json.loads(body)["files"]}
            modes = [
                {"path": path, "uploadMode": "lfs" if lfs else "regular", "shouldIgnore": False}
                for path, lfs in large.items()
            ]
            self._answer({"files": modes})
        elif self.path.endswith("/objects/batch"):
            address = f"http://{self.headers['Host']}/store/"
            objects = [o | {"actions": {"upload": {"href": address + o["oid"]}}} for o in json.loads(body)["objects"]]
            self._answer({"transfer": "basic", "objects": objects})
        elif self.path.endswith("/validate-yaml"):
            self._answer({"errors": [], "warnings": []})
        else:
            self.commit.extend(json.loads(line) for line in body.splitlines())
            self._answer({"commitOid": "1" * 40, "commitUrl": f"http://{self.headers['Host']}/spaces/me/shop/commit/1"})

    def do_PUT(self) -> None:
        self.stored[self.path.rpartition("/")[2]] = self.rfile.read(int(self.headers["Content-Length"]))
        self._answer({})

    def _answer(self, answer: object, status: int = 200) -> None:
        data = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def hub() -> Iterator[str]:
    Hub.made, Hub.stored, Hub.commit = [], {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def upload(endpoint: str, token: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HF_ENDPOINT": endpoint, "HF_TOKEN": token, "HF_HUB_DISABLE_XET": "1"}
    # The hub client keeps what a hub tells it: nothing of a stand-in may reach the real one's cache.
    environment["HF_HOME"] = str(home)
    command = [sys.executable, "-m", "deploy.space", "upload", "me/shop", "--encoder", "clip-b32"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200, check=False)


def test_upload_is_one_commit_with_large_files_as_lfs(hub: str, tmp_path: Path) -> None:
    done = upload(hub, "hf_test", tmp_path)
    assert done.returncode == 0, done.stderr
    assert Hub.made[0]["sdk"] == "gradio"
    sent = {entry["key"]: entry["value"] for entry in Hub.commit}
    assert sent["deletedFile"]["path"] == "old.py", "what is no longer tracked is removed"
    plain = {entry["value"]["path"] for entry in Hub.commit if entry["key"] == "file"}
    large = {entry["value"]["path"] for entry in Hub.commit if entry["key"] == "lfsFile"}
    assert plain | large == set(tracked_files())
    assert large == {path for path in tracked_files() if (ROOT / path).stat().st_size > MAX_PLAIN_BYTES}
    assert large, "the bundled checkpoint is one"
    assert {len(data) for data in Hub.stored.values()} == {(ROOT / path).stat().st_size for path in large}


def test_refused_token_is_said_in_one_line(hub: str, tmp_path: Path) -> None:
    done = upload(hub, "hf_wrong", tmp_path)
    assert done.returncode == 1
    assert re.match(r"The hub refused: .+", done.stderr)
    assert "Traceback" not in done.stderr


def test_our_own_front_matter_is_right() -> None:
    assert check_card(ROOT) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sdk_vesion": "6"}, "'sdk_vesion' is no key"),
        ({"python_version": 3.11}, "'python_version' has the wrong type"),
        ({"python_version": "latest"}, "no version"),
        ({"colorTo": "brown"}, "'colorTo' is none of"),
        ({"short_description": "x" * 61}, "longer than 60"),
        ({"app_file": "main.py"}, "main.py, which is not there"),
        ({"sdk_version": "5.0.0"}, "requirements.txt has gradio"),
        ({"tags": "clip"}, "'tags' has the wrong type"),
    ],
)
def test_each_mistake_is_said_in_words(change: dict[str, object], said: str) -> None:
    problems = find_problems(metadata_load(ROOT / "README.md") | change, ROOT)
    assert any(said in problem for problem in problems), problems


def test_weights_to_fetch_are_those_of_the_encoder() -> None:
    assert find_weights("compact") == ""
    assert find_weights("clip-b32") == "laion/CLIP-ViT-B-32-laion2B-s34B-b79K"
    assert find_weights("ecommerce-b") == "Marqo/marqo-ecommerce-embeddings-B"


def test_space_has_what_it_runs_and_nothing_else() -> None:
    tracked = tracked_files()
    assert {"app.py", "requirements.txt", "README.md", "ui/page.py", "catalog/demo/products.csv"} <= set(tracked)
    assert not [path for path in tracked if path.startswith(("tests/", "training/"))]
