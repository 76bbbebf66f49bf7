"""The demo catalogue's embeddings by the bundled checkpoint, shipped so that a first start takes seconds."""

from __future__ import annotations

import argparse
from pathlib import Path

from catalog import read_catalog
from search import load_encoder
from search.filling import embed_catalog
from search.vectors import vectors_path, write_vectors
from training.renders.places import DEMO


def main() -> None:
    """Embed every picture of a catalogue and write the vectors beside it; older files of vectors are removed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--catalog", type=Path, default=DEMO)
    parser.add_argument("--encoder", default="compact")
    options = parser.parse_args()
    catalog, encoder = read_catalog(options.catalog), load_encoder(options.encoder)
    vectors = embed_catalog(
        catalog, encoder, lambda done, total, what: print(f"\r{what} {done}/{total}", end="", flush=True)
    )
    path = vectors_path(catalog.folder, encoder.fingerprint)
    for old in path.parent.glob("*.npz"):
        old.unlink()
    write_vectors(path, vectors)
    print(f"\nwrote {len(vectors)} vectors, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
