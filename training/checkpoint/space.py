"""The space that photos and texts share: what it is about, what it looks like, and what only pictures can say.

An embedding is `[type | attributes | visual]`. The type part is MiniLM's meaning of the words without their attributes,
the attribute part a code for each colour, material and pattern; texts are zero in the visual part, so that similarity
between photos keeps the shape of a piece whatever the words ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.checkpoint.lexicon import COLOURS, CONCEPTS, MATERIALS, WOODS, find_attributes
from training.renders.colours import SHADES, to_lab

Floats = npt.NDArray[np.float32]

TYPE_DIM, ATTRIBUTE_DIM, VISUAL_DIM = 144, 48, 192
TEXT_DIM = TYPE_DIM + ATTRIBUTE_DIM
DIM = TEXT_DIM + VISUAL_DIM


@dataclass(frozen=True)
class TypeSpace:
    """The directions of MiniLM's space that tell nouns apart."""

    mean: Floats
    """`(384,)`"""
    directions: Floats
    """`(384, TYPE_DIM)`, orthonormal columns."""

    def project(self, sentence_vectors: Floats) -> Floats:
        """Return `(n, TYPE_DIM)`, rows of unit length."""
        return unit_rows((sentence_vectors - self.mean) @ self.directions)


def fit_type_space(sentence_vectors: Floats) -> TypeSpace:
    """Return the principal directions of MiniLM's vectors of nouns and phrases, `(n, 384)`."""
    mean = sentence_vectors.mean(axis=0)
    _, _, rows = np.linalg.svd(sentence_vectors - mean, full_matrices=False)
    return TypeSpace(mean.astype(np.float32), rows[:TYPE_DIM].T.astype(np.float32).copy())


def attribute_codes() -> Floats:
    """Return one code for each concept, `(concepts, ATTRIBUTE_DIM)`, unit rows whose products follow likeness.

    Colours are alike as they lie near each other in Lab; woods are alike a little; all else is orthogonal.
    """
    count = len(CONCEPTS)
    likeness = np.eye(count)
    labs = {word: np.mean([to_lab(s.linear()) for s in SHADES if s.word == word], axis=0) for word in COLOURS}
    for i, first in enumerate(CONCEPTS):
        for j, second in enumerate(CONCEPTS):
            if i != j and first in COLOURS and second in COLOURS:
                distance = float(np.linalg.norm(labs[first] - labs[second]))
                likeness[i, j] = 0.35 * np.exp(-((distance / 38) ** 2))
            if i != j and first in WOODS and second in WOODS:
                likeness[i, j] = 0.35
    values, vectors = np.linalg.eigh(likeness)
    codes = vectors * np.sqrt(np.maximum(values, 1e-6))
    padded = np.zeros((count, ATTRIBUTE_DIM))
    padded[:, :count] = codes
    return unit_rows(padded.astype(np.float32))


def text_targets(texts: Sequence[str], types: Floats, codes: Floats) -> Floats:
    """Return what a text tower should say, `(n, TEXT_DIM)`, unit rows; `types` `(n, TYPE_DIM)` of the bare texts.

    A text that is all attributes ("red velvet") is zero in the type part, one without attributes in the other.
    """
    attributes = np.zeros((len(texts), ATTRIBUTE_DIM), dtype=np.float32)
    present = np.ones(len(texts), dtype=bool)
    for row, text in enumerate(texts):
        weights, bare = find_attributes(text)
        present[row] = bool(bare)
        for concept, weight in weights.items():
            attributes[row] += weight * codes[CONCEPTS.index(concept)]
    return unit_rows(np.concatenate([types * present[:, None], unit_rows(attributes)], axis=1))


def unit_rows(rows: Floats) -> Floats:
    """Return the rows at unit length; rows of zeros stay zero."""
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-8)).astype(np.float32)


COLOUR_INDEX = tuple(CONCEPTS.index(word) for word in COLOURS)
MATERIAL_INDEX = tuple(CONCEPTS.index(word) for word in MATERIALS)
