"""The figures of merit of an encoder on a catalogue, by brute-force cosine over all its embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.blend import QueryVectors, SpaceStatistics, blend_vectors
from search.query import Blend
from search.vectors import Vectors

Booleans = npt.NDArray[np.bool_]

WEIGHTS = tuple(round(0.1 * step, 1) for step in range(11))


@dataclass(frozen=True, slots=True)
class Shown:
    """What a measure needs to know of a product."""

    id: str
    type: str
    colours: frozenset[str]
    group: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A composed query: the photo of row `photo` and the word of a colour, answered by any of the rows `answers`."""

    photo: int
    word: str
    answers: tuple[int, ...]


def mean_average_precision(similarities: Vectors, relevant: Booleans) -> float:
    """Return the mean over queries of average precision; both arrays are `(queries, products)`.

    Average precision is the mean, over a query's relevant products, of the precision at each one's rank.
    """
    values = []
    for row, wanted in zip(similarities, relevant, strict=True):
        hits = wanted[np.argsort(-row, kind="stable")]
        ranks = np.flatnonzero(hits) + 1
        values.append(float((np.arange(1, len(ranks) + 1) / ranks).mean()))
    return float(np.mean(values))


def mean_precision_at(similarities: Vectors, relevant: Booleans, k: int) -> float:
    """Return the mean over queries of the share of relevant products among the first `k`."""
    order = np.argsort(-similarities, axis=1, kind="stable")[:, :k]
    return float(np.take_along_axis(relevant, order, axis=1).mean())


def types_to_ask(products: Sequence[Shown], least: int = 5) -> list[str]:
    """Return the types carried by at least so many products."""
    return _carried([{product.type} for product in products], least)


def colours_to_ask(products: Sequence[Shown], least: int = 10) -> list[str]:
    """Return the colour words carried by at least so many products."""
    return _carried([product.colours for product in products], least)


def list_compositions(products: Sequence[Shown]) -> list[Composition]:
    """Return every composed query: a photo and a colour, where another product of its group is exactly that colour.

    The photo's product itself has none of the colour.
    """
    groups: dict[str, list[int]] = {}
    for row, product in enumerate(products):
        groups.setdefault(product.group, []).append(row)
    found = []
    for rows in groups.values():
        for photo in rows:
            words = {next(iter(products[row].colours)) for row in rows if len(products[row].colours) == 1}
            for word in sorted(words - products[photo].colours):
                answers = tuple(r for r in rows if r != photo and products[r].colours == {word})
                found.append(Composition(photo, word, answers))
    return found


def rank_compositions(
    compositions: Sequence[Composition],
    images: Vectors,
    words: dict[str, Vectors],
    space: SpaceStatistics,
    weight: float,
    blend: Blend,
) -> npt.NDArray[np.int64]:
    """Return the rank of each composition's best answer, 1 for the first; the photo's own product is left out."""
    ranks = []
    for item in compositions:
        query = blend_vectors(QueryVectors(images[item.photo], words[item.word]), weight, space, blend)
        scores = images @ query
        scores[item.photo] = -np.inf
        ranks.append(1 + int((scores > max(scores[row] for row in item.answers)).sum()))
    return np.array(ranks)


def _carried(words: Sequence[frozenset[str] | set[str]], least: int) -> list[str]:
    counts: dict[str, int] = {}
    for carried in words:
        for word in carried - {""}:
            counts[word] = counts.get(word, 0) + 1
    return sorted(word for word, count in counts.items() if count >= least)
