"""Many pictures to embeddings: read and resized by other threads while the model is at work on those before them."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from catalog import PictureError, open_picture
from search.encoder import Encoder, Precision, split_batches
from search.vectors import Vector, Vectors

READERS = max(2, os.cpu_count() or 1)
BATCHES_AHEAD = 3
"""How many batches are read before the model asks for them; each takes some 20 MB."""
WORTH_A_TRIAL = 500
"""From so many pictures on, it pays to try which precision is the faster one here."""
TRIAL_PICTURES = 8
SAME_COSINE = 0.999
"""Embeddings count as the same from this cosine on."""
CLEARLY_FASTER = 0.9


@dataclass(frozen=True, slots=True)
class Embedded:
    """One batch of pictures, by the keys that were asked for."""

    vectors: Mapping[str, Vector]
    """Float32 `(dim,)` of unit length each."""
    failures: Mapping[str, str]
    """Why the others cannot be read."""


def embed_pictures(pictures: Mapping[str, Path], encoder: Encoder) -> Iterator[Embedded]:
    """Yield the embeddings of picture files in their order, a batch at a time."""
    precision: Precision | None = None if len(pictures) >= WORTH_A_TRIAL else "fp32"
    for prepared, failures in _read_ahead(pictures, encoder):
        if not prepared:
            yield Embedded({}, failures)
            continue
        if precision is None:
            precision = choose_precision(encoder, list(prepared.values())[:TRIAL_PICTURES])
        rows = encoder.embed_prepared(list(prepared.values()), precision)
        yield Embedded(dict(zip(prepared, rows, strict=True)), failures)


def choose_precision(encoder: Encoder, prepared: Sequence[Any]) -> Precision:
    """Return "bf16" where that is clearly faster on this machine and the embeddings stay the same, else "fp32"."""
    exact, exact_s = _time(encoder, prepared, "fp32")
    rounded, rounded_s = _time(encoder, prepared, "bf16")
    same = float(np.einsum("nd,nd->n", exact, rounded).min()) >= SAME_COSINE
    return "bf16" if same and rounded_s < CLEARLY_FASTER * exact_s else "fp32"


def _time(encoder: Encoder, prepared: Sequence[Any], precision: Precision) -> tuple[Vectors, float]:
    # The first pass of a model sets up its kernels.
    encoder.embed_prepared(prepared, precision)
    started = time.perf_counter()
    vectors = encoder.embed_prepared(prepared, precision)
    return vectors, time.perf_counter() - started


def _read_ahead(pictures: Mapping[str, Path], encoder: Encoder) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Yield the prepared pictures of each batch, and why others cannot be read."""

    def prepare(path: Path) -> Any:
        return encoder.prepare_image(open_picture(path))

    waiting: deque[dict[str, Future[Any]]] = deque()
    pool = ThreadPoolExecutor(READERS, thread_name_prefix="pictures")
    try:
        for batch in split_batches(pictures.items()):
            waiting.append({key: pool.submit(prepare, path) for key, path in batch})
            if len(waiting) > BATCHES_AHEAD:
                yield _gather(waiting.popleft())
        while waiting:
            yield _gather(waiting.popleft())
    finally:
        # Whoever stops asking, or is interrupted, does not wait for what was to come.
        pool.shutdown(cancel_futures=True)


def _gather(batch: Mapping[str, Future[Any]]) -> tuple[dict[str, Any], dict[str, str]]:
    prepared, failures = {}, {}
    for key, future in batch.items():
        try:
            prepared[key] = future.result()
        except PictureError as exc:
            failures[key] = str(exc)
    return prepared, failures
