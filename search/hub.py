"""What the model hub's own client leaves to its callers: a quick answer without a network, and a look at what came."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from huggingface_hub import constants

PROBE_TIMEOUT_S = 5.0
_SHA256 = re.compile(r"[0-9a-f]{64}")


class DownloadChanged(Exception):
    """A downloaded file is not the one that the hub announced."""


@contextmanager
def fetching_weights() -> Iterator[None]:
    """Yield while weights are loaded: from the cache alone where no hub answers, and checked where they are new.

    The client would try a hub that cannot be reached for the better part of a minute before it looks into its cache,
    and it compares what it has downloaded by size only.

    Raises:
        DownloadChanged: a new file's SHA-256 is not what the hub said; the file is removed, so that it is fetched anew.
    """
    offline = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = offline or not _answers(constants.ENDPOINT)
    started = time.time()
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = offline
        _check_new_files(Path(constants.HF_HUB_CACHE), started)


def _answers(endpoint: str) -> bool:
    try:
        httpx.head(endpoint, timeout=PROBE_TIMEOUT_S)
    except httpx.HTTPError:
        return False
    return True


def _check_new_files(cache: Path, since: float) -> None:
    """Compare the files that came since then with their names: of large files, the hub's name is their SHA-256."""
    for blob in cache.glob("models--*/blobs/*"):
        # A clock that counts whole seconds may have the file a moment older than it is.
        if not _SHA256.fullmatch(blob.name) or blob.stat().st_mtime < since - 2:
            continue
        with blob.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != blob.name:
            blob.unlink()
            raise DownloadChanged(blob.name)
