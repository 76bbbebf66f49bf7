"""Results come in pages, once a product where asked, in the order asked for, and steered by what is liked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from catalog import open_picture
from search import Filters, Note, Query, SearchEngine, Term
from search.results import RELEVANT_AT_LEAST, relevant_count
from tests.shops import ColourEncoder, colour_rows, picture, write_shop


def ids(engine: SearchEngine, **query: object) -> list[str]:
    return [hit.product.id for hit in engine.browse(Query(**query)).hits]


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "red"},
        {"text": "red", "collapse": True},
        {},
        {"collapse": True},
        {"text": "red", "sort": "price_up"},
        {"like": "red-sofa"},
        {"text": "lamp", "where": Filters(colours=("red", "blue"))},
    ],
)
def test_pages_put_together_are_one_long_page(small_engine: SearchEngine, asked: dict) -> None:
    whole = small_engine.browse(Query(**asked, top_k=50))
    pages = [small_engine.browse(Query(**asked, top_k=2, skip=skip)) for skip in range(0, whole.total + 2, 2)]
    assert [hit.product for page in pages for hit in page.hits] == [hit.product for hit in whole.hits]
    assert [hit.rank for page in pages for hit in page.hits] == [hit.rank for hit in whole.hits]
    assert {page.total for page in pages} == {whole.total}
    assert len(whole.hits) == whole.total
    assert [hit.rank for hit in whole.hits] == list(range(1, whole.total + 1))
    assert pages[-1].hits == ()


def test_pages_neither_repeat_nor_lose_products_that_share_a_photo(tmp_path: Path) -> None:
    rows = [{**row, "id": f"{row['id']}-{copy}"} for copy in range(4) for row in colour_rows()]
    engine = SearchEngine.open(write_shop(tmp_path / "shop", rows), ColourEncoder(), index=tmp_path / "index")
    shown = [key for skip in range(0, 60, 3) for key in ids(engine, text="red", top_k=3, skip=skip)]
    assert sorted(shown) == sorted(product.id for product in engine.products)


def test_demo_pages_put_together_are_one_long_page(engine: SearchEngine) -> None:
    query = Query(text="blue armchair", collapse=True, top_k=500)
    whole = engine.browse(query)
    pages = [engine.browse(replace(query, top_k=24, skip=skip)) for skip in range(0, whole.total, 24)]
    assert [hit.product.id for page in pages for hit in page.hits] == [hit.product.id for hit in whole.hits]
    assert whole.total == len({product.group for product in engine.products}) == len(whole.hits)


def test_collapsed_groups_show_their_best_variant(small_engine: SearchEngine) -> None:
    page = small_engine.browse(Query(text="red lamp", collapse=True))
    assert page.total == 3
    assert page.hits[0].product.id == "red-lamp"
    assert len(page.hits[0].variants) == 5
    assert page.hits[0].product in page.hits[0].variants
    assert ids(small_engine, text="blue sofa", collapse=True)[0] == "blue-sofa"


def test_filters_choose_the_variant_shown(small_engine: SearchEngine) -> None:
    page = small_engine.browse(Query(text="red", collapse=True, where=Filters(colours=("green",))))
    assert {hit.product.id for hit in page.hits} == {"green-sofa", "green-lamp", "green-rug"}


def test_sorting_by_price_keeps_to_the_relevant_ones(engine: SearchEngine) -> None:
    nearest = engine.browse(Query(text="sofa", top_k=200, collapse=True))
    count = relevant_count([hit.match for hit in nearest.hits])
    page = engine.browse(Query(text="sofa", top_k=200, collapse=True, sort="price_up"))
    assert page.total == len(page.hits) == count < nearest.total
    assert {hit.product.id for hit in page.hits} == {hit.product.id for hit in nearest.hits[:count]}
    prices = [hit.product.price for hit in page.hits]
    assert prices == sorted(prices)
    falling = engine.browse(Query(text="sofa", top_k=200, collapse=True, sort="price_down"))
    assert [hit.product.price for hit in falling.hits] == sorted(prices, reverse=True)
    assert Note("sorted part", {"count": count}) in page.notes


def test_relevant_are_those_half_as_likely_as_the_best() -> None:
    assert relevant_count([]) == 0
    assert relevant_count([None] * 300) == 300
    assert relevant_count([0.9] * 10) == 10
    assert relevant_count([0.8] * 30 + [0.41] * 10 + [0.39] * 50) == 40
    assert relevant_count([0.8] + [0.1] * 100) == RELEVANT_AT_LEAST
    assert relevant_count([0.5] * 900) == 200


def test_products_without_a_price_come_last(tmp_path: Path) -> None:
    rows = colour_rows()
    rows[0]["price"] = ""
    engine = SearchEngine.open(write_shop(tmp_path / "shop", rows), ColourEncoder(), index=tmp_path / "index")
    for sort in ("price_up", "price_down"):
        assert ids(engine, text="sofa", sort=sort, top_k=15)[-1] == "red-sofa"


def test_likes_pull_and_dislikes_push(small_engine: SearchEngine) -> None:
    plain = ids(small_engine, text="sofa", top_k=15)
    liked = ids(small_engine, text="sofa", likes=("blue-lamp",), top_k=15)
    assert liked.index("blue-sofa") <= plain.index("blue-sofa")
    assert liked.index("blue-lamp") < plain.index("blue-lamp")
    disliked = ids(small_engine, text="sofa", dislikes=(plain[0],), top_k=15)
    assert disliked.index(plain[0]) > 0


def test_likes_alone_are_a_search(small_engine: SearchEngine) -> None:
    page = small_engine.browse(Query(likes=("green-rug",)))
    assert "green" in page.hits[0].product.colours
    assert page.hits[0].match is not None
    assert page.hits[0].image_match is None


def test_ids_that_are_gone_are_left_out_and_said(small_engine: SearchEngine) -> None:
    page = small_engine.browse(Query(text="sofa", likes=("gone", "blue-lamp"), dislikes=("also-gone",)))
    assert Note("product gone") in page.notes
    expected = small_engine.browse(Query(text="sofa", likes=("blue-lamp",)))
    assert page.hits == expected.hits


def test_preferring_a_category_raises_it_and_hides_nothing(engine: SearchEngine) -> None:
    photo = open_picture(next(p for p in engine.products if p.category == "Seating > Armchairs").image)
    plain = engine.browse(Query(image=photo, top_k=24))
    preferred = engine.browse(Query(image=photo, top_k=24, prefer_category="sofas"))
    count = [sum(hit.product.category == "Seating > Sofas" for hit in page.hits) for page in (plain, preferred)]
    assert count[1] > count[0]
    assert preferred.total == plain.total
    assert engine.browse(Query(prefer_category="boats")).notes == (Note("category gone"),)


def test_a_crop_searches_by_that_part(small_engine: SearchEngine, colour_encoder: ColourEncoder) -> None:
    from PIL import Image

    photo = Image.new("RGB", (192, 48))
    photo.paste(picture("red", "sofa"), (0, 0))
    photo.paste(picture("blue", "sofa"), (96, 0))
    assert ids(small_engine, image=photo, crop=(0.0, 0.0, 0.5, 1.0), top_k=1) == ["red-sofa"]
    assert ids(small_engine, image=photo, crop=(0.5, 0.0, 1.0, 1.0), top_k=1) == ["blue-sofa"]
    passes = colour_encoder.passes
    small_engine.browse(Query(image=photo, crop=(0.5, 0.0, 1.0, 1.0)))
    assert colour_encoder.passes == passes


def test_weighted_terms_pull_as_much_as_they_weigh(small_engine: SearchEngine) -> None:
    near_red = Query(text="sofa", terms=(Term("red", 2.0), Term("blue", 0.2)))
    near_blue = Query(text="sofa", terms=(Term("red", 0.2), Term("blue", 2.0)))
    assert "red" in small_engine.search(near_red)[0].product.id
    assert "blue" in small_engine.search(near_blue)[0].product.id
    away = ids(small_engine, text="sofa", terms=(Term("red", -1.5),), top_k=15)
    plain = ids(small_engine, text="sofa", top_k=15)
    assert away.index("red-sofa") >= plain.index("red-sofa")


def test_unwanted_words_are_left_out_where_the_feed_knows_them(small_engine: SearchEngine) -> None:
    for query in (Query(text="sofa, not red"), Query(text="sofa", avoid="the Red")):
        page = small_engine.browse(query)
        assert not any("red" in hit.product.colours for hit in page.hits)
        assert page.total == 12
        assert page.notes == (Note("left out", {"phrases": ("red",)}),)
    page = small_engine.browse(Query(text="sofa", avoid="arms, velvet"))
    assert page.total == 10
    assert Note("pictures decide", {"phrases": ("arms",)}) in page.notes


def test_the_encoder_runs_for_what_is_new_alone(small_engine: SearchEngine) -> None:
    photo = picture("red", "sofa")
    assert small_engine.browse(Query(image=photo, text="blue")).encoder_ran
    for changed in (
        Query(image=photo, text="blue", image_weight=0.1),
        Query(image=photo, text="blue", likes=("red-rug",), prefer_category="Rugs", collapse=True),
        Query(text="blue", where=Filters(colours=("red",)), sort="price_up"),
    ):
        assert not small_engine.browse(changed).encoder_ran
    assert small_engine.browse(Query(image=photo, text="blue", avoid="white")).encoder_ran


def test_nothing_close_is_said(engine: SearchEngine) -> None:
    assert not engine.browse(Query(text="sofa")).nothing_close
    assert engine.browse(Query(text="quarterly tax return")).nothing_close
    assert engine.browse(Query(text="quarterly tax return", skip=24)).nothing_close
    assert not engine.browse(Query()).nothing_close


@pytest.mark.parametrize("blend", ["balanced", "centroid"])
def test_match_falls_with_rank_when_steered(engine: SearchEngine, blend: str) -> None:
    likes, dislikes = (engine.products[5].id, engine.products[90].id), (engine.products[200].id,)
    query = Query(
        text="oak", likes=likes, dislikes=dislikes, prefer_category="Sofas", terms=(Term("red"),), blend=blend, top_k=60
    )
    for image in (None, open_picture(engine.products[40].image)):
        matches = [hit.match for hit in engine.search(replace(query, image=image))]
        assert (np.diff(np.array(matches)) <= 1e-5).all()
        assert all(0.0 <= match <= 1.0 for match in matches)


@pytest.mark.parametrize(
    "query",
    [
        Query(text="sofa", skip=-5, top_k=3),
        Query(text="sofa", skip=10**9),
        Query(text="sofa", sort="random"),
        Query(image=picture("red"), crop=(0.9, 0.9, 0.1, 0.1)),
        Query(image=picture("red"), crop=(float("nan"),) * 4),
        Query(likes=("a",) * 1_000, dislikes=("b",) * 1_000),
        Query(terms=(Term("red", float("nan")), Term("", 3), Term("blue", 1e9)) * 20),
        Query(avoid=",;,;"),
        Query(likes=("red-sofa",), dislikes=("red-sofa",)),
        Query(like="red-sofa", collapse=True, top_k=0),
    ],
)
def test_absurd_queries_are_answered(small_engine: SearchEngine, query: Query) -> None:
    page = small_engine.browse(query)
    assert page.total >= len(page.hits)
    small_engine.facets(query)
    small_engine.sweep(query)
    small_engine.map_candidates(query)
    small_engine.explain(query, "blue-rug")
