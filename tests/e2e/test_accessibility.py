"""Every state of the page without a serious or critical finding of axe-core: both themes, desk and telephone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.visitor import DESKTOP, PHONE, Visitor
from ui.words import LANGUAGES, words

GRAVE = ("serious", "critical")
SCREENS = [(size, theme) for size in (DESKTOP, PHONE) for theme in ("light", "dark")]
NAMES = [f"{name}-{theme}" for name in ("desktop", "phone") for theme in ("light", "dark")]


@pytest.fixture(params=SCREENS, ids=NAMES)
def reader(request: pytest.FixtureRequest, enter: Enter) -> Visitor:
    size, theme = request.param
    visitor = enter(size=size, theme=theme)
    # What fades in has no contrast to judge until it has arrived.
    visitor.page.emulate_media(reduced_motion="reduce")
    return visitor


def find_barriers(visitor: Visitor) -> list[str]:
    """Return the grave findings of the page as it is now, one line for each element."""
    found = Axe().run(visitor.page).response["violations"]
    return [
        f"{finding['id']}: {node['target']} {node['html'][:160]} {[check['message'] for check in node['any']]}"
        for finding in found
        if finding["impact"] in GRAVE
        for node in finding["nodes"]
    ]


def open_insight(visitor: Visitor, name: str, content: str) -> None:
    visitor.page.get_by_role("button", name=name).click()
    expect(visitor.page.locator(content).first).to_be_visible()


def search_with_both(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    visitor.changes_gallery(lambda: visitor.say("red"))


def test_front_page_and_its_folds(reader: Visitor) -> None:
    assert find_barriers(reader) == []
    reader.open_advanced()
    reader.open_filters()
    assert find_barriers(reader) == []


def test_results_and_why_one_of_them_is_there(reader: Visitor, photo: Path) -> None:
    search_with_both(reader, photo)
    reader.changes_gallery(lambda: reader.steer("like", 1))
    expect(reader.page.locator(".ch-chip")).to_be_visible()
    assert find_barriers(reader) == []
    reader.open_product()
    reader.page.get_by_text(words.WHY).click()
    reader.page.get_by_text(words.WHY_FORMULA).click()
    assert find_barriers(reader) == []


def test_insights(reader: Visitor, photo: Path) -> None:
    search_with_both(reader, photo)
    for name, content in ((words.SWEEP, ".ch-spans"), (words.MAP, ".ch-dot"), (words.TAGS, ".ch-tiles")):
        open_insight(reader, name, content)
        assert find_barriers(reader) == []


def test_board_and_link(reader: Visitor) -> None:
    reader.cards.first.locator("[data-keep]").click()
    reader.page.locator("[data-board]").click()
    expect(reader.page.locator(".ch-kept-item")).to_be_visible()
    assert find_barriers(reader) == []
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator(".ch-kept-item")).to_have_count(0)
    reader.page.locator("[data-share]").click()
    expect(reader.page.locator("#ch-share [role=dialog]")).to_be_visible()
    assert find_barriers(reader) == []


def test_page_for_a_catalogue_of_ones_own(reader: Visitor) -> None:
    reader.page.get_by_role("link", name=words.TRIAL).click()
    expect(reader.page.locator("h1")).to_have_text(words.TRIAL)
    reader.page.locator("form button").click()
    expect(reader.page.locator(".said")).to_have_text(words.TRIAL_NOTHING)
    assert find_barriers(reader) == []


def test_front_page_in_german(enter: Enter) -> None:
    visitor = enter(speaks="de-DE")
    expect(visitor.heading).to_have_text(LANGUAGES["de"].FRONT_PAGE)
    visitor.page.emulate_media(reduced_motion="reduce")
    assert find_barriers(visitor) == []


def test_tour(reader: Visitor) -> None:
    reader.page.locator("[data-tour]").click()
    expect(reader.page.locator(".ch-tour")).to_be_visible()
    assert find_barriers(reader) == []
