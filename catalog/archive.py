"""A zip of pictures from a stranger, unpacked inside limits."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from catalog.errors import ArchiveRefused
from catalog.feeds.folder import PICTURE_SUFFIXES
from catalog.picture import MAX_BYTES

MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 400_000_000
MAX_RATIO = 100
"""Pictures are packed already; what shrinks to a hundredth is none."""
RATIO_FROM_BYTES = 1_000_000
_CHUNK_BYTES = 1 << 16


def unpack_pictures(archive: Path, folder: Path) -> int:
    """Unpack the pictures of a zip into a folder and return how many there were; all else in it is passed over.

    Names and declared sizes are judged before anything is written, and what is written is counted: a zip may lie.

    Raises:
        ArchiveRefused: it is no zip, is damaged or locked, leads out of the folder, or holds more than the limits.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            entries = list(_judge(packed))
            left = MAX_UNPACKED_BYTES
            for entry, path in entries:
                left -= _unpack(packed, entry, folder / path, left)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zipfile.LargeZipFile) as exc:
        raise ArchiveRefused("it is damaged, locked, or no zip") from exc
    except OSError as exc:
        raise ArchiveRefused("it cannot be unpacked here") from exc
    return len(entries)


def _judge(packed: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Yield the pictures with the place of each below the folder."""
    entries = packed.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ArchiveRefused(f"it holds more than {MAX_ENTRIES:,} files")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise ArchiveRefused(f"it unpacks to more than {MAX_UNPACKED_BYTES // 1_000_000:,} MB")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise ArchiveRefused("it holds a file whose name leads out of its folder")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ArchiveRefused("it holds a link")
        if entry.file_size > max(RATIO_FROM_BYTES, MAX_RATIO * entry.compress_size):
            raise ArchiveRefused("it holds a file that is packed far more tightly than pictures are")
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if not entry.is_dir() and not hidden and path.suffix.lower() in PICTURE_SUFFIXES:
            yield entry, path


def _unpack(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Write one file and return its size in bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with packed.open(entry) as source, target.open("wb") as file:
        while chunk := source.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > min(left, MAX_BYTES):
                raise ArchiveRefused("it holds a picture, or pictures, larger than it says or than are read")
            file.write(chunk)
    return size
