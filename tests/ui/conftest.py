"""What the page's tests share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from catalog import Product
from search import SearchEngine
from tests.shops import picture

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def product(small_engine: SearchEngine) -> Product:
    return small_engine.product("red-sofa")


@pytest.fixture
def hostile(product: Product) -> Product:
    return replace(
        product,
        id=f'"{HOSTILE}',
        title=HOSTILE,
        description=HOSTILE,
        category=HOSTILE,
        style=HOSTILE,
        colours=(HOSTILE,),
        materials=(HOSTILE,),
        creator=HOSTILE,
        license=HOSTILE,
        source=HOSTILE,
    )


@pytest.fixture
def blue_photo(tmp_path: Path) -> str:
    picture("blue").save(tmp_path / "blue.png")
    return str(tmp_path / "blue.png")


@pytest.fixture
def broken_photo(tmp_path: Path) -> str:
    (tmp_path / "broken.jpg").write_bytes(b"no picture at all")
    return str(tmp_path / "broken.jpg")
