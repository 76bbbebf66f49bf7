"""The board of favourites, in the visitor's own browser and nowhere else."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import HOSTILE_TITLES, Enter
from tests.e2e.visitor import Visitor
from ui.words import words


def keep(visitor: Visitor, number: int) -> str:
    """Put a card's product on the board; return its id."""
    card = visitor.cards.nth(number)
    card.hover()
    card.locator("[data-keep]").click()
    expect(card.locator("[data-keep]")).to_have_attribute("aria-pressed", "true")
    return str(card.get_attribute("data-open"))


def open_board(visitor: Visitor) -> Locator:
    visitor.page.locator("[data-board]").click()
    board = visitor.page.locator(".ch-board")
    expect(board).to_be_visible()
    return board


def kept(visitor: Visitor) -> Locator:
    return visitor.page.locator(".ch-kept-item")


def save_csv(visitor: Visitor) -> list[list[str]]:
    with visitor.page.expect_download() as download:
        visitor.page.locator("[data-csv]").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_favourites_are_kept_priced_noted_and_taken_off(anyone: Visitor) -> None:
    ids = [keep(anyone, number) for number in range(3)]
    expect(anyone.page.locator(".ch-count")).to_have_text("3")
    board = open_board(anyone)
    expect(kept(anyone)).to_have_count(3)
    prices = [float(row[3]) for row in save_csv(anyone)[1:]]
    expect(board.locator(".ch-total strong")).to_have_text(f"€{sum(prices):,.0f}")
    board.locator("[data-note]").nth(1).fill("for the hall")
    board.locator("[data-take-off]").first.click()
    expect(kept(anyone)).to_have_count(2)
    expect(board.locator(".ch-total strong")).to_have_text(f"€{sum(prices[1:]):,.0f}")
    expect(board.locator("[data-note]").first).to_have_value("for the hall")
    assert [row[0] for row in save_csv(anyone)[1:]] == ids[1:]
    assert anyone.overflow_px() <= 0


def test_board_stays_when_the_page_is_opened_again(visitor: Visitor) -> None:
    keep(visitor, 1)
    open_board(visitor).locator("[data-note]").fill("left of the window")
    visitor.page.reload()
    expect(visitor.cards.nth(1).locator("[data-keep]")).to_have_attribute("aria-pressed", "true")
    expect(open_board(visitor).locator("[data-note]")).to_have_value("left of the window")


def test_two_visitors_have_a_board_each(enter: Enter) -> None:
    one, other = enter(), enter()
    keep(one, 0)
    open_board(other)
    expect(kept(other)).to_have_count(0)
    expect(other.page.locator(".ch-board")).to_contain_text(words.BOARD_EMPTY)
    expect(other.page.locator(".ch-count")).to_be_hidden()


def test_formula_in_a_note_is_text_in_the_csv(visitor: Visitor) -> None:
    for number in range(4):
        keep(visitor, number)
    notes = ['=HYPERLINK("http://x","y")', " @SUM(A1)", "-5", "two\nlines, and a comma"]
    fields = open_board(visitor).locator("[data-note]")
    for number, note in enumerate(notes):
        fields.nth(number).fill(note)
    header, *rows = save_csv(visitor)
    assert header == list(words.BOARD_COLUMNS)
    assert [row[-1] for row in rows] == [f"'{notes[0]}", f"'{notes[1]}", *notes[2:]]


def test_titles_stay_text_on_the_board(enter: Enter, hostile_address: str) -> None:
    visitor = enter(hostile_address)
    for number in range(4):
        keep(visitor, number)
    open_board(visitor)
    expect(kept(visitor)).to_have_count(4)
    shown = visitor.page.locator(".ch-kept-title").all_inner_texts()
    assert set(shown) & {" ".join(title.split()) for title in HOSTILE_TITLES}
    save_csv(visitor)
    assert visitor.page.evaluate("window.hacked") is None


def test_product_that_has_gone_is_counted_and_not_shown(visitor: Visitor) -> None:
    keep(visitor, 0)
    visitor.page.evaluate(
        "localStorage.setItem('chaise-board', JSON.stringify([...JSON.parse(localStorage.getItem('chaise-board')),"
        " {id: 'gone', note: ''}, {id: 5}, 'x']))"
    )
    visitor.page.reload()
    board = open_board(visitor)
    expect(kept(visitor)).to_have_count(1)
    expect(board).to_contain_text(words.BOARD_MISSING.format(count=1))


def test_board_alone_is_printed(visitor: Visitor) -> None:
    keep(visitor, 0)
    board = open_board(visitor)
    visitor.page.emulate_media(media="print")
    expect(board).to_be_visible()
    for hidden in ("#ch-header", "#ch-composer", "#ch-main", "[data-csv]", "[data-take-off]"):
        expect(visitor.page.locator(hidden).first).to_be_hidden()


def test_board_opens_a_product_and_gives_the_focus_back(visitor: Visitor) -> None:
    keep(visitor, 2)
    board = open_board(visitor)
    visitor.page.keyboard.press("Escape")
    expect(board).to_have_count(0)
    expect(visitor.page.locator("[data-board]")).to_be_focused()
    open_board(visitor).locator("[data-open]").click()
    expect(visitor.detail).to_be_visible()
    expect(board).to_have_count(0)
    visitor.detail.locator("[data-keep]").click()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator(".ch-count")).to_be_hidden()
