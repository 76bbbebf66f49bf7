"""What the README shows runs as it stands there."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.server import run_app

SNIPPETS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def run(code: str, folder: Path) -> str:
    """Return what a snippet prints, run beside the catalogue in a folder of its own, so that its index is its own."""
    for name in ("catalog", "search"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_there_are_the_three_snippets() -> None:
    assert ["SearchEngine.open" in SNIPPETS[0], "gradio_client" in SNIPPETS[1], "chromadb" in SNIPPETS[2]] == [True] * 3
    assert len(SNIPPETS) == 3


def test_searching_from_python_and_with_plain_chroma(tmp_path: Path) -> None:
    lines = run(SNIPPETS[0], tmp_path).strip().splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3"]
    assert all(line.endswith("%") for line in lines)
    assert len(ast.literal_eval(run(SNIPPETS[2], tmp_path).strip())[0]) == 3


def test_searching_from_any_program(tmp_path: Path) -> None:
    with run_app(tmp_path / "index") as address:
        title = run(SNIPPETS[1].replace("http://127.0.0.1:7860", address), tmp_path)
    assert "armchair" in title
    assert re.search(r"\d+\.\d+ 0\.\d+", title)


@pytest.mark.parametrize(
    "key", ["title", "emoji", "colorFrom", "colorTo", "sdk", "sdk_version", "app_file", "license", "short_description"]
)
def test_space_front_matter_has_its_keys(key: str) -> None:
    front = (ROOT / "README.md").read_text(encoding="utf-8").split("---")[1]
    values = dict(line.split(": ", 1) for line in front.strip().splitlines())
    assert values[key]
    assert len(values["short_description"]) <= 60
    assert (ROOT / values["app_file"]).is_file()
    pinned = re.search(r"^gradio==(.+)$", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    assert pinned
    assert values["sdk_version"] == pinned[1]
