"""The visual part of an embedding: what the teacher's features tell pictures apart by.

Source: principal component analysis (Pearson 1901; Hotelling 1933).
"""

from __future__ import annotations

import numpy as np

from training.checkpoint.space import VISUAL_DIM, Floats


def fit_visual_part(features: Floats) -> tuple[Floats, Floats]:
    """Return a linear map `(VISUAL_DIM, 1280)` and its offset `(VISUAL_DIM,)` of features `(n, 1280)`.

    They give the principal components, scaled to vectors of mean length 1.
    """
    mean = features.mean(axis=0, dtype=np.float64)
    centred = features.astype(np.float64) - mean
    _, directions = np.linalg.eigh(centred.T @ centred)
    weight = directions[:, -VISUAL_DIM:].T
    weight /= np.linalg.norm(centred @ weight.T, axis=1).mean()
    return weight.astype(np.float32), (-weight @ mean).astype(np.float32)
