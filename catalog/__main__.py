"""A shop's own catalogue from the command line: `python -m catalog check FEED`, `import`, `status` and more."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from catalog import Catalog, CatalogError, Reject, read_catalog, read_feed, read_mapping
from catalog.catalog import Progress
from catalog.doctor import InspectedPictures, examine_feed
from catalog.download import Downloader
from catalog.errors import ImportMissing, ReportUnwritable
from catalog.import_folder import Generation, ImportFolder
from catalog.importer import Encoding, Outcome, import_feed, publish_catalog
from catalog.picture_cache import PictureCache
from catalog.report import write_corrected, write_rejects
from catalog.summary import describe_diagnosis, describe_outcome, describe_status

if TYPE_CHECKING:
    from search import ChromaServer, Encoder

OK, INCOMPLETE, FAILED, STOPPED = 0, 1, 2, 130
"""Exit codes: all went in; some rows were left out; nothing was done; stopped by Ctrl+C."""
DEFAULT_ENCODER = "compact"

# The commands that need the encoder import `search`, and with it torch, only when they run.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except KeyboardInterrupt:
        print("Stopped. What is done so far is kept; the same command goes on from there.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as exc:
        print(f"A file cannot be read or written: {exc.strerror or type(exc).__name__}.", file=sys.stderr)
        return FAILED
    except Exception as exc:
        if not isinstance(exc, _shown_errors()):
            raise
        print(exc, file=sys.stderr)
        return FAILED


def check(options: argparse.Namespace) -> int:
    """Say what a feed is and what is wrong with it."""
    feed = read_feed(options.feed, read_mapping(options.mapping) if options.mapping else None)
    with closing(Downloader(options.allow_private)) as downloader, _shown_progress() as progress:
        pictures = None if options.skip_pictures else InspectedPictures(feed.folder, downloader)
        diagnosis = examine_feed(feed, pictures, progress)
    if options.rejects:
        write_rejects(diagnosis.rejects, options.rejects, feed.table)
    if options.corrected:
        write_corrected(diagnosis.listings, diagnosis.corrections, options.corrected)
    if options.json:
        print(json.dumps(diagnosis.as_record(), ensure_ascii=False, indent=2))
    else:
        _say(describe_diagnosis(diagnosis, options.all))
    return INCOMPLETE if diagnosis.rejects else OK


def import_(options: argparse.Namespace) -> int:
    """Bring the folder's catalogue in line with a feed."""
    folder = ImportFolder(options.index)
    mapping = read_mapping(options.mapping) if options.mapping else None
    with folder.locked(), closing(Downloader(options.allow_private)) as downloader:
        feed = read_feed(options.feed, mapping)
        current = folder.current()
        encoder = _load(options.encoder or (current.encoder if current else DEFAULT_ENCODER))
        with (
            closing(_open_cache(folder, feed.folder, downloader, options.refresh)) as pictures,
            _shown_progress() as progress,
        ):
            indexer = _indexer(encoder, _server(options), progress)
            outcome = import_feed(feed, folder, pictures, indexer, _encoding(encoder, options), progress)
    _say(describe_outcome(outcome, folder))
    return OK if outcome.complete else INCOMPLETE


def status(options: argparse.Namespace) -> int:
    """Say what an import's folder holds."""
    folder, generation = _opened(options.index)
    if options.json:
        facts = asdict(generation) | {"unfinished": folder.unfinished() is not None, "bytes": folder.sizes()}
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        _say(describe_status(folder, generation))
    return OK


def remove(options: argparse.Namespace) -> int:
    """Take products out of the folder's catalogue; a feed that still has them brings them back."""
    folder, _ = _opened(options.index)
    with folder.locked():
        catalog = read_catalog(folder.root)
        unknown = sorted(set(options.ids) - {product.id for product in catalog.products})
        # These are no rows of a feed; it is the catalogue's own way to leave products out.
        rest = replace(catalog.without([Reject(0, "id", "removed", key) for key in options.ids]), rejects=())
        outcome = _publish(rest, folder, options)
    _say(describe_outcome(outcome, folder))
    for product_id in unknown:
        print(f"There is no product '{product_id[:80]}'.", file=sys.stderr)
    return INCOMPLETE if unknown else OK


def export(options: argparse.Namespace) -> int:
    """Write products and embeddings to a Parquet file."""
    from search.index import open_index
    from search.store import connect
    from search.upkeep import export_parquet

    folder, generation = _opened(options.index)
    catalog = read_catalog(folder.root)
    encoder = _load(generation.encoder)
    index = open_index(connect(folder.index_folder(generation.number), _server(options)), catalog, encoder)
    try:
        count = export_parquet(catalog, index, encoder.dim, options.file)
    except OSError as exc:
        raise ReportUnwritable(options.file.name, exc.strerror or type(exc).__name__) from exc
    print(f"{count:,} products with their embeddings are in {options.file}.")
    return OK


def compact(options: argparse.Namespace) -> int:
    """Build the index anew and remove pictures that no product has any more."""
    folder, generation = _opened(options.index)
    with folder.locked():
        catalog = read_catalog(folder.root)
        if generation.index_inside:
            _publish(catalog, folder, options, rebuild=folder.index_folder(generation.number))
        with (
            closing(Downloader()) as downloader,
            closing(PictureCache(folder.pictures_folder, folder.ledger_path, folder.root, downloader)) as pictures,
        ):
            removed = pictures.remove_unused({product.content_hash for product in catalog.products})
    print(f"{removed:,} pictures that no product has were removed.")
    _say(describe_status(folder, folder.current() or generation))
    return OK


def _publish(
    catalog: Catalog, folder: ImportFolder, options: argparse.Namespace, rebuild: Path | None = None
) -> Outcome:
    current = folder.current()
    encoder = _load(current.encoder if current else DEFAULT_ENCODER)
    feed = current.feed if current else folder.root.name
    with _shown_progress() as progress:
        indexer = _indexer(encoder, _server(options), progress, rebuild)
        return publish_catalog(catalog, folder, None, indexer, _encoding(encoder, options), feed, bool(rebuild))


def _indexer(encoder: Encoder, server: ChromaServer | None, progress: Progress, rebuild: Path | None = None) -> Any:
    from search.upkeep import bring_up_to_date, rebuild_index

    def index(catalog: Catalog, folder: Path) -> Sequence[Reject]:
        if rebuild:
            rebuild_index(catalog, rebuild, folder, encoder, progress)
            return ()
        return bring_up_to_date(catalog, folder, encoder, server, progress)

    return index


def _encoding(encoder: Encoder, options: argparse.Namespace) -> Encoding:
    return Encoding(encoder.name, encoder.fingerprint, index_inside=not options.chroma_url)


def _server(options: argparse.Namespace) -> ChromaServer | None:
    from search.store import ChromaServer

    return ChromaServer.from_env(options.chroma_url, os.environ)


def _load(name: str) -> Encoder:
    from search import load_encoder

    return load_encoder(name)


def _open_cache(folder: ImportFolder, feed_folder: Path, downloader: Downloader, refresh: bool) -> PictureCache:
    return PictureCache(folder.pictures_folder, folder.ledger_path, feed_folder, downloader, refresh)


def _opened(place: Path) -> tuple[ImportFolder, Generation]:
    folder = ImportFolder(place)
    generation = folder.current()
    if generation is None:
        raise ImportMissing(folder.root.name)
    return folder, generation


def _shown_errors() -> tuple[type[Exception], ...]:
    """Return the errors whose message is all that is shown; those of `search` only if it was ever imported."""
    search = sys.modules.get("search")
    return (CatalogError, search.SearchError) if search else (CatalogError,)


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)


@contextmanager
def _shown_progress() -> Iterator[Progress]:
    """Yield a function that keeps a bar with rate and time left, or in a log a line now and then."""
    interval_s = 0.2 if sys.stderr.isatty() else 10.0
    bar: tqdm[Any] | None = None

    def show(done: int, total: int, what: str) -> None:
        nonlocal bar
        if bar is None or bar.desc != f"{what}: ":
            if bar is not None:
                bar.close()
            bar = tqdm(total=total, desc=what, unit=" items", mininterval=interval_s, file=sys.stderr)
        bar.update(done - bar.n)

    yield show
    if bar is not None:
        bar.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m catalog", description="A shop's own catalogue, from its feed.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    index = argparse.ArgumentParser(add_help=False)
    index.add_argument("--index", type=Path, required=True, metavar="DIR", help="folder of the imported catalogue")
    index.add_argument("--chroma-url", default=os.environ.get("CHAISE_CHROMA_URL") or None,
                       help="a Chroma server for the index instead of the folder (CHAISE_CHROMA_URL)")  # fmt: skip
    feed = argparse.ArgumentParser(add_help=False)
    feed.add_argument("feed", type=Path, metavar="FEED", help="a feed's file, its folder, or a folder of pictures")
    feed.add_argument("--mapping", type=Path, metavar="FILE", help="TOML or JSON that names the feed's columns")
    feed.add_argument("--allow-private", action="store_true", help="fetch pictures from private networks too")

    command = commands.add_parser("check", parents=[feed], help="say what a feed is and what is wrong with it")
    command.add_argument("--json", action="store_true", help="say it as JSON")
    command.add_argument("--all", action="store_true", help="list every row, not a few of each kind")
    command.add_argument("--skip-pictures", action="store_true", help="do not look at the pictures")
    command.add_argument("--rejects", type=Path, metavar="FILE", help="write the rejected rows and why, as CSV")
    command.add_argument("--corrected", type=Path, metavar="FILE", help="write the good rows, mended where it is safe")
    command.set_defaults(run=check)

    command = commands.add_parser("import", parents=[feed, index], help="bring a catalogue in line with a feed")
    command.add_argument("--encoder", help="as the app's; by default the catalogue's own, else compact")
    command.add_argument("--refresh", action="store_true", help="ask whether pictures at known addresses have changed")
    command.set_defaults(run=import_)

    command = commands.add_parser("status", parents=[index], help="say what a catalogue holds")
    command.add_argument("--json", action="store_true", help="say it as JSON")
    command.set_defaults(run=status)

    command = commands.add_parser("remove", parents=[index], help="take products out")
    command.add_argument("ids", nargs="+", metavar="ID")
    command.set_defaults(run=remove)

    command = commands.add_parser("export", parents=[index], help="write products and embeddings to Parquet")
    command.add_argument("file", type=Path, metavar="FILE")
    command.set_defaults(run=export)

    command = commands.add_parser("compact", parents=[index], help="give back the room of what was removed")
    command.set_defaults(run=compact)
    return parser


if __name__ == "__main__":
    sys.exit(main())
