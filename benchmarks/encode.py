"""How fast pictures become embeddings: `python -m benchmarks.encode [--encoder NAME | --untrained MODEL]`.

Side by side, in images a second: the bare model on tensors that are ready, the pipeline that fills an index (from files
to embeddings), and Chroma's own `OpenCLIPEmbeddingFunction` with the same weights on the same files. `--untrained`
takes an open_clip architecture with random weights, which are as fast as trained ones and need no network.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from chromadb.utils.embedding_functions import OpenCLIPEmbeddingFunction
from safetensors.torch import save_file

from catalog import open_picture, read_catalog
from search import load_encoder
from search.embedding import choose_precision, embed_pictures
from search.encoder import OpenClipEncoder, Precision
from search.presets import resolve_encoder
from search.vectors import Vectors

READY_BATCHES = 8
CHROMA_PICTURES = 64


def main() -> None:
    """Measure, print, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=Path("catalog/demo"))
    parser.add_argument("--pictures", type=int, default=1_000)
    parser.add_argument("--repeats", type=int, default=3, help="the fastest run of each counts")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--encoder", default="compact")
    which.add_argument("--untrained", metavar="MODEL", help='an open_clip architecture, such as "ViT-B-32"')
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    files = [product.image for product in read_catalog(options.catalog).products[: options.pictures]]
    with tempfile.TemporaryDirectory() as folder:
        name = write_untrained(options.untrained, Path(folder)) if options.untrained else options.encoder
        report = measure(files, name, options.repeats)
    report = {
        "encoder": options.untrained or options.encoder,
        "pictures": len(files),
        "cores": os.cpu_count(),
        **report,
    }
    print(json.dumps(report, indent=2))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def write_untrained(architecture: str, folder: Path) -> str:
    """Write the architecture with random weights in open_clip's local form and return its `load_encoder` name."""
    torch.manual_seed(0)
    model = open_clip.create_model(architecture)
    config = {"model_cfg": open_clip.get_model_config(architecture), "preprocess_cfg": {}}
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    save_file({key: value.contiguous() for key, value in model.state_dict().items()},
              folder / "open_clip_model.safetensors")  # fmt: skip
    return f"local-dir:{folder}"


def measure(files: list[Path], name: str, repeats: int) -> dict[str, Any]:
    """Return images a second of each way, how they compare, and the lowest cosine between pipeline and fp32."""
    encoder = load_encoder(name)
    ready = [encoder.prepare_image(open_picture(file)) for file in files[: READY_BATCHES * 32]]
    precision = choose_precision(encoder, ready[:8])
    bare = {
        way: _rate(len(ready), repeats, lambda way=way: encoder.embed_prepared(ready, way)) for way in _ways(precision)
    }
    spent: list[Vectors] = []
    pipeline = _rate(len(files), repeats, lambda: spent.append(_embed_files(files, encoder)))
    chroma = measure_chroma(files[:CHROMA_PICTURES], name, repeats)
    exact = encoder.embed_prepared(ready)
    cosine = float(np.einsum("nd,nd->n", exact, spent[-1][: len(exact)]).min())
    return {
        "precision": precision,
        "bare_model_per_s": {way: round(rate, 1) for way, rate in bare.items()},
        "pipeline_per_s": round(pipeline, 1),
        "chroma_function_per_s": round(chroma, 1),
        "pipeline_of_bare": round(pipeline / bare[precision], 2),
        "pipeline_of_chroma": round(pipeline / chroma, 1),
        "lowest_cosine_to_fp32": round(cosine, 5),
    }


def measure_chroma(files: list[Path], name: str, repeats: int) -> float:
    """Return images a second of Chroma's own function, from files to embeddings."""
    spec = resolve_encoder(name)
    function = OpenCLIPEmbeddingFunction(spec.model, spec.pretrained or "")
    return _rate(len(files), repeats, lambda: function([np.asarray(open_picture(file)) for file in files]))


def _ways(precision: Precision) -> tuple[Precision, ...]:
    return tuple(dict.fromkeys(("fp32", precision)))


def _embed_files(files: list[Path], encoder: OpenClipEncoder) -> Vectors:
    rows = [embedded.vectors for embedded in embed_pictures({str(file): file for file in files}, encoder)]
    return np.stack([vector for vectors in rows for vector in vectors.values()])


def _rate(count: int, repeats: int, run: Callable[[], object]) -> float:
    seconds = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return count / min(seconds)


if __name__ == "__main__":
    main()
