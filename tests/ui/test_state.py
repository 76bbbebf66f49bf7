"""A visitor's search as one value."""

from __future__ import annotations

from search import Filters, SearchEngine
from tests.shops import picture
from ui.state import SearchState


def test_empty_state_asks_for_the_front_page(small_engine: SearchEngine) -> None:
    hits = small_engine.search(SearchState().to_query(None))
    assert [len(hit.variants) for hit in hits] == [5, 5, 5]
    assert all(hit.match is None for hit in hits)


def test_state_and_photo_make_the_query(small_engine: SearchEngine) -> None:
    state = SearchState(text="lamp", image_weight=0.5, colours=("red",), shown=1)
    hits = small_engine.search(state.to_query(picture("blue")))
    assert [hit.product.id for hit in hits] == ["red-lamp"]


def test_category_is_preferred_until_it_is_strict() -> None:
    assert SearchState(category="Lamps").to_query(None).prefer_category == "Lamps"
    strict = SearchState(category="Lamps", strict=True).to_query(None)
    assert (strict.prefer_category, strict.where) == ("", Filters(categories=("Lamps",)))


def test_equal_searches_are_equal_and_hash_alike() -> None:
    """Gradio finds out by the hash whether a visitor's state has changed."""
    one, other = SearchState(text="x", likes=("a",)), SearchState(text="x", likes=("a",))
    assert one == other
    assert hash(one) == hash(other)
