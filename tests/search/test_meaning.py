"""What a shopper means is what is found, on the real demo shop with the bundled encoder."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from catalog import open_picture
from search import Query, SearchEngine
from search.encoder import OpenClipEncoder
from search.vectors import read_vectors, vectors_path
from tests.conftest import DEMO


def read_queries() -> list[dict[str, str]]:
    with (DEMO / "queries" / "queries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("sofa", {"Sofas", "Outdoor"}),
        ("armchair", {"Armchairs", "Outdoor"}),
        ("dining chair", {"Chairs", "Stools & benches", "Outdoor"}),
        ("wardrobe", {"Wardrobes & chests"}),
        ("rug", {"Rugs"}),
        ("pendant lamp", {"Pendant lamps"}),
        ("floor lamp", {"Floor lamps", "Table lamps"}),
        ("somewhere to sleep", {"Beds", "Children's room", "Sofas", "Coffee & side tables"}),
        ("a pot for plants", {"Vases & pots", "Plants"}),
    ],
)
def test_words_alone_find_the_category(engine: SearchEngine, text: str, categories: set[str]) -> None:
    hits = engine.search(Query(text=text, top_k=5))
    assert sum(hit.product.category.rpartition(" > ")[2] in categories for hit in hits) >= 4, [
        hit.product.title for hit in hits
    ]


@pytest.mark.parametrize("colour", ["red", "blue", "green", "black", "yellow"])
def test_words_alone_find_the_colour(engine: SearchEngine, colour: str) -> None:
    hits = engine.search(Query(text=colour, top_k=10))
    assert sum(colour in hit.product.colours for hit in hits) >= 8, [hit.product.title for hit in hits]


def test_a_style_that_nobody_tagged_is_found(engine: SearchEngine) -> None:
    hits = engine.search(Query(text="minimalist", top_k=20))
    assert any(hit.product.style == "" for hit in hits)
    plain = {"white", "grey", "black", "silver"}
    assert sum(bool(plain & set(hit.product.colours)) for hit in hits) >= 14, [hit.product.title for hit in hits]


def test_a_products_own_picture_finds_it_first(engine: SearchEngine) -> None:
    sample = engine.products[::9]
    first = [engine.search(Query(image=open_picture(p.image), top_k=1))[0].product for p in sample]
    same = np.mean([found.content_hash == product.content_hash for found, product in zip(first, sample, strict=True)])
    assert same >= 0.9


def test_a_photo_from_another_side_finds_the_piece(engine: SearchEngine) -> None:
    found = []
    for query in read_queries():
        hits = engine.search(Query(image=open_picture(DEMO / "queries" / query["image"]), top_k=10))
        found.append(query["group"] in {hit.product.group for hit in hits})
    assert np.mean(found) >= 0.6, f"{np.mean(found):.2f} of the query photos find their piece among ten"


def test_a_photo_with_another_colour_finds_that_colour(engine: SearchEngine) -> None:
    right_colour, right_piece = [], []
    for query in read_queries():
        shown = engine.product(query["id"])
        others = {c for p in engine.products if p.group == shown.group for c in p.colours} - set(shown.colours)
        for colour in sorted(others):
            photo = open_picture(shown.image)
            hits = engine.search(Query(image=photo, text=f"in {colour}", image_weight=0.5, top_k=5))
            right_colour.append(np.mean([colour in hit.product.colours for hit in hits]))
            right_piece.append(any(h.product.group == shown.group and colour in h.product.colours for h in hits))
    assert len(right_piece) >= 20
    assert np.mean(right_colour) >= 0.6, f"{np.mean(right_colour):.2f} of the first five have the colour"
    assert np.mean(right_piece) >= 0.6, f"{np.mean(right_piece):.2f} find the same piece in it"


@pytest.mark.parametrize("words", ["red", "in oak", "minimalist", "lamp"])
def test_more_image_weight_never_moves_away_from_the_photo(engine: SearchEngine, words: str) -> None:
    stored = engine.index.vectors([product.id for product in engine.products])
    for product in engine.products[:: len(engine.products) // 6]:
        photo, text = engine.embed_image(open_picture(product.image)), engine.embed_text(words)
        to_photo, to_text = photo - engine.statistics.mean_images, text - engine.statistics.mean_texts
        means = []
        for weight in np.linspace(0, 1, 11):
            hits = engine.search(Query(open_picture(product.image), words, float(weight), top_k=10))
            rows = np.stack([stored[hit.product.id] for hit in hits])
            means.append(((rows @ to_photo).mean(), (rows @ to_text).mean()))
        photo_means, text_means = np.array(means).T
        assert (np.diff(photo_means) >= -1e-4).all()
        assert (np.diff(text_means) <= 1e-4).all()
        assert photo_means[-1] > photo_means[0]


def test_centroid_is_written_out_arithmetic(engine: SearchEngine) -> None:
    product = engine.products[3]
    photo = open_picture(product.image)
    stored = engine.index.vectors([p.id for p in engine.products])
    query = 0.7 * engine.embed_image(photo) + 0.3 * engine.embed_text("blue")
    scores = {key: float(vector @ query) for key, vector in stored.items()}
    expected = sorted(scores, key=lambda key: -scores[key])[:8]
    hits = engine.search(Query(photo, "blue", 0.7, top_k=8, blend="centroid"))
    found = [scores[hit.product.id] for hit in hits]
    assert found == pytest.approx([scores[key] for key in expected], abs=1e-5)


def test_nonsense_gets_no_confident_match(engine: SearchEngine) -> None:
    sure = engine.search(Query(text="sofa", top_k=1))[0].match
    for nonsense in ("quarterly tax return", "xqzt vbrl", "photosynthesis of algae"):
        assert engine.search(Query(text=nonsense, top_k=1))[0].match < min(0.5, sure)


def test_shipped_vectors_are_the_encoders_own(engine: SearchEngine, encoder: OpenClipEncoder) -> None:
    shipped = read_vectors(vectors_path(DEMO, encoder.fingerprint))
    assert {product.content_hash for product in engine.products} <= shipped.keys()
    sample = engine.products[:: len(engine.products) // 12]
    fresh = encoder.embed_images([open_picture(product.image) for product in sample])
    cosines = [float(row @ shipped[p.content_hash]) for row, p in zip(fresh, sample, strict=True)]
    assert min(cosines) > 0.999
