"""Similarities turned into match figures that mean the same in every search.

Similarities of CLIP-family models lie close together and differ from model to model: 0.25 may be irrelevant and 0.35 a
fine match. So a logistic curve is fitted, for each encoder and catalogue, to pairs of which the catalogue itself says
whether they belong together, at the catalogue's own odds.

Source: Platt 1999, "Probabilistic Outputs for Support Vector Machines"; Newton's steps as in Lin, Lin & Weng 2007.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalog import Product
from search.blend import QueryVectors, SpaceStatistics, query_sides
from search.query import Blend
from search.vectors import Vector, Vectors

MAX_PROBES = 240
MAX_PHOTOS = 300
MIN_PAIRS = 20
"""Fewer pairs than this say nothing about a curve."""


@dataclass(frozen=True, slots=True)
class Probe:
    """A text of which the catalogue says which products it describes."""

    text: str
    relevant: npt.NDArray[np.bool_]
    """bool `(n_products,)`"""


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve: `match = 1 / (1 + exp(-(slope * similarity + offset)))`."""

    slope: float
    offset: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The curves of one blend."""

    photo: Curve
    words: Curve


@dataclass(frozen=True, slots=True)
class Match:
    """Calibrated figures in 0..1 of one product; `None` where the query had no such side."""

    total: float
    photo: float | None
    words: float | None


def build_probes(products: Sequence[Product], seed: int = 0) -> list[Probe]:
    """Return texts about the catalogue with the products they describe: its colours, categories, and both together.

    A catalogue that knows neither is described by its titles.
    """
    categories = np.array([product.category for product in products])
    described: dict[str, npt.NDArray[np.bool_]] = {}
    for category in sorted(set(categories) - {""}):
        described[_spoken(category)] = categories == category
    for colour in sorted({colour for product in products for colour in product.colours}):
        described[colour] = np.array([colour in product.colours for product in products])
    for category, colour in sorted({(p.category, colour) for p in products for colour in p.colours if p.category}):
        carries = np.array([colour in product.colours for product in products])
        described[f"{colour} {_spoken(category)}"] = (categories == category) & carries
    if not described:
        titles = np.array([product.title for product in products])
        described = {title: titles == title for title in sorted(set(titles))}
    texts = list(described)
    if len(texts) > MAX_PROBES:
        chosen = np.random.default_rng(seed).choice(len(texts), MAX_PROBES, replace=False)
        texts = [texts[position] for position in sorted(chosen)]
    return [Probe(text, described[text]) for text in texts]


def calibrate(
    products: Sequence[Product],
    image_vectors: Vectors,
    probes: Sequence[Probe],
    probe_vectors: Vectors,
    statistics: SpaceStatistics,
    blend: Blend,
) -> Calibration:
    """Return the curves of photos and words, fitted to the catalogue's own pairs.

    Words: a probe belongs to the products it describes. Photos: two products belong together when they are variants of
    one group, or of one category and colour. `image_vectors` is `(n_products, dim)`, `probe_vectors` `(n_probes, dim)`.
    """
    centred = image_vectors - statistics.mean_images
    text_sides = [query_sides(QueryVectors(text=row), statistics, blend)[1] for row in probe_vectors]
    word_similarities = np.stack([centred @ _unit(side) for side in text_sides if side is not None])
    words = fit_curve(word_similarities.ravel(), np.stack([probe.relevant for probe in probes]).ravel())
    step = max(1, len(products) // MAX_PHOTOS)
    chosen = range(0, len(products), step)
    photo_sides = [query_sides(QueryVectors(image=image_vectors[row]), statistics, blend)[0] for row in chosen]
    photo_similarities = np.stack([centred @ _unit(side) for side in photo_sides if side is not None])
    together = np.stack([_belongs_with(products[row], products) for row in chosen])
    others = np.stack([np.arange(len(products)) != row for row in chosen])
    photo = fit_curve(photo_similarities[others], together[others])
    return Calibration(photo, words)


def fit_curve(similarities: npt.NDArray[np.floating], matches: npt.NDArray[np.bool_]) -> Curve:
    """Return the logistic curve of greatest likelihood through pairs of a similarity and whether they match.

    With fewer than `MIN_PAIRS` matches (a catalogue of a few products without categories) the curve says 0.5 at the
    similarity that one pair in twenty exceeds, and 0.95 at the highest possible.
    """
    values = np.asarray(similarities, dtype=np.float64)
    positive = int(matches.sum())
    if positive < MIN_PAIRS or positive > len(values) - MIN_PAIRS:
        return _curve_through_quantile(values)
    # Platt's targets, a little inside 0 and 1, keep the slope finite where the pairs can be told apart perfectly.
    target = np.where(matches, (positive + 1) / (positive + 2), 1 / (len(values) - positive + 2))
    mean, spread = values.mean(), max(values.std(), 1e-9)
    scaled = np.stack([(values - mean) / spread, np.ones_like(values)], axis=1)
    weights = np.array([0.0, np.log(positive / (len(values) - positive))])
    for _ in range(50):
        probability = _logistic(scaled @ weights)
        gradient = scaled.T @ (probability - target)
        curvature = (scaled * (probability * (1 - probability))[:, None]).T @ scaled + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights -= np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-8:
            break
    # A falling curve would call the nearest products the worst: the encoder then knows nothing of such pairs.
    slope = max(weights[0], 0.0) / spread
    return Curve(float(slope), float(weights[1] - slope * mean))


def match_products(
    vectors: QueryVectors,
    image_weight: float,
    product_vectors: Vectors,
    statistics: SpaceStatistics,
    calibration: Calibration,
    blend: Blend,
) -> list[Match]:
    """Return the match figures of products, whose embeddings are `(n, dim)`, in their order.

    The total is a logistic curve in the blended score itself, between the photo's curve and the words' curve in
    proportion to their weight there. So it never rises from one rank to the next. Likes, dislikes and a preferred
    category count in the total alone.
    """
    photo_side, words_side = query_sides(vectors, statistics, blend, steered=True)
    centred = product_vectors - statistics.mean_images
    parts: list[tuple[float, npt.NDArray[np.floating], Curve]] = []
    for side, share, curve in (
        (photo_side, image_weight if words_side is not None else 1.0, calibration.photo),
        (words_side, 1.0 - image_weight if photo_side is not None else 1.0, calibration.words),
    ):
        if side is not None:
            parts.append((share * float(np.linalg.norm(side)), centred @ _unit(side), curve))
    weight = max(sum(part[0] for part in parts), 1e-12)
    score = np.sum([share * similarity for share, similarity, _ in parts], axis=0) / weight
    slope = sum(share * curve.slope for share, _, curve in parts) / weight
    offset = sum(share * curve.offset for share, _, curve in parts) / weight
    total = _logistic(slope * score + offset)
    photo, words = (
        None if side is None else _logistic(curve.slope * (centred @ _unit(side)) + curve.offset)
        for side, curve in zip(
            query_sides(vectors, statistics, blend), (calibration.photo, calibration.words), strict=True
        )
    )
    return [
        Match(
            float(total[row]),
            None if photo is None else float(photo[row]),
            None if words is None else float(words[row]),
        )
        for row in range(len(product_vectors))
    ]


def _belongs_with(product: Product, products: Sequence[Product]) -> npt.NDArray[np.bool_]:
    return np.array(
        [
            other.group == product.group
            or (other.category == product.category != "" and bool(set(other.colours) & set(product.colours)))
            for other in products
        ]
    )


def _spoken(category: str) -> str:
    """Return the last level of "Seating > Sofas" as a shopper would type it."""
    return category.replace("/", ">").rsplit(">", 1)[-1].strip().lower()


def _curve_through_quantile(values: npt.NDArray[np.floating]) -> Curve:
    middle = float(np.quantile(values, 0.95)) if len(values) else 0.5
    top = max(float(values.max(initial=0.0)), middle + 1e-3)
    slope = np.log(19.0) / (top - middle)
    return Curve(float(slope), float(-slope * middle))


def _unit(side: Vector) -> Vector:
    return np.asarray(side / max(float(np.linalg.norm(side)), 1e-12), dtype=np.float32)


def _logistic(values: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(values, dtype=np.float64)))
