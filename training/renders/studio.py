"""Runs of the Blender interpreter: jobs go in, passes come out, failures are reported and never stop a run."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from training.renders.models import Piece
from training.renders.places import ROOT

DEFAULT_PYTHON = ROOT / ".venv-render" / "bin" / "python"
NO_FLOOR = {"hanging", "wall"}


@dataclass(frozen=True, slots=True)
class Job:
    """A piece with the views that are wanted of it: (target file, the fields of `scenery.View` that differ)."""

    id: str
    obj: str
    rotation: tuple[float, ...]
    width_cm: float
    depth_cm: float
    height_cm: float
    family: str
    floor: bool
    size_px: int
    samples: int
    threads: int
    views: tuple[tuple[str, dict[str, float]], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Failure:
    """A piece that could not be rendered, and why."""

    piece_id: str
    reason: str


def make_job(
    piece: Piece, obj: Path, views: Sequence[tuple[Path, dict[str, float]]], size_px: int, samples: int
) -> Job:
    """Return the job of rendering these views of a piece."""
    return Job(
        id=piece.id,
        obj=str(obj),
        rotation=piece.rotation,
        width_cm=piece.width_cm,
        depth_cm=piece.depth_cm,
        height_cm=piece.height_cm,
        family=piece.type.family,
        floor=piece.type.family not in NO_FLOOR,
        size_px=size_px,
        samples=samples,
        threads=2,
        views=tuple((str(path), view) for path, view in views),
    )


def render(jobs: Sequence[Job], python: Path = DEFAULT_PYTHON, report: Callable[[str], None] = print) -> list[Failure]:
    """Render what is not there yet, with progress and the time left, and return the pieces that failed.

    A killed run leaves no half-written file and goes on where it stopped. If Blender itself crashes on a piece, that
    piece is a failure and the run goes on with the next.
    """
    waiting = [job for job in jobs if not all(Path(path).exists() for path, _ in job.views)]
    failures: list[Failure] = []
    started, total = time.monotonic(), len(waiting)
    done = 0
    while waiting:
        finished = 0
        for result in _run(waiting, python):
            finished += 1
            done += 1
            if result["reason"]:
                failures.append(Failure(result["id"], result["reason"]))
            left = (time.monotonic() - started) / done * (total - done)
            report(f"{done}/{total} {result['id']} {result['reason'] or 'done'}, about {left / 60:.0f} min left")
        if finished < len(waiting):
            crashed = waiting[finished]
            done += 1
            failures.append(Failure(crashed.id, "Blender ended while rendering it"))
            report(f"{done}/{total} {crashed.id} crashed")
            finished += 1
        waiting = waiting[finished:]
    return failures


def _run(jobs: Sequence[Job], python: Path) -> list[dict[str, str]] | object:
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump([asdict(job) for job in jobs], file)
        file.flush()
        command = [str(python), "-m", "training.renders.stage", file.name]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            for line in process.stdout or ():
                if line.startswith('{"id"'):
                    yield json.loads(line)
