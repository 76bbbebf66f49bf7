"""The training pool: a fixed number of pictures in pairs, with what is known of each, drawn once and kept on disk.

A pair shows one piece twice, in other finishes and often from another side. What the frozen beginning of the trunk and
the teacher make of a picture is kept too, so that a training step runs only what it trains.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from training.checkpoint.pictures import LOOK_WORDS, SIZE, ViewFile, look_shares, material_index, take_photo
from training.checkpoint.space import Floats
from training.checkpoint.trunk import BEGINNING_SHAPE, FEATURES, Trunk, to_pixels
from training.renders.variants import draw_variant

_CHUNK_PAIRS = 100
_BATCH = 64


@dataclass(frozen=True)
class Pool:
    """Pictures and their labels; rows 2i and 2i + 1 are a pair."""

    noun: npt.NDArray[np.int64]
    piece: npt.NDArray[np.int64]
    looks: Floats
    """`(n, len(LOOK_WORDS))`, shares that sum to 1, or zeros."""
    material: npt.NDArray[np.int64]
    """-1 where unknown."""
    beginnings: npt.NDArray[np.float16]
    """`(n, channels, height, width)`, what the frozen beginning of the trunk gives."""
    features: npt.NDArray[np.float16]
    """`(n, 1280)`, the teacher's."""
    posteriors: npt.NDArray[np.float16]
    """`(n, 1000)`, the teacher's ImageNet classes."""


def read_pool(folder: Path, views: Sequence[ViewFile], nouns: Sequence[str], pairs: int, seed: int = 0) -> Pool:
    """Return the pool of a folder, after drawing and encoding it if it is not there; a killed run starts it again."""
    if not (folder / "posteriors.npy").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _draw(folder, views, nouns, pairs, seed)
        _encode(folder, 2 * pairs)
    with np.load(folder / "labels.npz") as labels:
        arrays = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("beginnings", "features", "posteriors")
        }
        return Pool(labels["noun"], labels["piece"], labels["looks"], labels["material"], **arrays)


def _draw(folder: Path, views: Sequence[ViewFile], nouns: Sequence[str], pairs: int, seed: int) -> None:
    global _drawing
    _drawing = _Drawing(views, nouns)
    pixels = np.lib.format.open_memmap(folder / "pixels.npy", "w+", np.uint8, (2 * pairs, SIZE, SIZE, 3))
    labels: list[dict[str, npt.NDArray[np.generic]]] = []
    starts = range(0, pairs, _CHUNK_PAIRS)
    with ProcessPoolExecutor() as workers:
        seeds = [f"{seed}/{start}" for start in starts]
        for start, (pictures, known) in zip(starts, workers.map(_draw_chunk, seeds), strict=True):
            part = pixels[2 * start : 2 * (start + _CHUNK_PAIRS)]
            part[:] = pictures[: len(part)]
            labels.append({name: values[: len(part)] for name, values in known.items()})
            print(f"pool: {start + len(part) // 2}/{pairs} pairs drawn", flush=True)
    pixels.flush()
    np.savez(folder / "labels.npz", **{name: np.concatenate([part[name] for part in labels]) for name in labels[0]})


class _Drawing:
    """What the worker processes share: the views by piece, and the pieces by kind."""

    def __init__(self, views: Sequence[ViewFile], nouns: Sequence[str]) -> None:
        self.nouns = {noun: index for index, noun in enumerate(nouns)}
        self.by_piece: dict[int, list[ViewFile]] = {}
        for view in views:
            self.by_piece.setdefault(view.piece, []).append(view)
        self.kinds: dict[str, list[int]] = {}
        for piece, members in self.by_piece.items():
            self.kinds.setdefault(members[0].noun, []).append(piece)
        # Between the numbers of pieces and an even share for every kind.
        self.weights = [len(self.kinds[name]) ** 0.6 for name in sorted(self.kinds)]


_drawing: _Drawing


def _draw_chunk(seed: str) -> tuple[npt.NDArray[np.uint8], dict[str, npt.NDArray[np.generic]]]:
    dice, drawing = random.Random(seed), _drawing
    pixels, noun, piece, looks, material = [], [], [], [], []
    for _ in range(_CHUNK_PAIRS):
        kind = dice.choices(sorted(drawing.kinds), drawing.weights)[0]
        number = dice.choice(drawing.kinds[kind])
        for _ in range(2):
            view = dice.choice(drawing.by_piece[number])
            variant = draw_variant(view.passes.parts, view.family, dice)
            pixels.append(np.asarray(take_photo(view, variant, dice)))
            noun.append(drawing.nouns[view.noun])
            piece.append(view.piece)
            looks.append(look_shares(variant))
            material.append(material_index(variant))
    labels = {"noun": np.array(noun), "piece": np.array(piece), "material": np.array(material)}
    return np.stack(pixels), labels | {"looks": np.stack(looks).reshape(-1, len(LOOK_WORDS))}


def _encode(folder: Path, count: int) -> None:
    trunk = Trunk.of_imagenet()
    pixels = np.load(folder / "pixels.npy", mmap_mode="r")
    beginnings = np.lib.format.open_memmap(folder / "beginnings.npy", "w+", np.float16, (count, *BEGINNING_SHAPE))
    features = np.empty((count, FEATURES), np.float16)
    posteriors = np.empty((count, 1000), np.float16)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, count, _BATCH):
            rows = slice(start, start + _BATCH)
            begun = trunk.begin(to_pixels(pixels[rows]))
            finished = trunk.finish(begun)
            beginnings[rows] = begun.half().numpy()
            features[rows] = finished.half().numpy()
            posteriors[rows] = trunk.classify(finished).softmax(-1).half().numpy()
            if start % (20 * _BATCH) == 0:
                print(f"pool: {start}/{count} pictures encoded", flush=True)
    beginnings.flush()
    np.save(folder / "features.npy", features)
    np.save(folder / "posteriors.npy", posteriors)
