"""The shop is written whole, goes on where it stopped, and says what was left out."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from catalog import read_catalog
from training.renders import places, queries, shop
from training.renders.models import Piece
from training.renders.passes import Part, Passes, write_passes
from training.renders.studio import Failure, make_job, render
from training.renders.types import PieceType

SIZE = 48


def piece(key: str) -> Piece:
    kind = PieceType("armchair", "soft", "Seating > Armchairs", 400)
    turn = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
    return Piece(key, "Chair", kind, "lib", "x.obj", turn, 80, 85, 90, "Ann", "CC-BY-3.0", "here")


def block() -> Passes:
    """Return a block of fabric in even light."""
    masks = np.zeros((SIZE, SIZE, 1), np.float32)
    masks[12:36, 12:36] = 1
    plane, space = np.ones((SIZE, SIZE), np.float32), np.zeros((SIZE, SIZE, 3), np.float32)
    upwards = space + np.array([0, 0, 1], np.float32)
    part = Part("fabric", (0.5, 0.5, 0.5), 1.0, False)
    return Passes((part,), masks, plane, 0 * plane, space + 0.5, space, upwards, plane)


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a shop of two pieces, of which one is also shown in a room and in a query photo."""
    folder = tmp_path / "demo"
    monkeypatch.setattr(places, "WORK", tmp_path / "work")
    for module in (places, shop):
        monkeypatch.setattr(module, "DEMO", folder)
    monkeypatch.setattr(queries, "FOLDER", folder / "queries")
    for key in ("first", "second"):
        write_passes(places.passes_path(piece(key)), block())
    write_passes(places.room_path(piece("first")), block())
    write_passes(places.query_path(piece("first")), block())
    shop.write_shop([piece("first"), piece("second"), piece("third")], [Failure("third", "it has no faces")], SIZE)
    return folder


def test_the_shop_is_a_catalogue_like_any_other(demo: Path) -> None:
    catalog = read_catalog(demo)
    assert catalog.rejects == ()
    assert {product.group for product in catalog.products} == {"first", "second"}
    assert all(len({p.colours for p in catalog.products if p.group == key}) >= 3 for key in ("first", "second"))
    assert sum("room_image" in product.extra for product in catalog.products) == shop.ROOM_PICTURES
    assert len(list((demo / "rooms").iterdir())) == shop.ROOM_PICTURES


def test_what_was_left_out_is_in_the_report(demo: Path) -> None:
    report = (demo / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert "- third: it has no faces" in report
    assert "| first | Chair | Ann | CC-BY-3.0 | here |" in report


def test_the_query_photo_names_its_group_and_is_no_product(demo: Path) -> None:
    with (demo / "queries" / "queries.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["group"] == "first"
    assert Image.open(demo / "queries" / row["image"]).format == "JPEG"


def test_pictures_that_are_there_are_not_drawn_again_and_strays_are_removed(demo: Path) -> None:
    kept = sorted((demo / "images").iterdir())
    stray = demo / "images" / "half-written.webp.partial"
    stray.write_bytes(b"cut off")
    kept[1].unlink()
    before = [path.stat().st_mtime_ns for path in (kept[0], *kept[2:])]
    shop.write_shop([piece("first"), piece("second")], [], SIZE)
    assert [path.stat().st_mtime_ns for path in (kept[0], *kept[2:])] == before
    assert kept[1].exists() and not stray.exists()


# Stands where Blender would: renders a file for every view, cannot use one model, and dies on another.
BLENDER = """
import json, pathlib, sys
for job in json.loads(pathlib.Path(sys.argv[-1]).read_text()):
    if job["id"] == "deadly":
        sys.exit(9)
    reason = "it has no faces" if job["id"] == "empty" else ""
    for path, _ in job["views"]:
        if not reason:
            pathlib.Path(path).write_text(str(1 + int(pathlib.Path(path).exists())))
    print(json.dumps({"id": job["id"], "seconds": 0.1, "reason": reason}), flush=True)
"""


@pytest.fixture
def blender(tmp_path: Path) -> Path:
    script = tmp_path / "stage.py"
    script.write_text(BLENDER)
    program = tmp_path / "python"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} {script} "$@"\n')
    program.chmod(0o755)
    return program


def test_a_model_that_fails_or_kills_blender_does_not_stop_the_run(tmp_path: Path, blender: Path) -> None:
    pieces = [piece(key) for key in ("good", "empty", "deadly", "last")]
    jobs = [make_job(p, tmp_path / "x.obj", [(tmp_path / f"{p.id}.npz", {})], 8, 1) for p in pieces]
    failures = render(jobs, blender, report=lambda line: None)
    assert failures == [Failure("empty", "it has no faces"), Failure("deadly", "Blender ended while rendering it")]
    assert (tmp_path / "good.npz").exists() and (tmp_path / "last.npz").exists()


def test_what_is_rendered_is_not_rendered_again(tmp_path: Path, blender: Path) -> None:
    jobs = [make_job(piece("good"), tmp_path / "x.obj", [(tmp_path / "good.npz", {})], 8, 1)]
    for _ in range(2):
        assert render(jobs, blender, report=lambda line: None) == []
    assert (tmp_path / "good.npz").read_text() == "1"
