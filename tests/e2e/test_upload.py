"""A visitor brings a catalogue along and searches it like the shop's own."""

from __future__ import annotations

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.conftest import DEMO
from tests.e2e.conftest import Enter
from ui.words import LANGUAGES, words

FOUND_WITHIN_MS = 60_000


def write_zip(path: Path, patterns: tuple[str, ...]) -> Path:
    """Write a zip of the demo shop's pictures whose names fit, one each."""
    with zipfile.ZipFile(path, "w") as packed:
        for number, pattern in enumerate(patterns):
            packed.write(min((DEMO / "images").glob(pattern)), f"pictures/{number}.webp")
    return path


def write_feed(path: Path, titles: tuple[str, ...]) -> Path:
    rows = [f"{number},{title},Sofas,pictures/{number}.webp,{100 + number}" for number, title in enumerate(titles)]
    path.write_text("\n".join(["id,title,category,image,price", *rows]), encoding="utf-8")
    return path


def send(page: Page, feed: Path | None, archive: Path | None) -> None:
    if feed:
        page.set_input_files("[name=feed]", feed)
    if archive:
        page.set_input_files("[name=pictures]", archive)
    page.locator("form button").click()


def test_catalogue_brought_along_is_searched_like_the_shop(enter: Enter, tmp_path: Path) -> None:
    visitor = enter()
    page = visitor.page
    page.get_by_role("link", name=words.TRIAL).click()
    feed = write_feed(tmp_path / "shop.csv", ("<b>Blue one</b>", "Red one", "Lamp", "Lost one"))
    send(page, feed, write_zip(tmp_path / "p.zip", ("*sofa*blue*", "*sofa*red*", "*lamp*black*")))
    expect(page.locator(".said")).to_have_text(words.TRIAL_STAGES["ready"], timeout=FOUND_WITHIN_MS)
    expect(page.locator("section li")).to_have_count(1)
    expect(page.locator("section li")).to_contain_text(words.TRIAL_ROW.format(row=5))
    page.get_by_role("link", name=words.TRIAL_OPEN).click()
    expect(visitor.cards).to_have_count(3, timeout=30_000)
    visitor.say("red sofa")
    expect(visitor.heading).to_contain_text("red sofa")
    expect(visitor.cards.first).to_contain_text("Red one")
    expect(visitor.cards.first.locator("img")).to_have_js_property("complete", True)
    assert visitor.cards.first.locator("img").evaluate("(image) => image.naturalWidth") > 0
    mine = page.url
    page.get_by_role("link", name=words.TRIAL_LEAVE).click()
    expect(visitor.cards).to_have_count(24)
    assert "/yours/" not in page.url
    # Whoever has the address may look; once removed it leads nowhere but to the beginning.
    name = mine.split("/yours/shop/")[1].split("/")[0]
    assert page.request.delete(f"{mine.split('/yours/')[0]}/yours/{name}").status == 204
    page.goto(mine)
    expect(page.locator("h1")).to_have_text(words.TRIAL)


def test_pictures_alone_are_a_catalogue_too_and_in_spanish(enter: Enter, tmp_path: Path) -> None:
    visitor = enter(speaks="es-ES")
    page = visitor.page
    spanish = LANGUAGES["es"]
    page.get_by_role("link", name=spanish.TRIAL).click()
    expect(page.locator("h1")).to_have_text(spanish.TRIAL)
    send(page, None, write_zip(tmp_path / "p.zip", ("*sofa*blue*", "*lamp*black*")))
    expect(page.locator(".said")).to_have_text(spanish.TRIAL_STAGES["ready"], timeout=FOUND_WITHIN_MS)
    page.get_by_role("link", name=spanish.TRIAL_OPEN).click()
    expect(visitor.cards).to_have_count(2, timeout=30_000)
    expect(visitor.heading).to_have_text(spanish.FRONT_PAGE)


def test_what_cannot_be_used_is_said_and_can_be_mended(enter: Enter, tmp_path: Path) -> None:
    page = enter().page
    page.get_by_role("link", name=words.TRIAL).click()
    page.locator("form button").click()
    expect(page.locator(".said")).to_have_text(words.TRIAL_NOTHING)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no zip at all")
    send(page, None, broken)
    expect(page.locator(".said")).to_contain_text("This zip cannot be used", timeout=FOUND_WITHIN_MS)
    send(page, None, write_zip(tmp_path / "p.zip", ("*sofa*blue*",)))
    expect(page.locator(".said")).to_have_text(words.TRIAL_STAGES["ready"], timeout=FOUND_WITHIN_MS)
