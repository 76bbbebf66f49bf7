"""More like this and less like this, on every result, combinable and removable."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor
from ui.words import words


def test_likes_and_dislikes_combine_and_each_chip_takes_its_own_back(anyone: Visitor) -> None:
    plain = anyone.changes_gallery(lambda: anyone.say("armchair"))
    title = anyone.cards.nth(5).locator(".ch-title").inner_text()
    liked = anyone.changes_gallery(lambda: anyone.steer("like", 5))
    expect(anyone.chip(words.CHIP_LIKE.format(title=title))).to_be_visible()
    assert liked.index(plain[5]) < 5
    other = anyone.cards.nth(3).locator(".ch-title").inner_text()
    anyone.changes_gallery(lambda: anyone.steer("dislike", 3))
    expect(anyone.page.locator(".ch-chip")).to_have_count(2)
    assert anyone.changes_gallery(anyone.chip(words.CHIP_DISLIKE.format(title=other)).click) == liked
    assert anyone.changes_gallery(anyone.page.locator(".ch-chip").click) == plain
    assert anyone.overflow_px() <= 0


def test_second_click_takes_the_first_back(visitor: Visitor) -> None:
    plain = visitor.changes_gallery(lambda: visitor.say("lamp"))
    visitor.changes_gallery(lambda: visitor.steer("like", 4))
    pressed = visitor.page.locator('.ch-card [data-kind=like][aria-pressed="true"]')
    expect(pressed).to_have_count(1)
    assert visitor.changes_gallery(pressed.click) == plain


def test_quick_clicks_are_all_counted(visitor: Visitor) -> None:
    visitor.changes_gallery(lambda: visitor.say("chair"))
    visitor.page.evaluate(
        "[...document.querySelectorAll('.ch-card [data-kind=like]')].slice(0, 4).forEach((button) => button.click())"
    )
    expect(visitor.page.locator(".ch-chip")).to_have_count(4)


def test_keyboard_stays_with_the_product_that_was_liked(visitor: Visitor) -> None:
    visitor.changes_gallery(lambda: visitor.say("armchair"))
    product = visitor.found()[4]
    visitor.cards.nth(4).locator("[data-kind=like]").focus()
    visitor.changes_gallery(lambda: visitor.page.keyboard.press("Enter"))
    focused = visitor.page.evaluate("[document.activeElement.dataset.kind, document.activeElement.dataset.value]")
    assert focused == ["like", product]


def test_detail_view_steers_too(visitor: Visitor) -> None:
    visitor.changes_gallery(lambda: visitor.say("chair"))
    product = visitor.found()[2]
    visitor.open_product(2)
    visitor.changes_gallery(visitor.detail.locator("[data-kind=dislike]").click)
    expect(visitor.detail).to_have_count(0)
    assert product not in visitor.found()[:3]
