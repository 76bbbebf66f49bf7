"""Where the app listens and what it searches."""

from __future__ import annotations

from pathlib import Path

import pytest

from search import ChromaServer
from ui.settings import ROOT, Settings


def test_defaults_serve_the_demo_catalogue_to_this_machine_only() -> None:
    settings = Settings.from_env({}, [])
    assert settings == Settings(
        host="127.0.0.1",
        port=7860,
        encoder="compact",
        catalog=ROOT / "catalog" / "demo",
        index=ROOT / ".index",
        server=None,
    )


def test_environment_sets_everything() -> None:
    environment = {
        "CHAISE_HOST": "::1",
        "PORT": "8080",
        "CHAISE_ENCODER": "clip-b32",
        "CHAISE_CATALOG": "my/shop",
        "CHAISE_INDEX": "my/index",
        "CHAISE_CHROMA_URL": "http://localhost:8000",
    }
    assert Settings.from_env(environment, []) == Settings(
        "::1", 8080, "clip-b32", Path("my/shop"), Path("my/index"), ChromaServer("http://localhost:8000")
    )


def test_flag_wins_over_environment() -> None:
    settings = Settings.from_env({"PORT": "8080", "CHAISE_CATALOG": "a"}, ["--port", "9090", "--catalog", "b"])
    assert (settings.port, settings.catalog) == (9090, Path("b"))


def test_empty_variables_count_as_unset() -> None:
    empty = dict.fromkeys(("PORT", "CHAISE_ENCODER", "CHAISE_CATALOG", "CHAISE_INDEX", "CHAISE_CHROMA_URL"), "")
    assert Settings.from_env(empty, []) == Settings.from_env({}, [])


def test_data_folder_holds_the_index_unless_that_is_named() -> None:
    assert Settings.from_env({"CHAISE_DATA": "/data"}, []).index == Path("/data/index")
    assert Settings.from_env({"CHAISE_DATA": "/data", "CHAISE_INDEX": "/fast"}, []).index == Path("/fast")


def test_space_listens_to_all_addresses() -> None:
    assert Settings.from_env({"SPACE_ID": "someone/chaise"}, []).host == "0.0.0.0"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80.5", "²"])
def test_impossible_port_is_said_in_plain_words(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        Settings.from_env({}, ["--port", port])
    assert caught.value.code == 2
    assert "is no port between 1 and 65535" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        Settings.from_env({"PORT": port}, [])


@pytest.mark.parametrize(
    ("environment", "arguments", "mcp"),
    [({}, [], False), ({"CHAISE_MCP": "1"}, [], True), ({"CHAISE_MCP": "0"}, [], False), ({}, ["--mcp"], True)],
)
def test_language_models_are_served_only_when_asked_for(
    environment: dict[str, str], arguments: list[str], mcp: bool
) -> None:
    assert Settings.from_env(environment, arguments).mcp is mcp
