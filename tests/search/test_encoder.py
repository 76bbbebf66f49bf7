"""The real encoder, and what happens when weights cannot be had."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import open_clip
import pytest
from PIL import Image
from safetensors.torch import save_file

from search import PRESETS, UnknownEncoder, WeightsUnavailable, load_encoder
from search.encoder import OpenClipEncoder
from search.presets import COMPACT_FOLDER
from tests.conftest import ROOT

TINY = {
    "model_cfg": {
        "embed_dim": 8,
        "vision_cfg": {"image_size": 32, "layers": 1, "width": 64, "patch_size": 16},
        "text_cfg": {"context_length": 16, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
    },
    "preprocess_cfg": {"mean": [0.1, 0.2, 0.3], "std": [0.5, 0.6, 0.7], "resize_mode": "squash"},
}


@pytest.fixture(scope="module")
def tiny_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a tiny open_clip checkpoint with random weights."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "open_clip_config.json").write_text(json.dumps(TINY))
    model = open_clip.CLIP(**TINY["model_cfg"])
    save_file(model.state_dict(), str(folder / "open_clip_model.safetensors"))
    return folder


def test_rows_are_unit_vectors_of_the_stated_dimension(encoder: OpenClipEncoder) -> None:
    images = encoder.embed_images([Image.new("RGB", size, "red") for size in ((300, 200), (40, 90), (1, 1))])
    texts = encoder.embed_texts(["a red sofa", "", "🛋️"])
    for rows in (images, texts):
        assert rows.dtype == np.float32
        assert rows.shape == (3, encoder.dim)
        assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-4)


def test_nothing_gives_no_rows(encoder: OpenClipEncoder) -> None:
    assert encoder.embed_images([]).shape == (0, encoder.dim)
    assert encoder.embed_texts([]).shape == (0, encoder.dim)


def test_one_at_a_time_equals_many_at_once(encoder: OpenClipEncoder) -> None:
    texts = [f"{colour} {thing}" for colour in ("red", "blue", "oak") for thing in ("sofa", "floor lamp")] * 7
    together = encoder.embed_texts(texts)
    assert together == pytest.approx(np.concatenate([encoder.embed_texts([text]) for text in texts]), abs=1e-3)
    images = [Image.new("RGB", (64, 48), (5 * step, 90, 200 - step)) for step in range(35)]
    assert encoder.embed_images(images)[33:34] == pytest.approx(encoder.embed_images(images[33:34]), abs=1e-3)


def test_text_beyond_the_context_is_cut(encoder: OpenClipEncoder) -> None:
    assert np.isfinite(encoder.embed_texts(["sofa " * 5_000])).all()


def test_bundled_checkpoint_is_small_and_preprocesses_as_its_file_says(encoder: OpenClipEncoder) -> None:
    assert sum(path.stat().st_size for path in COMPACT_FOLDER.iterdir()) < 60_000_000
    stated = json.loads((COMPACT_FOLDER / "open_clip_config.json").read_text())["preprocess_cfg"]
    used = encoder._model.visual.preprocess_cfg
    assert [round(value, 4) for value in used["mean"]] == [round(value, 4) for value in stated["mean"]]
    assert used["resize_mode"] == stated["resize_mode"]


def test_fingerprint_follows_weights_and_preprocessing(tiny_checkpoint: Path, tmp_path: Path) -> None:
    first = load_encoder(f"local-dir:{tiny_checkpoint}")
    assert load_encoder(f"local-dir:{tiny_checkpoint}").fingerprint == first.fingerprint
    other = shutil.copytree(tiny_checkpoint, tmp_path / "other")
    changed = json.loads((other / "open_clip_config.json").read_text())
    changed["preprocess_cfg"]["mean"] = [0.5, 0.5, 0.5]
    (other / "open_clip_config.json").write_text(json.dumps(changed))
    assert load_encoder(f"local-dir:{other}").fingerprint != first.fingerprint
    save_file(open_clip.CLIP(**TINY["model_cfg"]).state_dict(), str(tiny_checkpoint.parent / "w.safetensors"))
    shutil.copytree(tiny_checkpoint, other, dirs_exist_ok=True)
    shutil.move(tiny_checkpoint.parent / "w.safetensors", other / "open_clip_model.safetensors")
    assert load_encoder(f"local-dir:{other}").fingerprint != first.fingerprint


@pytest.mark.parametrize(
    "name", ["", "best", "ViT-B-32/no-such-weights", "no-model/openai", "hf-hub:", "local-dir:", "a/b/c"]
)
def test_unknown_name_lists_the_presets(name: str) -> None:
    with pytest.raises(UnknownEncoder, match="compact"):
        load_encoder(name)


def test_presets_are_known_to_open_clip() -> None:
    for spec in PRESETS.values():
        if spec.pretrained:
            assert open_clip.is_pretrained_cfg(spec.model, spec.pretrained), spec.name


@pytest.mark.parametrize("damage", ["missing", "no config", "no json", "cut", "other shapes"])
def test_bad_folder_is_explained_without_its_path(tiny_checkpoint: Path, tmp_path: Path, damage: str) -> None:
    folder = shutil.copytree(tiny_checkpoint, tmp_path / "bad")
    weights, config = folder / "open_clip_model.safetensors", folder / "open_clip_config.json"
    if damage == "missing":
        shutil.rmtree(folder)
    elif damage == "no config":
        config.unlink()
    elif damage == "no json":
        config.write_text("{")
    elif damage == "cut":
        weights.write_bytes(weights.read_bytes()[:1000])
    else:
        config.write_text(json.dumps({**TINY, "model_cfg": {**TINY["model_cfg"], "embed_dim": 9}}))
    with pytest.raises(WeightsUnavailable, match="Use the encoder 'compact'") as caught:
        load_encoder(f"local-dir:{folder}")
    reason = str(caught.value).partition("not available:")[2]
    assert str(tmp_path) not in reason


class Hub(BaseHTTPRequestHandler):
    """A model hub in small: serves one repository's files as the real one does."""

    folder: Path
    cuts = 0
    """How many more times the connection breaks in the middle of the weights."""
    forged = False
    """Whether it sends other bytes than it announces."""

    def do_HEAD(self) -> None:
        self._serve(body=False)

    def do_GET(self) -> None:
        self._serve(body=True)

    def _serve(self, body: bool) -> None:
        name = self.path.partition("?")[0].rpartition("/")[2]
        path = self.folder / name
        known = self.path.startswith("/tiny/shop/resolve/") and path.is_file()
        data = path.read_bytes() if known else b"{}"
        weights = known and name.endswith(".safetensors")
        begin = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0]) if weights else 0
        self.send_response((206 if begin else 200) if known else 404)
        if known:
            self.send_header("ETag", f'"{hashlib.sha256(data).hexdigest() if weights else f"{len(data):040x}"}"')
            self.send_header("X-Repo-Commit", "0" * 40)
        else:
            self.send_header("X-Error-Code", "EntryNotFound" if "/tiny/shop/" in self.path else "RepoNotFound")
        self.send_header("Content-Length", str(len(data) - begin))
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        if not body:
            return
        if weights and self.forged:
            data = data[:-1] + bytes([data[-1] ^ 1])
        if weights and self.cuts:
            Hub.cuts -= 1
            data = data[: len(data) * 2 // 3]
            self.close_connection = True
        self.wfile.write(data[begin:])

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def hub(tiny_checkpoint: Path) -> Iterator[str]:
    Hub.folder = tiny_checkpoint
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def troubled(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give the hub trouble for the length of a test."""

    def trouble(**how: object) -> None:
        for name, value in how.items():
            monkeypatch.setattr(Hub, name, value)

    return trouble


def load_from_hub(endpoint: str, name: str, cache: Path) -> str:
    code = (
        "import sys; from search import load_encoder, SearchError\n"
        "try: print(load_encoder(sys.argv[1]).dim)\n"
        "except SearchError as exc: print(exc)"
    )
    environment = os.environ | {
        "HF_ENDPOINT": endpoint,
        "HF_HOME": str(cache),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_ETAG_TIMEOUT": "3",
    }
    command = [sys.executable, "-c", code, name]
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return result.stdout + result.stderr.rpartition("Traceback")[2] * ("Traceback" in result.stderr)


def test_hub_download_then_cache_then_no_network(hub: str, tmp_path: Path) -> None:
    assert load_from_hub(hub, "hf-hub:tiny/shop", tmp_path).strip() == "8"
    assert load_from_hub("http://127.0.0.1:9", "hf-hub:tiny/shop", tmp_path).strip() == "8", "cached"


def test_hub_without_the_model(hub: str, tmp_path: Path) -> None:
    message = load_from_hub(hub, "hf-hub:nobody/nothing", tmp_path)
    assert "the model hub has no such public model" in message
    assert "Use the encoder 'compact'" in message


def test_no_hub_at_all(tmp_path: Path) -> None:
    message = load_from_hub("http://127.0.0.1:9", "clip-b32", tmp_path)
    assert "'clip-b32' are not available" in message
    assert "cannot be reached" in message
    assert "Use the encoder 'compact'" in message
    assert str(tmp_path) not in message


def test_no_hub_at_all_is_found_out_at_once(tmp_path: Path) -> None:
    began = time.monotonic()
    load_from_hub("http://127.0.0.1:9", "clip-b32", tmp_path)
    assert time.monotonic() - began < 30, "the client alone takes some 50 s"


def test_a_download_that_breaks_off_goes_on_by_itself(hub: str, tmp_path: Path, troubled: Callable[..., None]) -> None:
    troubled(cuts=1)
    assert load_from_hub(hub, "hf-hub:tiny/shop", tmp_path).strip() == "8"
    assert Hub.cuts == 0


def test_a_hub_that_goes_away_in_the_middle_is_said_and_mended_by_the_next_start(
    hub: str, tmp_path: Path, troubled: Callable[..., None]
) -> None:
    troubled(cuts=99)
    message = load_from_hub(hub, "hf-hub:tiny/shop", tmp_path)
    assert "could not be fetched whole" in message
    assert "Use the encoder 'compact'" in message
    troubled(cuts=0)
    assert load_from_hub(hub, "hf-hub:tiny/shop", tmp_path).strip() == "8"


def test_weights_that_are_not_what_the_hub_announced_are_refused_and_removed(
    hub: str, tmp_path: Path, troubled: Callable[..., None]
) -> None:
    troubled(forged=True)
    message = load_from_hub(hub, "hf-hub:tiny/shop", tmp_path)
    assert "is not what the model hub announced" in message
    assert "Use the encoder 'compact'" in message
    troubled(forged=False)
    assert load_from_hub(hub, "hf-hub:tiny/shop", tmp_path).strip() == "8"
