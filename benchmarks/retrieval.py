"""Retrieval quality of an encoder on a catalogue: `python -m benchmarks.retrieval --products CSV --encoder NAME`.

The figures: type mAP, colour P@10, image P@10, composed recall@1 and @5 at image weights 0, 0.1 ... 1 for both blends,
the composition gain, how the slider behaves, and what "not red" takes away.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
import torch

from benchmarks.measures import (
    WEIGHTS,
    Composition,
    Shown,
    colours_to_ask,
    list_compositions,
    mean_average_precision,
    mean_precision_at,
    rank_compositions,
    types_to_ask,
)
from benchmarks.picture import draw_curves
from catalog import open_picture
from search import load_encoder
from search.blend import QueryVectors, SpaceStatistics, blend_vectors, measure_space
from search.encoder import Encoder
from search.query import Blend
from search.vectors import Vectors


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table, and write JSON and a picture where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=Path, default=Path("catalog/demo/products.csv"))
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--picture", type=Path, help="draw recall@1 over the image weight")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.encoder)
    products, images, seconds = read_products(options.products, encoder)
    figures = measure(products, images, encoder, options.seed)
    report = {
        "commit": _commit(),
        "machine": f"{platform.machine()}, {torch.get_num_threads()} threads",
        "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint, "dim": encoder.dim},
        "catalogue": {"products": len(products), "groups": len({product.group for product in products})},
        "image_ms": round(1000 * seconds / len(products), 2),
        **figures,
    }
    print(format_table(report))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")
    if options.picture:
        draw_curves(report, options.picture)


def read_products(feed: Path, encoder: Encoder) -> tuple[list[Shown], Vectors, float]:
    """Return the products of a feed, their embeddings `(n, dim)`, and the seconds that embedding took.

    The feed has the columns id, colours, group, image and type (or category, where there is no type).
    """
    table = pd.read_csv(feed, dtype=str, keep_default_na=False)
    kind = "type" if "type" in table else "category"
    products = [
        Shown(
            row["id"],
            # Of a category on two levels the lower one is what a shopper would type.
            row[kind].rpartition(">")[2].strip().lower(),
            frozenset(filter(None, row["colours"].split(";"))),
            row["group"] or row["id"],
        )
        for row in table.to_dict("records")
    ]
    pictures = [open_picture(feed.parent / name) for name in table["image"]]
    started = time.perf_counter()
    images = encoder.embed_images(pictures)
    return products, images, time.perf_counter() - started


def measure(products: Sequence[Shown], images: Vectors, encoder: Encoder, seed: int = 0) -> dict[str, Any]:
    """Return all figures of an encoder on these products, whose embeddings are `(n, dim)`."""
    types, colours = types_to_ask(products), colours_to_ask(products)
    compositions = list_compositions(products)
    spoken = sorted({*types, *colours, *(item.word for item in compositions), *(product.type for product in products)})
    vectors = dict(zip(spoken, encoder.embed_texts(spoken), strict=True))
    space = measure_space(images, np.stack(list(vectors.values())))
    figures: dict[str, Any] = {
        "type_queries": len(types),
        "colour_queries": len(colours),
        "compositions": len(compositions),
    }
    if types:
        relevant = np.array([[product.type == word for product in products] for word in types])
        figures["type_map"] = mean_average_precision(np.stack([vectors[w] for w in types]) @ images.T, relevant)
        figures["image_p10"] = _image_precision(products, images, types)
    if colours:
        relevant = np.array([[word in product.colours for product in products] for word in colours])
        figures["colour_p10"] = mean_precision_at(np.stack([vectors[w] for w in colours]) @ images.T, relevant, 10)
    if types and colours:
        figures["avoided"] = _avoid(products, types, colours, images, vectors, space)
    if compositions:
        figures["composed"] = {
            blend: _compose(compositions, images, vectors, space, blend) for blend in get_args(Blend)
        }
        figures["slider"] = {
            blend: _slide(compositions, images, vectors, space, blend, seed) for blend in get_args(Blend)
        }
    return figures


def _image_precision(products: Sequence[Shown], images: Vectors, types: Sequence[str]) -> float:
    values = []
    groups = np.array([product.group for product in products])
    kinds = np.array([product.type for product in products])
    for row, product in enumerate(products):
        if product.type in types:
            scores = np.where(groups == product.group, -np.inf, images @ images[row])
            values.append((kinds[np.argsort(-scores, kind="stable")[:10]] == product.type).mean())
    return float(np.mean(values))


def _avoid(
    products: Sequence[Shown],
    types: Sequence[str],
    colours: Sequence[str],
    images: Vectors,
    words: dict[str, Vectors],
    space: SpaceStatistics,
) -> dict[str, float]:
    """Return the share of a colour in the top 10 of a type, asked for plainly and with "not" that colour.

    Over all types and colours of which the plain top 10 holds at least two.
    """
    plain, avoiding, kept = [], [], []
    carries = {colour: np.array([colour in product.colours for product in products]) for colour in colours}
    for kind in types:
        is_kind = np.array([product.type == kind for product in products])
        top = _top_ten(images, blend_vectors(QueryVectors(text=words[kind]), 0.0, space))
        for colour in colours:
            share = carries[colour][top].mean()
            if share >= 0.2:
                query = QueryVectors(text=words[kind], avoid=(words[colour],))
                found = _top_ten(images, blend_vectors(query, 0.0, space))
                plain.append(share)
                avoiding.append(carries[colour][found].mean())
                kept.append((is_kind[top].mean(), is_kind[found].mean()))
    of_type, of_type_avoiding = np.mean(kept, axis=0) if kept else (0.0, 0.0)
    return {
        "queries": len(plain),
        "share": float(np.mean(plain)) if plain else 0.0,
        "share_avoiding": float(np.mean(avoiding)) if avoiding else 0.0,
        "type_p10": float(of_type),
        "type_p10_avoiding": float(of_type_avoiding),
    }


def _top_ten(images: Vectors, query: Vectors | None) -> npt.NDArray[np.int64]:
    return np.argsort(-(images @ query), kind="stable")[:10]


def _compose(
    compositions: Sequence[Composition],
    images: Vectors,
    words: dict[str, Vectors],
    space: SpaceStatistics,
    blend: Blend,
) -> dict[str, Any]:
    ranks = [rank_compositions(compositions, images, words, space, weight, blend) for weight in WEIGHTS]
    first = [float((row == 1).mean()) for row in ranks]
    return {
        "recall_1": dict(zip(map(str, WEIGHTS), first, strict=True)),
        "recall_5": {str(w): float((row <= 5).mean()) for w, row in zip(WEIGHTS, ranks, strict=True)},
        "gain": max(first) - max(first[0], first[-1]),
    }


def _slide(
    compositions: Sequence[Composition],
    images: Vectors,
    words: dict[str, Vectors],
    space: SpaceStatistics,
    blend: Blend,
    seed: int,
) -> dict[str, float]:
    """Return how often a slider step goes the wrong way, where it balances, and its largest change of the top 10."""
    count = min(100, len(compositions))
    chosen = np.random.default_rng(seed).choice(len(compositions), count, replace=False)
    violations, balance, jump = 0, [], 0.0
    for number in chosen:
        item = compositions[number]
        near_photo = images @ (images[item.photo] - space.mean_images)
        near_words = images @ (words[item.word] - space.mean_texts)
        tops, fits = [], []
        for weight in WEIGHTS:
            query = blend_vectors(QueryVectors(images[item.photo], words[item.word]), weight, space, blend)
            top = np.argsort(-(images @ query), kind="stable")[:10]
            tops.append(set(top.tolist()))
            fits.append((_z(near_photo)[top].mean(), _z(near_words)[top].mean()))
        photo, text = np.array(fits).T
        violations += int((np.diff(photo) < -1e-4).sum() + (np.diff(text) > 1e-4).sum())
        balance.append(WEIGHTS[int(np.abs(photo - text).argmin())])
        jump = max(jump, *(1 - len(a & b) / 10 for a, b in pairwise(tops)))
    return {
        "violations": violations / (count * 2 * (len(WEIGHTS) - 1)),
        "balanced_at": float(np.mean(balance)),
        "largest_change": jump,
    }


def _z(values: Vectors) -> Vectors:
    return (values - values.mean()) / max(float(values.std()), 1e-9)


def format_table(report: dict[str, Any]) -> str:
    """Return the figures as lines for a terminal."""
    lines = [
        f"{report['encoder']['name']} on {report['catalogue']['products']} products, {report['image_ms']} ms an image"
    ]
    lines += [f"  {name:<12} {report[name]:.3f}" for name in ("type_map", "colour_p10", "image_p10") if name in report]
    if "avoided" in report:
        lines.append(
            "  a colour's share of a type's top 10: {share:.2f}, with \"not\" that colour {share_avoiding:.2f}; "
            "right type {type_p10:.2f}, {type_p10_avoiding:.2f}".format(**report["avoided"])
        )
    for blend, figures in report.get("composed", {}).items():
        lines.append(f"  {blend}: composition gain {figures['gain']:.3f}; slider {report['slider'][blend]}")
        for name in ("recall_1", "recall_5"):
            lines.append(f"    {name} " + "  ".join(f"{w}: {value:.2f}" for w, value in figures[name].items()))
    return "\n".join(lines)


def _commit() -> str:
    try:
        return subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


if __name__ == "__main__":
    main()
