"""Pictures and words to embeddings, with any open_clip model: the one place that knows torch."""

from __future__ import annotations

import copy
import hashlib
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
import open_clip
import torch
from PIL import Image

from search.errors import UnknownEncoder, WeightsUnavailable
from search.hub import fetching_weights
from search.presets import PRESETS, EncoderSpec, resolve_encoder
from search.vectors import Vectors

BATCH_SIZE = 32
PLACES_SCALE = 2
PLACE_PX = 32
"""The stride of convolutional towers: a place is so many pixels wide."""

Precision = Literal["fp32", "bf16"]
Item = TypeVar("Item")

logger = logging.getLogger(__name__)


class Encoder(Protocol):
    """What the engine needs of an encoder; `load_encoder` gives the real one."""

    name: str
    dim: int
    fingerprint: str

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        """Return float32 `(n, dim)`, rows of unit L2 length."""

    def prepare_image(self, image: Image.Image) -> Any:
        """Return what the model takes of a picture, resized and normalised; many threads may do so at once."""

    def embed_prepared(self, prepared: Sequence[Any], precision: Precision = "fp32") -> Vectors:
        """Return float32 `(n, dim)`, rows of unit L2 length, for pictures that `prepare_image` prepared."""

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Return float32 `(n, dim)`, rows of unit L2 length."""

    def embed_places(self, image: Image.Image) -> Vectors | None:
        """Return float32 `(rows, columns, dim)`, what is seen at each place of a picture; `None` if it cannot tell."""


class OpenClipEncoder:
    """An open_clip model with its own preprocessing and tokenizer; safe to call from several threads."""

    def __init__(self, name: str, model: Any, preprocess: Any, tokenizer: Any) -> None:
        self.name = name
        self._model = model.eval()
        # Convolutions of many channels run several times faster with the channels side by side.
        self._layout = torch.channels_last if _is_convolutional(model.visual) else torch.contiguous_format
        model.visual.to(memory_format=self._layout)
        self._rounded: torch.nn.Module | None = None
        self._preprocess = preprocess
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self.fingerprint = _fingerprint(model, preprocess, tokenizer)
        self.dim = int(self.embed_texts([""]).shape[1])

    def embed_images(self, images: Sequence[Image.Image]) -> Vectors:
        """Return float32 `(n, dim)`, rows of unit L2 length, one for each RGB picture in its order."""
        return self._embed(images, lambda batch: self._encode_pixels([self.prepare_image(image) for image in batch]))

    def prepare_image(self, image: Image.Image) -> torch.Tensor:
        """Return float32 `(3, height, width)`, resized and normalised as the model was trained."""
        return self._preprocess(image.convert("RGB"))  # type: ignore[no-any-return]

    def embed_prepared(self, prepared: Sequence[torch.Tensor], precision: Precision = "fp32") -> Vectors:
        """Return float32 `(n, dim)`, rows of unit L2 length, one for each picture in its order.

        With "bf16" weights and activations are bfloat16.
        """
        return self._embed(prepared, lambda batch: self._encode_pixels(batch, precision))

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Return float32 `(n, dim)`, rows of unit L2 length, one for each text; what exceeds the context is cut."""
        return self._embed(texts, self._encode_words)

    def embed_places(self, image: Image.Image) -> Vectors | None:
        """Return float32 `(rows, columns, dim)`: what a convolutional image tower sees at each place of a picture.

        The picture is looked at `PLACES_SCALE` times larger than for its embedding. The rows are not of unit length:
        their mean over a box points where the box's own embedding does, because such towers average over places.
        `None` for a transformer, whose places mix with each other.
        """
        trunk = getattr(self._model.visual, "trunk", None)
        if trunk is None or not hasattr(trunk, "forward_head"):
            return None
        pixels = self._enlarge(image)
        with self._lock, torch.inference_mode():
            seen = trunk.forward_features(pixels)
            if seen.ndim != 4:
                return None
            _, depth, rows, columns = seen.shape
            places = seen.permute(0, 2, 3, 1).reshape(rows * columns, depth, 1, 1)
            vectors = self._model.visual.head(trunk.forward_head(places)).float()
        return np.ascontiguousarray(vectors.reshape(rows, columns, -1).numpy(), dtype=np.float32)

    def _enlarge(self, image: Image.Image) -> torch.Tensor:
        config = open_clip.get_model_preprocess_cfg(self._model)
        side = PLACES_SCALE * max(np.ravel(config["size"]))
        shrink = side / max(image.size)
        size = [max(PLACE_PX, round(length * shrink / PLACE_PX) * PLACE_PX) for length in image.size]
        values = np.asarray(image.convert("RGB").resize((size[0], size[1]), Image.Resampling.BICUBIC), np.float32) / 255
        normal = (values - np.float32(config["mean"])) / np.float32(config["std"])
        return torch.from_numpy(normal).permute(2, 0, 1)[None]

    def _encode_pixels(self, prepared: list[torch.Tensor], precision: Precision = "fp32") -> Any:
        pixels = torch.stack(prepared).contiguous(memory_format=self._layout)
        with self._lock:
            if precision == "fp32":
                return self._model.encode_image(pixels)
            # A copy, because autocast would round every weight anew in each batch, which costs more than it saves.
            if self._rounded is None:
                self._rounded = copy.deepcopy(self._model.visual).to(torch.bfloat16)
            return self._rounded(pixels.to(torch.bfloat16))

    def _encode_words(self, texts: list[str]) -> Any:
        tokens = self._tokenizer(texts)
        with self._lock:
            return self._model.encode_text(tokens)

    def _embed(self, items: Sequence[Any], encode: Any) -> Vectors:
        if not len(items):
            return np.empty((0, self.dim), dtype=np.float32)
        with torch.inference_mode():
            rows = [torch.nn.functional.normalize(encode(batch).float(), dim=-1) for batch in split_batches(items)]
        return np.ascontiguousarray(torch.cat(rows).numpy(), dtype=np.float32)


def load_encoder(name: str = "compact") -> OpenClipEncoder:
    """Return the encoder of a preset, `"model/pretrained"`, `"hf-hub:owner/name"` or `"local-dir:path"`.

    Raises:
        UnknownEncoder: the name is none of these, or open_clip does not know the pair.
        WeightsUnavailable: the weights cannot be fetched or read.
    """
    spec = resolve_encoder(name)
    _check_pair(spec)
    try:
        with nullcontext() if spec.model.startswith("local-dir:") else fetching_weights():
            model, _, preprocess = open_clip.create_model_and_transforms(
                spec.model,
                pretrained=spec.pretrained,
                precision="fp32",
                device="cpu",
                # Or a download that fails would leave a model of random weights, and a line in the log.
                require_pretrained=True,
            )
            tokenizer = open_clip.get_tokenizer(spec.model)
    except Exception as exc:  # open_clip, huggingface_hub, safetensors and the network each raise their own
        logger.info("loading %s failed", name, exc_info=exc)
        raise WeightsUnavailable(name, _explain(exc)) from exc
    return OpenClipEncoder(spec.name, model, preprocess, tokenizer)


def _is_convolutional(tower: torch.nn.Module) -> bool:
    """Tell towers built of convolutions from transformers, which have one at most: where pictures become patches."""
    return sum(isinstance(module, torch.nn.Conv2d) for module in tower.modules()) > 1


def _check_pair(spec: EncoderSpec) -> None:
    if spec.model.startswith(("hf-hub:", "local-dir:")):
        return
    if not open_clip.is_pretrained_cfg(spec.model, spec.pretrained):
        raise UnknownEncoder(spec.name, PRESETS)


def _explain(exc: BaseException) -> str:
    """Return why loading failed in a few plain words: paths, addresses and library terms stay in the log."""
    names = {type(error).__name__ for error in _causes(exc)}
    if names & {"RepositoryNotFoundError", "GatedRepoError", "RevisionNotFoundError", "EntryNotFoundError"}:
        return "the model hub has no such public model"
    if names & {"ConnectError", "ConnectionError", "ConnectTimeout", "ReadTimeout", "Timeout", "OfflineModeIsEnabled",
                "LocalEntryNotFoundError", "ProxyError", "NewConnectionError", "MaxRetryError"}:  # fmt: skip
        return "the model hub cannot be reached and nothing is cached"
    if "Required pretrained weights" in str(exc):
        return "its weights are missing or could not be fetched whole, so try again"
    if "DownloadChanged" in names:
        return "what was downloaded is not what the model hub announced; it was removed, so try again"
    if names & {"FileNotFoundError", "NotADirectoryError"}:
        return "its folder or a file in it is missing"
    if names & {"SafetensorError", "UnpicklingError", "JSONDecodeError", "RuntimeError", "EOFError"}:
        return "its files are damaged or do not fit together"
    return f"loading ended in {type(exc).__name__}"


def _causes(exc: BaseException) -> Iterator[BaseException]:
    error: BaseException | None = exc
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def split_batches(items: Iterable[Item], size: int = BATCH_SIZE) -> Iterator[list[Item]]:
    """Yield the items in their order, so many at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _fingerprint(model: torch.nn.Module, preprocess: Any, tokenizer: Any) -> str:
    """Return 16 hexadecimal digits that change with any weight, the preprocessing or the context length."""
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(f"{key}{tuple(tensor.shape)}".encode())
        digest.update(tensor.contiguous().numpy().tobytes())
    digest.update(repr(preprocess).encode())
    digest.update(f"{type(tokenizer).__name__}{getattr(tokenizer, 'context_length', '')}".encode())
    return digest.hexdigest()[:16]
