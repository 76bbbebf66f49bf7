"""A catalogue's embeddings in memory, so that few products can be compared exactly and without the index."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from search.errors import SearchError
from search.vectors import Vector, Vectors

logger = logging.getLogger(__name__)

Rows = npt.NDArray[np.intp]

Fetch = Callable[[Sequence[str]], dict[str, Vector]]
"""Returns the embeddings of these products, by id."""

MAX_BYTES = 2_000_000_000
"""A table that would take more memory than this is not loaded: 1.3 million products of 384 dimensions."""
CHUNK = 2_000
STOP_WITHIN_S = 10.0


class VectorTable:
    """The embeddings of products in a fixed order, float32 `(n, dim)`; filled in the background."""

    def __init__(self, product_ids: Sequence[str], dim: int) -> None:
        """Take the ids in the order of the rows; nothing is loaded yet."""
        self._ids = product_ids
        self._dim = dim
        self._vectors: Vectors | None = None
        self._held: npt.NDArray[np.bool_] | None = None

    @property
    def is_loaded(self) -> bool:
        """Whether the embeddings are there to be compared."""
        return self._vectors is not None

    @property
    def bytes_needed(self) -> int:
        """How much memory the embeddings take."""
        return 4 * self._dim * len(self._ids)

    def load(self, fetch: Fetch, stopped: threading.Event | None = None) -> None:
        """Fill the table from `fetch`, which returns embeddings by product id; products it does not know stay out.

        Once `stopped` is set, the table is left as it is.
        """
        if self.bytes_needed > MAX_BYTES:
            return
        vectors = np.zeros((len(self._ids), self._dim), dtype=np.float32)
        held = np.zeros(len(self._ids), dtype=bool)
        for start in range(0, len(self._ids), CHUNK):
            if stopped is not None and stopped.is_set():
                return
            part = self._ids[start : start + CHUNK]
            try:
                found = fetch(part)
            except SearchError as exc:
                # Filtered searches go on without the table, by the index's own filter.
                logger.warning("the embeddings were not loaded into memory: %s", exc)
                return
            for row, product_id in enumerate(part, start):
                if product_id in found:
                    vectors[row], held[row] = found[product_id], True
        self._held, self._vectors = held, vectors

    def load_in_background(self, fetch: Fetch) -> threading.Thread:
        """Start `load` in a thread, and return it; it ends before the process does."""
        stopped = threading.Event()
        thread = threading.Thread(target=self.load, args=(fetch, stopped), name="vector table", daemon=True)
        # An index that is asked while the interpreter is taken down takes the process down with it.
        weakref.finalize(self, _end, stopped, thread)
        thread.start()
        return thread

    def nearest(self, target: Vector, rows: Rows, count: int) -> tuple[Rows, npt.NDArray[np.float32]]:
        """Return those of the rows that are nearest to the target, at most `count`, and their cosine similarities.

        Exact. Only to be called once the table is loaded.
        """
        if self._vectors is None or self._held is None:
            raise RuntimeError("the table is not loaded")
        rows = rows[self._held[rows]]
        similarities = self._vectors[rows] @ target
        if len(rows) > count:
            best = np.argpartition(-similarities, count - 1)[:count]
            rows, similarities = rows[best], similarities[best]
        order = np.argsort(-similarities, kind="stable")
        return rows[order], similarities[order]


def _end(stopped: threading.Event, thread: threading.Thread) -> None:
    stopped.set()
    if thread is not threading.current_thread():
        thread.join(STOP_WITHIN_S)
