"""Imports flow one way, each library is known to one place, and library code keeps quiet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = {"catalog": set(), "search": {"catalog"}, "ui": {"catalog", "search"}, "app": {"catalog", "search", "ui"}}
ROOMS = {
    "gradio": {"ui/", "app.py"},
    "pandas": {"catalog/feeds/"},
    "pyarrow": {"catalog/feeds/parquet.py", "catalog/snapshot.py", "search/upkeep.py"},
    "lxml": {"catalog/feeds/xml_items.py"},
    "httpx": {"catalog/connection.py", "catalog/download.py", "search/store.py", "search/hub.py"},
    "httpcore": {"catalog/connection.py", "catalog/download.py"},
    "huggingface_hub": {"search/hub.py"},
    "torch": {"search/encoder.py"},
    "open_clip": {"search/encoder.py"},
    "chromadb": {"search/index.py", "search/store.py", "search/embedding_function.py"},
}
# What people start: these may print, and the catalogue's commands bring the layers above it together as app.py does.
ENTRY_POINTS = {"app.py": "app", "catalog/__main__.py": "app"}
OURS = {"catalog", "search", "ui", "app", "training", "benchmarks", "tests"}


def sources() -> list[Path]:
    return [path for part in ("catalog", "search", "ui") for path in sorted((ROOT / part).rglob("*.py"))] + [
        ROOT / "app.py"
    ]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_flow_one_way(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    own = ENTRY_POINTS.get(name, name.partition("/")[0])
    used = {name.partition(".")[0] for name in imports(path)} & OURS
    assert used <= LAYERS[own] | {own}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_library_has_its_room(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    for library in {name.partition(".")[0] for name in imports(path)} & ROOMS.keys():
        assert any(name.startswith(room) for room in ROOMS[library]), f"{name} imports {library}"


@pytest.mark.parametrize(
    "path",
    [p for p in sources() if p.relative_to(ROOT).as_posix() not in ENTRY_POINTS],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_library_code_neither_prints_nor_exits(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), f"assert in line {node.lineno}"
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), f"bare except in line {node.lineno}"
        if isinstance(node, ast.Call):
            assert ast.unparse(node.func) not in {"print", "exit", "quit", "sys.exit"}, f"line {node.lineno}"
