"""An import is whole or not there, costs what has changed, and goes on where it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from catalog import Catalog, ImportBusy, Reject, read_catalog, read_feed
from catalog.download import Downloader
from catalog.errors import ReportUnwritable
from catalog.import_folder import ImportFolder
from catalog.importer import Encoding, Indexer, Outcome, import_feed
from catalog.picture_cache import PictureCache
from search import Query, SearchEngine
from search.upkeep import bring_up_to_date
from search.vectors import Vectors
from tests.catalog.picture_server import serve_pictures
from tests.shops import ColourEncoder, picture

ROWS = 200


class CountingEncoder(ColourEncoder):
    """Counts the pictures that it sees."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures = 0

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        self.pictures += len(images)
        return super().embed_images(images)


class Shop:
    """A feed on disk whose rows a test changes, and the folder it is imported into."""

    def __init__(self, folder: Path) -> None:
        self.feed = folder / "feed"
        self.target = ImportFolder(folder / "imported")
        self.rows = {f"p{n}": (f"Product {n}", 10 + n, f"{n}.png") for n in range(ROWS)}
        self.encoder = CountingEncoder()
        self.refresh = False
        self.feed.mkdir(parents=True)
        for n in range(ROWS):
            self.paint(n, (n, 100, 255 - n))

    def paint(self, number: int, colour: tuple[int, int, int]) -> None:
        Image.new("RGB", (64 + number % 7, 64), colour).save(self.feed / f"{number}.png")

    def run(self, indexer: Indexer | None = None) -> Outcome:
        lines = [f"{key},{title},{price},Things,{image}" for key, (title, price, image) in self.rows.items()]
        (self.feed / "products.csv").write_text("\n".join(["id,title,price,category,image", *lines]))
        feed = read_feed(self.feed)
        downloader = Downloader(allow_private=True, pause_s=0.01)
        with self.target.locked():
            cache = PictureCache(
                self.target.pictures_folder, self.target.ledger_path, feed.folder, downloader, self.refresh
            )
            try:
                encoding = Encoding(self.encoder.name, self.encoder.fingerprint)
                return import_feed(feed, self.target, cache, indexer or self.index, encoding)
            finally:
                cache.close()
                downloader.close()

    def index(self, catalog: Catalog, folder: Path) -> Sequence[Reject]:
        return bring_up_to_date(catalog, folder, self.encoder)

    def open(self) -> SearchEngine:
        return SearchEngine.open(self.target.root, self.encoder)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def counted(shop: Shop, action: Callable[[], object]) -> int:
    """Return how many pictures an action has the encoder see."""
    before = shop.encoder.pictures
    action()
    return shop.encoder.pictures - before


def test_imported_catalogue_opens_without_encoding_and_finds(shop: Shop) -> None:
    outcome = shop.run()
    assert (outcome.added, outcome.complete, shop.encoder.pictures) == (ROWS, True, ROWS)
    engines: list[SearchEngine] = []
    assert counted(shop, lambda: engines.append(shop.open())) == 0
    hits = engines[0].search(Query(image=picture("red"), top_k=5))
    assert len(hits) == 5
    assert all(hit.product.image.is_relative_to(shop.target.root) for hit in hits)


def test_one_percent_of_changes_costs_one_percent_of_the_encoding(shop: Shop) -> None:
    shop.run()
    shop.paint(0, (255, 255, 0))
    shop.rows["new"] = ("New product", 5, "new.png")
    Image.new("RGB", (50, 60), (1, 2, 3)).save(shop.feed / "new.png")
    shop.rows["p1"] = ("Product 1", 999, "1.png")
    del shop.rows["p2"]
    outcomes: list[Outcome] = []
    assert counted(shop, lambda: outcomes.append(shop.run())) == 2
    assert (outcomes[0].added, outcomes[0].changed, outcomes[0].removed) == (1, 2, 1)
    engine = shop.open()
    assert engine.product("p1").price == 999
    assert {product.id for product in engine.products} == set(shop.rows)
    assert len(engine.index) == len(shop.rows)


def test_new_ids_for_the_same_pictures_cost_no_encoding(shop: Shop) -> None:
    shop.run()
    shop.rows = {f"x{key}": row for key, row in shop.rows.items()}
    assert counted(shop, shop.run) == 0
    assert len(shop.open().products) == ROWS


def test_unchanged_feed_makes_no_generation(shop: Shop) -> None:
    first = shop.run()
    shop.rows = dict(reversed(shop.rows.items()))
    assert shop.run().generation == first.generation


def test_two_products_with_the_same_picture_both_exist(shop: Shop) -> None:
    shop.rows["twin"] = ("Twin", 10, "0.png")
    shop.run()
    assert shop.encoder.pictures == ROWS
    assert len(shop.open().index) == ROWS + 1


def test_damaged_picture_is_left_out_told_and_not_tried_again(shop: Shop) -> None:
    data = (shop.feed / "5.png").read_bytes()
    (shop.feed / "5.png").write_bytes(data[:60])
    first = shop.run()
    assert [(reject.row, reject.product_id) for reject in first.rejects] == [(7, "p5")]
    assert "p5" in shop.target.rejects_path.read_text()
    assert len(shop.open().products) == ROWS - 1
    assert shop.run().generation == first.generation
    shop.paint(5, (9, 9, 9))
    assert shop.run().complete


def test_paths_outside_the_feed_stay_out_and_those_of_windows_are_found(shop: Shop, tmp_path: Path) -> None:
    picture("red").save(tmp_path / "secret.png")
    (shop.feed / "sub").mkdir()
    picture("red").save(shop.feed / "sub" / "in.png")
    shop.rows = {
        "up": ("Up", 1, "../secret.png"),
        "absolute": ("Absolute", 1, str(tmp_path / "secret.png")),
        "windows": ("Windows", 1, "sub\\in.png"),
        "gone": ("Gone", 1, "gone.png"),
    }
    for _ in range(2):
        outcome = shop.run()
        assert [reject.product_id for reject in outcome.rejects] == ["up", "absolute", "gone"]
        assert ["inside" in reject.reason for reject in outcome.rejects] == [True, True, False]


class Stopped(Exception):
    pass


def test_stopped_import_leaves_the_catalogue_in_use_and_the_next_goes_on(shop: Shop) -> None:
    shop.run()
    shop.rows |= {f"n{n}": (f"New {n}", 1, f"n{n}.png") for n in range(100)}
    for n in range(100):
        Image.new("RGB", (40, 41 + n), (n, n, n)).save(shop.feed / f"n{n}.png")

    def stop_half_way(catalog: Catalog, folder: Path) -> Sequence[Reject]:
        shop.index(replace(catalog, products=catalog.products[: ROWS + 50]), folder)
        raise Stopped

    with pytest.raises(Stopped):
        shop.run(stop_half_way)
    assert shop.target.unfinished()
    assert len(shop.open().products) == ROWS
    assert counted(shop, shop.run) == 50
    assert not shop.target.unfinished()
    assert len(shop.open().products) == ROWS + 100


def test_running_engine_is_not_disturbed_by_the_next_import(shop: Shop) -> None:
    shop.run()
    engine = shop.open()
    query = Query(image=picture("blue"), top_k=20)
    before = [hit.product.id for hit in engine.search(query)]
    shop.rows = {key: row for key, row in shop.rows.items() if key not in before[:10]}
    shop.run()
    assert [hit.product.id for hit in engine.search(query)] == before
    assert not {hit.product.id for hit in shop.open().search(query)} & set(before[:10])


def test_moved_folder_opens_as_it_was(shop: Shop) -> None:
    shop.run()
    moved = shop.target.root.rename(shop.target.root.with_name("Elsewhere"))
    shop.target = ImportFolder(moved)
    assert counted(shop, shop.open) == 0
    assert counted(shop, shop.run) == 0


def test_another_encoder_starts_an_index_of_its_own(shop: Shop) -> None:
    shop.run()
    shop.encoder = CountingEncoder()
    shop.encoder.fingerprint = "c0105e4c0de00002"
    assert counted(shop, shop.run) == ROWS
    assert len(shop.open().index) == ROWS


def test_second_import_at_once_is_refused(shop: Shop) -> None:
    with shop.target.locked(), pytest.raises(ImportBusy, match="imported"):
        shop.run()


def test_old_generations_go_but_the_last_one(shop: Shop) -> None:
    for price in range(4):
        shop.rows["p0"] = ("Product 0", price + 1, "0.png")
        shop.run()
    folders = sorted(path.name for path in shop.target.root.glob("generation-*"))
    assert folders == ["generation-000003", "generation-000004"]


def test_pictures_of_the_web_are_fetched_once_and_asked_about_on_refresh(shop: Shop) -> None:
    with serve_pictures() as (address, server):
        shop.rows = {f"w{n}": (f"Web {n}", 1, f"{address}/picture/{n % 20}.png") for n in range(40)}
        shop.rows["dead"] = ("Dead", 1, f"{address}/gone.png")
        shop.rows["page"] = ("Page", 1, f"{address}/page")
        outcome = shop.run()
        assert [reject.product_id for reject in outcome.rejects] == ["dead", "page"]
        pictures = {path: count for path, count in server.asked.items() if path.startswith("/picture/")}
        assert pictures == {f"/picture/{n}.png": 1 for n in range(20)}
        shop.run()
        assert server.asked["/picture/3.png"] == 1
        shop.refresh = True
        assert shop.run().changed == 0
        server.colour_offset = 1000
        outcomes: list[Outcome] = []
        assert counted(shop, lambda: outcomes.append(shop.run())) == 20
        assert outcomes[0].changed == 40


def test_server_that_is_down_takes_no_product_away(shop: Shop) -> None:
    with serve_pictures() as (address, _):
        shop.rows = {f"w{n}": (f"Web {n}", 1, f"{address}/picture/{n}.png") for n in range(3)}
        first = shop.run()
    shop.refresh = True
    again = shop.run()
    assert (again.complete, again.generation) == (True, first.generation)


def test_full_disk_ends_the_import_and_takes_no_product_away(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    first = shop.run()
    shop.paint(3, (1, 2, 3))

    def fail(*args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(ReportUnwritable, match="No space left"):
        shop.run()
    assert shop.target.current() == first.generation


def test_snapshot_keeps_every_fact(shop: Shop) -> None:
    (shop.feed / "spring.csv").write_text(
        "id,title,description,category,price,currency,colours,materials,style,width_cm,depth_cm,height_cm,group,image,"
        "creator,license,source,link\n"
        'a,"=Sofa, ""big""",Soft,Sofas,12.50,SEK,red;blue,velvet,boho,1,2.5,3,g,0.png,C,CC0,S,https://x/a\n'
        "b,Bare,,,,,,,,,,,,1.png,,,,\n"
    )
    feed = read_feed(shop.feed / "spring.csv")
    downloader = Downloader()
    cache = PictureCache(shop.target.pictures_folder, shop.target.ledger_path, feed.folder, downloader)
    import_feed(feed, shop.target, cache, shop.index, Encoding("colour", shop.encoder.fingerprint))
    cache.close()
    kept = read_catalog(shop.target.root).products
    stated = read_catalog(shop.feed / "spring.csv").products
    assert [replace(product, image=Path()) for product in kept] == [replace(p, image=Path()) for p in stated]
