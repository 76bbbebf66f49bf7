"""What the image tower is taught: to say what the words say, to keep what ImageNet knows, and to compose with words.

Every loss takes the embedding as it will be compared, at unit length: what only some part of it says is not enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch.nn import functional as F

from training.checkpoint.pictures import LOOK_WORDS, MATERIAL_WORDS
from training.checkpoint.space import DIM, TEXT_DIM, TYPE_DIM, Floats, attribute_codes, concept_rows

TYPE_SCALE, LOOK_SCALE, RANK_SCALE, COMPOSE_SCALE = 16.0, 14.0, 20.0, 4.0
"""Inverse temperatures."""


@dataclass(frozen=True)
class Batch:
    """Pairs of pictures, rows 2i and 2i + 1 showing one piece, with their labels and the teacher's view of them."""

    begun: torch.Tensor
    noun: torch.Tensor
    piece: torch.Tensor
    looks: torch.Tensor
    material: torch.Tensor
    features: torch.Tensor
    posteriors: torch.Tensor


class Targets:
    """What the words say, as tensors: nouns, ImageNet's classes, looks and materials, and the teacher's directions."""

    def __init__(self, noun_vectors: Floats, class_vectors: Floats, visual: tuple[Floats, Floats]) -> None:
        codes = torch.from_numpy(attribute_codes())
        self.nouns = F.normalize(torch.from_numpy(noun_vectors)[:, :TYPE_DIM], dim=-1)
        self.classes = F.normalize(torch.from_numpy(class_vectors)[:, :TYPE_DIM], dim=-1)
        self.looks, self.materials = codes[concept_rows(LOOK_WORDS)], codes[concept_rows(MATERIAL_WORDS)]
        self.visual_weight, self.visual_offset = (torch.from_numpy(part) for part in visual)

    def see(self, features: torch.Tensor) -> torch.Tensor:
        """Return the teacher's visual part `(n, VISUAL_DIM)`, unit rows, of its features."""
        return F.normalize(features @ self.visual_weight.T + self.visual_offset, dim=-1)


def measure_losses(
    output: torch.Tensor, features: torch.Tensor, batch: Batch, targets: Targets, lengths: tuple[float, float, float]
) -> dict[str, torch.Tensor]:
    """Return the weighted losses of a batch, by name, of the head's outputs `(n, DIM)` and the features `(n, 1280)`.

    `lengths` are the lengths that the type, the attribute and the visual part ought to have.
    """
    kind, look, visual = output.split([TYPE_DIM, TEXT_DIM - TYPE_DIM, DIM - TEXT_DIM], dim=-1)
    unit_kind, unit_look, unit_visual = (F.normalize(part, dim=-1) for part in (kind, look, visual))
    whole = F.normalize(output, dim=-1)
    known = batch.looks.sum(-1) > 0
    seen = targets.see(batch.features)
    likeness = unit_visual @ unit_visual.T - seen @ seen.T
    return {
        "type": F.cross_entropy(TYPE_SCALE * unit_kind @ targets.nouns.T, batch.noun, label_smoothing=0.05),
        "imagenet": 0.7 * F.cross_entropy(TYPE_SCALE * unit_kind @ targets.classes.T, batch.posteriors),
        "look": 1.5 * F.cross_entropy(LOOK_SCALE * unit_look[known] @ targets.looks.T, batch.looks[known]),
        "material": 0.3
        * F.cross_entropy(LOOK_SCALE * unit_look @ targets.materials.T, batch.material, ignore_index=-1),
        "look rank": 0.3 * rank_loss(whole[:, TYPE_DIM:TEXT_DIM] @ targets.looks.T, batch.looks),
        "type rank": 0.15 * rank_loss(whole[:, :TYPE_DIM] @ targets.nouns.T, F.one_hot(batch.noun, len(targets.nouns))),
        "visual": 2.0 * (1 - (unit_visual * seen).sum(-1)).mean() + 8.0 * likeness.square().mean(),
        "length": sum(
            ((part.norm(dim=-1) - wanted) / wanted).square().mean()
            for part, wanted in zip((kind, look, visual), lengths, strict=True)
        ),
        "compose": 0.4 * compose_loss(whole, batch, targets),
        "keep": 2.0 * (1 - F.cosine_similarity(features, batch.features, dim=-1)).mean(),
    }  # fmt: skip


def rank_loss(scores: torch.Tensor, relevant: torch.Tensor) -> torch.Tensor:
    """Return how badly each text's relevant pictures stand out; `scores` and `relevant` are `(pictures, texts)`."""
    relevant = relevant.float()
    asked = relevant.sum(0) > 0
    target = relevant[:, asked] / relevant[:, asked].sum(0)
    return F.cross_entropy(RANK_SCALE * scores[:, asked].T, target.T)


def compose_loss(whole: torch.Tensor, batch: Batch, targets: Targets) -> torch.Tensor:
    """Return how hard the second picture of each pair is to find by the first and the word for the second's look.

    The query is the `balanced` blend of `search.blend` at a random image weight, with the batch as its catalogue.
    """
    first = whole[0::2]
    best, word = batch.looks[1::2].max(-1)
    fit = (best > 0.9) & (batch.looks[0::2].gather(1, word[:, None])[:, 0] == 0)
    if fit.sum() < 2:
        return whole.sum() * 0
    texts = torch.zeros(int(fit.sum()), DIM)
    texts[:, TYPE_DIM:TEXT_DIM] = targets.looks[word[fit]]
    centred = whole - whole.mean(0)
    photo_side, text_side = first[fit] - whole.mean(0), texts - texts.mean(0)
    photo_spread, text_spread = ((side @ centred.T).std(-1, keepdim=True).detach() for side in (photo_side, text_side))
    weight = torch.empty(len(texts), 1).uniform_(0.2, 0.8)
    query = weight * photo_side / photo_spread + (1 - weight) * text_side / text_spread
    scores = query @ centred.T
    scores = COMPOSE_SCALE * scores / scores.std(-1, keepdim=True).detach()
    rows = torch.arange(len(first))[fit]
    own = torch.zeros_like(scores, dtype=torch.bool)
    own[torch.arange(len(rows)), 2 * rows] = True
    return F.cross_entropy(scores.masked_fill(own, -1e4), 2 * rows + 1)
