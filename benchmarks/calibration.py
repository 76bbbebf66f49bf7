"""How honest the match figures are: `python -m benchmarks.calibration --products CSV --encoder NAME`.

The curves are fitted on one half of a catalogue's groups, as the engine fits them, and judged on the other half with
queries that the fit never saw. A figure is honest when, of the pairs that it calls a match of p, a share of p match.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from catalog import Product, open_picture
from search import load_encoder
from search.blend import QueryVectors, SpaceStatistics, measure_space
from search.calibrate import Calibration, build_probes, calibrate, match_products
from search.encoder import Encoder
from search.vectors import Vectors

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]

SHOWN = 12
BINS = 10
WORDINGS = ("{colour} {kind}", "a {kind} in {colour} for the living room", "do you have the {kind} in {colour}?")
UNRELATED = (
    "quarterly tax return",
    "spark plug",
    "how to cook pasta",
    "football results",
    "asdf qwer zxcv",
    "gratis wifi",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, and write JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=Path, default=Path("catalog/demo/products.csv"))
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    encoder = load_encoder(options.encoder)
    products = read_products(options.products)
    images = encoder.embed_images([open_picture(product.image) for product in products])
    report = {"encoder": encoder.name, "products": len(products), **measure(products, images, encoder, options.seed)}
    print(json.dumps(report, indent=2))
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")


def read_products(feed: Path) -> list[Product]:
    """Return the products of a feed with the columns id, colours, group, image and type or category."""
    table = pd.read_csv(feed, dtype=str, keep_default_na=False)
    kind = "type" if "type" in table else "category"
    return [
        Product(
            row["id"],
            row["id"],
            feed.parent / row["image"],
            category=row[kind],
            colours=tuple(filter(None, row["colours"].split(";"))),
            group=row["group"] or row["id"],
        )
        for row in table.to_dict("records")
    ]


def measure(products: Sequence[Product], images: Vectors, encoder: Encoder, seed: int = 0) -> dict[str, Any]:
    """Return the expected calibration errors of photos and words, of all pairs and of those that a page shows."""
    groups = sorted({product.group for product in products})
    fitted = set(np.random.default_rng(seed).permutation(groups)[: len(groups) // 2].tolist())
    half = np.array([product.group in fitted for product in products])
    known = [product for product, chosen in zip(products, half, strict=True) if chosen]
    probes = build_probes(known)
    texts = encoder.embed_texts([probe.text for probe in probes])
    space = measure_space(images[half], texts)
    curves = calibrate(known, images[half], probes, texts, space, "balanced")
    held_out = [product for product, chosen in zip(products, half, strict=True) if not chosen]

    def judge(queries: Sequence[QueryVectors], relevant: Booleans) -> dict[str, float]:
        matches = [match_products(query, 0.5, images[~half], space, curves, "balanced") for query in queries]
        return summarise(np.array([[match.total for match in row] for row in matches]), relevant)

    phrases, relevant = ask(held_out, seed)
    vectors = encoder.embed_texts(phrases)
    rows = np.flatnonzero(~half)[:: max(1, int((~half).sum()) // 200)]
    alike = np.array([[belongs(products[row], other) for other in held_out] for row in rows])
    unrelated = encoder.embed_texts(list(UNRELATED))
    return {
        "words": judge([QueryVectors(text=vector) for vector in vectors], relevant),
        "photo": judge([QueryVectors(image=images[row]) for row in rows], alike),
        "highest_match_of_unrelated_words": max(
            best_match(QueryVectors(text=vector), images[~half], space, curves) for vector in unrelated
        ),
    }


def ask(products: Sequence[Product], seed: int) -> tuple[list[str], Booleans]:
    """Return phrases for the colours and kinds of some products, and which products each describes, `(phrases, n)`."""
    dice = np.random.default_rng(seed)
    pairs = sorted({(product.category, colour) for product in products for colour in product.colours})
    chosen = [pairs[i] for i in sorted(dice.permutation(len(pairs))[:150])]
    phrases, relevant = [], []
    for category, colour in chosen:
        kind = category.rpartition(">")[2].strip().lower()
        phrases.append(WORDINGS[len(phrases) % len(WORDINGS)].format(kind=kind, colour=colour))
        relevant.append([product.category == category and colour in product.colours for product in products])
    return phrases, np.array(relevant)


def belongs(product: Product, other: Product) -> bool:
    """Return whether a photo of one product is matched by another: a variant of it, or of its kind and colour."""
    return product is not other and (
        other.group == product.group
        or (other.category == product.category and bool(set(other.colours) & set(product.colours)))
    )


def summarise(matches: Floats, relevant: Booleans) -> dict[str, float]:
    """Return the calibration errors and, of what a page shows, the mean figure beside the share that matches."""
    top = np.argsort(-matches, axis=1, kind="stable")[:, :SHOWN]
    shown, right = np.take_along_axis(matches, top, 1), np.take_along_axis(relevant, top, 1)
    return {
        "ece": calibration_error(matches.ravel(), relevant.ravel()),
        "ece_shown": calibration_error(shown.ravel(), right.ravel()),
        "mean_match_shown": float(shown.mean()),
        "share_right_shown": float(right.mean()),
    }


def calibration_error(predicted: Floats, actual: Booleans, bins: int = BINS) -> float:
    """Return the expected calibration error over bins of equal counts.

    Source: Naeini, Cooper & Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning".
    """
    order = np.argsort(predicted, kind="stable")
    parts = np.array_split(order, bins)
    return float(sum(len(part) * abs(predicted[part].mean() - actual[part].mean()) for part in parts) / len(order))


def best_match(query: QueryVectors, images: Vectors, space: SpaceStatistics, curves: Calibration) -> float:
    """Return the highest match figure that any product gets."""
    return max(match.total for match in match_products(query, 0.5, images, space, curves, "balanced"))


if __name__ == "__main__":
    main()
