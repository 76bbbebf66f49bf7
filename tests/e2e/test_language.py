"""The page in the visitor's language, from the first look on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.visitor import PHONE, Visitor
from ui.words import LANGUAGES

GERMAN, SPANISH = LANGUAGES["de"], LANGUAGES["es"]


def expect_language(visitor: Visitor, code: str) -> None:
    spoken = LANGUAGES[code]
    page = visitor.page
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator(".ch-header p").first).to_have_text(spoken.INVITATION)
    expect(page.locator("#ch-go")).to_have_text(spoken.SEARCH)
    expect(page.locator("#ch-text textarea")).to_have_attribute("placeholder", spoken.TEXT_HINT)
    expect(page.locator("#ch-weight")).to_contain_text(spoken.WEIGHT)
    expect(page.locator(".ch-example").last).to_have_text(spoken.EXAMPLES["not black"])
    expect(visitor.heading).to_have_text(spoken.FRONT_PAGE)
    expect(page.locator(".ch-filters")).to_contain_text(spoken.MATERIALS)
    expect(page.locator("#ch-toolbar")).to_contain_text(spoken.SORT_NAMES[0][0])
    expect(page.locator("#ch-insights")).to_contain_text(spoken.SWEEP)
    expect(page.locator(".ch-card .ch-steers button").first).to_have_text(spoken.MORE_LIKE_THIS)
    expect(page).to_have_title(f"{spoken.TITLE}: {spoken.TAGLINE}")


def test_browser_of_another_language_gets_the_page_in_it(enter: Enter) -> None:
    expect_language(enter(speaks="de-AT"), "de")
    expect_language(enter(speaks="es-MX"), "es")
    expect_language(enter(speaks="fr-FR"), "en")


def test_address_outweighs_the_browser(enter: Enter) -> None:
    expect_language(enter(link="&lang=de"), "de")
    expect_language(enter(link="&lang=en", speaks="de-DE"), "en")


def test_everything_that_is_drawn_later_speaks_it_too(enter: Enter) -> None:
    visitor = enter(speaks="de-DE")
    page = visitor.page
    visitor.page.locator(".ch-example").first.click()
    expect(visitor.heading).to_have_text(GERMAN.RESULTS_BOTH.format(text="red"))
    expect(page.locator("#ch-weight")).to_contain_text("50 % Foto")
    expect(page.locator(".ch-parts")).to_contain_text(GERMAN.WHOLE_PHOTO)
    visitor.cards.first.locator(".ch-open").click()
    expect(visitor.detail).to_contain_text(GERMAN.WHY)
    page.keyboard.press("Escape")
    page.locator("[data-insight=sweep]").click()
    expect(page.locator("#ch-insights")).to_contain_text(GERMAN.SWEEP_SPANS)
    page.locator("[data-board]").click()
    expect(page.locator(".ch-board")).to_contain_text(GERMAN.BOARD_EMPTY)


def test_choosing_a_language_keeps_the_search(enter: Enter) -> None:
    visitor = enter()
    visitor.page.locator("#ch-text textarea").fill("green sofa")
    visitor.page.locator("#ch-go").click()
    expect(visitor.heading).to_contain_text("green sofa")
    visitor.page.locator("[data-language]").select_option("es")
    expect(visitor.heading).to_have_text(SPANISH.RESULTS_TEXT.format(text="green sofa"), timeout=30_000)
    expect(visitor.page.locator("#ch-text textarea")).to_have_value("green sofa")
    expect(visitor.page.locator("[data-language]")).to_have_value("es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_fits_a_telephone_in_every_language(enter: Enter, language: str) -> None:
    visitor = enter(size=PHONE, speaks=language)
    expect(visitor.heading).to_have_text(LANGUAGES[language].FRONT_PAGE)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
