"""The text tower: four small transformer layers over CLIP's byte pairs, taught by MiniLM and the attribute lexicon."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import open_clip
import torch
from open_clip.transformer import TextTransformer

from training.checkpoint.lexicon import find_attributes
from training.checkpoint.space import DIM, TEXT_DIM, Floats, TypeSpace, attribute_codes, fit_type_space, text_targets
from training.checkpoint.teacher import embed_sentences
from training.checkpoint.texts import NEEDS, draw_captions, read_wordnet
from training.renders.types import all_nouns

CONTEXT_LENGTH = 32
WIDTH, HEADS, LAYERS = 256, 4, 4
MAX_TRAINING_TOKENS = 14
TEXT_CFG: dict[str, Any] = {
    "context_length": CONTEXT_LENGTH, "vocab_size": 49408, "width": WIDTH, "heads": HEADS, "layers": LAYERS,
}  # fmt: skip


def build_tower() -> TextTransformer:
    """Return an untrained tower of the shape that open_clip builds from `TEXT_CFG`."""
    return TextTransformer(**TEXT_CFG, output_dim=DIM)


def prepare_space(work: Path, seed: int = 0) -> TypeSpace:
    """Return the type space, fitted once to nouns, captions and a part of WordNet, and kept in the work folder."""
    path = work / "type_space.npz"
    if not path.exists():
        texts = [*all_nouns(), *NEEDS, *_sample(read_wordnet(), 12_000, seed)]
        space = fit_type_space(embed_sentences(texts))
        np.savez(path, mean=space.mean, directions=space.directions)
    with np.load(path) as arrays:
        return TypeSpace(arrays["mean"], arrays["directions"])


def train_text_tower(work: Path, steps: int, batch_size: int = 256, seed: int = 0) -> Path:
    """Return the file of the trained tower's weights, after training it if it is not there."""
    path = work / "text_tower.pt"
    if path.exists():
        return path
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    space = prepare_space(work)
    texts, targets = _training_set(work, space, seed)
    tokens = open_clip.SimpleTokenizer(context_length=CONTEXT_LENGTH)(texts)
    # The attention is causal: what follows a text's end changes nothing, and need not be computed.
    lengths = tokens.argmax(dim=-1) + 1
    tower = build_tower()
    full_mask = tower.attn_mask
    _start_tokens(tower, work)
    optimizer = torch.optim.AdamW(tower.parameters(), lr=1.5e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.5e-3, total_steps=steps, pct_start=0.1)
    started = time.monotonic()
    weights = _row_weights(texts, lengths.numpy() <= MAX_TRAINING_TOKENS)
    for step in range(steps):
        rows = torch.from_numpy(random.choice(len(texts), batch_size, p=weights))
        longest = int(lengths[rows].max())
        tower.attn_mask = full_mask[:longest, :longest]
        with torch.autocast("cpu", torch.bfloat16):
            output = tower(tokens[rows][:, :longest])
        loss = _loss(output[:, :TEXT_DIM].float(), targets[rows])
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            left = (time.monotonic() - started) / (step + 1) * (steps - step)
            print(f"text tower {step}/{steps} loss {loss.item():.4f}, about {left / 60:.0f} min left", flush=True)
    with torch.no_grad():
        tower.text_projection[:, TEXT_DIM:] = 0
    partial = path.with_suffix(".partial")
    torch.save(tower.state_dict(), partial)
    partial.replace(path)
    return path


def embed_with(tower: TextTransformer, texts: list[str]) -> torch.Tensor:
    """Return the tower's vectors of texts without their visual part, `(n, TEXT_DIM)`, unit rows."""
    tokens = open_clip.SimpleTokenizer(context_length=CONTEXT_LENGTH)(texts)
    with torch.inference_mode():
        return torch.nn.functional.normalize(tower.eval()(tokens)[:, :TEXT_DIM], dim=-1)


def _loss(output: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Return how far the outputs point from their targets, and how far likeness within the batch differs."""
    unit = torch.nn.functional.normalize(output, dim=-1)
    cosine = 1 - (unit * target).sum(-1).mean()
    likeness = (unit @ unit.T - target @ target.T).square().mean()
    return cosine + 5.0 * likeness


def _training_set(work: Path, space: TypeSpace, seed: int) -> tuple[list[str], torch.Tensor]:
    path = work / "texts.npz"
    if not path.exists():
        captions = draw_captions(90_000, seed)
        general = _sample(read_wordnet(), 45_000, seed + 1)
        texts = [*all_nouns(), *NEEDS, *general, *captions]
        bare = [find_attributes(text)[1] or text for text in texts]
        unique = list(dict.fromkeys(bare))
        place = {text: row for row, text in enumerate(unique)}
        types = space.project(embed_sentences(unique))[[place[text] for text in bare]]
        targets = text_targets(texts, types, attribute_codes())
        np.savez(path, texts=np.array(texts), targets=targets.astype(np.float16))
    with np.load(path) as arrays:
        return arrays["texts"].tolist(), torch.from_numpy(arrays["targets"].astype(np.float32))


def _row_weights(texts: list[str], short: npt.NDArray[np.bool_]) -> Floats:
    """Return how often each text is drawn: nouns and needs many times, long glosses never, the others alike."""
    weights = short.astype(np.float64)
    weights[: len(all_nouns()) + len(NEEDS)] *= 25
    return weights / weights.sum()


def _start_tokens(tower: TextTransformer, work: Path) -> None:
    """Begin each token with MiniLM's meaning of its letters, so that words outside all captions mean something."""
    path = work / "tokens.npy"
    if not path.exists():
        decoder = open_clip.SimpleTokenizer().decoder
        words = [decoder.get(index, "").replace("</w>", "") or "?" for index in range(49408)]
        vectors = embed_sentences(words, batch_size=512)
        centred = vectors - vectors.mean(axis=0)
        _, _, rows = np.linalg.svd(centred[::4], full_matrices=False)
        np.save(path, (centred @ rows[:WIDTH].T).astype(np.float32))
    start = np.load(path)
    with torch.no_grad():
        tower.token_embedding.weight.copy_(torch.from_numpy(start / start.std() * 0.05))


def _sample(texts: list[str], count: int, seed: int) -> list[str]:
    chosen = np.random.default_rng(seed).permutation(len(texts))[:count]
    return [texts[i] for i in sorted(chosen)]
