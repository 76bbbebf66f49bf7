"""Embeddings as arrays, and files of ready-made ones that spare a catalogue its first encoding."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search.errors import VectorsUnreadable

Vectors = npt.NDArray[np.float32]
"""float32 `(n, dim)`, rows of unit L2 length unless said otherwise."""
Vector = npt.NDArray[np.float32]
"""float32 `(dim,)`"""


def vectors_path(catalog_folder: Path, fingerprint: str) -> Path:
    """Return where a catalogue keeps ready-made embeddings of the encoder with this fingerprint."""
    return catalog_folder / "vectors" / f"{fingerprint}.npz"


def read_vectors(path: Path) -> dict[str, Vector]:
    """Return the file's embeddings by content hash, unit vectors `(dim,)`; empty where there is no file.

    Raises:
        VectorsUnreadable: the file is damaged.
    """
    if not path.is_file():
        return {}
    try:
        with np.load(path, allow_pickle=False) as arrays:
            hashes, rows = arrays["hashes"], arrays["vectors"].astype(np.float32)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as exc:
        raise VectorsUnreadable(path.name, "it is damaged") from exc
    if len(hashes) != len(rows) or rows.ndim != 2 or not np.isfinite(rows).all():
        raise VectorsUnreadable(path.name, "its rows do not fit together")
    return dict(zip(hashes.tolist(), normalise_rows(rows), strict=True))


def write_vectors(path: Path, vectors: Mapping[str, Vector]) -> None:
    """Write embeddings by content hash, in half precision (a cosine error below 0.001), whole or not at all."""
    hashes = sorted(vectors)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    with partial.open("wb") as file:
        np.savez(file, hashes=np.array(hashes), vectors=np.stack([vectors[key] for key in hashes]).astype(np.float16))
    partial.replace(path)


def normalise_rows(rows: Vectors) -> Vectors:
    """Return the rows at unit L2 length; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)
