"""An engine that changes over to each newly finished import, so that the app need not be started again."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, cast

from catalog import CatalogError
from catalog.import_folder import ImportFolder
from search.engine import SearchEngine
from search.errors import SearchError

LOOK_EVERY_S = 2.0
CLOSE_AFTER_S = 60.0
"""How long a search may go on that began on the engine before."""

logger = logging.getLogger(__name__)


def keep_current(engine: SearchEngine, reopen: Callable[[], SearchEngine]) -> SearchEngine:
    """Return what stands for the engine and always is the newest; of a catalogue that no import made, the engine.

    `reopen` opens the same catalogue again. A new state that cannot be opened is logged, and the old one stays.
    """
    if engine.catalog.generation is None:
        return engine
    return cast(SearchEngine, _LiveEngine(engine, reopen))


class _LiveEngine:
    """Hands every attribute on to the newest engine: a call that has begun ends on the engine it began on."""

    def __init__(self, engine: SearchEngine, reopen: Callable[[], SearchEngine]) -> None:
        self._engine = engine
        self._reopen = reopen
        self._folder = ImportFolder(engine.catalog.folder)
        threading.Thread(target=self._watch, name="import-watch", daemon=True).start()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def _watch(self) -> None:
        seen = self._engine.catalog.generation
        complaint = ""
        pause = threading.Event()
        while not pause.wait(LOOK_EVERY_S):
            try:
                newest = self._folder.current()
                if newest is None or newest == seen:
                    continue
                seen = newest
                before, self._engine = self._engine, self._reopen()
            except (CatalogError, SearchError) as exc:
                if str(exc) != complaint:
                    complaint = str(exc)
                    logger.warning("The newest import cannot be opened, the one before stays in use: %s", exc)
                continue
            logger.info("changed over to generation %d", newest.number)
            closing = threading.Timer(CLOSE_AFTER_S, before.index.close)
            closing.daemon = True
            closing.start()
