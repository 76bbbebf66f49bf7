"""The encoders known by a short name, and what open_clip calls them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search.errors import UnknownEncoder

COMPACT_FOLDER = Path(__file__).parent / "checkpoints" / "compact"


@dataclass(frozen=True, slots=True)
class EncoderSpec:
    """Which weights to load: the two names that `open_clip.create_model_and_transforms` takes."""

    name: str
    model: str
    pretrained: str | None = None
    languages: tuple[str, ...] = ("en",)
    """Codes of the languages whose words it understands; `"*"` for a model that was trained on many."""


PRESETS = {
    spec.name: spec
    for spec in (
        EncoderSpec("compact", f"local-dir:{COMPACT_FOLDER}"),
        EncoderSpec("clip-b32", "ViT-B-32", "laion2b_s34b_b79k"),
        EncoderSpec("datacomp-b32", "ViT-B-32-256", "datacomp_s34b_b86k"),
        EncoderSpec("siglip2-b16", "ViT-B-16-SigLIP2", "webli", ("*",)),
        EncoderSpec("ecommerce-b", "hf-hub:Marqo/marqo-ecommerce-embeddings-B"),
    )
}


def understood_languages(name: str) -> tuple[str, ...]:
    """Return the codes of the languages whose words an encoder understands; English for one that is no preset."""
    return PRESETS[name].languages if name in PRESETS else ("en",)


def resolve_encoder(name: str) -> EncoderSpec:
    """Return the encoder meant by a preset, `"model/pretrained"`, `"hf-hub:owner/name"` or `"local-dir:path"`.

    Raises:
        UnknownEncoder: it is none of these.
    """
    if name in PRESETS:
        return PRESETS[name]
    if name.startswith(("hf-hub:", "local-dir:")) and not name.endswith(":"):
        return EncoderSpec(name, name)
    model, _, pretrained = name.partition("/")
    if model and pretrained and "/" not in pretrained:
        return EncoderSpec(name, model, pretrained)
    raise UnknownEncoder(name, PRESETS)
