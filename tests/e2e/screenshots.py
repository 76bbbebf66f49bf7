"""Write the README's screenshots: `python -m tests.e2e.screenshots`, from the app as it is."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect

from tests.e2e.browser import open_browser
from tests.e2e.server import ROOT, run_app
from tests.e2e.visitor import PHONE, Visitor
from ui.words import LANGUAGES

FOLDER = ROOT / "docs" / "screenshots"
MAX_BYTES = 150_000
WINDOW = (1440, 960)


def main() -> None:
    """Start the app, visit it, and write each picture to docs/screenshots."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as index, run_app(Path(index)) as address, open_browser() as browser:
        for name, shot in take_screenshots(browser, address).items():
            size = save_picture(shot, FOLDER / f"{name}.webp")
            print(f"{name}.webp: {size / 1000:.0f} kB")


def take_screenshots(browser: Browser, address: str) -> dict[str, bytes]:
    """Return PNG files by name: the page's main states, then other languages, screens and themes."""
    visitor = Visitor(browser, address, WINDOW)
    shots = {"front": _look(visitor)}
    search_by_example(visitor)
    shots["search"] = _look(visitor)
    visitor.open_product_with_variants()
    shots["detail"] = _look(visitor)
    visitor.page.keyboard.press("Escape")
    for insight in ("sweep", "map", "tags"):
        shots[insight] = _look_at_insight(visitor, insight)
    shots["board"] = _look_at_board(visitor)
    visitor.leave()

    in_german = Visitor(browser, address, WINDOW, speaks="de-DE")
    expect(in_german.heading).to_have_text(LANGUAGES["de"].FRONT_PAGE)
    search_by_example(in_german)
    shots["german"] = _look(in_german)
    in_german.leave()

    on_phone = Visitor(browser, address, PHONE)
    search_by_example(on_phone)
    shots["phone"] = _look(on_phone)
    on_phone.leave()

    at_night = Visitor(browser, address, WINDOW, theme="dark")
    search_by_example(at_night)
    shots["dark"] = _look(at_night)
    at_night.leave()
    return shots


def search_by_example(visitor: Visitor) -> None:
    """Click the first example, which is one with a photo where the catalogue has query photos."""
    before = visitor.heading.inner_text()
    visitor.page.locator(".ch-example").first.click()
    expect(visitor.heading).not_to_have_text(before)


def save_picture(shot: bytes, path: Path) -> int:
    """Return the size in bytes of the WebP file written, at the best quality that stays below `MAX_BYTES`."""
    with Image.open(io.BytesIO(shot)) as picture:
        for quality in (90, 82, 74, 66, 58, 50):
            buffer = io.BytesIO()
            picture.convert("RGB").save(buffer, "WEBP", quality=quality, method=6)
            if buffer.tell() <= MAX_BYTES:
                break
    path.write_bytes(buffer.getvalue())
    return buffer.tell()


def _look_at_insight(visitor: Visitor, insight: str) -> bytes:
    button = visitor.page.locator(f"[data-insight={insight}]")
    button.click()
    expect(visitor.page.locator(".ch-insight img, .ch-insight circle").first).to_be_visible()
    button.evaluate("(button) => window.scrollBy(0, button.getBoundingClientRect().top - 90)")
    shot = _look(visitor)
    button.click()
    return shot


def _look_at_board(visitor: Visitor) -> bytes:
    for card in visitor.cards.all()[:3]:
        card.hover()
        card.locator(".ch-keep").click()
    visitor.page.locator("[data-board]").click()
    expect(visitor.page.locator(".ch-kept-item")).to_have_count(3)
    visitor.page.locator("[data-note]").first.fill("for the bay window")
    return _look(visitor)


def _look(visitor: Visitor) -> bytes:
    visitor.page.mouse.move(0, 0)
    visitor.page.wait_for_function(
        "[...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight)"
    )
    visitor.page.evaluate("document.fonts.ready")
    visitor.page.wait_for_timeout(600)
    return visitor.page.screenshot()


if __name__ == "__main__":
    main()
