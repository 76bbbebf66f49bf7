"""The commands as a shop's data person runs them, killed in the middle too."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from PIL import Image

from catalog.__main__ import main
from catalog.import_folder import ImportFolder
from search import SearchEngine
from search.encoder import OpenClipEncoder
from tests.catalog.picture_server import serve_pictures
from tests.conftest import ROOT
from tests.shops import colour_rows, write_shop

PRODUCTS = 120
START_TIMEOUT_S = 120.0


def test_check_for_people_and_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = write_shop(tmp_path / "shop", [*colour_rows(), {"id": "bad", "title": "", "image": "images/x.png"}])
    assert main(["check", str(shop), "--rejects", str(tmp_path / "rejects.csv")]) == 1
    said = capsys.readouterr().out
    assert "16 rows: 15 products can go in, 1 are rejected" in said
    assert "row 17 (bad), title: is empty" in said
    assert "bad" in (tmp_path / "rejects.csv").read_text()
    assert main(["check", str(shop), "--json", "--skip-pictures"]) == 1
    assert json.loads(capsys.readouterr().out)["products"] == 15


def test_mistakes_are_answered_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = write_shop(tmp_path / "shop")
    for arguments in (
        ["check", str(tmp_path / "gone.csv")],
        ["status", "--index", str(tmp_path / "empty")],
        ["remove", "--index", str(tmp_path / "empty"), "a"],
        ["import", str(shop), "--index", str(tmp_path / "new"), "--encoder", "no-such"],
        ["check", str(shop), "--rejects", str(tmp_path / "no" / "folder" / "r.csv")],
    ):
        assert main(arguments) == 2
        said = capsys.readouterr().err
        assert len(said.strip().splitlines()[-1]) > 20
        assert "Traceback" not in said


def test_import_status_export_remove_compact(
    tmp_path: Path, encoder: OpenClipEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    shop, target = write_shop(tmp_path / "shop"), tmp_path / "imported"
    assert main(["import", str(shop), "--index", str(target)]) == 0
    assert "15 added" in capsys.readouterr().out
    assert main(["status", "--index", str(target), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["products"], facts["encoder"], facts["unfinished"]) == (15, "compact", False)

    assert main(["export", "--index", str(target), str(tmp_path / "out.parquet")]) == 0
    table = pq.read_table(tmp_path / "out.parquet")
    vectors = np.stack(table.column("vector").to_numpy())
    assert vectors.shape == (15, encoder.dim)
    row = table.column("id").to_pylist().index("red-sofa")
    expected = encoder.embed_images([Image.open(shop / "images" / "red-sofa.png")])[0]
    assert float(vectors[row] @ expected) > 0.999

    assert main(["remove", "--index", str(target), "red-sofa", "no-such"]) == 1
    assert "no-such" in capsys.readouterr().err
    pictures = len(list((target / "pictures").glob("*/*")))
    assert main(["compact", "--index", str(target)]) == 0
    assert len(list((target / "pictures").glob("*/*"))) == pictures - 1
    engine = SearchEngine.open(target, encoder)
    assert len(engine.products) == len(engine.index) == 14
    assert main(["import", str(shop), "--index", str(target)]) == 0
    assert "1 added" in capsys.readouterr().out


def start_import(feed: Path, target: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "catalog", "import", str(feed), "--index", str(target), "--allow-private"]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE)


def kill_when(process: subprocess.Popen[bytes], moment: Callable[[], bool]) -> bool:
    """Kill a process as soon as the moment has come; return whether it was alive then."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while not moment() and process.poll() is None:
        assert time.monotonic() < deadline, "the moment never came"
        time.sleep(0.002)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return alive


def test_killed_at_any_moment_nothing_is_lost_and_nothing_done_twice(tmp_path: Path, encoder: OpenClipEncoder) -> None:
    target = tmp_path / "imported"
    folder = ImportFolder(target)
    with serve_pictures() as (address, server):
        rows = "".join(f"p{n},Product {n},{address}/picture/{n}.png,{n + 1}\n" for n in range(PRODUCTS))
        feed = tmp_path / "feed.csv"
        feed.write_text("id,title,image,price\n" + rows)
        server.delay_s = 0.02
        database = folder.index_folder(1) / "chroma.sqlite3"
        moments: list[Callable[[], bool]] = [
            lambda: sum(server.asked.values()) >= PRODUCTS // 3,
            lambda: sum(server.asked.values()) >= PRODUCTS,
            lambda: folder.generation_folder(1).is_dir(),
            lambda: database.is_file() and database.stat().st_size > 0,
        ]
        killed = [kill_when(start_import(feed, target), moment) for moment in moments]
        assert killed[:2] == [True, True]
        assert folder.current() is None
        last = start_import(feed, target)
        _, said = last.communicate(timeout=START_TIMEOUT_S)
        assert last.returncode == 0, said.decode()
        # What was being fetched when a process was killed is fetched again, and nothing else.
        assert sum(server.asked.values()) <= PRODUCTS + 2 * 16
    engine = SearchEngine.open(target, encoder)
    assert sorted(product.id for product in engine.products) == sorted(f"p{n}" for n in range(PRODUCTS))
    assert len(engine.index) == PRODUCTS
    stored = engine.index.vectors([product.id for product in engine.products])
    for product in engine.products[::17]:
        expected = encoder.embed_images([Image.open(product.image)])[0]
        assert float(stored[product.id] @ expected) > 0.999
