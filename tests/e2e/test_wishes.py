"""Words, what to avoid, and several weighed wishes."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor
from ui import words


def test_words_to_avoid_change_the_gallery_and_say_who_decides(anyone: Visitor) -> None:
    anyone.changes_gallery(lambda: anyone.say("armchair"))
    anyone.open_advanced()
    field = anyone.page.locator("[data-avoid]")
    field.fill("leather")
    anyone.changes_gallery(lambda: field.press("Enter"))
    expect(anyone.page.locator(".ch-note")).to_contain_text("leather")
    expect(anyone.chip("Not leather")).to_be_visible()
    field.fill("too much ornament")
    anyone.changes_gallery(lambda: field.press("Enter"))
    expect(anyone.page.locator(".ch-note").first).to_contain_text("ornament")
    anyone.changes_gallery(anyone.chip("Not too much ornament").click)
    expect(field).to_have_value("")
    assert anyone.overflow_px() <= 0


def test_wishes_have_weights_of_their_own(anyone: Visitor) -> None:
    plain = anyone.changes_gallery(lambda: anyone.say("armchair"))
    anyone.open_advanced()
    rows = anyone.page.locator(".ch-term")
    rows.first.locator("[type=text]").fill("blue velvet")
    wished = anyone.changes_gallery(lambda: rows.first.locator("[type=text]").press("Tab"))
    expect(rows).to_have_count(2)
    expect(anyone.chip("blue velvet, +1.0")).to_be_visible()
    rows.first.locator("[type=range]").focus()
    avoided = anyone.changes_gallery(lambda: rows.first.locator("[type=range]").press("Home"))
    expect(anyone.chip("blue velvet, -1.0")).to_be_visible()
    assert wished != avoided
    assert anyone.changes_gallery(anyone.chip("blue velvet").click) == plain
    expect(rows).to_have_count(1)


def test_fold_stays_open_while_it_is_used_and_starts_over_empty(visitor: Visitor) -> None:
    visitor.open_advanced()
    visitor.page.locator("[data-avoid]").fill("red")
    visitor.changes_gallery(lambda: visitor.page.locator("[data-avoid]").press("Enter"))
    expect(visitor.page.locator("[data-avoid]")).to_be_visible()
    visitor.changes_gallery(lambda: visitor.page.click("#ch-reset"))
    expect(visitor.page.locator("[data-avoid]")).to_have_value("")
    expect(visitor.heading).to_have_text(words.FRONT_PAGE)
