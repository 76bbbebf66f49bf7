"""A product's score is the sum of what the query's parts add, and the slider's picture is what the slider does."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from catalog import UnknownProduct, open_picture
from search import Query, SearchEngine, Term
from search.blend import blend_vectors
from search.sweep import find_entries
from tests.shops import ColourEncoder, picture


def full_query(engine: SearchEngine, blend: str, image: object) -> Query:
    first, second, third = (engine.products[number].id for number in (1, 7, 12))
    return Query(
        image=image, text="blue lamp", avoid="white, stripes", terms=(Term("oak", 0.5), Term("gold", -0.7)),
        likes=(first, second), dislikes=(third,), prefer_category="Lamps", image_weight=0.6, blend=blend,
    )  # fmt: skip


@pytest.mark.parametrize("blend", ["balanced", "centroid"])
def test_shares_add_up_to_the_score_of_the_query_vector(engine: SearchEngine, blend: str) -> None:
    query = full_query(engine, blend, open_picture(engine.products[30].image))
    reading = engine._reader.read(query)
    vector = blend_vectors(reading.vectors, query.image_weight, engine.statistics, blend)
    for product in engine.products[::100]:
        explanation = engine.explain(query, product.id)
        stored = engine.index.vectors([product.id])[product.id]
        expected = float(vector @ (stored - engine.statistics.mean_images))
        assert explanation.score == pytest.approx(expected, abs=1e-5)
        assert math.fsum(share.value for share in explanation.shares) == pytest.approx(expected, abs=1e-5)


def test_every_part_has_its_share_and_its_name(small_engine: SearchEngine) -> None:
    explanation = small_engine.explain(full_query(small_engine, "balanced", picture("red")), "blue-lamp")
    assert [(share.kind, share.label) for share in explanation.shares] == [
        ("photo", ""), ("words", "blue lamp"), ("words", "oak"),
        ("avoid", "white"), ("avoid", "stripes"), ("avoid", "gold"),
        ("like", "Green sofa"), ("like", "Blue lamp"), ("dislike", "Blue rug"), ("category", "Lamps"),
    ]  # fmt: skip
    values = {share.label: share.value for share in explanation.shares}
    assert values["Blue lamp"] > 0 > values["Blue rug"]
    assert values["Lamps"] > 0
    assert explanation.formula.startswith("q = normalise(0.60 · (photo − mean photo) / ")


def test_scores_fall_with_rank(engine: SearchEngine) -> None:
    query = full_query(engine, "balanced", open_picture(engine.products[30].image))
    scores = [engine.explain(query, hit.product.id).score for hit in engine.search(replace(query, top_k=10))]
    assert (np.diff(scores) <= 1e-5).all()


@pytest.mark.parametrize(
    ("query", "formula"),
    [
        (Query(), ""),
        (Query(text="red", blend="centroid"), "q = normalise(words)"),
        (Query(like="red-sofa", text="blue", blend="centroid"), "q = normalise(0.70 · photo + 0.30 · words)"),
        (Query(dislikes=("red-sofa",)), "q = normalise(− 0.40 · mean of 1 disliked)"),
    ],
)
def test_the_formula_is_the_one_in_use(small_engine: SearchEngine, query: Query, formula: str) -> None:
    assert small_engine.explain(query, "blue-lamp").formula == formula


def test_a_search_by_a_product_is_named_after_it(small_engine: SearchEngine) -> None:
    explanation = small_engine.explain(Query(like="red-sofa"), "blue-sofa")
    assert [(share.kind, share.label) for share in explanation.shares] == [("photo", "Red sofa")]


def test_the_front_page_has_nothing_to_explain(small_engine: SearchEngine) -> None:
    explanation = small_engine.explain(Query(), "blue-lamp")
    assert (explanation.shares, explanation.score) == ((), 0.0)
    with pytest.raises(UnknownProduct):
        small_engine.explain(Query(text="red"), "gone")


def test_sweep_shows_the_best_at_every_weight_without_the_encoder(
    small_engine: SearchEngine, colour_encoder: ColourEncoder
) -> None:
    query = Query(image=picture("blue", "sofa"), text="red lamp")
    small_engine.search(query)
    passes = colour_encoder.passes
    sweep = small_engine.sweep(query)
    assert colour_encoder.passes == passes
    assert [column.image_weight for column in sweep.columns] == [1.0, 0.75, 0.5, 0.25, 0.0]
    for column in sweep.columns:
        assert list(column.hits) == small_engine.search(replace(query, image_weight=column.image_weight, top_k=3))
    assert sweep.columns[0].hits[0].product.id == "blue-sofa"
    assert sweep.columns[-1].hits[0].product.id == "red-lamp"


def test_entries_hold_what_the_columns_show(engine: SearchEngine) -> None:
    query = Query(image=open_picture(engine.products[50].image), text="in red", collapse=True)
    sweep = engine.sweep(query)
    spans = {entry.product.id: (entry.from_weight, entry.to_weight) for entry in sweep.entries}
    for column in sweep.columns:
        for hit in column.hits:
            low, high = spans[hit.product.id]
            assert low <= column.image_weight <= high


def test_entries_are_where_the_scores_cross(small_engine: SearchEngine) -> None:
    products = small_engine.products[:2]
    # w * 1 + (1 - w) * 0 overtakes w * 0 + (1 - w) * 3 at w = 0.75.
    entries = find_entries(products, np.array([1.0, 0.0]), np.array([0.0, 3.0]), 1, False)
    spans = [(entry.product.id, entry.from_weight, entry.to_weight) for entry in entries]
    assert spans == [(products[0].id, 0.75, 1.0), (products[1].id, 0.0, 0.74)]
    collapsed = find_entries(products, np.array([1.0, 0.0]), np.array([0.0, 3.0]), 2, True)
    assert [(entry.from_weight, entry.to_weight) for entry in collapsed] == [(0.75, 1.0), (0.0, 0.74)]


@pytest.mark.parametrize("query", [Query(), Query(text="red"), Query(image=picture("red"))])
def test_one_side_alone_has_no_sweep(small_engine: SearchEngine, query: Query) -> None:
    sweep = small_engine.sweep(query)
    assert (sweep.columns, sweep.entries) == ((), ())


def test_the_map_is_in_the_order_of_its_scores(engine: SearchEngine) -> None:
    query = Query(image=open_picture(engine.products[50].image), text="minimalist", image_weight=0.4)
    points = engine.map_candidates(query, 100)
    scores = [0.4 * point.image_score + 0.6 * point.text_score for point in points]
    assert len(points) == 100
    assert (np.diff(scores) <= 1e-4).all()
    assert [point.rank for point in points] == list(range(1, 101))
    every = engine.map_candidates(query, len(engine.products))
    for scores in ([p.image_score for p in every], [p.text_score for p in every]):
        assert (np.mean(scores), np.std(scores)) == pytest.approx((0.0, 1.0), abs=0.02)


def test_the_map_leaves_a_missing_side_out(small_engine: SearchEngine) -> None:
    assert small_engine.map_candidates(Query()) == ()
    points = small_engine.map_candidates(Query(text="red"))
    assert {point.image_score for point in points} == {None}
    assert all(point.text_score is not None for point in points)


def test_tags_against_vectors(engine: SearchEngine) -> None:
    comparison = engine.compare_tag("Minimalist")
    carries = [product for product in engine.products if product.style == "minimalist"]
    assert comparison.tagged_total == len(carries)
    assert {hit.product.style for hit in comparison.tagged} == {"minimalist"}
    assert list(comparison.found) == engine.search(Query(text="Minimalist", top_k=24))
    untagged = {hit.product.id for hit in comparison.found if hit.product.style != "minimalist"}
    assert comparison.untagged_ids == untagged
    assert 0 < len(untagged) < 24
    assert engine.compare_tag("baroque").tagged == ()


def test_similar_leaves_the_product_itself_out(small_engine: SearchEngine) -> None:
    hits = small_engine.similar("red-sofa", 14)
    assert len(hits) == 14
    assert "red-sofa" not in {hit.product.id for hit in hits}
    with pytest.raises(UnknownProduct):
        small_engine.similar("gone")
