"""Catalogues that visitors bring along: each an engine and a page of its own, for a while, apart from the shop's."""

from __future__ import annotations

import asyncio
import logging
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from fastapi import FastAPI

from catalog import CatalogError, read_catalog
from catalog.archive import unpack_pictures
from catalog.errors import TrialRefused
from catalog.feeds.reading import FEED_SUFFIXES
from search import Encoder, SearchEngine, SearchError

MAX_TRIALS = 8
MAX_PRODUCTS = 2_000
MAX_FEED_BYTES = 20_000_000
MAX_ARCHIVE_BYTES = 200_000_000
KEPT_S = 60 * 60.0
"""A catalogue goes when nobody has looked at it for so long."""

Stage = Literal["waiting for files", "waiting", "reading", "embedding", "opening", "ready", "failed"]
logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Trial:
    """One visitor's catalogue. Whoever knows its name may see it: the name cannot be guessed."""

    folder: Path
    name: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    stage: Stage = "waiting for files"
    done: int = 0
    total: int = 0
    engine: SearchEngine | None = None
    app: FastAPI | None = None
    error: CatalogError | SearchError | None = None
    """Why it failed; `None` for a reason of our own making, which is in the log."""
    used: float = field(default_factory=time.monotonic)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the page's own parts run."""
    running: asyncio.Task[None] | None = None

    @property
    def shop(self) -> Path:
        return self.folder / "shop"


class Trials:
    """Holds the trials of one run of the app; what they have written goes when they go."""

    def __init__(self, encoder: Encoder, build: Callable[[SearchEngine], FastAPI]) -> None:
        self._encoder = encoder
        self._build = build
        self._root = Path(tempfile.mkdtemp(prefix="chaise-trials-"))
        self._trials: dict[str, Trial] = {}
        self._lock = threading.Lock()
        # One after the other: the shop's own visitors come first.
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="trial")

    def begin(self) -> Trial:
        """Return a new trial that waits for its files.

        Raises:
            TrialRefused: there are as many as there may be.
        """
        self.forget_old()
        with self._lock:
            if len(self._trials) >= MAX_TRIALS:
                raise TrialRefused("too many catalogues are being tried just now; come back in a while")
            trial = Trial(Path(tempfile.mkdtemp(dir=self._root)))
            trial.shop.mkdir()
            self._trials[trial.name] = trial
        return trial

    def find(self, name: str) -> Trial | None:
        """Return the trial of that name, if it is still kept; it is kept longer for having been looked at."""
        self.forget_old()
        trial = self._trials.get(name)
        if trial:
            trial.used = time.monotonic()
        return trial

    def start(self, trial: Trial, feed_name: str) -> None:
        """Have the files that lie in the trial's folder (`feed`, `pictures`) become a catalogue, behind the request.

        Raises:
            TrialRefused: there is nothing to begin with, or it has begun.
        """
        suffix = Path(feed_name).suffix.lower()
        feed, archive = trial.folder / "feed", trial.folder / "pictures"
        if trial.stage != "waiting for files":
            raise TrialRefused("it is being read already")
        if not feed.is_file() and not archive.is_file():
            raise TrialRefused("there is neither a feed nor a zip of pictures")
        if feed.is_file():
            if suffix not in FEED_SUFFIXES:
                raise TrialRefused(f"the feed has to be one of {', '.join(FEED_SUFFIXES)}")
            feed.rename(trial.shop / f"feed{suffix}")
        trial.stage = "waiting"
        self._workers.submit(self._open, trial)

    def forget_old(self) -> None:
        """Remove what nobody has looked at for long."""
        for trial in list(self._trials.values()):
            if time.monotonic() - trial.used > KEPT_S:
                self.remove(trial)

    def remove(self, trial: Trial) -> None:
        """Remove a trial with all that it wrote."""
        with self._lock:
            if self._trials.pop(trial.name, None) is None:
                return
        trial.ended.set()
        if trial.engine:
            trial.engine.index.close()
        shutil.rmtree(trial.folder, ignore_errors=True)

    def close(self) -> None:
        """Remove all of them, when the app ends."""
        self._workers.shutdown(wait=False, cancel_futures=True)
        for trial in list(self._trials.values()):
            self.remove(trial)
        shutil.rmtree(self._root, ignore_errors=True)

    def _open(self, trial: Trial) -> None:
        try:
            trial.stage = "reading"
            archive = trial.folder / "pictures"
            if archive.is_file():
                unpack_pictures(archive, trial.shop)
                archive.unlink()
            count = len(read_catalog(trial.shop).products)
            if count > MAX_PRODUCTS:
                raise TrialRefused(f"it has {count:,} products, and at most {MAX_PRODUCTS:,} are tried here")

            def show(done: int, total: int, _: str) -> None:
                trial.stage, trial.done, trial.total = "embedding", done, total

            engine = SearchEngine.open(trial.shop, self._encoder, trial.folder / "index", progress=show)
            trial.stage = "opening"
            trial.engine, trial.app = engine, self._build(engine)
            trial.stage = "ready"
        except (CatalogError, SearchError) as exc:
            trial.error, trial.stage = exc, "failed"
        except Exception:
            # Also where it was removed while it was being read.
            logger.exception("a visitor's catalogue could not be opened")
            trial.stage = "failed"
