"""A folder becomes products and rejects; one bad row never costs a good one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from catalog import (
    CatalogEmpty,
    CatalogMissing,
    CatalogUnreadable,
    Reject,
    read_catalog,
)
from tests.shops import write_shop

GOOD = {"id": "a", "title": "Red sofa", "image": "images/a.png"}


def write_feed(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "images").mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8), "red").save(folder / "images" / "a.png")
    (folder / "products.csv").write_bytes(text.encode(encoding))
    return folder


def only_reject(folder: Path) -> Reject:
    catalog = read_catalog(folder)
    assert [product.id for product in catalog.products] == ["a"]
    (reject,) = catalog.rejects
    return reject


def test_required_columns_are_enough(tmp_path: Path) -> None:
    (product,) = read_catalog(write_shop(tmp_path, [GOOD])).products
    assert (product.id, product.title, product.group) == ("a", "Red sofa", "a")
    assert product.price is None
    assert product.image.is_file()


def test_every_known_column_is_read_and_unknown_ones_are_kept(tmp_path: Path) -> None:
    row = GOOD | {
        "description": "Soft, and wide",
        "category": "Sofas",
        "price": "199.50",
        "currency": "SEK",
        "colours": "Red; dark brown",
        "materials": "velvet;oak",
        "style": "mid-century",
        "width_cm": "210",
        "depth_cm": "90.5",
        "height_cm": "80",
        "group": "g1",
        "creator": "C",
        "license": "CC0",
        "source": "S",
        "warehouse": "North",
    }
    (product,) = read_catalog(write_shop(tmp_path, [row])).products
    assert product.price == 199.5
    assert product.currency == "SEK"
    assert product.colours == ("red", "dark brown")
    assert product.materials == ("velvet", "oak")
    assert (product.width_cm, product.depth_cm, product.height_cm) == (210.0, 90.5, 80.0)
    assert (product.creator, product.license, product.source) == ("C", "CC0", "S")
    assert product.extra == {"warehouse": "North"}


def test_shared_photo_keeps_both_products(tmp_path: Path) -> None:
    first, second = read_catalog(write_shop(tmp_path, [GOOD, GOOD | {"id": "b"}])).products
    assert first.content_hash == second.content_hash
    assert first.id != second.id


@pytest.mark.parametrize(
    ("bad", "column", "reason"),
    [
        ("b,,images/a.png,", "title", "is empty"),
        (",Blue sofa,images/a.png,", "id", "is empty"),
        ("b,Blue sofa,,", "image", "is empty"),
        ("b,Blue sofa,images/gone.png,", "image", "not there"),
        ("b,Blue sofa,products.csv,", "image", "not a picture"),
        ("b,Blue sofa,../outside.png,", "image", "inside the catalogue"),
        ("b,Blue sofa,/etc/passwd,", "image", "inside the catalogue"),
        ("b,Blue sofa,images/a.png,cheap", "price", "'cheap'"),
        ("b,Blue sofa,images/a.png,-5", "price", "'-5'"),
        ("b,Blue sofa,images/a.png,nan", "price", "'nan'"),
        ("a,Blue sofa,images/a.png,", "id", "earlier row"),
        ("b,Blue, sofa,images/a.png,5,", "", "5 cells"),
        ("b" * 300 + ",Blue sofa,images/a.png,", "id", "longer than"),
    ],
)
def test_bad_row_is_rejected_with_its_row_column_and_reason(tmp_path: Path, bad: str, column: str, reason: str) -> None:
    reject = only_reject(write_feed(tmp_path, f"id,title,image,price\na,Red sofa,images/a.png,10\n\n{bad}\n"))
    assert reject.row == 4, "rows count as in a spreadsheet, blank ones included"
    assert reject.column == column
    assert reason in reject.reason


def test_empty_picture_is_rejected(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, "id,title,image\na,A,images/a.png\nb,B,images/b.png\n")
    (folder / "images" / "b.png").touch()
    assert "empty" in only_reject(folder).reason


def test_short_row_lacks_its_last_cells_only(tmp_path: Path) -> None:
    (product,) = read_catalog(write_feed(tmp_path, "id,title,image,price\na,Red sofa,images/a.png\n")).products
    assert product.price is None


def test_byte_order_mark_and_spaces_in_the_header_are_harmless(tmp_path: Path) -> None:
    (product,) = read_catalog(write_feed(tmp_path, "\ufeffID, Title ,image\na,Sofá,images/a.png\n")).products
    assert product.title == "Sofá"


def test_words_that_pandas_takes_for_missing_stay_words(tmp_path: Path) -> None:
    (product,) = read_catalog(write_feed(tmp_path, "id,title,image,style\na,None,images/a.png,NA\n")).products
    assert (product.title, product.style) == ("None", "NA")


@pytest.mark.parametrize(
    "text", ["", "id,title\na,A\n", "\n\n", "a,Red sofa,images/a.png\n", "just some words\nand more"]
)
def test_what_is_no_feed_is_refused_in_words(tmp_path: Path, text: str) -> None:
    with pytest.raises(CatalogUnreadable, match="cannot be read"):
        read_catalog(write_feed(tmp_path, text))


def test_feed_without_rows_and_with_bad_rows_only(tmp_path: Path) -> None:
    with pytest.raises(CatalogEmpty, match="no rows"):
        read_catalog(write_feed(tmp_path, "id,title,image\n"))
    with pytest.raises(CatalogEmpty, match="all 1 rows"):
        read_catalog(write_feed(tmp_path, "id,title,image\n,A,images/a.png\n"))


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogMissing, match="my-shop"):
        read_catalog(Path("my-shop"))


def test_picture_on_the_web_is_left_to_the_import(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, "id,title,image\na,A,images/a.png\nb,B,https://shop.example/b.jpg\n")
    assert "python -m catalog import" in only_reject(folder).reason


def test_links_that_lead_in_a_circle_or_outside_are_rejected(tmp_path: Path) -> None:
    folder = write_feed(
        tmp_path / "shop", "id,title,image\na,A,images/a.png\nb,B,images/loop.png\nc,C,images/out.png\n"
    )
    (folder / "images" / "loop.png").symlink_to("loop.png")
    Image.new("RGB", (8, 8)).save(tmp_path / "secret.png")
    (folder / "images" / "out.png").symlink_to(tmp_path / "secret.png")
    catalog = read_catalog(folder)
    assert [product.id for product in catalog.products] == ["a"]
    assert ["not there" in r.reason or "inside" in r.reason for r in catalog.rejects] == [True, True]


def test_first_row_with_too_many_cells_is_rejected_and_not_cut(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, "id,title,image\nb,Sofa, red,images/a.png\na,A,images/a.png\n")
    reject = only_reject(folder)
    assert (reject.row, "4 cells" in reject.reason) == (2, True)


def test_feed_of_any_name_and_a_folder_with_two_feeds(tmp_path: Path) -> None:
    folder = write_feed(tmp_path, "id,title,image\na,A,images/a.png\n")
    (folder / "products.csv").rename(folder / "spring.csv")
    assert read_catalog(folder).name == "spring"
    (folder / "autumn.csv").write_text("id,title,image\na,A,images/a.png\n", encoding="utf-8")
    assert read_catalog(folder / "autumn.csv").name == "autumn"
    with pytest.raises(CatalogUnreadable, match=r"autumn\.csv, spring\.csv"):
        read_catalog(folder)
