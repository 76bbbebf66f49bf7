"""The command `python app.py`, as a process of its own: what it says and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import app
from tests.conftest import ROOT
from tests.shops import write_shop

TIMEOUT_S = 120


@dataclass(frozen=True)
class Ended:
    """How a run of the app ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ended]]:
    """Return how the app ends when it is set up in each of several ways; all run at once, each mostly starts up."""
    folder = tmp_path_factory.mktemp("app")
    shop = write_shop(folder / "shop")
    (folder / "file").write_text("a file where a folder is wanted")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings: dict[str, tuple[list[str], dict[str, object]]] = {
            "help": (["--help"], {}),
            "missing catalogue": ([], {"CHAISE_CATALOG": folder / "nowhere"}),
            "taken port": ([], {"PORT": taken.getsockname()[1], "CHAISE_CATALOG": shop}),
            "unwritable index": ([], {"CHAISE_INDEX": folder / "file" / "index", "CHAISE_CATALOG": shop}),
        }
        runs = {name: _start(flags, folder, variables) for name, (flags, variables) in settings.items()}
        try:
            yield {name: _finish(run) for name, run in runs.items()}
        finally:
            for run in runs.values():
                run.kill()


def _start(flags: list[str], folder: Path, variables: dict[str, object]) -> subprocess.Popen[str]:
    chosen = {"PORT": _free_port(), "CHAISE_INDEX": folder / "index"} | variables
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CHAISE_", "SPACE_"))}
    return subprocess.Popen(
        [sys.executable, ROOT / "app.py", *flags],
        env=environment | {name: str(value) for name, value in chosen.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _finish(run: subprocess.Popen[str]) -> Ended:
    out, err = run.communicate(timeout=TIMEOUT_S)
    return Ended(run.returncode, out, err)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_help_names_every_setting_and_its_variable(ended: dict[str, Ended]) -> None:
    assert ended["help"].code == 0
    for name in (
        "PORT",
        "CHAISE_ENCODER",
        "CHAISE_CATALOG",
        "CHAISE_INDEX",
        "CHAISE_CHROMA_URL",
        "CHAISE_HOST",
        "CHAISE_MCP",
    ):
        assert name in ended["help"].out
    for preset in ("compact", "clip-b32"):
        assert preset in ended["help"].out


@pytest.mark.parametrize(
    ("how", "what"),
    [
        ("missing catalogue", "There is no feed and no picture in"),
        ("taken port", "Choose another port with PORT"),
        ("unwritable index", "name another with CHAISE_INDEX"),
    ],
)
def test_what_cannot_start_ends_with_one_clear_line(ended: dict[str, Ended], how: str, what: str) -> None:
    run = ended[how]
    assert run.code == 1
    assert what in run.err
    assert "Traceback" not in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert run.out == ""


def test_serving_models_without_the_optional_package_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "can_serve_mcp", lambda: False)
    monkeypatch.setattr(sys, "argv", ["app.py", "--mcp"])
    assert app.main() == 1
    assert 'pip install "gradio[mcp]"' in capsys.readouterr().err


def test_ctrl_c_ends_a_running_app_quietly(tmp_path: Path) -> None:
    process = _start(["--catalog", str(write_shop(tmp_path / "shop"))], tmp_path, {})
    try:
        assert process.stdout is not None
        ready = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        run = _finish(process)
    finally:
        process.kill()
    assert "15 products are ready on http://127.0.0.1:" in ready
    assert run.code == 0
    assert "Traceback" not in run.err


def test_zerogpu_is_told_of_a_function_before_torch_is_there(tmp_path: Path) -> None:
    (tmp_path / "spaces.py").write_text(
        "import sys\n"
        "print('torch' in sys.modules)\n"
        "def GPU(function):\n"
        "    print(callable(function))\n"
        "    return function\n"
    )
    process = subprocess.Popen(
        [sys.executable, ROOT / "app.py", "--catalog", tmp_path / "nowhere", "--port", str(_free_port())],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    ended = _finish(process)
    assert ended.out.splitlines() == ["False", "True"]
    assert "There is no feed" in ended.err
