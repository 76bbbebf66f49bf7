"""A check names every problem with its row, column and remedy, and mends only what is sure."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from catalog import Flaw, read_catalog, read_feed, write_rejects
from catalog.doctor import Diagnosis, InspectedPictures, examine_feed
from catalog.download import Downloader
from catalog.report import write_corrected
from tests.catalog.picture_server import serve_pictures

FEED = """id,title,category,price,image,note
a,Red sofa,Sofas,10,a.png,
b,<b>Blue</b> sofa,Sofas,10 SEK,a.png,=cmd()
c,Sofa three,sofas,10,a.png,
d,Sofa four,Sofsa,10,a.png,
e,Sofa five,Sofas,10,tiny.png,
f,Sofa six,Sofas,ten,a.png,"=HYPERLINK(""x"")"
g,Sofa seven,Sofas,10,gone.png,
a,Sofa eight,Sofas,10,a.png,
h,Sofa nine,Sofas,,a.png,
i,Sofa, ten,Sofas,10,a.png,x
j,Sofa eleven,Sofas,10,a.png,
"""


@pytest.fixture
def downloader() -> Iterator[Downloader]:
    downloader = Downloader(allow_private=True, pause_s=0.01)
    yield downloader
    downloader.close()


@pytest.fixture
def diagnosis(tmp_path: Path, downloader: Downloader) -> Diagnosis:
    Image.new("RGB", (400, 400)).save(tmp_path / "a.png")
    Image.new("RGB", (40, 30)).save(tmp_path / "tiny.png")
    (tmp_path / "feed.csv").write_text(FEED)
    feed = read_feed(tmp_path / "feed.csv")
    return examine_feed(feed, InspectedPictures(feed.folder, downloader))


def test_rejects_by_row_and_column(diagnosis: Diagnosis) -> None:
    assert [(reject.row, reject.column) for reject in diagnosis.rejects] == [
        (7, "price"),
        (8, "image"),
        (9, "id"),
        (11, ""),
    ]
    assert len(diagnosis.listings) == 7


def test_flaws_by_row_and_column(diagnosis: Diagnosis) -> None:
    told = {(flaw.row, flaw.column): flaw.sentence for flaw in diagnosis.flaws}
    assert told.keys() == {(3, "title"), (4, "category"), (5, "category"), (6, "image"), (10, "price")}
    assert "write 'Sofas'" in told[4, "category"]
    assert "did you mean 'Sofas'?" in told[5, "category"]
    assert "40 x 30" in told[6, "image"]


def test_record_for_machines_counts_everything(diagnosis: Diagnosis) -> None:
    record = diagnosis.as_record()
    assert (record["rows"], record["products"], record["rejected"], len(record["problems"])) == (11, 7, 4, 9)


def test_rejects_file_has_the_original_rows_and_no_formulas(diagnosis: Diagnosis, tmp_path: Path) -> None:
    write_rejects(diagnosis.rejects, tmp_path / "rejects.csv", diagnosis.feed.table)
    with (tmp_path / "rejects.csv").open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert header == ["row", "column", "reason", "id", "id", "title", "category", "price", "image", "note"]
    assert rows[0][4:] == ["f", "Sofa six", "Sofas", "ten", "a.png", '\'=HYPERLINK("x")']
    assert rows[3][4:] == ["i", "Sofa", " ten", "Sofas", "10", "a.png", "x"]


def test_corrected_file_is_a_catalogue_of_the_good_rows(diagnosis: Diagnosis, tmp_path: Path) -> None:
    path = tmp_path / "corrected.csv"
    write_corrected(diagnosis.listings, diagnosis.corrections, path)
    assert "'=cmd()" in path.read_text()
    catalog = read_catalog(path)
    assert catalog.rejects == ()
    products = {product.id: product for product in catalog.products}
    assert list(products) == ["a", "b", "c", "d", "e", "h", "j"]
    assert (products["b"].title, products["b"].currency, products["b"].extra["note"]) == ("Blue sofa", "SEK", "=cmd()")
    assert (products["c"].category, products["d"].category) == ("Sofas", "Sofsa")


def test_pictures_of_the_web_are_looked_at(tmp_path: Path, downloader: Downloader) -> None:
    with serve_pictures() as (address, _):
        rows = f"a,A,{address}/picture/1.png\nb,B,{address}/gone.png\nc,C,{address}/page\n"
        (tmp_path / "feed.csv").write_text("id,title,image\n" + rows)
        feed = read_feed(tmp_path / "feed.csv")
        diagnosis = examine_feed(feed, InspectedPictures(feed.folder, downloader))
    assert ["404" in reject.reason for reject in diagnosis.rejects] == [True, False]
    assert [listing.product.id for listing in diagnosis.listings] == ["a"]


def test_rejects_are_written_without_a_table_too(tmp_path: Path) -> None:
    write_rejects([Flaw(3, "price", "is 'x'", "b", "write digits")], tmp_path / "rejects.csv")
    with (tmp_path / "rejects.csv").open(newline="") as file:
        assert list(csv.DictReader(file)) == [
            {"row": "3", "column": "price", "reason": "is 'x': write digits", "id": "b"}
        ]
