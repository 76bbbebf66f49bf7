"""What explains a search: the sweep strip, the map, why a result is there, and tags against vectors."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from catalog import Catalog
from tests.e2e.visitor import Visitor
from ui.words import words


@pytest.fixture
def seeker(anyone: Visitor, photo: Path) -> Visitor:
    """A visitor who has searched by a photo and a word."""
    anyone.changes_gallery(lambda: anyone.upload(photo))
    anyone.changes_gallery(lambda: anyone.say("red"))
    return anyone


def open_insight(visitor: Visitor, name: str) -> Locator:
    visitor.page.get_by_role("button", name=name).click()
    panel = visitor.page.locator(".ch-insight")
    expect(panel).to_be_visible()
    return panel


def list_products(tiles: Locator) -> list[str]:
    return tiles.evaluate_all("tiles => tiles.map((tile) => tile.dataset.open)")


def read_shares(visitor: Visitor) -> tuple[list[float], float]:
    """Return the shares of the open product's score, and the score that the page says they make together."""
    visitor.page.get_by_text(words.WHY).click()
    shares = visitor.page.locator(".ch-why dl > div:not(.ch-sum) dd").all_inner_texts()
    return [float(share) for share in shares], float(visitor.page.locator(".ch-why .ch-sum dd").inner_text())


def test_sweep_shows_the_best_three_that_each_weight_would_bring(seeker: Visitor) -> None:
    panel = open_insight(seeker, words.SWEEP)
    columns = panel.locator(".ch-sweep-column")
    expect(columns).to_have_count(5)
    best = [list_products(columns.nth(number).locator("[data-open]")) for number in range(5)]
    assert best[0] != best[-1]
    for number, weight in ((4, "0"), (0, "1")):
        found = seeker.changes_gallery(columns.nth(number).locator("[data-set-weight]").click)
        expect(seeker.slider).to_have_value(weight)
        assert found[:3] == best[number]
    assert panel.locator(".ch-spans li").count() >= 3
    assert seeker.overflow_px() <= 0


def test_product_in_the_sweep_opens(seeker: Visitor) -> None:
    first = open_insight(seeker, words.SWEEP).locator(".ch-sweep-column [data-open]").first
    title = first.get_attribute("title") or ""
    first.click()
    expect(seeker.page.locator("#ch-detail-title")).to_have_text(title)


def test_sweep_and_map_say_what_they_need(visitor: Visitor) -> None:
    for name, hint in ((words.SWEEP, words.SWEEP_NEEDS_BOTH), (words.MAP, words.MAP_NEEDS_BOTH)):
        expect(open_insight(visitor, name)).to_have_text(hint)


def test_map_shows_a_point_on_hover_and_opens_it_on_click(seeker: Visitor) -> None:
    panel = open_insight(seeker, words.MAP)
    assert panel.locator(".ch-dot").count() > seeker.cards.count()
    expect(panel.locator(".ch-direction")).to_have_count(1)
    # The nearest is drawn last and lies on top of the others.
    nearest = panel.locator(".ch-dot").last
    assert nearest.get_attribute("data-open") == seeker.found()[0]
    label = nearest.get_attribute("aria-label") or ""
    nearest.hover()
    expect(panel.locator(".ch-map-card")).to_have_text(label)
    expect(panel.locator(".ch-map-card img")).to_be_visible()
    nearest.click()
    expect(seeker.page.locator("#ch-detail-title")).to_have_text(nearest.get_attribute("data-title") or "")
    assert seeker.overflow_px() <= 0


def test_map_is_used_by_keyboard(seeker: Visitor) -> None:
    panel = open_insight(seeker, words.MAP)
    point = panel.locator(".ch-dot.ch-near").first
    point.focus()
    expect(panel.locator(".ch-map-card")).to_have_text(point.get_attribute("aria-label") or "")
    seeker.page.keyboard.press("Enter")
    expect(seeker.page.locator("#ch-detail-title")).to_have_text(point.get_attribute("data-title") or "")
    seeker.page.keyboard.press("Escape")
    expect(point).to_be_focused()


def test_shares_of_a_result_add_up_to_its_score(seeker: Visitor) -> None:
    seeker.changes_gallery(lambda: seeker.steer("dislike", 3))
    seeker.open_product(1)
    shares, score = read_shares(seeker)
    assert len(shares) == 3
    # Each is rounded to a thousandth.
    assert sum(shares) == pytest.approx(score, abs=0.0005 * (len(shares) + 1))


def test_blend_is_switched_where_the_result_is_explained(seeker: Visitor) -> None:
    seeker.open_product()
    _, balanced = read_shares(seeker)
    seeker.page.get_by_text(words.WHY_FORMULA).click()
    formula = seeker.page.locator(".ch-why code").inner_text()
    seeker.changes_gallery(seeker.page.locator(".ch-blends [data-value=centroid]").click)
    expect(seeker.detail).to_have_count(0)
    seeker.open_product()
    shares, centroid = read_shares(seeker)
    assert sum(shares) == pytest.approx(centroid, abs=0.0005 * (len(shares) + 1))
    assert centroid != balanced
    seeker.page.get_by_text(words.WHY_FORMULA).click()
    assert seeker.page.locator(".ch-why code").inner_text() != formula
    expect(seeker.page.locator(".ch-blends [data-value=centroid]")).to_have_attribute("aria-pressed", "true")


def test_tags_miss_what_the_vectors_find(anyone: Visitor, demo_catalog: Catalog) -> None:
    styles = {product.id: product.style for product in demo_catalog.products}
    panel = open_insight(anyone, words.TAGS)
    for number in (0, 1):
        button = panel.locator("[data-style]").nth(number)
        style = button.inner_text()
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        by_tag, by_vector = panel.locator("section").all()
        # Variants are one product, here as in the gallery.
        total = len({product.group for product in demo_catalog.products if product.style == style})
        expect(by_tag.locator("h4")).to_have_text(words.TAGS_BY_TAG.format(style=style, count=total))
        assert {styles[product] for product in list_products(by_tag.locator("[data-open]"))} == {style}
        found = list_products(by_vector.locator("[data-open]"))
        marked = list_products(by_vector.locator("[data-open]:has(.ch-untagged)"))
        assert marked == [product for product in found if styles[product] != style]
        said = words.TAGS_BY_VECTOR.format(style=style, count=len(found), untagged=len(marked))
        expect(by_vector.locator("h4")).to_have_text(said)
    assert anyone.overflow_px() <= 0
