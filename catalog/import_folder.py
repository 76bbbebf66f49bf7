"""The folder that an import fills: its generations, of which a marker names the one in use.

    catalogue.json           which generation is the finished one; replaced in one step
    generation-000007/       its products and its index
    pictures/  pictures.db   pictures by content, and where each came from
    rejects.csv              the rows that the last import left out

A generation is never changed once it is published: an import copies its index, brings the copy up to date and then
moves the marker. A running app therefore never sees half an import, and no two processes write one Chroma folder,
which Chroma does not allow.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from catalog.errors import CatalogUnreadable, ImportBusy

MARKER = "catalogue.json"
KEPT_GENERATIONS = 2
"""The one in use and the one before it, which a running app may still have open."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One finished state of an imported catalogue."""

    number: int
    name: str
    identity: str
    """Made once for the folder; it names the catalogue wherever the folder is moved or mounted."""
    encoder: str
    fingerprint: str
    products: int
    rejects: int
    feed: str
    finished: str
    """When, as ISO 8601 in UTC."""
    index_inside: bool = True
    """Whether its index lies in the folder, and not on a Chroma server."""


class ImportFolder:
    """Knows where everything lies in one import's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    @property
    def pictures_folder(self) -> Path:
        return self.root / "pictures"

    @property
    def ledger_path(self) -> Path:
        return self.root / "pictures.db"

    def generation_folder(self, number: int) -> Path:
        return self.root / f"generation-{number:06d}"

    def index_folder(self, number: int) -> Path:
        return self.generation_folder(number) / "index"

    def products_path(self, number: int) -> Path:
        return self.generation_folder(number) / "products.parquet"

    @property
    def rejects_path(self) -> Path:
        """The rows that the last import left out."""
        return self.root / "rejects.csv"

    def current(self) -> Generation | None:
        """Return the generation in use; `None` where nothing was imported yet. It costs one small read.

        Raises:
            CatalogUnreadable: the marker is damaged.
        """
        try:
            return Generation(**json.loads((self.root / MARKER).read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, TypeError) as exc:
            raise CatalogUnreadable(
                self.root.name, f"its {MARKER} is damaged; remove the folder and import again"
            ) from exc

    def identity(self) -> str:
        """Return the mark of a folder that has no generation yet; an interrupted first import has left it behind."""
        path = self.root / "identity"
        if not path.is_file():
            partial = path.with_suffix(".partial")
            partial.write_text(uuid.uuid4().hex, encoding="ascii")
            partial.replace(path)
        return path.read_text(encoding="ascii")

    def sizes(self) -> dict[str, int]:
        """Return the bytes that its parts take on disk."""
        generations = sum(_size(path) for path in self.root.glob("generation-*"))
        return {"pictures": _size(self.pictures_folder), "generations": generations}

    def unfinished(self) -> int | None:
        """Return the number of a generation that an import began and did not finish."""
        number = self.next_number()
        return number if self.generation_folder(number).is_dir() else None

    def next_number(self) -> int:
        """Return the number of the generation that the next import makes."""
        current = self.current()
        return current.number + 1 if current else 1

    def begin(self, number: int, copy_index: bool) -> Path:
        """Return the folder of a generation to be made, with a copy of the current index or going on from before."""
        folder = self.generation_folder(number)
        if folder.is_dir():
            return folder
        partial = self.root / f"{folder.name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        source = self.index_folder(number - 1)
        if copy_index and source.is_dir():
            _copy_index(source, partial / "index")
        return partial.rename(folder)

    def abandon(self, number: int) -> None:
        """Remove an unpublished generation."""
        shutil.rmtree(self.generation_folder(number), ignore_errors=True)

    def publish(self, generation: Generation) -> None:
        """Make a generation the one in use, in one step, and remove those that nobody reads any more."""
        marker = self.root / MARKER
        partial = marker.with_suffix(".partial")
        with partial.open("w", encoding="utf-8") as file:
            json.dump(asdict(generation), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(marker)
        for folder in self.root.glob("generation-*"):
            number = folder.name.removeprefix("generation-").removesuffix(".partial")
            if number.isdecimal() and int(number) <= generation.number - KEPT_GENERATIONS:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other imports out until the block, or the process, ends.

        Raises:
            ImportBusy: another import is at work here.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "import.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as exc:
                raise ImportBusy(self.root.name) from exc
            yield


def _copy_index(source: Path, target: Path) -> None:
    """Copy a Chroma folder that a running app may have open for reading."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("*.sqlite3", "*.sqlite3-*"))
    for database in source.glob("*.sqlite3"):
        with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(target / database.name)) as new:
            old.backup(new)


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
