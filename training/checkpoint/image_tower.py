"""The image tower: EfficientNet-Lite2 from its ImageNet weights, taught to say what the words say of a picture."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from timm.data import ImageNetInfo
from torch import nn

from training.checkpoint.losses import Batch, Targets, measure_losses
from training.checkpoint.pool import Pool
from training.checkpoint.space import DIM, TEXT_DIM, TYPE_DIM, Floats
from training.checkpoint.trunk import FEATURES, Trunk

LENGTHS = (1.0, 0.75, 1.6)
"""Of the type, the attribute and the visual part, before the whole is brought to unit length."""


class ImageTower(nn.Module):
    """The trunk with a linear head: what `Trunk.begin` gives to `(n, DIM)` and to the pooled features `(n, 1280)`."""

    def __init__(self, trunk: Trunk) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = nn.Linear(FEATURES, DIM)

    def forward(self, begun: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.trunk.finish(begun)
        return self.head(features), features


def imagenet_names() -> list[str]:
    """Return ImageNet's class names, the first lemma of each."""
    info = ImageNetInfo()
    return [info.index_to_description(index).partition(",")[0] for index in range(1000)]


def train_image_tower(
    work: Path, pool: Pool, targets: Targets, class_vectors: Floats, steps: int, pairs: int = 40, seed: int = 0
) -> Path:
    """Return the file of the trained tower, after training it for so many steps if it is not there.

    A run that was killed goes on from its last checkpoint.
    """
    path, resume = work / "image_tower.pt", work / "image_tower.resume.pt"
    if path.exists():
        return path
    torch.manual_seed(seed)
    tower = ImageTower(Trunk.of_imagenet())
    _start_head(tower, class_vectors, targets)
    optimizer = _make_optimizer(tower)
    step = 0
    if resume.exists():
        saved = torch.load(resume, weights_only=False)
        tower.load_state_dict(saved["tower"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    dice = np.random.default_rng((seed, step))
    started, first = time.monotonic(), step
    means: dict[str, float] = {}
    while step < steps:
        _set_rates(optimizer, step / steps)
        losses = _take_step(tower, _draw_batch(pool, pairs, dice), targets, optimizer)
        means = {key: 0.95 * means.get(key, value) + 0.05 * value for key, value in losses.items()}
        step += 1
        if step % 25 == 0:
            left = (time.monotonic() - started) / (step - first) * (steps - step) / 60
            shown = " ".join(f"{key} {value:.3f}" for key, value in means.items())
            print(f"image tower {step}/{steps}, about {left:.0f} min left: {shown}", flush=True)
        if step % 200 == 0:
            _save(resume, {"tower": tower.state_dict(), "optimizer": optimizer.state_dict(), "step": step})
    _save(path, tower.state_dict())
    resume.unlink(missing_ok=True)
    return path


def _draw_batch(pool: Pool, pairs: int, dice: np.random.Generator) -> Batch:
    chosen = np.sort(dice.choice(len(pool.noun) // 2, pairs, replace=False))
    rows = np.stack([2 * chosen, 2 * chosen + 1], axis=1).ravel()
    begun = torch.from_numpy(pool.beginnings[rows]).float()
    # A mirrored picture has a nearly mirrored beginning, which makes half as many pictures again of the pool.
    begun = torch.where(torch.from_numpy(dice.random(len(rows)) < 0.5)[:, None, None, None], begun.flip(-1), begun)
    return Batch(
        begun.contiguous(memory_format=torch.channels_last),
        torch.from_numpy(pool.noun[rows]),
        torch.from_numpy(pool.piece[rows]),
        torch.from_numpy(pool.looks[rows]),
        torch.from_numpy(pool.material[rows]),
        torch.from_numpy(pool.features[rows]).float(),
        torch.from_numpy(pool.posteriors[rows]).float(),
    )


def _take_step(tower: ImageTower, batch: Batch, targets: Targets, optimizer: torch.optim.Optimizer) -> dict[str, float]:
    tower.train()
    tower.trunk.freeze_statistics()
    with torch.autocast("cpu", torch.bfloat16):
        features = tower.trunk.finish(batch.begun)
    features = features.float()
    losses = measure_losses(tower.head(features), features, batch, targets, LENGTHS)
    optimizer.zero_grad()
    torch.stack(list(losses.values())).sum().backward()
    nn.utils.clip_grad_norm_(tower.parameters(), 5.0)
    optimizer.step()
    return {key: value.item() for key, value in losses.items()}


def _start_head(tower: ImageTower, class_vectors: Floats, targets: Targets) -> None:
    """Begin with what ImageNet knows: the type part says the expected class name, linearised (ConSE), the visual
    part what the teacher's does."""
    with torch.no_grad():
        weight = tower.trunk.network.classifier.weight
        names = torch.from_numpy(class_vectors)[:, :TYPE_DIM]
        spoken = (names - names.mean(0)).T @ (weight - weight.mean(0))
        tower.head.weight[:TYPE_DIM] = spoken / spoken.norm() * 3.0
        tower.head.bias.zero_()
        tower.head.weight[TYPE_DIM:TEXT_DIM] *= 0.5
        tower.head.weight[TEXT_DIM:] = targets.visual_weight * LENGTHS[2]
        tower.head.bias[TEXT_DIM:] = targets.visual_offset * LENGTHS[2]


def _make_optimizer(tower: ImageTower) -> torch.optim.Optimizer:
    for parameter in tower.trunk.parameters():
        parameter.requires_grad = False
    trained = tower.trunk.trained_parameters()
    for parameter in trained:
        parameter.requires_grad = True
    groups = [{"params": list(tower.head.parameters()), "peak": 1.5e-3}, {"params": trained, "peak": 3e-4}]
    return torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.02)


def _set_rates(optimizer: torch.optim.Optimizer, progress: float) -> None:
    warm = min(1.0, progress / 0.04)
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * warm * (0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * min(progress, 1.0))))


def _save(path: Path, state: dict[str, Any]) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)
