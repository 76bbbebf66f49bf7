"""Variants in one card, more results, and what is said where nothing fits."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.visitor import Visitor
from ui.words import words


def test_variants_are_one_card_and_a_dot_shows_another(anyone: Visitor) -> None:
    groups = anyone.page.locator(".ch-card").evaluate_all("cards => cards.map((card) => card.dataset.group)")
    assert len(set(groups)) == len(groups)
    card = anyone.page.locator(".ch-card:has(.ch-dots)").first
    first, picture = card.get_attribute("data-open"), card.locator("img").get_attribute("src")
    dot = card.locator('.ch-dots [aria-pressed="false"]').first
    variant = dot.get_attribute("data-variant")
    title = dot.get_attribute("data-title") or ""
    dot.click()
    assert first != variant == card.get_attribute("data-open")
    assert card.locator("img").get_attribute("src") != picture
    expect(card.locator(".ch-title")).to_have_text(title)
    expect(card.locator('.ch-dots [aria-pressed="true"]')).to_have_attribute("data-variant", variant or "")
    expect(anyone.detail).to_have_count(0)
    card.locator(".ch-open").click()
    expect(anyone.page.locator("#ch-detail-title")).to_have_text(title)


def test_liking_after_a_dot_likes_that_variant(visitor: Visitor) -> None:
    card = visitor.page.locator(".ch-card:has(.ch-dots)").first
    dot = card.locator('.ch-dots [aria-pressed="false"]').first
    title = dot.get_attribute("data-title") or ""
    dot.click()
    card.hover()
    card.locator("[data-kind=like]").click()
    expect(visitor.chip(words.CHIP_LIKE.format(title=title))).to_be_visible()


def test_more_keeps_the_place_and_what_was_there(anyone: Visitor) -> None:
    anyone.changes_gallery(lambda: anyone.say("chair"))
    first = anyone.found()
    more = anyone.page.get_by_role("button", name=words.SHOW_MORE)
    more.scroll_into_view_if_needed()
    anyone.page.wait_for_timeout(300)
    before = anyone.page.evaluate("window.scrollY")
    longer = anyone.changes_gallery(more.click)
    assert longer[: len(first)] == first
    assert len(longer) == 2 * len(first)
    assert abs(anyone.page.evaluate("window.scrollY") - before) <= 2
    assert anyone.page.evaluate("document.activeElement.closest('.ch-card').dataset.open") == longer[len(first)]


def test_more_ends_with_the_last_product(visitor: Visitor) -> None:
    visitor.toggle("colours:turquoise")
    expect(visitor.chip("turquoise")).to_be_visible()
    visitor.toggle("materials:cotton")
    expect(visitor.page.locator(".ch-more p")).not_to_contain_text("24 of")
    expect(visitor.page.get_by_role("button", name=words.SHOW_MORE)).to_have_count(0)


def test_other_words_begin_at_the_first_page(visitor: Visitor) -> None:
    visitor.changes_gallery(lambda: visitor.say("chair"))
    visitor.changes_gallery(visitor.page.get_by_role("button", name=words.SHOW_MORE).click)
    visitor.changes_gallery(lambda: visitor.say("lamp"))
    assert len(visitor.found()) == 24


def test_banner_says_plainly_when_nothing_is_close(anyone: Visitor) -> None:
    anyone.changes_gallery(lambda: anyone.say("armchair"))
    expect(anyone.page.locator(".ch-banner")).to_have_count(0)
    anyone.changes_gallery(lambda: anyone.say("a submarine with nuclear torpedoes"))
    expect(anyone.page.locator(".ch-banner")).to_have_text(words.NOTHING_CLOSE)
    expect(anyone.page.locator(".ch-banner")).to_be_visible()
    assert anyone.contrast(".ch-banner") >= 4.5


def test_search_without_a_result_says_so(visitor: Visitor) -> None:
    visitor.page.locator("[data-limit=width]").fill("1")
    visitor.page.locator("[data-limit=width]").press("Enter")
    expect(visitor.page.locator(".ch-empty")).to_have_text(words.NOTHING_FOUND)
    visitor.chip("cm wide").click()
    expect(visitor.cards).to_have_count(24)


def test_slow_search_turns_the_pictures_into_skeletons(enter: Enter, slow_address: str) -> None:
    visitor = enter(slow_address)
    visitor.say("slowly")
    expect(visitor.page.locator(".ch-waiting")).to_be_visible()
    expect(visitor.heading).to_have_text("Nearest to “slowly”")
    expect(visitor.page.locator(".ch-waiting")).to_have_count(0)


def test_cards_never_change_their_size_while_pictures_load(visitor: Visitor) -> None:
    visitor.page.route("**/thumbnails/**", lambda route: route.abort())
    visitor.page.reload()
    expect(visitor.cards.first).to_be_visible()
    box = visitor.cards.first.locator(".ch-picture").bounding_box()
    assert box
    assert abs(box["width"] - box["height"]) < 2
    visitor.errors.clear()
