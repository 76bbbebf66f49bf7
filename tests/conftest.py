"""What tests share: the real engine on the demo catalogue, and a small one whose vectors can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog import Catalog, read_catalog
from search import SearchEngine, load_encoder
from search.encoder import OpenClipEncoder
from tests.shops import ColourEncoder, write_shop

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "catalog" / "demo"
EVAL_PHOTOS = ROOT.parent / "shared" / "eval" / "photos"


@pytest.fixture(scope="session")
def demo_catalog() -> Catalog:
    return read_catalog(DEMO)


@pytest.fixture(scope="session")
def encoder() -> OpenClipEncoder:
    return load_encoder("compact")


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("index")


@pytest.fixture(scope="session")
def engine(encoder: OpenClipEncoder, index_folder: Path) -> SearchEngine:
    return SearchEngine.open(DEMO, encoder, index=index_folder)


@pytest.fixture
def colour_encoder() -> ColourEncoder:
    return ColourEncoder()


@pytest.fixture
def small_engine(tmp_path: Path, colour_encoder: ColourEncoder) -> SearchEngine:
    return SearchEngine.open(write_shop(tmp_path / "shop"), colour_encoder, index=tmp_path / "index")
