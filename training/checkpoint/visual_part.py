"""The visual part of an embedding: what tells pieces apart whatever their colour and the side they are seen from.

Source: linear discriminant analysis (Fisher 1936; Rao 1948), with a ridge on the within-piece covariance.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from scipy.linalg import eigh

from training.checkpoint.image_tower import Student
from training.checkpoint.pictures import ViewFile, take_photo, to_tensor
from training.checkpoint.space import VISUAL_DIM, Floats
from training.renders.variants import draw_variant


def collect_features(
    student: Student, views: Sequence[ViewFile], pictures: int, size: int, seed: int
) -> tuple[Floats, Floats]:
    """Return pooled features `(n, 1280)` of random pictures of every view, and the piece in each `(n,)`."""
    dice = random.Random(seed)
    rows, pieces = [], []
    student.eval()
    for view in views:
        photos = [
            take_photo(view, draw_variant(view.passes.parts, view.family, dice), dice, size) for _ in range(pictures)
        ]
        with torch.inference_mode():
            rows.append(student(torch.stack([to_tensor(photo) for photo in photos]))[1].float().numpy())
        pieces += [view.piece] * pictures
    return np.concatenate(rows), np.array(pieces)


def fit_visual_part(features: Floats, pieces: Floats, ridge: float) -> tuple[Floats, Floats]:
    """Return a linear map `(VISUAL_DIM, 1280)` and its offset `(VISUAL_DIM,)` that give vectors of mean length 1.

    Directions in which one piece differs from itself, in another colour or from another side, are weighed down;
    `ridge`, as a share of the mean variance, keeps the rest as ImageNet has it.
    """
    mean = features.mean(axis=0)
    _, place = np.unique(pieces, return_inverse=True)
    centres = np.stack([features[place == number].mean(axis=0) for number in range(place.max() + 1)])
    within = np.cov((features - centres[place]).T)
    total = np.cov(features.T)
    within += ridge * np.trace(total) / len(total) * np.eye(len(within))
    _, directions = eigh(total, within, subset_by_index=(len(total) - VISUAL_DIM, len(total) - 1))
    length = np.linalg.norm((features - mean) @ directions, axis=1).mean()
    weight = (directions / length).T
    return weight.astype(np.float32), (-weight @ mean).astype(np.float32)
