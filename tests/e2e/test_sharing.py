"""The link that rebuilds a search from the address alone."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.e2e.conftest import Enter
from tests.e2e.visitor import PHONE, Visitor
from ui.words import words


def open_share(visitor: Visitor) -> str:
    """Open the dialog; return the link's query string."""
    visitor.page.locator("[data-share]").click()
    field = visitor.page.locator("[data-link]")
    expect(field).to_have_value(re.compile("catalogue="))
    return urlsplit(field.input_value()).query


def test_link_rebuilds_the_search_for_someone_else(enter: Enter) -> None:
    one = enter()
    one.changes_gallery(lambda: one.say("red armchair"))
    one.changes_gallery(lambda: one.steer("like", 3))
    one.changes_gallery(lambda: one.steer("dislike", 1))
    found = one.changes_gallery(lambda: one.toggle("materials:velvet"))
    other = enter(size=PHONE, link=f"&{open_share(one)}")
    other.page.wait_for_function(
        "found => [...document.querySelectorAll('.ch-card')].map((card) => card.dataset.open).join() === found",
        arg=",".join(found),
    )
    expect(other.heading).to_have_text(words.RESULTS_TEXT.format(text="red armchair"))
    expect(other.page.locator("#ch-text textarea")).to_have_value("red armchair")
    expect(other.page.locator(".ch-chip")).to_have_count(3)
    expect(other.page.locator(".ch-arrival")).to_have_count(0)


def test_photo_is_never_in_the_link_and_both_sides_are_told(enter: Enter, photo: Path) -> None:
    one = enter()
    one.changes_gallery(lambda: one.upload(photo))
    one.slide(0.3)
    one.say("in red")
    expect(one.heading).to_contain_text("in red")
    link = open_share(one)
    expect(one.page.locator(".ch-share")).to_contain_text(words.SHARE_PHOTO)
    assert len(link) < 120
    other = enter(link=f"&{link}")
    expect(other.page.locator(".ch-arrival")).to_contain_text(words.LINK_PHOTO)
    expect(other.heading).to_have_text(words.RESULTS_TEXT.format(text="in red"))
    expect(other.slider).to_have_value("0.3")
    other.page.locator("[data-dismiss]").click()
    expect(other.page.locator(".ch-arrival")).to_have_count(0)


def test_old_link_leaves_out_what_has_gone(visitor: Visitor, enter: Enter) -> None:
    product = visitor.found()[0]
    other = enter(link=f"&text=sofa&like={product}&like=gone&unlike=gone-too&catalogue=00000000")
    expect(other.page.locator(".ch-arrival p")).to_have_text([words.LINK_MISSING.format(count=2), words.LINK_OLD])
    expect(other.page.locator(".ch-chip")).to_have_count(1)


def test_nonsense_in_the_address_is_the_front_page(enter: Enter) -> None:
    stranger = enter(
        link="&catalogue=%00&image_weight=nan&term=~&sort=<script>&text=<img src=x onerror=window.hacked=1>"
    )
    expect(stranger.heading).to_contain_text("<img src=x")
    assert stranger.page.evaluate("window.hacked") is None


def test_link_is_copied_with_and_without_permission(visitor: Visitor) -> None:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = open_share(visitor)
    visitor.page.locator("[data-copy]").click()
    expect(visitor.page.locator(".ch-share")).to_contain_text(words.COPIED)
    assert link in visitor.page.evaluate("navigator.clipboard.readText()")
    visitor.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error());"
        " document.execCommand = () => false; }"
    )
    visitor.page.locator("[data-copy]").click()
    expect(visitor.page.locator(".ch-share")).to_contain_text(words.COPY_BY_HAND)
    assert link in visitor.page.evaluate(
        "(() => { const field = document.querySelector('[data-link]');"
        " return field.value.slice(field.selectionStart, field.selectionEnd); })()"
    )
