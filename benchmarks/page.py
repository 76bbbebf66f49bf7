"""How fast the page is in a browser, and how heavy: `python -m benchmarks.page`.

A slider move is timed from the moment the slider lies where it was let go to the frame in which the new gallery
stands. A cold load starts with an empty cache and ends when the first row of products shows its pictures.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from functools import partial
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import open_browser
from tests.e2e.server import run_app
from tests.e2e.visitor import DESKTOP, PATIENCE_MS, Visitor

WORDS = ["oak", "velvet", "minimalist", "red"]
FIRST_ROW = 4
SETTLE_MS = 1_500
MOVES_A_WORD = 25

# Resolves with the milliseconds between letting go of the slider and the frame that shows the gallery of that weight.
_MOVE = """(weight) => new Promise((done) => {
  const slider = document.querySelector('#ch-weight input[type=range]');
  const live = document.querySelector('.ch-live');
  const started = performance.now();
  const shown = () => Math.abs(Number(live.querySelector('.ch-grid')?.dataset.weight) - weight) < 1e-6;
  const watcher = new MutationObserver(() => {
    if (!shown()) return;
    watcher.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  });
  watcher.observe(live, { childList: true, subtree: true });
  slider.value = weight;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
})"""

_FIRST_ROW_IS_THERE = """(count) => {
  const pictures = [...document.querySelectorAll('.ch-card img')].slice(0, count);
  return pictures.length === count && pictures.every((picture) => picture.complete && picture.naturalWidth > 0);
}"""


def main() -> None:
    """Measure the running page and print the figures; write them as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moves", type=int, default=100)
    parser.add_argument("--loads", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    with tempfile.TemporaryDirectory() as index, run_app(Path(index)) as address, open_browser() as browser:
        loads = [load_cold(browser, address) for _ in range(options.loads)]
        moves = move_slider(browser, address, [round(float(w), 2) for w in random.uniform(0, 1, options.moves)])
    report = {
        "slider_release_to_gallery_ms": _percentiles(moves),
        "cold_load_to_first_row_ms": _percentiles([milliseconds for milliseconds, _ in loads]),
        "page_weight_kb": loads[-1][1],
    }
    print(json.dumps(report, indent=2))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def move_slider(browser: Browser, address: str, weights: list[float]) -> list[float]:
    """Return the milliseconds that each move took until the new gallery stood, for a photo with changing words."""
    visitor = Visitor(browser, address, DESKTOP)
    visitor.page.locator(".ch-example:has(img)").first.click()
    expect(visitor.page.locator(".ch-canvas")).to_be_visible(timeout=PATIENCE_MS)
    times = []
    for number, weight in enumerate(weights):
        if number % MOVES_A_WORD == 0:
            visitor.changes_gallery(partial(visitor.say, WORDS[number // MOVES_A_WORD % len(WORDS)]))
        visitor.page.wait_for_timeout(120)
        if visitor.slider.input_value() != f"{weight:g}":
            times.append(float(visitor.page.evaluate(_MOVE, weight)))
    visitor.leave()
    return times


def load_cold(browser: Browser, address: str) -> tuple[float, dict[str, float]]:
    """Return the milliseconds until the first row of products shows its pictures, and the kilobytes by kind."""
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    page = context.new_page()
    weight = _weigh(page)
    page.goto(address, wait_until="commit")
    page.wait_for_function(_FIRST_ROW_IS_THERE, arg=FIRST_ROW, polling="raf")
    milliseconds = float(page.evaluate("performance.now()"))
    # The page holds a connection open, so the network is never idle.
    page.wait_for_timeout(SETTLE_MS)
    context.close()
    sizes = {kind: round(size / 1000, 1) for kind, size in sorted(weight.items())}
    return milliseconds, sizes | {"total": round(sum(weight.values()) / 1000, 1)}


def _weigh(page: Page) -> dict[str, float]:
    """Return a tally, kept up to date, of the bytes that come over the wire by kind of resource."""
    kinds: dict[str, str] = {}
    tally: dict[str, float] = defaultdict(float)

    def count(event: dict[str, object]) -> None:
        tally[kinds.get(str(event["requestId"]), "other")] += float(str(event["encodedDataLength"]))

    network = page.context.new_cdp_session(page)
    network.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"].lower()}))
    network.on("Network.loadingFinished", count)
    network.send("Network.enable")
    return tally


def _percentiles(values: list[float]) -> dict[str, float]:
    return {f"p{level}": round(float(np.percentile(values, level)), 1) for level in (50, 95)}


if __name__ == "__main__":
    main()
