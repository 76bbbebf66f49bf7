"""The engine answers every query about a catalogue, and keeps its index in line with the feed."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from catalog import UnknownProduct
from search import (
    ChromaServer,
    EncoderMismatch,
    Filters,
    IndexUnavailable,
    Query,
    SearchEngine,
    UnknownFilter,
)
from search.vectors import vectors_path, write_vectors
from tests.shops import ColourEncoder, colour_rows, picture, write_shop


def ids(engine: SearchEngine, **query: object) -> list[str]:
    return [hit.product.id for hit in engine.search(Query(**query))]


def test_photo_alone_finds_its_like(small_engine: SearchEngine) -> None:
    hits = small_engine.search(Query(image=picture("blue", "lamp"), top_k=3))
    assert hits[0].product.id == "blue-lamp"
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert hits[0].text_match is None
    assert hits[0].match == hits[0].image_match


def test_words_alone_find_what_they_say(small_engine: SearchEngine) -> None:
    hits = small_engine.search(Query(text="red lamp", top_k=1))
    assert hits[0].product.id == "red-lamp"
    assert hits[0].image_match is None
    assert hits[0].match == hits[0].text_match


def test_photo_and_another_colour_find_the_variant(small_engine: SearchEngine) -> None:
    assert ids(small_engine, image=picture("blue", "sofa"), text="red", image_weight=0.5, top_k=1) == ["red-sofa"]
    assert ids(small_engine, image=picture("blue", "sofa"), text="red", image_weight=1.0, top_k=1) == ["blue-sofa"]


def test_neither_gives_the_front_page(small_engine: SearchEngine) -> None:
    hits = small_engine.search(Query(text="   ", top_k=3))
    assert {hit.product.category for hit in hits} == {"Sofas", "Lamps", "Rugs"}
    assert all(hit.match is None for hit in hits)


def test_unwanted_words_keep_a_colour_away(small_engine: SearchEngine) -> None:
    assert "red" in ids(small_engine, text="red sofa", top_k=1)[0]
    assert not any("red" in found for found in ids(small_engine, text="sofa, not red", top_k=4))


def test_like_searches_by_a_product_and_leaves_it_out(small_engine: SearchEngine) -> None:
    found = ids(small_engine, like="blue-sofa", top_k=14)
    assert "blue-sofa" not in found
    assert len(found) == 14
    assert ids(small_engine, like="blue-sofa", text="red", image_weight=0.5, top_k=1) == ["red-sofa"]
    with pytest.raises(UnknownProduct, match="no product 'gone'"):
        small_engine.search(Query(like="gone"))


@pytest.mark.parametrize(
    "filters",
    [
        Filters(categories=("Lamps",)),
        Filters(colours=("red", "blue")),
        Filters(materials=("velvet",), colours=("green",)),
        Filters(price_min=130, price_max=180),
        Filters(width_max_cm=40),
        Filters(categories=("Sofas", "Rugs"), price_max=150),
        Filters(styles=("nowhere",)),
    ],
)
@pytest.mark.parametrize("text", ["sofa", ""])
def test_filters_admit_exactly_what_they_say(small_engine: SearchEngine, filters: Filters, text: str) -> None:
    found = ids(small_engine, text=text, where=filters, top_k=15)
    assert set(found) == {product.id for product in small_engine.products if filters.admits(product)}


def test_filters_take_any_spelling_and_name_what_they_do_not_know(small_engine: SearchEngine) -> None:
    assert len(ids(small_engine, text="red", where={"category": "sofas", "colour": "RED"})) == 1
    with pytest.raises(UnknownFilter, match="weight_kg"):
        small_engine.search(Query(where={"weight_kg": 3}))


def test_moving_the_slider_runs_no_encoder(small_engine: SearchEngine, colour_encoder: ColourEncoder) -> None:
    photo = picture("blue", "sofa")
    small_engine.search(Query(image=photo, text="red, not black"))
    passes = colour_encoder.passes
    for step in range(11):
        small_engine.search(Query(image=photo.copy(), text="red, not black", image_weight=step / 10, top_k=step + 1))
    assert colour_encoder.passes == passes


@pytest.mark.parametrize("top_k", [0, -1, 10_000])
def test_any_number_of_results(small_engine: SearchEngine, top_k: int) -> None:
    assert len(small_engine.search(Query(text="sofa", top_k=top_k))) == (15 if top_k > 15 else 1)


@pytest.mark.parametrize("weight", [-1.0, 2.0, math.nan, math.inf])
def test_any_image_weight(small_engine: SearchEngine, weight: float) -> None:
    assert small_engine.search(Query(image=picture("blue"), text="red", image_weight=weight))


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "红色的沙发", "🛋️🔴", "أريكة حمراء", "\x00\x07", "not", "not not not", "'; DROP TABLE--"]
)
def test_any_text(small_engine: SearchEngine, text: str) -> None:
    assert small_engine.search(Query(text=text))


def test_a_grey_pixel_is_a_photo_too(small_engine: SearchEngine) -> None:
    assert small_engine.search(Query(image=Image.new("L", (1, 1), 128)))


def test_visitors_at_once_get_their_own_answers(small_engine: SearchEngine) -> None:
    colours = ["red", "green", "blue", "white", "black"] * 8
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda c: ids(small_engine, image=picture(c, "sofa"), top_k=1), colours))
    assert found == [[f"{colour}-sofa"] for colour in colours]


def test_shared_photo_keeps_both_products(tmp_path: Path) -> None:
    rows = [*colour_rows(), {**colour_rows()[0], "id": "twin"}]
    encoder = ColourEncoder()
    engine = SearchEngine.open(write_shop(tmp_path / "shop", rows), encoder, index=tmp_path / "index")
    assert set(ids(engine, image=picture("red", "sofa"), top_k=2)) == {"red-sofa", "twin"}


def test_second_start_embeds_no_picture(tmp_path: Path) -> None:
    shop = write_shop(tmp_path / "shop")
    SearchEngine.open(shop, ColourEncoder(), index=tmp_path / "index")
    counted: list[int] = []
    encoder = ColourEncoder()
    SearchEngine.open(shop, encoder, index=tmp_path / "index", progress=lambda done, total, what: counted.append(done))
    assert counted == []
    assert encoder.passes == 1, "only the texts behind the statistics"


def test_changed_rows_alone_are_written_again(tmp_path: Path) -> None:
    rows = colour_rows()
    shop = write_shop(tmp_path / "shop", rows)
    SearchEngine.open(shop, ColourEncoder(), index=tmp_path / "index")
    changed = [{**rows[0], "price": "999"}, *rows[2:]]
    totals: list[int] = []
    engine = SearchEngine.open(
        write_shop(shop, changed),
        ColourEncoder(),
        index=tmp_path / "index",
        progress=lambda done, total, what: totals.append(total),
    )
    assert totals == [1]
    assert ids(engine, text="sofa", where=Filters(price_min=900)) == ["red-sofa"]
    assert rows[1]["id"] not in ids(engine, text="sofa", top_k=15)


def test_killed_indexing_goes_on_where_it_stopped(tmp_path: Path) -> None:
    rows = [
        {**row, "id": f"{row['id']}-{copy}", "image": f"images/{copy}-{row['id']}.png"}
        for copy in range(5)
        for row in colour_rows()
    ]
    shop = write_shop(tmp_path / "shop", rows)
    for number, path in enumerate(sorted((shop / "images").iterdir())):
        Image.new("RGB", (32, 32), (number, 40, 40)).save(path)

    def stop(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        SearchEngine.open(shop, ColourEncoder(), index=tmp_path / "index", progress=stop)
    totals: list[int] = []
    engine = SearchEngine.open(
        shop, ColourEncoder(), index=tmp_path / "index", progress=lambda d, total, w: totals.append(total)
    )
    assert 0 < totals[0] < len(rows)
    assert len(ids(engine, text="sofa", top_k=1_000)) == len(rows)


def test_broken_picture_is_left_out_and_reported(tmp_path: Path) -> None:
    shop = write_shop(tmp_path / "shop")
    path = shop / "images" / "red-sofa.png"
    path.write_bytes(path.read_bytes()[:-40])
    engine = SearchEngine.open(shop, ColourEncoder(), index=tmp_path / "index")
    assert len(engine.products) == 14
    (reject,) = engine.rejects
    assert (reject.product_id, reject.row, reject.column) == ("red-sofa", 2, "image")
    assert "damaged" in reject.reason
    (report,) = (tmp_path / "index").glob("*-rejects.csv")
    assert "red-sofa" in report.read_text()
    assert "red-sofa" not in ids(engine, text="red sofa", top_k=15)


def test_ready_made_vectors_spare_the_encoder(tmp_path: Path) -> None:
    shop, encoder = write_shop(tmp_path / "shop"), ColourEncoder()
    products = SearchEngine.open(shop, encoder, index=tmp_path / "first").products
    vectors = {p.content_hash: encoder.embed_images([Image.open(p.image)])[0] for p in products}
    write_vectors(vectors_path(shop, encoder.fingerprint), vectors)
    fresh = ColourEncoder()
    engine = SearchEngine.open(shop, fresh, index=tmp_path / "second")
    assert fresh.passes == 1, "only the texts behind the statistics"
    assert ids(engine, image=picture("green", "sofa"), top_k=1) == ["green-sofa"]


@pytest.mark.parametrize("damage", [b"", b"not an archive", b"PK\x03\x04"])
def test_damaged_vectors_cost_time_and_nothing_else(tmp_path: Path, damage: bytes) -> None:
    shop = write_shop(tmp_path / "shop")
    path = vectors_path(shop, ColourEncoder.fingerprint)
    path.parent.mkdir()
    path.write_bytes(damage)
    assert len(SearchEngine.open(shop, ColourEncoder(), index=tmp_path / "index").products) == 15


def test_collection_of_another_encoder_is_never_read(tmp_path: Path, small_engine: SearchEngine) -> None:
    import chromadb

    client = chromadb.PersistentClient(
        str(tmp_path / "index"), settings=chromadb.config.Settings(anonymized_telemetry=False)
    )
    collection = client.get_collection(small_engine.index.name)
    collection.modify(metadata={**collection.metadata, "fingerprint": "another", "encoder": "other"})
    with pytest.raises(EncoderMismatch, match="filled by the encoder other"):
        SearchEngine.open(small_engine.catalog.folder, ColourEncoder(), index=tmp_path / "index")
    assert collection.count() == 15


def test_another_encoder_gets_a_collection_of_its_own(tmp_path: Path, small_engine: SearchEngine) -> None:
    other = ColourEncoder()
    other.fingerprint = "0123456789abcdef"
    engine = SearchEngine.open(small_engine.catalog.folder, other, index=tmp_path / "index")
    assert engine.index.name != small_engine.index.name
    assert len(small_engine.search(Query(text="red"))) == 12


def test_index_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where a folder should be")
    with pytest.raises(IndexUnavailable, match="name another with CHAISE_INDEX") as caught:
        SearchEngine.open(write_shop(tmp_path / "shop"), ColourEncoder(), index=tmp_path / "index")
    assert str(tmp_path) not in str(caught.value)


def test_server_that_does_not_answer_says_so(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="Chroma server"):
        SearchEngine.open(write_shop(tmp_path / "shop"), ColourEncoder(), server=ChromaServer("http://127.0.0.1:9"))


def test_match_falls_with_rank(small_engine: SearchEngine) -> None:
    for weight in (0.0, 0.3, 0.7, 1.0):
        matches = [hit.match for hit in small_engine.search(Query(picture("blue", "sofa"), "red", weight, top_k=15))]
        assert (np.diff(np.array(matches, dtype=float)) <= 1e-6).all()
        assert all(0.0 <= match <= 1.0 for match in matches)
