"""Pictures that lie in the catalogue's own folder."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from catalog.errors import PictureElsewhere, PictureUnreadable
from catalog.picture import check_picture


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that has been looked at."""

    path: Path
    content_hash: str
    """SHA-256 of its bytes, in hexadecimal."""
    size: tuple[int, int]
    """Width and height in pixels."""


class PictureSource(Protocol):
    """Where the pictures come from that listings name."""

    def find(self, reference: str) -> FoundPicture:
        """Return the picture; may be called from several threads.

        Raises:
            PictureError: it is not there, not allowed, or no picture that we read.
        """


class LocalPictures:
    """The files below one folder, used where they lie."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()

    def find(self, reference: str) -> FoundPicture:
        path = locate_picture(reference, self._root)
        size = check_picture(path)
        try:
            content_hash = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as exc:
            raise PictureUnreadable(f"it cannot be opened ({exc.strerror})") from exc
        return FoundPicture(path, content_hash, size)


def is_address(reference: str) -> bool:
    """Return whether the picture is named by an address of the web rather than by a path."""
    return reference[:8].lower().startswith(("http://", "https://"))


def locate_picture(reference: str, root: Path) -> Path:
    """Return the path of a picture inside the catalogue's resolved folder.

    Raises:
        PictureElsewhere: it lies outside, or on the web. Pictures are served to visitors, so a feed must not be able
            to publish other files of the machine.
    """
    if is_address(reference):
        raise PictureElsewhere("is an address, which only `python -m catalog import` fetches")
    relative = PurePosixPath(reference.replace("\\", "/"))
    try:
        path = (root / relative).resolve()
    except (OSError, ValueError, RuntimeError) as exc:  # RuntimeError: links that lead in a circle
        raise PictureUnreadable("the file is not there") from exc
    if relative.is_absolute() or not path.is_relative_to(root):
        raise PictureElsewhere("must be a file inside the catalogue's own folder")
    return path
