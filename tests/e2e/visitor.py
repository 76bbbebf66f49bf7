"""A visitor in front of the page: what can be done there, and what is to be seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

DESKTOP = (1440, 900)
PHONE = (390, 844)
PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)

# Relative luminance and contrast as the Web Content Accessibility Guidelines 2.2 define them.
_CONTRAST = """(element) => {
  const read = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let behind = element;
  while (behind.parentElement && (read(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) {
    behind = behind.parentElement;
  }
  const [dark, light] = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor]
    .map((colour) => luminance(read(colour))).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}"""


class Visitor:
    """One visitor with a browser window of their own; remembers every error that the page reports."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        size: tuple[int, int] = DESKTOP,
        theme: str = "light",
        link: str = "",
        first_time: bool = False,
        speaks: str = "en-GB",
    ) -> None:
        width, height = size
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, has_touch=size == PHONE, locale=speaks
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self._remember(str(error)))
        self.page.on("console", lambda message: self._remember(message.text) if message.type == "error" else None)
        if not first_time:
            self.page.add_init_script("localStorage.setItem('chaise-tour', 'seen')")
        self.page.goto(f"{address}/?__theme={theme}{link}")
        expect(self.cards.first).to_be_visible(timeout=2 * PATIENCE_MS)

    def _remember(self, error: str) -> None:
        # Gradio says so of every request that is under way when a visitor leaves or loads the page anew.
        if "signal is aborted" not in error and "Connection errored out" not in error:
            self.errors.append(error)

    @property
    def cards(self) -> Locator:
        return self.page.locator(".ch-card")

    @property
    def detail(self) -> Locator:
        return self.page.locator(".ch-detail")

    @property
    def slider(self) -> Locator:
        return self.page.locator("#ch-weight input[type=range]")

    @property
    def heading(self) -> Locator:
        return self.page.locator("#ch-heading h2")

    @property
    def problem(self) -> Locator:
        return self.page.locator(".ch-problem")

    def found(self) -> list[str]:
        """Return the ids of the products in the gallery, the nearest first."""
        return self.cards.evaluate_all("cards => cards.map((card) => card.dataset.open)")

    def shows(self, products: list[str]) -> bool:
        """Wait until the gallery holds these products in this order; fails where it never does."""
        self.page.wait_for_function(
            "ids => [...document.querySelectorAll('.ch-card')].map((card) => card.dataset.open).join() === ids",
            arg=",".join(products),
        )
        return True

    def changes_gallery(self, act: Callable[[], object]) -> list[str]:
        """Return the new gallery after an act that changes it; fails where it stays the same."""
        before = self.found()
        act()
        self.page.wait_for_function(
            "before => [...document.querySelectorAll('.ch-card')].map((card) => card.dataset.open).join() !== before",
            arg=",".join(before),
        )
        return self.found()

    def upload(self, photo: Path) -> None:
        self.page.set_input_files("#ch-photo input[type=file]", photo)

    def say(self, text: str) -> None:
        box = self.page.locator("#ch-text textarea")
        box.fill(text)
        box.press("Enter")

    def slide(self, weight: float) -> None:
        self.slider.fill(str(weight))

    def steer(self, kind: str, number: int = 0) -> None:
        """Click "more like this" ("like") or "less like this" ("dislike") on a card."""
        card = self.cards.nth(number)
        card.hover()
        card.locator(f"[data-kind={kind}]").click()

    def toggle(self, value: str) -> None:
        """Choose or leave a value of a facet, "colours:red"."""
        self.page.locator(f'[data-toggle="{value}"]').click()

    def choose_category(self, category: str) -> None:
        self.page.locator(f'[name=category][value="{category}"]').click()

    def step(self, name: str) -> None:
        """Click a button beside the slider."""
        self.page.get_by_role("button", name=name).click()

    def part(self, name: str) -> Locator:
        """Return the button that chooses a part of the photo."""
        return self.page.locator(".ch-parts button", has_text=name)

    def open_advanced(self) -> None:
        self.page.locator(".ch-advanced summary").click()

    def open_filters(self) -> None:
        """Open the filters where they are not in sight already."""
        if self.page.locator(".ch-open-filters").is_visible():
            self.page.locator(".ch-open-filters").click()

    def close_filters(self) -> None:
        if self.page.locator(".ch-sheet-head button").is_visible():
            self.page.locator(".ch-sheet-head button").click()

    def chip(self, text: str) -> Locator:
        return self.page.locator(".ch-chip", has_text=text)

    def open_product(self, number: int = 0) -> None:
        self.cards.nth(number).locator(".ch-open").click()
        expect(self.detail).to_be_visible()

    def open_product_with_variants(self) -> None:
        """Open the first product in the gallery that has variants; fails where none has."""
        for number in range(self.cards.count()):
            self.open_product(number)
            if self.page.locator(".ch-swatches button").count() > 1:
                return
            self.page.keyboard.press("Escape")
            expect(self.detail).to_have_count(0)
        raise AssertionError("no product in the gallery has variants")

    def overflow_px(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

    def contrast(self, selector: str) -> float:
        """Return the contrast between an element's text and what is behind it, 1 to 21."""
        return float(self.page.locator(selector).first.evaluate(_CONTRAST))

    def leave(self) -> None:
        self.context.close()
