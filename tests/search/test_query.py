"""Queries are brought inside their limits, and say so."""

from __future__ import annotations

import pytest

from search import Filters, Note, Query, UnknownFilter, read_filters, tidy_query
from search.query import DEFAULT_IMAGE_WEIGHT, MAX_TEXT_CHARACTERS


def test_a_good_query_stays_as_it_is() -> None:
    query, notes = tidy_query(Query(text="red sofa", image_weight=0.3, top_k=5))
    assert (query.text, query.image_weight, query.top_k, notes) == ("red sofa", 0.3, 5, ())


@pytest.mark.parametrize(
    ("given", "used"), [(-1.0, 0.0), (1.7, 1.0), (float("nan"), DEFAULT_IMAGE_WEIGHT), (float("inf"), 1.0)]
)
def test_weight_is_clamped_and_said(given: float, used: float) -> None:
    query, (note,) = tidy_query(Query(image_weight=given))
    assert query.image_weight == used
    assert note.kind in ("weight outside", "no weight")
    assert note.values == {"weight": used}


@pytest.mark.parametrize("given", [0, -3])
def test_at_least_one_result(given: int) -> None:
    query, (note,) = tidy_query(Query(top_k=given))
    assert query.top_k == 1
    assert note == Note("one result")


def test_spaces_and_control_characters_are_no_words() -> None:
    assert tidy_query(Query(text=" \t\n\x00\u200b ".replace("\u200b", " ")))[0].text == ""
    assert tidy_query(Query(text="red\n\n sofa\x07"))[0].text == "red sofa"


def test_very_long_text_is_cut_and_said() -> None:
    query, (note,) = tidy_query(Query(text="word " * 2_000))
    assert len(query.text) <= MAX_TEXT_CHARACTERS
    assert note == Note("long text", {"limit": MAX_TEXT_CHARACTERS})


def test_unknown_blend_falls_back() -> None:
    query, (note,) = tidy_query(Query(blend="sum"))  # type: ignore[arg-type]
    assert query.blend == "balanced"
    assert note == Note("unknown choice", {"given": "sum", "used": "balanced"})


def test_filters_from_a_mapping() -> None:
    assert read_filters({"category": "Sofas", "colours": ["red", "blue"], "price_max": "900"}) == Filters(
        categories=("Sofas",), colours=("red", "blue"), price_max=900.0
    )
    assert read_filters(None) == Filters()


@pytest.mark.parametrize("where", [{"weight_kg": 3}, {"price_max": "cheap"}])
def test_unknown_filter_is_named(where: dict[str, object]) -> None:
    with pytest.raises(UnknownFilter, match=next(iter(where))):
        read_filters(where)
