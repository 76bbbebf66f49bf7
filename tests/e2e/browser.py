"""A real browser for the tests: Debian's chromium, installed when it is missing and may be."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Whatever would reach out by itself is switched off.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A camera that shows a test picture, and no question whether the page may use it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
INSTALL_TIMEOUT_S = 600


class NoBrowser(Exception):
    """There is no browser and none could be installed; the message says how to get one."""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Yield a running headless browser.

    Raises:
        NoBrowser: there is none and it cannot be installed.
    """
    executable = find_chromium() or install_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


def find_chromium() -> str | None:
    """Return where the browser is, `None` where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install_chromium() -> str:
    """Return where the browser is after installing Debian's package.

    Raises:
        NoBrowser: this is no Debian, we are not root, or the installation failed.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NoBrowser("The browser's tests need chromium. Install it (on Debian: sudo apt-get install chromium).")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        run = subprocess.run(
            ["apt-get", "-qq", *command], env=quiet, capture_output=True, text=True, timeout=INSTALL_TIMEOUT_S
        )
        if run.returncode:
            raise NoBrowser(f"apt-get could not install chromium: {run.stderr.strip()[-300:]}")
    found = find_chromium()
    if not found:
        raise NoBrowser("apt-get installed chromium, but there is no such command.")
    return found
