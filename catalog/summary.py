"""What the commands say, line by line, for people at a terminal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog.doctor import Diagnosis
from catalog.import_folder import Generation, ImportFolder
from catalog.importer import Outcome
from catalog.reject import Flaw

EXAMPLES_SHOWN = 5
"""Rows listed of each kind of problem, unless all are wanted."""


def describe_diagnosis(diagnosis: Diagnosis, show_all: bool) -> Iterator[str]:
    """Yield what was detected, the counts, and the problems, those first that cost a row."""
    feed = diagnosis.feed
    yield f"{feed.name}: {feed.form} ({', '.join((feed.table.kind, *feed.table.notes))})"
    renamed = [f"{theirs} -> {ours}" for ours, theirs in feed.origins.items() if ours != theirs]
    if renamed:
        yield f"Columns: {', '.join(renamed)}"
    for note in feed.notes[len(feed.table.notes) :]:
        yield f"Note: {note}"
    unseen = "" if diagnosis.pictures_checked else " (pictures were not looked at)"
    yield (
        f"{diagnosis.row_count:,} rows: {len(diagnosis.listings):,} products can go in, "
        f"{len(diagnosis.rejects):,} are rejected{unseen}"
    )
    for title, flaws in (("Rejected", diagnosis.rejects), ("To mend", diagnosis.flaws)):
        if flaws:
            yield ""
            yield f"{title}:"
            yield from _list_by_kind(flaws, len(flaws) if show_all else EXAMPLES_SHOWN)


def describe_outcome(outcome: Outcome, folder: ImportFolder) -> Iterator[str]:
    """Yield what an import did."""
    if outcome.added or outcome.changed or outcome.removed:
        counts = f"{outcome.added:,} added, {outcome.changed:,} changed, {outcome.removed:,} removed"
    else:
        counts = "nothing has changed"
    yield f"{outcome.generation.products:,} products in '{folder.root.name}': {counts}."
    if outcome.rejects:
        yield f"{len(outcome.rejects):,} rows were left out; {folder.rejects_path.name} in that folder says why:"
        yield from _list_by_kind(outcome.rejects, EXAMPLES_SHOWN)


def describe_status(folder: ImportFolder, generation: Generation) -> Iterator[str]:
    """Yield what an import's folder holds."""
    yield f"{generation.products:,} products of '{generation.feed}', generation {generation.number}"
    yield f"Imported {generation.finished}, {generation.rejects:,} rows left out"
    place = "in this folder" if generation.index_inside else "on a Chroma server"
    yield f"Encoder {generation.encoder} ({generation.fingerprint}), index {place}"
    sizes = folder.sizes()
    yield "On disk: " + ", ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in sizes.items())
    if folder.unfinished():
        yield "An import was begun and not finished; run it again and it goes on from there."


def _list_by_kind(flaws: Sequence[Flaw], shown: int) -> Iterator[str]:
    """Yield the flaws by column and remedy, the most frequent first."""
    kinds: dict[tuple[str, str], list[Flaw]] = defaultdict(list)
    for flaw in flaws:
        kinds[flaw.column, flaw.remedy or flaw.reason].append(flaw)
    for (column, _), alike in sorted(kinds.items(), key=lambda item: -len(item[1])):
        for flaw in alike[:shown]:
            product = f" ({flaw.product_id[:60]})" if flaw.product_id else ""
            yield f"  row {flaw.row}{product}, {column or 'whole row'}: {flaw.sentence}"
        if len(alike) > shown:
            yield f"  ... and {len(alike) - shown:,} more rows like these"
