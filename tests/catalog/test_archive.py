"""A stranger's zip: its pictures come out, and nothing else gets in."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from catalog import archive as limits
from catalog.archive import unpack_pictures
from catalog.errors import ArchiveRefused


def write_zip(path: Path, entries: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as packed:
        for name, data in entries.items():
            packed.writestr(name, data)
    return path


def unpacked(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_pictures_come_out_and_all_else_is_passed_over(tmp_path: Path) -> None:
    entries = {
        "sofas/red.JPG": b"1", "lamp.webp": b"2", "feed.csv": b"3", "run.sh": b"4", ".hidden.png": b"5",
        "__MACOSX/._lamp.webp": b"6", "inner.zip": b"7", "sofas\\blue.png": b"8",
    }  # fmt: skip
    assert unpack_pictures(write_zip(tmp_path / "a.zip", entries), tmp_path / "out") == 3
    assert unpacked(tmp_path / "out") == {"sofas/red.JPG", "lamp.webp", "sofas/blue.png"}
    assert (tmp_path / "out" / "lamp.webp").read_bytes() == b"2"


@pytest.mark.parametrize("name", ["../evil.png", "a/../../evil.png", "/evil.png", "..\\evil.png", "C:\\evil.png"])
def test_names_that_lead_out_are_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    archive = write_zip(tmp_path / "a.zip", {"good.png": b"1", name: b"2"})
    with pytest.raises(ArchiveRefused, match="leads out"):
        unpack_pictures(archive, tmp_path / "out")
    assert unpacked(tmp_path) == {"a.zip"}


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("passwd.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(ArchiveRefused, match="link"):
        unpack_pictures(tmp_path / "a.zip", tmp_path / "out")


def test_bombs_are_refused_by_what_they_declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = write_zip(tmp_path / "a.zip", {"bomb.png": bytes(20_000_000)}, zipfile.ZIP_DEFLATED)
    with pytest.raises(ArchiveRefused, match="tightly"):
        unpack_pictures(bomb, tmp_path / "out")
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 10)
    with pytest.raises(ArchiveRefused, match="unpacks to more"):
        unpack_pictures(write_zip(tmp_path / "b.zip", {"a.png": b"123456", "b.png": b"123456"}), tmp_path / "out")
    monkeypatch.setattr(limits, "MAX_ENTRIES", 1)
    with pytest.raises(ArchiveRefused, match="more than 1 files"):
        unpack_pictures(tmp_path / "b.zip", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_zip_that_lies_about_its_sizes_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.png": bytes(range(256)) * 400}, zipfile.ZIP_DEFLATED)
    data = path.read_bytes()
    real, small = (102_400).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert data.count(real) == 2
    path.write_bytes(data.replace(real, small))
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 5_000)
    with pytest.raises(ArchiveRefused):
        unpack_pictures(path, tmp_path / "out")
    assert sum(file.stat().st_size for file in (tmp_path / "out").rglob("*") if file.is_file()) <= 5_000


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "flipped"])
def test_damaged_zips_are_refused_in_words(tmp_path: Path, damage: str) -> None:
    data = write_zip(tmp_path / "a.zip", {"a.png": b"picture" * 500}).read_bytes()
    flipped = bytearray(data)
    flipped[200] ^= 0xFF
    broken = {"cut": data[:300], "text": b"hello", "empty": b"", "flipped": bytes(flipped)}[damage]
    (tmp_path / "b.zip").write_bytes(broken)
    with pytest.raises(ArchiveRefused, match="damaged"):
        unpack_pictures(tmp_path / "b.zip", tmp_path / "out")


def test_locked_zips_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.png": b"secret"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ArchiveRefused, match="locked"):
        unpack_pictures(path, tmp_path / "out")
