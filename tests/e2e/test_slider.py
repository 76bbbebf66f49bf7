"""The slider between photo and words, and the buttons beside it."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.visitor import Visitor
from ui.words import words


def test_buttons_move_the_slider_and_cards_tell_how_far_they_came(anyone: Visitor, photo: Path) -> None:
    anyone.changes_gallery(lambda: anyone.upload(photo))
    anyone.changes_gallery(lambda: anyone.say("red"))
    expect(anyone.page.locator(".ch-move")).to_have_count(0)
    before = anyone.found()
    after = anyone.changes_gallery(lambda: anyone.step(words.CLOSER_TO_WORDS))
    expect(anyone.slider).to_have_value("0.6")
    expect(anyone.page.locator("#ch-weight")).to_contain_text("60% photo, 40% words")
    moved = anyone.page.locator(".ch-card:has(.ch-move-up, .ch-move-down)")
    groups = [product.rpartition("-")[0] for product in before]
    for number in range(min(3, moved.count())):
        card = moved.nth(number)
        group = (card.get_attribute("data-open") or "").rpartition("-")[0]
        text = card.locator(".ch-move [aria-hidden]").inner_text()
        places = int(re.sub(r"\D", "", text)) * (1 if "▲" in text else -1)
        new = [product.rpartition("-")[0] for product in after].index(group)
        assert groups.index(group) - new == places
    anyone.changes_gallery(lambda: anyone.step(words.CLOSER_TO_PHOTO))
    expect(anyone.slider).to_have_value("0.7")
    anyone.changes_gallery(lambda: anyone.say("blue"))
    expect(anyone.page.locator(".ch-move")).to_have_count(0)


def test_move_runs_no_encoder_and_the_page_says_how_long_it_took(anyone: Visitor, photo: Path) -> None:
    anyone.changes_gallery(lambda: anyone.upload(photo))
    anyone.changes_gallery(lambda: anyone.say("red"))
    anyone.changes_gallery(lambda: anyone.slide(0.2))
    note = anyone.page.locator("#ch-heading p")
    expect(note).to_contain_text(words.NO_ENCODER)
    expect(note).to_contain_text(re.compile(r"\d+ ms"))


def test_slider_stays_in_sight_beside_the_results(anyone: Visitor, photo: Path) -> None:
    anyone.changes_gallery(lambda: anyone.upload(photo))
    anyone.changes_gallery(lambda: anyone.say("red"))
    anyone.cards.nth(12).scroll_into_view_if_needed()
    expect(anyone.slider).to_be_in_viewport()
    expect(anyone.page.get_by_role("button", name=words.CLOSER_TO_PHOTO)).to_be_in_viewport()


def test_steps_end_at_the_ends(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    visitor.changes_gallery(lambda: visitor.say("red"))
    for _ in range(5):
        visitor.step(words.CLOSER_TO_PHOTO)
    expect(visitor.slider).to_have_value("1")
    expect(visitor.page.locator("#ch-weight")).to_contain_text("100% photo, 0% words")


def test_pictures_that_stay_are_not_loaded_again(visitor: Visitor, photo: Path) -> None:
    visitor.changes_gallery(lambda: visitor.upload(photo))
    visitor.changes_gallery(lambda: visitor.say("red"))
    visitor.page.evaluate("document.querySelectorAll('.ch-open img').forEach((image) => { image.kept = true; })")
    before = set(visitor.found())
    after = set(visitor.changes_gallery(lambda: visitor.step(words.CLOSER_TO_WORDS)))
    kept = visitor.page.evaluate("[...document.querySelectorAll('.ch-open img')].filter((image) => image.kept).length")
    assert kept == len(before & after) > 0


def test_reduced_motion_is_respected(visitor: Visitor, photo: Path) -> None:
    visitor.page.emulate_media(reduced_motion="reduce")
    visitor.changes_gallery(lambda: visitor.upload(photo))
    visitor.changes_gallery(lambda: visitor.say("red"))
    visitor.changes_gallery(lambda: visitor.step(words.CLOSER_TO_WORDS))
    moving = "document.getAnimations().map((animation) => animation.effect.target.className)"
    assert visitor.page.evaluate(moving) == []
