"""Pictures kept by their content, so that an import never fetches or stores one twice."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Collection
from pathlib import Path

from catalog.download import Downloader
from catalog.errors import PictureUnreadable
from catalog.local_pictures import FoundPicture, is_address, locate_picture
from catalog.picture import MAX_BYTES, check_picture, picture_suffix


class PictureCache:
    """Pictures of a feed, copied into one folder under their SHA-256; safe to call from several threads.

    A ledger notes for each path or address what it was found to hold. A file is looked at again when its size or time
    has changed. An address is trusted to lead to the same picture; with `refresh` its server is asked whether it does.
    """

    def __init__(
        self, folder: Path, ledger: Path, feed_folder: Path, downloader: Downloader, refresh: bool = False
    ) -> None:
        self._folder = folder
        self._feed_folder = feed_folder.resolve()
        self._downloader = downloader
        self._refresh = refresh
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._ledger = sqlite3.connect(ledger, check_same_thread=False, isolation_level=None)
        self._ledger.execute("PRAGMA journal_mode=WAL")
        self._ledger.execute("PRAGMA synchronous=NORMAL")
        self._ledger.execute(
            "CREATE TABLE IF NOT EXISTS pictures (reference TEXT PRIMARY KEY, stamp TEXT, etag TEXT, modified TEXT, "
            "content_hash TEXT, name TEXT, width INTEGER, height INTEGER) WITHOUT ROWID"
        )

    def close(self) -> None:
        self._ledger.close()

    def find(self, reference: str) -> FoundPicture:
        """Return the picture at a path below the feed's folder or at an address, from the cache where it is there.

        Raises:
            PictureError: it cannot be had, or is no picture that we read.
        """
        return self._find_on_web(reference) if is_address(reference) else self._find_on_disk(reference)

    def remove_unused(self, content_hashes: Collection[str]) -> int:
        """Remove all pictures but these and return how many."""
        wanted = set(content_hashes)
        removed = 0
        for path in self._folder.glob("*/*"):
            if path.stem not in wanted:
                path.unlink(missing_ok=True)
                removed += 1
        with self._lock:
            known = self._ledger.execute("SELECT reference, content_hash FROM pictures").fetchall()
            gone = [(reference,) for reference, content_hash in known if content_hash not in wanted]
            self._ledger.executemany("DELETE FROM pictures WHERE reference = ?", gone)
            self._ledger.execute("VACUUM")
        return removed

    def condemn(self, content_hashes: Collection[str]) -> None:
        """Remember that these cannot be decoded, though their headers were fine."""
        with self._lock:
            self._ledger.executemany(
                "UPDATE pictures SET width = 0, height = 0 WHERE content_hash = ?", [(key,) for key in content_hashes]
            )

    def _find_on_disk(self, reference: str) -> FoundPicture:
        path = locate_picture(reference, self._feed_folder)
        try:
            facts = path.stat()
            stamp = f"{facts.st_size} {facts.st_mtime_ns}"
            key = str(path)
            if (known := self._recall(key)) and known[1] == stamp:
                return _sound(known[0])
            if facts.st_size > MAX_BYTES:
                check_picture(path)  # says so
            return self._keep(key, path.read_bytes(), stamp=stamp)
        except (OSError, ValueError) as exc:
            raise PictureUnreadable("the file is not there") from exc

    def _find_on_web(self, address: str) -> FoundPicture:
        known = self._recall(address)
        if known and not self._refresh:
            return _sound(known[0])
        answer = self._downloader.fetch(address, *(known[2:] if known else ()))
        if answer.data is None and known:
            return _sound(known[0])
        return self._keep(address, answer.data or b"", etag=answer.etag, modified=answer.modified)

    def _recall(self, reference: str) -> tuple[FoundPicture, str, str, str] | None:
        """Return what the ledger has of a reference, with its stamp, etag and date."""
        with self._lock:
            row = self._ledger.execute(
                "SELECT content_hash, name, width, height, stamp, etag, modified FROM pictures WHERE reference = ?",
                (reference,),
            ).fetchone()
        if not row or not (path := self._folder / row[1]).is_file():
            return None
        return FoundPicture(path, row[0], (row[2], row[3])), row[4], row[5], row[6]

    def _keep(self, reference: str, data: bytes, stamp: str = "", etag: str = "", modified: str = "") -> FoundPicture:
        """Store the picture, whole or not at all, and then note it."""
        size = check_picture(data)
        content_hash = hashlib.sha256(data).hexdigest()
        name = f"{content_hash[:2]}/{content_hash}{picture_suffix(data)}"
        path = self._folder / name
        if not path.is_file():
            path.parent.mkdir(exist_ok=True)
            partial = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.partial")
            partial.write_bytes(data)
            partial.replace(path)
        with self._lock:
            self._ledger.execute(
                "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (reference, stamp, etag, modified, content_hash, name, *size),
            )
        return FoundPicture(path, content_hash, size)


def _sound(picture: FoundPicture) -> FoundPicture:
    if 0 in picture.size:
        raise PictureUnreadable("the file is damaged or cut off")
    return picture
