"""Where things lie: what is kept between runs, and what is shipped."""

from __future__ import annotations

from pathlib import Path

from training.renders.models import Piece

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / ".work"
DEMO = ROOT / "catalog" / "demo"


def passes_path(piece: Piece) -> Path:
    """Return where the passes of the shop's picture of a piece are kept."""
    return WORK / "shop" / f"{piece.id}.npz"


def room_path(piece: Piece) -> Path:
    """Return where the passes of a piece's picture in a room are kept."""
    return WORK / "rooms" / f"{piece.id}.npz"


def query_path(piece: Piece) -> Path:
    """Return where the passes of a piece's query photo are kept."""
    return WORK / "queries" / f"{piece.id}.npz"
