"""The same search on a real Chroma server: shared, behind TLS and a token, killed, frozen and back again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import chromadb
import pytest

from catalog import read_catalog
from search import ChromaServer, CollectionTaken, IndexUnavailable, Query, SearchEngine
from search import store as store_module
from search.index import collection_name
from search.store import CLOUD_ROWS, MAX_ROWS, connect, limits_of
from tests.chroma_server import ChromaProcess, make_certificate, run_chroma, run_front
from tests.conftest import ROOT
from tests.shops import ColourEncoder, colour_rows, write_shop

RED_SOFA = Query(text="red sofa", top_k=3)


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    with run_chroma(tmp_path_factory.mktemp("chroma")) as server:
        yield server


def open_on(server: ChromaServer, shop: Path) -> SearchEngine:
    return SearchEngine.open(shop, ColourEncoder(), index=shop.parent / "unused", server=server)


def found(engine: SearchEngine, query: Query = RED_SOFA) -> list[tuple[str, float | None]]:
    return [(hit.product.id, hit.match and round(hit.match, 4)) for hit in engine.search(query)]


def test_server_and_folder_find_the_same(chroma: ChromaProcess, tmp_path: Path, small_engine: SearchEngine) -> None:
    engine = open_on(ChromaServer(chroma.url), write_shop(tmp_path / "same"))
    filtered = Query(text="red", top_k=5, where={"category": "Lamps"})
    assert found(engine) == found(small_engine)
    assert found(engine, filtered) == found(small_engine, filtered)
    assert not (tmp_path / "unused").exists()


def test_copies_on_two_machines_share_one_collection(chroma: ChromaProcess, tmp_path: Path) -> None:
    here = write_shop(tmp_path / "here" / "shared")
    there = shutil.copytree(here, tmp_path / "there" / "shared")
    first, second = (open_on(ChromaServer(chroma.url), shop) for shop in (here, there))
    assert first.index.name == second.index.name
    assert second.encoder.passes < first.encoder.passes, "the second finds the embeddings already there"
    assert found(first) == found(second)


def test_in_a_folder_two_catalogues_of_one_name_stay_apart(tmp_path: Path) -> None:
    shops = [read_catalog(write_shop(tmp_path / place / "shop")) for place in ("a", "b")]
    assert collection_name(shops[0], ColourEncoder()) != collection_name(shops[1], ColourEncoder())


def test_other_shop_of_the_same_name_is_refused_until_it_is_named(chroma: ChromaProcess, tmp_path: Path) -> None:
    first = open_on(ChromaServer(chroma.url), write_shop(tmp_path / "a" / "twin"))
    rows = [row | {"id": f"other-{row['id']}"} for row in colour_rows()]
    other = write_shop(tmp_path / "b" / "twin", rows)
    with pytest.raises(CollectionTaken, match="CHAISE_CHROMA_CATALOGUE"):
        open_on(ChromaServer(chroma.url), other)
    assert len(first.index) == 15
    named = open_on(ChromaServer(chroma.url, catalogue="other twin"), other)
    assert "other-twin" in named.index.name
    assert found(named)[0][0] == "other-red-sofa"


def test_two_that_begin_at_once_make_one_complete_collection(chroma: ChromaProcess, tmp_path: Path) -> None:
    shop = write_shop(tmp_path / "race")
    with ThreadPoolExecutor(4) as pool:
        engines = list(pool.map(lambda _: open_on(ChromaServer(chroma.url), shop), range(4)))
    assert {len(engine.index) for engine in engines} == {15}
    assert len({tuple(found(engine)) for engine in engines}) == 1


def test_killed_server_is_said_in_words_and_searched_again_when_back(tmp_path: Path) -> None:
    with run_chroma(tmp_path / "chroma") as chroma:
        engine = open_on(ChromaServer(chroma.url), write_shop(tmp_path / "shop"))
        before = found(engine)
        chroma.kill()
        for query in (RED_SOFA, Query(text="blue lamp"), Query(like="red-sofa")):
            with pytest.raises(IndexUnavailable, match=r"does not answer\. Nothing is lost"):
                engine.search(query)
        with pytest.raises(IndexUnavailable, match="does not answer"):
            connect(tmp_path, ChromaServer(chroma.url))
        chroma.start()
        assert found(engine) == before
        assert len(engine.index) == 15


def test_filling_that_lost_its_server_goes_on_where_it_was(tmp_path: Path) -> None:
    rows = [row | {"id": f"{row['id']}-{n}"} for n in range(8) for row in colour_rows()]
    shop = write_shop(tmp_path / "shop", rows)
    with run_chroma(tmp_path / "chroma") as chroma:
        with pytest.raises(IndexUnavailable, match="does not answer"):
            SearchEngine.open(shop, ColourEncoder(), server=ChromaServer(chroma.url), progress=lambda *_: chroma.kill())
        chroma.start()
        engine = open_on(ChromaServer(chroma.url), shop)
        assert engine.index.record_hashes().keys() == {row["id"] for row in rows}


def test_frozen_server_does_not_keep_a_shopper_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "ANSWER_TIMEOUT_S", 5.0)
    with run_chroma(tmp_path / "chroma") as chroma:
        engine = open_on(ChromaServer(chroma.url), write_shop(tmp_path / "shop"))
        before = found(engine)
        assert chroma.process is not None
        chroma.process.send_signal(signal.SIGSTOP)
        with pytest.raises(IndexUnavailable, match="does not answer"):
            engine.search(RED_SOFA)
        with pytest.raises(IndexUnavailable, match="does not answer"):
            connect(tmp_path, ChromaServer(chroma.url))
        chroma.process.send_signal(signal.SIGCONT)
        assert found(engine) == before


def test_token_and_own_certificate_open_the_door(chroma: ChromaProcess, tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    with run_front(chroma, "s3cret", certificate, key) as url:
        engine = open_on(ChromaServer(url, "s3cret", certificate), write_shop(tmp_path / "guarded"))
        assert found(engine)[0][0] == "red-sofa"
        for server, remedy in (
            (ChromaServer(url, "wrong", certificate), "CHAISE_CHROMA_TOKEN"),
            (ChromaServer(url, "", certificate), "CHAISE_CHROMA_TOKEN"),
            (ChromaServer(url, "s3cret"), "CHAISE_CHROMA_CA"),
            (ChromaServer(url, "s3cret", tmp_path / "nothing.pem"), "CHAISE_CHROMA_CA"),
            (ChromaServer(url.replace("https", "http"), "s3cret"), "does not answer"),
        ):
            with pytest.raises(IndexUnavailable, match=remedy) as caught:
                connect(tmp_path, server)
            assert "s3cret" not in str(caught.value)
            assert "s3cret" not in repr(server)


@pytest.mark.parametrize("url", ["ftp://host", "http://", "http://host:port", "http://me:word@host", "http://h:99999"])
def test_impossible_address_is_said_in_words(url: str, tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="CHAISE_CHROMA_URL"):
        connect(tmp_path, ChromaServer(url))


def test_what_is_no_chroma_is_said_in_words(chroma: ChromaProcess, tmp_path: Path) -> None:
    script = "import http.server as h; s=h.HTTPServer(('127.0.0.1',0),h.SimpleHTTPRequestHandler);"
    script += "print(s.server_port,flush=True); s.serve_forever()"
    other = subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert other.stdout is not None
        with pytest.raises(IndexUnavailable, match="is not Chroma"):
            connect(tmp_path, ChromaServer(f"http://127.0.0.1:{other.stdout.readline().strip()}"))
    finally:
        other.kill()
        other.wait()


def test_unknown_database_is_said_in_words(chroma: ChromaProcess, tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="nowhere"):
        connect(tmp_path, ChromaServer(chroma.url, database="nowhere"))


def test_cloud_wants_a_key_and_small_requests(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="CHAISE_CHROMA_TOKEN"):
        connect(tmp_path, ChromaServer("https://api.trychroma.com"))
    local = chromadb.EphemeralClient()
    assert limits_of(local).rows == MAX_ROWS
    assert limits_of(local).results > 1_000_000

    class Cloud:
        def get_settings(self) -> chromadb.config.Settings:
            return chromadb.config.Settings(chroma_server_host="api.trychroma.com")

    assert limits_of(Cloud()) == store_module.Limits(CLOUD_ROWS, CLOUD_ROWS)


def test_environment_names_the_server() -> None:
    environment = {
        "CHAISE_CHROMA_TOKEN": "s3cret",
        "CHAISE_CHROMA_CA": "ca.pem",
        "CHAISE_CHROMA_TENANT": "shop",
        "CHAISE_CHROMA_DATABASE": "furniture",
        "CHAISE_CHROMA_CATALOGUE": "spring",
    }
    expected = ChromaServer("https://h", "s3cret", Path("ca.pem"), "shop", "furniture", "spring")
    assert ChromaServer.from_env("https://h", environment) == expected
    assert ChromaServer.from_env(None, environment) is None


def test_command_line_import_goes_to_the_server(chroma: ChromaProcess, tmp_path: Path) -> None:
    shop = write_shop(tmp_path / "feed")
    command = [sys.executable, "-m", "catalog", "import", str(shop), "--index", str(tmp_path / "imported")]
    environment = os.environ | {"CHAISE_CHROMA_URL": chroma.url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    kept = {c.name: c.count() for c in chromadb.HttpClient("127.0.0.1", chroma.port).list_collections()}
    assert [count for name, count in kept.items() if name.startswith("chaise-imported-")] == [15]
