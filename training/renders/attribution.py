"""Who made the models, and which of them were left out and why, in one file for people."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from training.renders.models import Piece
from training.renders.selection import REJECTED
from training.renders.studio import Failure

_PREFACE = """\
# Where the demo catalogue's pictures come from

All pictures here are renders made by this project (`make demo-catalogue`) from the 3D models below. The
models were changed: their materials were replaced, they were scaled to their stated size, lit and rendered.
The models come with Debian's package `sweethome3d-furniture`. Licences: CC0-1.0 is
https://creativecommons.org/publicdomain/zero/1.0/, CC-BY-3.0 is https://creativecommons.org/licenses/by/3.0/,
CC-BY-3.0-US is https://creativecommons.org/licenses/by/3.0/us/.

| group | model | creator | licence | source |
|---|---|---|---|---|
"""


def write_attribution(path: Path, sold: Iterable[Piece], failures: Iterable[Failure]) -> None:
    """Write a row for every piece that is sold, and the models that were left out by hand or by the renderer."""
    rows = [f"| {p.id} | {p.name} | {p.creator} | {p.license} | {p.source} |" for p in sorted(sold, key=lambda p: p.id)]
    left_out = [
        *(f"- {name}: {reason}" for name, reason in sorted(REJECTED.items())),
        *(f"- {failure.piece_id}: {failure.reason}" for failure in sorted(failures, key=lambda f: f.piece_id)),
    ]
    text = _PREFACE + "\n".join([*rows, "", "## Models that were left out", "", *left_out])
    path.write_text(text + "\n", encoding="utf-8")
