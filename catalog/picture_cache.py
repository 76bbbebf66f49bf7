"""Pictures kept by their content, so that an import never fetches or stores one twice."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from catalog.download import Downloader
from catalog.errors import PictureUnreachable, PictureUnreadable, ReportUnwritable
from catalog.local_pictures import FoundPicture, is_address, locate_picture
from catalog.picture import MAX_BYTES, check_picture, picture_suffix


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the ledger has of one path or address."""

    picture: FoundPicture
    stamp: str
    """A file's size and time."""
    etag: str
    modified: str


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
        # All at once: one query each for a million pictures would take longer than the rest of an import.
        self._entries = {
            row[0]: _Entry(FoundPicture(folder / row[5], row[4], (row[6], row[7])), *row[1:4])
            for row in self._ledger.execute("SELECT * FROM pictures")
        }

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
            self._ledger.execute("BEGIN")
            self._ledger.executemany("DELETE FROM pictures WHERE reference = ?", gone)
            self._ledger.execute("COMMIT")
            self._ledger.execute("VACUUM")
        return removed

    def condemn(self, content_hashes: Collection[str]) -> None:
        """Note for the next run that these cannot be decoded, though their headers were fine."""
        with self._lock:
            self._ledger.executemany(
                "UPDATE pictures SET width = 0, height = 0 WHERE content_hash = ?", [(key,) for key in content_hashes]
            )

    def _find_on_disk(self, reference: str) -> FoundPicture:
        relative = PurePosixPath(reference.replace("\\", "/"))
        key = str(self._feed_folder / relative)
        try:
            if relative.is_absolute() or ".." in relative.parts:
                locate_picture(reference, self._feed_folder)
            facts = Path(key).stat()
            stamp = f"{facts.st_size} {facts.st_mtime_ns}"
            if (known := self._recall(key)) and known.stamp == stamp:
                return _sound(known.picture)
            path = locate_picture(reference, self._feed_folder)
            if facts.st_size > MAX_BYTES:
                check_picture(path)  # says so
            return self._keep(key, path.read_bytes(), stamp)
        except (OSError, ValueError) as exc:
            raise PictureUnreadable("the file is not there") from exc

    def _find_on_web(self, address: str) -> FoundPicture:
        known = self._recall(address)
        if known and not self._refresh:
            return _sound(known.picture)
        try:
            answer = self._downloader.fetch(address, *((known.etag, known.modified) if known else ()))
        except PictureUnreachable:
            if known is None:
                raise
            # A server that is down for an hour must not empty the shop.
            return _sound(known.picture)
        if answer.data is None and known:
            return _sound(known.picture)
        return self._keep(address, answer.data or b"", etag=answer.etag, modified=answer.modified)

    def _recall(self, reference: str) -> _Entry | None:
        """Return what the ledger has of a reference, if the picture is still there."""
        entry = self._entries.get(reference)
        return entry if entry and entry.picture.path.is_file() else None

    def _keep(self, reference: str, data: bytes, stamp: str = "", etag: str = "", modified: str = "") -> FoundPicture:
        """Store the picture, whole or not at all, and then note it."""
        size = check_picture(data)
        content_hash = hashlib.sha256(data).hexdigest()
        name = f"{content_hash[:2]}/{content_hash}{picture_suffix(data)}"
        path = self._folder / name
        try:
            if not path.is_file():
                path.parent.mkdir(exist_ok=True)
                partial = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.partial")
                partial.write_bytes(data)
                partial.replace(path)
        except OSError as exc:
            # Not the picture's fault: a full disk ends the import, and no product is left out for it.
            raise ReportUnwritable(path.name, exc.strerror or type(exc).__name__) from exc
        with self._lock:
            self._ledger.execute(
                "INSERT OR REPLACE INTO pictures VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (reference, stamp, etag, modified, content_hash, name, *size),
            )
            self._entries[reference] = _Entry(FoundPicture(path, content_hash, size), stamp, etag, modified)
        return self._entries[reference].picture


def _sound(picture: FoundPicture) -> FoundPicture:
    if 0 in picture.size:
        raise PictureUnreadable("the file is damaged or cut off")
    return picture
