"""The page in a real browser, as visitors use it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import HOSTILE_TITLES, Enter
from tests.e2e.visitor import PHONE, Visitor
from ui.words import words


def test_every_load_opens_with_the_front_page(visitor: Visitor) -> None:
    front = visitor.found()
    assert len(front) >= 4
    expect(visitor.heading).to_have_text(words.FRONT_PAGE)
    visitor.changes_gallery(lambda: visitor.say("red lamp"))
    expect(visitor.heading).to_have_text("Nearest to “red lamp”")
    visitor.page.reload()
    expect(visitor.heading).to_have_text(words.FRONT_PAGE)
    assert visitor.shows(front)


def test_pictures_and_fonts_arrive(visitor: Visitor) -> None:
    visitor.page.wait_for_function(
        "[...document.querySelectorAll('.ch-card img')].slice(0, 4).every((i) => i.naturalWidth > 0)"
    )
    assert visitor.page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Instrument Sans\"'))")
    assert visitor.page.evaluate("document.fonts.check('24px Fraunces')")


def test_photo_words_and_slider_each_change_the_gallery(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    expect(visitor.heading).to_have_text(words.RESULTS_PHOTO)
    visitor.changes_gallery(lambda: visitor.say("red"))
    expect(visitor.heading).to_have_text("Your photo, with “red”")
    visitor.changes_gallery(lambda: visitor.slide(0.0))
    expect(visitor.page.locator("#ch-weight")).to_contain_text("0% photo, 100% words")
    visitor.changes_gallery(lambda: visitor.slide(1.0))
    expect(visitor.page.locator("#ch-weight")).to_contain_text("100% photo, 0% words")


def test_slider_moves_by_keyboard(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    visitor.say("red")
    expect(visitor.page.locator("#ch-weight")).to_contain_text("70% photo, 30% words")
    visitor.slider.press("ArrowLeft")
    expect(visitor.page.locator("#ch-weight")).to_contain_text("69% photo, 31% words")


def test_removed_photo_and_start_over_lead_back(visitor: Visitor, photo: Path) -> None:
    front = visitor.found()
    visitor.changes_gallery(lambda: visitor.upload(photo))
    assert visitor.changes_gallery(lambda: visitor.page.click(".ch-remove")) == front
    visitor.changes_gallery(lambda: visitor.say("red"))
    assert visitor.changes_gallery(lambda: visitor.page.click("#ch-reset")) == front
    expect(visitor.page.locator("#ch-text textarea")).to_have_value("")


def test_pasted_photo_is_searched_by(visitor: Visitor) -> None:
    paste = """async () => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 64;
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([blob], 'pasted.png', { type: 'image/png' }));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }"""
    visitor.changes_gallery(lambda: visitor.page.evaluate(paste))
    expect(visitor.heading).to_have_text(words.RESULTS_PHOTO)


def test_every_example_is_one_click_away(visitor: Visitor) -> None:
    examples = visitor.page.locator(".ch-example")
    assert examples.count() >= 3
    for number in range(examples.count()):
        before = visitor.heading.inner_text()
        examples.nth(number).click()
        expect(visitor.heading).not_to_have_text(before)
        expect(visitor.heading).not_to_have_text(words.FRONT_PAGE)
        has_photo = examples.nth(number).locator("img").count() > 0
        expect(visitor.page.locator(".ch-canvas > img")).to_have_count(1 if has_photo else 0)


def test_detail_opens_shows_variants_and_closes(visitor: Visitor) -> None:
    visitor.open_product_with_variants()
    title = visitor.page.locator("#ch-detail-title")
    first, picture = title.inner_text(), visitor.page.locator(".ch-large").get_attribute("src")
    visitor.page.locator(".ch-swatches button:not([aria-current])").first.click()
    expect(visitor.page.locator(".ch-large")).not_to_have_attribute("src", picture or "")
    expect(visitor.page.locator(".ch-swatches [aria-current]")).to_have_count(1)
    assert first and title.inner_text()
    visitor.page.locator(".ch-close").click()
    expect(visitor.detail).to_have_count(0)
    visitor.open_product()
    visitor.page.mouse.click(8, 8)
    expect(visitor.detail).to_have_count(0)


def test_detail_works_by_keyboard(visitor: Visitor) -> None:
    card = visitor.page.locator(".ch-open").nth(2)
    card.press("Enter")
    expect(visitor.page.locator(".ch-close")).to_be_focused()
    for _ in range(12):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("!document.activeElement.closest('#ch-main')")
    visitor.page.mouse.click(720, 450)
    visitor.page.keyboard.press("Escape")
    expect(visitor.detail).to_have_count(0)
    expect(card).to_be_focused()


def test_more_like_this_searches_by_the_product(visitor: Visitor) -> None:
    front = visitor.found()
    visitor.open_product()
    title = visitor.page.locator("#ch-detail-title").inner_text()
    alike = visitor.changes_gallery(visitor.detail.locator("[data-kind=like]").click)
    expect(visitor.detail).to_have_count(0)
    expect(visitor.heading).to_have_text(f"More like {title}")
    assert alike[0] == front[0]
    expect(visitor.cards.first.locator("[data-kind=like]")).to_have_attribute("aria-pressed", "true")
    assert visitor.changes_gallery(visitor.page.locator(".ch-chip").click) == front


def test_file_that_is_no_picture_is_said_in_plain_words(visitor: Visitor, photo: Path, tmp_path: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    (tmp_path / "broken.jpg").write_bytes(b"this is no picture")
    visitor.page.click(".ch-remove")
    expect(visitor.heading).to_have_text(words.FRONT_PAGE)
    good = visitor.changes_gallery(lambda: visitor.say("blue"))
    visitor.upload(tmp_path / "broken.jpg")
    expect(visitor.problem).to_contain_text("This picture cannot be read")
    expect(visitor.page.locator(".ch-canvas")).to_have_count(0)
    assert visitor.shows(good)
    visitor.changes_gallery(lambda: visitor.say("yellow"))


def test_enormous_picture_is_said_in_plain_words(visitor: Visitor, tmp_path: Path) -> None:
    front = visitor.found()
    Image.new("1", (8_000, 8_000)).save(tmp_path / "enormous.png")
    visitor.upload(tmp_path / "enormous.png")
    expect(visitor.problem).to_contain_text("This picture is too large: 64 megapixels")
    assert visitor.shows(front)


@pytest.mark.parametrize("text", ["   ", "sofa " * 2_000, "🛋️ 红色沙发"])
def test_any_words_leave_a_gallery(visitor: Visitor, text: str) -> None:
    visitor.say(text)
    expect(visitor.heading).to_have_text(words.FRONT_PAGE if not text.strip() else re.compile("Nearest to"))
    expect(visitor.cards.first).to_be_visible()
    assert visitor.overflow_px() <= 0


def test_phone_never_scrolls_sideways_and_shows_results(enter: Enter) -> None:
    visitor = enter(size=PHONE)
    assert visitor.overflow_px() <= 0
    visitor.changes_gallery(lambda: visitor.say("a rather long wish for something red and soft with wooden legs"))
    expect(visitor.heading).to_be_in_viewport()
    assert visitor.overflow_px() <= 0
    visitor.open_product_with_variants()
    assert visitor.overflow_px() <= 0
    box = visitor.detail.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    visitor.page.locator(".ch-close").click()
    expect(visitor.detail).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_in_both_themes(enter: Enter, theme: str) -> None:
    visitor = enter(theme=theme)
    visitor.changes_gallery(lambda: visitor.say("red lamp"))
    visitor.open_product()
    assert visitor.page.evaluate("document.body.classList.contains('dark')") == (theme == "dark")
    for selector in (
        ".ch-header h1",
        ".ch-header p",
        ".ch-heading h2",
        ".ch-heading p",
        ".ch-step",
        ".ch-check span",
        ".ch-check b",
        ".ch-pill span",
        ".ch-sort select",
        ".ch-advanced > summary",
        ".ch-more button",
        ".ch-example",
        ".ch-title",
        ".ch-match",
        "#ch-text label span",
        "#ch-text textarea",
        "#ch-weight .info-text",
        "#ch-go",
        "#ch-reset",
        ".ch-facts h3",
        ".ch-facts dt",
        ".ch-primary",
        ".ch-close",
    ):
        assert visitor.contrast(selector) >= 4.5, selector


def test_two_visitors_never_mix(enter: Enter) -> None:
    one, other = enter(), enter()
    front = other.found()
    one.page.locator("#ch-text textarea").fill("red sofa")
    other.page.locator("#ch-text textarea").fill("blue lamp")
    for visitor in (one, other):
        visitor.page.click("#ch-go", no_wait_after=True)
    expect(one.heading).to_have_text("Nearest to “red sofa”")
    expect(other.heading).to_have_text("Nearest to “blue lamp”")
    assert one.found() != other.found()
    one.open_product()
    one.changes_gallery(one.detail.locator("[data-kind=like]").click)
    other.page.click("#ch-reset")
    expect(other.heading).to_have_text(words.FRONT_PAGE)
    assert other.shows(front)
    expect(other.page.locator(".ch-chip")).to_have_count(0)


@pytest.mark.parametrize("overtake", ["words", "start over"])
def test_slow_search_never_replaces_a_later_one(enter: Enter, slow_address: str, overtake: str) -> None:
    visitor = enter(slow_address)
    visitor.say("slowly")
    visitor.page.wait_for_timeout(300)
    if overtake == "words":
        visitor.say("red")
    else:
        visitor.page.click("#ch-reset")
    last = "Nearest to “red”" if overtake == "words" else words.FRONT_PAGE
    visitor.page.wait_for_timeout(1_500)
    expect(visitor.heading).to_have_text(last)


def test_what_a_feed_or_a_visitor_writes_stays_text(enter: Enter, hostile_address: str) -> None:
    visitor = enter(hostile_address)
    visitor.say("<img src=x onerror=window.hacked=1> ${window.hacked=1} red")
    expect(visitor.heading).to_contain_text("<img src=x onerror=window.hacked=1> ${window.hacked=1} red")
    titles = visitor.page.locator(".ch-title")
    for title in HOSTILE_TITLES:
        titles.get_by_text(title, exact=True).first.click()
        expect(visitor.page.locator("#ch-detail-title")).to_have_text(title)
        visitor.page.keyboard.press("Escape")
        expect(visitor.detail).to_have_count(0)
    assert visitor.page.evaluate("window.hacked") is None
