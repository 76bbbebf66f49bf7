"""The tour of the first visit, and the examples."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.visitor import DESKTOP, PHONE, Visitor
from ui.words import words


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_first_visit_is_led_through_three_steps_to_a_search(enter: Enter, size: tuple[int, int]) -> None:
    visitor = enter(size=size, first_time=True)
    tour = visitor.page.locator(".ch-tour")
    for title, _ in words.TOUR_STEPS:
        expect(tour.locator("h2:visible")).to_have_text(title)
        expect(visitor.page.locator("[data-toured]")).to_have_count(1)
        tour.locator("[data-next]").click()
    expect(tour).to_be_hidden()
    expect(visitor.heading).not_to_have_text(words.FRONT_PAGE)
    expect(visitor.page.locator("[data-toured]")).to_have_count(0)
    assert visitor.overflow_px() <= 0


@pytest.mark.parametrize("leave", ["button", "key"])
def test_tour_that_was_skipped_comes_only_when_asked_for(enter: Enter, leave: str) -> None:
    visitor = enter(first_time=True)
    tour = visitor.page.locator(".ch-tour")
    expect(tour).to_be_visible()
    if leave == "button":
        tour.locator("[data-skip]").click()
    else:
        visitor.page.keyboard.press("Escape")
    expect(tour).to_be_hidden()
    visitor.page.reload()
    expect(visitor.cards.first).to_be_visible()
    expect(tour).to_be_hidden()
    visitor.page.locator("[data-tour]").click()
    expect(tour).to_be_visible()


def test_page_can_be_used_while_the_tour_is_shown(enter: Enter) -> None:
    visitor = enter(first_time=True)
    visitor.changes_gallery(lambda: visitor.say("lamp"))


def test_six_examples_show_different_things(visitor: Visitor) -> None:
    examples = visitor.page.locator(".ch-example")
    expect(examples).to_have_count(6)
    headings = set()
    for number in range(6):
        visitor.changes_gallery(examples.nth(number).click)
        headings.add(visitor.heading.inner_text())
    assert len(headings) == 6
