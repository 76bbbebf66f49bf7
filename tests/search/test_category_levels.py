"""Categories of two levels, "Seating > Sofas", found by either."""

from __future__ import annotations

from pathlib import Path

import pytest

from search import Query, SearchEngine
from tests.shops import ColourEncoder, colour_rows, write_shop


@pytest.fixture
def engine(tmp_path: Path, colour_encoder: ColourEncoder) -> SearchEngine:
    above = {"Sofas": "Seating", "Lamps": "Light", "Rugs": "Seating"}
    rows = [row | {"category": f"{above[str(row['category'])]} > {row['category']}"} for row in colour_rows()]
    return SearchEngine.open(write_shop(tmp_path / "levels", rows), colour_encoder, index=tmp_path / "levels-index")


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("Seating", {"sofa", "rug"}),
        ("seating > sofas", {"sofa"}),
        ("Sofas", {"sofa"}),
        ("Beds", set()),
    ],
)
def test_filter_takes_either_level(engine: SearchEngine, name: str, shapes: set[str]) -> None:
    hits = engine.search(Query(text="red", top_k=15, where={"category": name}))
    assert {hit.product.group for hit in hits} == shapes
    assert engine.browse(Query(where={"category": name})).total == 5 * len(shapes)


@pytest.mark.parametrize("name", ["Light", "lamps", "Light > Lamps"])
def test_preferred_category_takes_either_level_and_hides_nothing(engine: SearchEngine, name: str) -> None:
    page = engine.browse(Query(text="red", top_k=15, prefer_category=name))
    assert page.total == 15
    assert page.notes == ()
    assert page.hits[0].product.id == "red-lamp"
