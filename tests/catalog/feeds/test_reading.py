"""Feeds of every form, in every state that shops send them."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from catalog import CatalogMissing, CatalogUnreadable, MappingUnreadable
from catalog.feeds import Feed, Listing, read_feed, read_mapping

HEADER = "id,title,image,price\n"


def feed_of(folder: Path, content: str | bytes, name: str = "feed.csv", encoding: str = "utf-8") -> Feed:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return read_feed(path)


def by_id(feed: Feed) -> dict[str, Listing]:
    return {listing.product.id: listing for listing in feed.listings}


# Encodings, delimiters, quotes and line ends


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_every_encoding_gives_the_same_words(tmp_path: Path, encoding: str) -> None:
    feed = feed_of(tmp_path, HEADER + "a,Sofá Möbel,a.jpg,10\n", encoding=encoding)
    assert by_id(feed)["a"].product.title == "Sofá Möbel"


def test_one_damaged_character_does_not_turn_the_rest_into_another_encoding(tmp_path: Path) -> None:
    rows = "".join(f"a{n},Möbel {n},a.jpg,10\n" for n in range(30))
    feed = feed_of(tmp_path, (HEADER + rows).encode() + b"z,bad \xff,a.jpg,1\n")
    assert by_id(feed)["a3"].product.title == "Möbel 3"
    assert "1 damaged" in feed.notes[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_whatever_the_file_is_called(tmp_path: Path, delimiter: str) -> None:
    feed = feed_of(tmp_path, delimiter.join(["id", "title", "image"]) + "\n" + delimiter.join(["a", "Sofa", "a.jpg"]))
    assert by_id(feed)["a"].picture == "a.jpg"


def test_excels_own_first_line_is_passed_over(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, "sep=;\r\nid;title;image\r\na;Sofa;a.jpg\r\n")
    assert by_id(feed)["a"].product.row == 3


def test_mixed_line_ends_and_quotes_in_quotes(tmp_path: Path) -> None:
    text = 'id,title,image\r\na,"The ""big"" one, wide",a.jpg\nb,"Two\r\nlines",b.jpg\r\nc,C,c.jpg'
    feed = feed_of(tmp_path, text)
    titles = {key: listing.product.title for key, listing in by_id(feed).items()}
    assert titles == {"a": 'The "big" one, wide', "b": "Two lines", "c": "C"}


def test_quotation_mark_that_is_never_closed_is_named_and_the_rows_above_go_in(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, 'id,title,image\nz,Z,z.jpg\na,"open,a.jpg\nb,B,b.jpg\nc,C,c.jpg\n')
    assert list(by_id(feed)) == ["z"]
    (reject,) = feed.rejects
    assert (reject.row, "never closed" in reject.reason) == (3, True)


def test_rows_with_spare_empty_cells_are_good_rows(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, "id,title,image\na,A,a.jpg,,\nb,B,b.jpg\n")
    assert list(by_id(feed)) == ["a", "b"]


def test_two_hundred_columns_are_kept(tmp_path: Path) -> None:
    names = ["id", "title", "image", *(f"field {n}" for n in range(197))]
    feed = feed_of(tmp_path, ",".join(names) + "\n" + ",".join(["a", "A", "a.jpg", *map(str, range(197))]) + "\n")
    assert len(by_id(feed)["a"].product.extra) == 197


def test_columns_whose_names_differ_by_case_alone_are_both_kept(tmp_path: Path) -> None:
    product = by_id(feed_of(tmp_path, "ID,title,image,id\na,A,a.jpg,other\n"))["a"].product
    assert product.extra == {"id_2": "other"}


# Bad cells


def test_bad_cells_are_rejected_with_reason_and_remedy_and_the_good_rows_go_in(tmp_path: Path) -> None:
    text = "id,title,image,price,width_cm\na,A,a.jpg,10,80\nb,B,b.jpg,twelve euros,80\nc,C,c.jpg,10,-80\n"
    feed = feed_of(tmp_path, text)
    assert list(by_id(feed)) == ["a"]
    assert [(r.row, r.column) for r in feed.rejects] == [(3, "price"), (4, "width_cm")]
    assert all(reject.remedy for reject in feed.rejects)


def test_html_is_stripped_and_formulas_are_kept_as_text_and_both_are_told(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, HEADER + 'a,<b>Sofa</b>,a.jpg,10\nb,"=cmd(""x"")",b.jpg,10\n')
    assert [listing.product.title for listing in feed.listings] == ["Sofa", '=cmd("x")']
    told = {(flaw.row, flaw.column): flaw.reason for flaw in feed.flaws if flaw.column == "title"}
    assert "HTML" in told[2, "title"] and "formula" in told[3, "title"]


def test_invisible_characters_are_taken_out(tmp_path: Path) -> None:
    assert by_id(feed_of(tmp_path, HEADER + "\u200ba\x00,So\x07fa  bed,a.jpg,1\n"))["a"].product.title == "Sofa bed"


def test_price_that_may_mean_thousands_is_told(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, HEADER + "a,A,a.jpg,1.299\n")
    assert "was read as 1.299" in next(flaw.reason for flaw in feed.flaws if flaw.column == "price")


def test_missing_price_and_category_are_flaws_and_not_rejects(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, "id,title,image\na,A,a.jpg\n")
    assert {flaw.column for flaw in feed.flaws} == {"price", "category"}
    assert feed.rejects == ()


# What is no feed


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 workbook", "Excel"),
        (b"\x1f\x8b gzip", "gzip"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xd8\xff\xe0 photo", "picture"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "web page"),
        (b"PAR1 and then nothing", "damaged Parquet"),
        (b"<rss><channel></channel></rss>", "without any"),
        (b"<rss><channel><item>", "well-formed"),
        (b'{"id": 1', "JSON"),
        (b"[{", "JSON array"),
        (b"a,Red sofa,images/a.png\n", "'Red sofa'"),
        (b"\x00\x01\x02\x03" * 50, "cannot be read"),
    ],
)
def test_what_is_no_feed_is_named_and_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(CatalogUnreadable, match=words):
        feed_of(tmp_path, content)


def test_missing_and_empty_places_are_named(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "gone.csv"):
        with pytest.raises(CatalogMissing, match="no feed and no picture"):
            read_feed(place)


# Google


GOOGLE_XML = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
<item><g:id>S1</g:id><title><![CDATA[Velvet <b>sofa</b>]]></title><g:price>1299.00 EUR</g:price>
<g:product_type>Home &gt; Furniture &gt; Sofas</g:product_type>
<g:color>Dark Red/Gold</g:color><g:material>Velvet</g:material>
<g:item_group_id>S</g:item_group_id><g:image_link>https://shop.example/s1.jpg</g:image_link>
<g:additional_image_link>https://shop.example/x.jpg</g:additional_image_link><g:product_width>210 cm</g:product_width>
<g:shipping><g:price>9 EUR</g:price></g:shipping><link>https://shop.example/s1</link></item>
<item><g:id>S2</g:id><title>NA</title><g:price>free</g:price><g:image_link>https://shop.example/s2.jpg</g:image_link></item>
</channel></rss>"""


def test_google_xml(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, GOOGLE_XML, "feed.xml")
    product, picture = feed.listings[0].product, feed.listings[0].picture
    assert feed.form == "Google Merchant feed"
    assert (product.id, product.title, product.group, product.category) == ("S1", "Velvet sofa", "S", "Sofas")
    assert (product.price, product.currency, product.width_cm) == (1299.0, "EUR", 210.0)
    assert (product.colours, product.materials) == (("dark red", "gold"), ("velvet",))
    assert (picture, product.extra["link"]) == ("https://shop.example/s1.jpg", "https://shop.example/s1")
    assert [(reject.row, reject.column) for reject in feed.rejects] == [(2, "price")]


def test_google_atom(tmp_path: Path) -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><g:id>1</g:id>'
        '<title>NA</title><link href="https://shop.example/1"/><g:image_link>https://shop.example/1.jpg</g:image_link>'
        "<g:price>5 GBP</g:price></entry></feed>"
    )
    product = feed_of(tmp_path, text, "feed.atom").listings[0].product
    assert (product.title, product.currency, product.extra["link"]) == ("NA", "GBP", "https://shop.example/1")


def test_google_tsv_with_spaced_names_and_category_numbers(tmp_path: Path) -> None:
    text = "id\ttitle\timage link\tprice\titem group id\tgoogle product category\n"
    text += "A1\tSofa\thttp://x/1.jpg\t199.00 USD\tA\t436\n"
    product = feed_of(tmp_path, text, "feed.txt").listings[0].product
    assert (product.price, product.currency, product.group, product.category) == (199.0, "USD", "A", "")


def test_broken_xml_keeps_the_items_before_the_break(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, GOOGLE_XML[: GOOGLE_XML.index("<g:id>S2") + 4], "feed.xml")
    assert list(by_id(feed)) == ["S1"]
    assert "broken here" in feed.rejects[0].reason


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FOREIGN_DTD = '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/evil.dtd">'


@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE, FOREIGN_DTD])
def test_entity_bombs_and_external_entities_are_refused(tmp_path: Path, declaration: str) -> None:
    text = f"<?xml version='1.0'?>{declaration}<r><item><id>&b;&x;</id><title>t</title><image>i.jpg</image></item></r>"
    with pytest.raises(CatalogUnreadable, match="document type"):
        feed_of(tmp_path, text, "feed.xml")


# Shopify


SHOPIFY = """Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,\
Variant SKU,Variant Price,Image Src,Image Position,Variant Image,Status
oslo,Oslo sofa,<p>Soft.</p>,Nord,Sofas,,TRUE,Color,Red,Size,Small,OS-R-S,899.00,https://x/2.jpg,2,https://x/red.jpg,active
oslo,,,,,,,,Red,,Large,OS-R-L,999.00,https://x/1.jpg,1,https://x/red.jpg,
oslo,,,,,,,,Blue,,Small,'0042,899.00,,,,
oslo,,,,,,,,,,,,,https://x/3.jpg,3,,
lamp,Lamp,,,Lamps,,TRUE,Title,Default Title,,,,49.00,https://x/lamp.jpg,1,,active
hidden,Hidden,,,Lamps,,TRUE,Title,Default Title,,,H,49.00,https://x/h.jpg,1,,draft
"""


def test_shopify_rows_of_a_handle_are_variants_and_pictures(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, SHOPIFY)
    found = by_id(feed)
    assert feed.form == "Shopify product export"
    assert list(found) == ["OS-R-S", "OS-R-L", "0042", "lamp"]
    red, blue = found["OS-R-S"], found["0042"]
    assert (red.product.title, red.product.group, red.product.category) == ("Oslo sofa, Red, Small", "oslo", "Sofas")
    assert (red.product.description, red.product.colours, red.product.price) == ("Soft.", ("red",), 899.0)
    assert (red.picture, blue.picture) == ("https://x/red.jpg", "https://x/1.jpg")
    assert (found["lamp"].product.title, found["lamp"].product.row) == ("Lamp", 6)
    assert any("passed over" in note for note in feed.notes)
    assert any("taken as EUR" in note for note in feed.notes)


def test_shopify_ids_without_or_with_shared_skus_come_from_the_options(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, SHOPIFY.replace("OS-R-L", "OS-R-S").replace("'0042", ""))
    assert list(by_id(feed)) == ["oslo-red-small", "oslo-red-large", "oslo-blue-small", "lamp"]


def test_shopifys_newer_column_names(tmp_path: Path) -> None:
    text = (
        "Title,URL handle,Description,Type,Published on online store,Status,SKU,Option1 name,Option1 value,Price,"
        "Product image URL,Image position\nOslo,oslo,Soft,Sofas,TRUE,Active,O1,Color,Red,899,https://x/1.jpg,1\n"
    )
    (listing,) = feed_of(tmp_path, text).listings
    assert (listing.product.id, listing.product.group, listing.product.price) == ("O1", "oslo", 899.0)


# JSON Lines, Parquet, pictures


def test_json_lines_keep_ids_as_written_and_reject_broken_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": 12, "title": "A", "image": "a.jpg", "colours": ["Red", "Blue"], "price": 12.5}),
        "{broken",
        "",
        json.dumps({"id": "007", "title": "B", "image": "b.jpg", "price": {"value": "9", "currency": "SEK"}}),
        "[1]",
        json.dumps({"title": "no id", "image": "c.jpg"}),
    ]
    feed = feed_of(tmp_path, "\n".join(lines), "feed.jsonl")
    found = by_id(feed)
    assert list(found) == ["12", "007"]
    assert (found["12"].product.colours, found["12"].product.price) == (("red", "blue"), 12.5)
    assert (found["007"].product.price, found["007"].product.currency) == (9.0, "SEK")
    assert [reject.row for reject in feed.rejects] == [2, 5, 6]


def test_json_array(tmp_path: Path) -> None:
    feed = feed_of(tmp_path, json.dumps([{"id": 1, "title": "A", "image": "a.jpg"}]), "feed.json")
    assert list(by_id(feed)) == ["1"]


def test_parquet(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "id": [7, 8],
            "title": ["A", None],
            "image": ["a.jpg", "b.jpg"],
            "price": [1.5, 2.0],
            "colours": [["Red"], None],
        }
    )
    frame.to_parquet(tmp_path / "feed.parquet")
    feed = read_feed(tmp_path / "feed.parquet")
    product = feed.listings[0].product
    assert (product.id, product.price, product.colours) == ("7", 1.5, ("red",))
    assert [(reject.row, reject.column) for reject in feed.rejects] == [(3, "title")]


def test_bare_folder_of_pictures(tmp_path: Path) -> None:
    for name in ("sofas/red-velvet_sofa.jpg", "lamps/arc.PNG", ".hidden/no.jpg", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        Image.new("RGB", (8, 8)).save(path, "PNG")
    feed = read_feed(tmp_path)
    assert [(x.product.id, x.product.title, x.product.category) for x in feed.listings] == [
        ("lamps/arc.PNG", "Arc", "Lamps"),
        ("sofas/red-velvet_sofa.jpg", "Red velvet sofa", "Sofas"),
    ]


# Mapping files

GERMAN = "Artikel;Bezeichnung;Variante;Bild-URL;Preis;Breite\n4711;Sofa;rot;a.jpg;1.299;210\n"


def test_mapping_covers_the_rest(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        '[columns]\nid = "Artikel"\ntitle = ["Bezeichnung", "Variante"]\nimage = "Bild-URL"\nprice = "Preis"\n'
        'width_cm = "Breite"\n[defaults]\ncurrency = "CHF"\ncategory = "Sofas"\n[read]\ndecimal = ","\n',
        encoding="utf-8",
    )
    (tmp_path / "feed.csv").write_text(GERMAN, encoding="utf-8")
    product = read_feed(tmp_path / "feed.csv", read_mapping(mapping)).listings[0].product
    assert (product.id, product.title, product.price, product.currency) == ("4711", "Sofa rot", 1299.0, "CHF")
    assert (product.width_cm, product.category) == (210.0, "Sofas")


def test_mapping_in_json_changes_a_recognised_feed(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"columns": {"style": "custom_label_0"}, "defaults": {"currency": "EUR"}}))
    text = "id\ttitle\timage_link\tprice\tcustom_label_0\nA1\tSofa\thttp://x/1.jpg\t199\tminimalist\n"
    (tmp_path / "feed.tsv").write_text(text)
    product = read_feed(tmp_path / "feed.tsv", read_mapping(mapping)).listings[0].product
    assert (product.style, product.price) == ("minimalist", 199.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[columns]\nid = 'Nummer'\n", "the feed's columns are Artikel"),
        ("[columns]\nidd = 'Artikel'\n", "'idd' in columns"),
        ("[column]\nid = 'Artikel'\n", "'column' is none"),
        ("[read]\nencoding = 'klingon'\n", None),
        ("[columns\n", "cannot be read"),
        ("columns = 3\n", "must be a table"),
        ("[columns]\nid = {a = 1}\n", "must be text"),
    ],
)
def test_mapping_that_makes_no_sense_is_refused_in_words(tmp_path: Path, text: str, words: str | None) -> None:
    (tmp_path / "mapping.toml").write_text(text)
    (tmp_path / "feed.csv").write_text(GERMAN)
    with pytest.raises(MappingUnreadable if words else CatalogUnreadable, match=words or "klingon"):
        read_feed(tmp_path / "feed.csv", read_mapping(tmp_path / "mapping.toml"))


def test_missing_mapping_is_named(tmp_path: Path) -> None:
    with pytest.raises(MappingUnreadable, match=r"gone\.toml"):
        read_mapping(tmp_path / "gone.toml")
