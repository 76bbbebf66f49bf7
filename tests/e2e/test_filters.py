"""The filters beside the results, on a telephone in a sheet."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.visitor import PHONE, Visitor
from ui.words import words


def prices(visitor: Visitor) -> list[float]:
    texts = visitor.page.locator(".ch-card .ch-price").all_inner_texts()
    return [float(re.sub(r"[^\d.]", "", text)) for text in texts]


def test_count_beside_a_value_is_what_choosing_it_leaves(anyone: Visitor) -> None:
    anyone.open_filters()
    value = anyone.page.locator(".ch-pill:has([data-toggle='colours:red'])")
    count = int(value.locator("b").inner_text())
    anyone.toggle("colours:red")
    anyone.close_filters()
    expect(anyone.page.locator(".ch-more p")).to_contain_text(f"of {count}")
    expect(anyone.chip("red")).to_be_visible()
    assert all("red" in product for product in anyone.found())
    assert anyone.overflow_px() <= 0


def test_values_of_one_facet_are_alternatives_and_clearing_brings_all_back(anyone: Visitor) -> None:
    front = anyone.found()
    anyone.open_filters()
    anyone.toggle("colours:red")
    anyone.toggle("colours:blue")
    anyone.toggle("materials:velvet")
    expect(anyone.page.locator(".ch-chip")).to_have_count(3)
    anyone.page.click(".ch-clear")
    anyone.close_filters()
    expect(anyone.page.locator(".ch-chip")).to_have_count(0)
    expect(anyone.page.locator(".ch-more p")).to_contain_text("24 of")
    assert anyone.shows(front)
    assert anyone.page.locator("[data-toggle]:checked").count() == 0


def test_category_is_soft_until_it_is_made_strict(anyone: Visitor) -> None:
    anyone.changes_gallery(lambda: anyone.say("somewhere to sit"))
    total = anyone.page.locator(".ch-more p").inner_text()
    anyone.open_filters()
    category = anyone.page.locator("[name=category]").nth(1)
    name = category.get_attribute("value") or ""
    anyone.changes_gallery(lambda: category.check(force=True))
    assert anyone.page.locator(".ch-more p").inner_text() == total
    expect(anyone.page.locator(".ch-chip")).to_contain_text(name.rpartition(" > ")[2])
    anyone.page.locator("[data-strict]").check()
    expect(anyone.page.locator(".ch-more p")).not_to_have_text(total)
    expect(anyone.page.locator(".ch-chip")).to_contain_text("Only")
    anyone.close_filters()


def test_price_and_width_limit_what_is_found(visitor: Visitor) -> None:
    fields = visitor.page.locator("[data-limit=price]")
    fields.nth(0).fill("200")
    fields.nth(0).press("Enter")
    fields.nth(1).fill("400")
    visitor.changes_gallery(lambda: fields.nth(1).press("Enter"))
    expect(visitor.chip("€200 to €400")).to_be_visible()
    assert all(200 <= price <= 400 for price in prices(visitor))
    width = visitor.page.locator("[data-limit=width]")
    width.fill("60")
    visitor.changes_gallery(lambda: width.press("Enter"))
    visitor.open_product()
    size = re.search(r"([\d.]+) ×", visitor.detail.inner_text())
    assert size
    assert float(size[1]) <= 60


@pytest.mark.parametrize("text", ["0", "99999999999", "1e400", "-3"])
def test_absurd_limits_leave_a_working_page(visitor: Visitor, text: str) -> None:
    field = visitor.page.locator("[data-limit=price]").nth(1)
    field.fill(text)
    field.press("Enter")
    visitor.page.wait_for_timeout(500)
    visitor.page.click("#ch-reset")
    expect(visitor.cards).to_have_count(24)
    expect(field).to_have_value("")


def test_sort_orders_by_price_within_the_relevant_ones(anyone: Visitor) -> None:
    anyone.changes_gallery(lambda: anyone.say("armchair"))
    anyone.changes_gallery(lambda: anyone.page.select_option("[data-sort]", "price_up"))
    assert prices(anyone) == sorted(prices(anyone))
    assert "chair" in anyone.page.locator(".ch-title").first.inner_text()
    anyone.changes_gallery(lambda: anyone.page.select_option("[data-sort]", "price_down"))
    assert prices(anyone) == sorted(prices(anyone), reverse=True)


def test_filters_work_by_keyboard_and_keep_the_focus(visitor: Visitor) -> None:
    box = visitor.page.locator("[data-toggle='colours:green']")
    box.focus()
    visitor.changes_gallery(lambda: box.press("Space"))
    expect(visitor.chip("green")).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_be_checked()


def test_sheet_on_a_phone_opens_holds_the_page_and_closes(enter: Enter) -> None:
    visitor = enter(size=PHONE)
    sheet = visitor.page.locator("#ch-filters")
    expect(sheet).to_be_hidden()
    visitor.open_filters()
    expect(sheet).to_be_visible()
    assert visitor.page.evaluate("document.querySelector('#ch-results').inert")
    visitor.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(visitor.page.locator(".ch-open-filters")).to_be_focused()
    visitor.open_filters()
    visitor.toggle("colours:red")
    visitor.page.get_by_role("button", name=words.SHOW_RESULTS).click()
    expect(sheet).to_be_hidden()
    expect(visitor.page.locator(".ch-open-filters")).to_have_text("Filters (1)")
