"""A running engine changes over to a finished import by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog import read_feed
from catalog.download import Downloader
from catalog.import_folder import ImportFolder
from catalog.importer import Encoding, import_feed
from catalog.picture_cache import PictureCache
from search import EncoderMismatch, Query, SearchEngine, live
from search.live import keep_current
from search.upkeep import bring_up_to_date
from tests.shops import ColourEncoder, colour_rows, picture, write_shop


def import_shop(shop: Path, target: Path, encoder: ColourEncoder) -> None:
    folder, feed, downloader = ImportFolder(target), read_feed(shop), Downloader()
    with folder.locked():
        cache = PictureCache(folder.pictures_folder, folder.ledger_path, feed.folder, downloader)
        import_feed(
            feed,
            folder,
            cache,
            lambda catalog, place: bring_up_to_date(catalog, place, encoder),
            Encoding(encoder.name, encoder.fingerprint),
        )
        cache.close()
        downloader.close()


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, SearchEngine]:
    """A shop, the folder it is imported into, and a running engine of that."""
    monkeypatch.setattr(live, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(live, "CLOSE_AFTER_S", 0.2)
    shop, target, encoder = write_shop(tmp_path / "shop", colour_rows()[:10]), tmp_path / "imported", ColourEncoder()
    import_shop(shop, target, encoder)
    engine = SearchEngine.open(target, encoder)
    return shop, target, keep_current(engine, lambda: SearchEngine.open(target, encoder))


def test_finished_import_is_seen_without_a_restart(running: tuple[Path, Path, SearchEngine]) -> None:
    shop, target, engine = running
    before = engine.search(Query(image=picture("red", "rug"), top_k=3))
    assert "red-rug" not in [hit.product.id for hit in before]
    import_shop(write_shop(shop), target, ColourEncoder())
    assert wait_for(lambda: len(engine.products) == 15)
    time.sleep(0.5)  # until the engine before has been closed
    assert "red-rug" in [hit.product.id for hit in engine.search(Query(image=picture("red", "rug"), top_k=3))]


def test_state_that_cannot_be_opened_leaves_the_one_before(running: tuple[Path, Path, SearchEngine]) -> None:
    _, target, engine = running
    (target / "catalogue.json").write_text("{broken")
    time.sleep(0.3)
    assert len(engine.search(Query(image=picture("red"), top_k=3))) == 3


def test_catalogue_that_no_import_made_is_left_as_it_is(small_engine: SearchEngine) -> None:
    assert keep_current(small_engine, lambda: small_engine) is small_engine


def test_import_is_not_opened_with_another_encoder(running: tuple[Path, Path, SearchEngine]) -> None:
    other = ColourEncoder()
    other.fingerprint, other.name = "c0105e4c0de00002", "other"
    with pytest.raises(EncoderMismatch, match="other"):
        SearchEngine.open(running[1], other)
