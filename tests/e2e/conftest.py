"""One browser and one app for all browser tests; a test fails when its page reported an error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from search import SearchEngine
from search.vectors import Vectors
from tests.conftest import DEMO
from tests.e2e.browser import open_browser
from tests.e2e.server import run_app, serve
from tests.e2e.visitor import DESKTOP, PHONE, Visitor
from tests.shops import ColourEncoder, colour_rows, write_shop

HOSTILE_TITLES = (
    "<img src=x onerror=window.hacked=1>",
    "</button><script>window.hacked=1</script>",
    "${window.hacked=1}",
    "{{constructor}} \" onclick=window.hacked=1 '",
)

Enter = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with run_app(tmp_path_factory.mktemp("index")) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A shop whose feed tries to run scripts."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = colour_rows()
    for row, title in zip(rows, HOSTILE_TITLES, strict=False):
        row |= {"title": title, "description": title, "category": title, "materials": title, "creator": title}
        row["group"] = f"group of {row['id']}"
    engine = SearchEngine.open(write_shop(folder / "shop", rows), ColourEncoder(), index=folder / "index")
    with serve(engine) as address:
        yield address


class SlowEncoder(ColourEncoder):
    """Takes its time over the word "slowly"."""

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        if "slowly" in texts:
            time.sleep(1.0)
        return super().embed_texts(texts)


@pytest.fixture(scope="session")
def slow_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A shop whose encoder is slow at times."""
    folder = tmp_path_factory.mktemp("slow")
    engine = SearchEngine.open(write_shop(folder / "shop"), SlowEncoder(), index=folder / "index")
    with serve(engine) as address:
        yield address


@pytest.fixture
def enter(browser: Browser, address: str) -> Iterator[Enter]:
    """Let visitors in; at the end their pages must have reported no error."""
    visitors: list[Visitor] = []

    def come(where: str = address, **how: object) -> Visitor:
        visitors.append(Visitor(browser, where, **how))  # type: ignore[arg-type]
        return visitors[-1]

    yield come
    reported = [error for visitor in visitors for error in visitor.errors]
    for visitor in visitors:
        visitor.leave()
    assert reported == []


@pytest.fixture
def visitor(enter: Enter) -> Visitor:
    return enter()


@pytest.fixture(params=[(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone"])
def anyone(request: pytest.FixtureRequest, enter: Enter) -> Visitor:
    """A visitor at a desk by day and one with a telephone at night."""
    size, theme = request.param
    return enter(size=size, theme=theme)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo of something that the shop sells."""
    return convert_photo("*sofa*blue*", tmp_path)


def convert_photo(pattern: str, folder: Path) -> Path:
    """Return a JPEG file in the folder: the first of the demo shop's pictures whose name fits the pattern."""
    source = min((DEMO / "images").glob(pattern))
    photo = folder / f"{source.stem}.jpg"
    with Image.open(source) as picture:
        picture.convert("RGB").save(photo, quality=90)
    return photo
