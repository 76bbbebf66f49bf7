"""Visitors' own catalogues: limited, apart from each other, and gone after a while."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from catalog.errors import TrialRefused
from search import SearchEngine
from tests.shops import ColourEncoder, picture
from ui import trial_page, trials
from ui.server import build_app
from ui.trials import Trial, Trials

PATIENCE_S = 60


@pytest.fixture
def own(colour_encoder: ColourEncoder) -> Iterator[Trials]:
    kept = Trials(colour_encoder, lambda engine: FastAPI())
    yield kept
    kept.close()


@pytest.fixture
def client(small_engine: SearchEngine) -> Iterator[TestClient]:
    with TestClient(build_app(small_engine)) as client:
        yield client


def zipped(*colours: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for colour in colours:
            data = io.BytesIO()
            picture(colour).save(data, "PNG")
            packed.writestr(f"{colour}-sofa.png", data.getvalue())
    return buffer.getvalue()


def wait_for(trial: Trial) -> str:
    end = time.monotonic() + PATIENCE_S
    while trial.stage not in ("ready", "failed") and time.monotonic() < end:
        time.sleep(0.02)
    return trial.stage


def bring(client: TestClient, archive: bytes, feed: bytes = b"") -> str:
    """Send a catalogue and return its name once it is ready or has failed."""
    name = str(client.post("/yours/").json()["name"])
    assert client.put(f"/yours/{name}/pictures", content=archive).status_code == 200
    if feed:
        assert client.put(f"/yours/{name}/feed", content=feed).status_code == 200
    assert client.post(f"/yours/{name}", params={"feed": "f.csv" if feed else ""}).status_code == 200
    end = time.monotonic() + PATIENCE_S
    while client.get(f"/yours/{name}").json()["stage"] not in ("ready", "failed") and time.monotonic() < end:
        time.sleep(0.05)
    return name


def test_catalogue_becomes_a_page_of_its_own(client: TestClient) -> None:
    feed = b"id,title,image,price\na,Red one,red-sofa.png,10\nb,Lost,none.png,20\n"
    name = bring(client, zipped("red", "blue"), feed)
    told = client.get(f"/yours/{name}").json()
    assert told["stage"] == "ready"
    assert len(told["rejects"]) == 1
    assert told["rejects"][0].startswith("Row 3")
    page = client.get(f"/yours/shop/{name}/")
    assert page.status_code == 200
    assert "Red one" in page.text
    assert "Red sofa" not in page.text
    assert "Red one" not in client.get("/").text
    assert client.get(f"/yours/shop/{name}/thumbnails/a").headers["content-type"] == "image/webp"
    assert client.delete(f"/yours/{name}").status_code == 204
    assert client.get(f"/yours/{name}").status_code == 404
    assert client.get(f"/yours/shop/{name}/", follow_redirects=False).headers["location"].endswith("/yours/")


def test_two_catalogues_do_not_see_each_other(client: TestClient) -> None:
    red, blue = bring(client, zipped("red")), bring(client, zipped("blue"))
    assert client.get(f"/yours/shop/{red}/pictures/blue-sofa.png").status_code == 404
    assert "Blue sofa" in client.get(f"/yours/shop/{blue}/").text
    assert "Blue sofa" not in client.get(f"/yours/shop/{red}/").text


@pytest.mark.parametrize("part", ["feed", "pictures"])
def test_files_beyond_the_limit_are_refused_while_they_come(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setitem(trial_page._LIMITS, part, 1000)
    name = client.post("/yours/").json()["name"]
    answer = client.put(f"/yours/{name}/{part}", content=(bytes(600) for _ in range(2)))
    assert answer.status_code == 409
    assert "cannot be tried" in answer.json()["said"]
    assert client.get(f"/yours/{name}").status_code == 404


def test_errors_are_told_in_words_without_a_path(client: TestClient) -> None:
    name = bring(client, b"no zip")
    told = client.get(f"/yours/{name}", headers={"accept-language": "de"}).json()
    assert told["stage"] == "failed"
    assert "lässt sich nicht verwenden" in told["said"]
    name = bring(client, zipped("red"), b"\x00\x01 what is this")
    said = client.get(f"/yours/{name}").json()["said"]
    assert said
    assert "/tmp" not in said


def test_what_makes_no_sense_is_not_found_or_refused(client: TestClient) -> None:
    name = client.post("/yours/").json()["name"]
    assert client.put(f"/yours/{name}/other", content=b"x").status_code == 404
    assert client.put("/yours/unknown/feed", content=b"x").status_code == 404
    assert client.post(f"/yours/{name}").status_code == 409
    client.put(f"/yours/{name}/feed", content=b"x")
    assert client.post(f"/yours/{name}", params={"feed": "../../evil.sh"}).status_code == 409
    assert client.get("/yours/shop/../../etc/passwd").status_code == 404


def test_page_for_it_is_there_only_where_it_is_wanted(small_engine: SearchEngine, client: TestClient) -> None:
    assert "Feed" in client.get("/yours/").text
    assert 'lang="de"' in client.get("/yours/?lang=de").text
    with TestClient(build_app(small_engine, uploads=False)) as without:
        assert without.get("/yours/").status_code == 404
        assert "yours/" not in without.get("/").text


def test_more_products_than_the_limit_are_refused(own: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "MAX_PRODUCTS", 1)
    trial = own.begin()
    (trial.folder / "pictures").write_bytes(zipped("red", "blue"))
    own.start(trial, "")
    assert wait_for(trial) == "failed"
    assert "at most 1 are tried" in str(trial.error)


def test_there_are_only_so_many_at_once_and_old_ones_make_room(own: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    first = own.begin()
    for _ in range(trials.MAX_TRIALS - 1):
        own.begin()
    with pytest.raises(TrialRefused, match="too many"):
        own.begin()
    first.used -= trials.KEPT_S + 1
    assert own.begin() is not first
    assert own.find(first.name) is None
    assert not first.folder.exists()


def test_old_ones_go_although_nobody_comes(small_engine: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial_page, "SWEEP_EVERY_S", 0.05)
    forgotten: list[Trials] = []
    monkeypatch.setattr(Trials, "forget_old", lambda own: forgotten.append(own))
    with TestClient(build_app(small_engine)):
        time.sleep(0.5)
    assert forgotten


def test_nothing_is_left_when_the_app_ends(colour_encoder: ColourEncoder) -> None:
    kept = Trials(colour_encoder, lambda engine: FastAPI())
    trial = kept.begin()
    (trial.folder / "pictures").write_bytes(zipped("red"))
    kept.start(trial, "")
    assert wait_for(trial) == "ready"
    folder: Path = trial.folder.parent
    kept.close()
    assert not folder.exists()
