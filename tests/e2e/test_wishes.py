"""Words, what to avoid, and several weighed wishes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.visitor import Visitor
from ui.words import words


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


# Every text that the field shows from now on, frame by frame.
WATCH_FIELD = """() => {
  window.seen = new Set();
  const look = () => {
    window.seen.add(document.querySelector('[data-avoid]').value);
    requestAnimationFrame(look);
  };
  look();
}"""


def test_slow_answer_to_an_earlier_wish_never_takes_newer_text_away(enter: Enter, slow_address: str) -> None:
    visitor = enter(slow_address)
    visitor.open_advanced()
    wish, field = visitor.page.locator(".ch-term [type=text]").first, visitor.page.locator("[data-avoid]")
    wish.fill("slowly")
    wish.press("Tab")
    visitor.page.wait_for_timeout(300)
    field.fill("red")
    visitor.page.evaluate(WATCH_FIELD)
    field.press("Tab")
    expect(visitor.chip("slowly, +1.0")).to_be_visible()
    expect(visitor.chip("Not red")).to_be_visible()
    assert visitor.page.evaluate("[...window.seen]") == ["red"]


@pytest.mark.parametrize("text", ["red", "slowly"])
def test_start_over_empties_the_fold_whatever_is_under_way(enter: Enter, slow_address: str, text: str) -> None:
    visitor = enter(slow_address)
    visitor.open_advanced()
    wish, field = visitor.page.locator(".ch-term [type=text]").first, visitor.page.locator("[data-avoid]")
    wish.fill(text)
    field.fill(text)
    visitor.page.click("#ch-reset")
    # Asked after all of that, so answered after all of it.
    visitor.toggle("colours:red")
    expect(visitor.chip("red")).to_be_visible()
    expect(field).to_have_value("")
    expect(wish).to_have_value("")
    expect(visitor.page.locator(".ch-term")).to_have_count(1)
    expect(visitor.page.locator(".ch-chip")).to_have_count(1)
