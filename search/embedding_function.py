"""Our encoders as a Chroma embedding function, so that plain Chroma code can query our collections."""

from __future__ import annotations

from typing import Any

import numpy as np
from chromadb import EmbeddingFunction
from chromadb.api.types import Embeddable, Embeddings, Space
from chromadb.utils.embedding_functions import register_embedding_function
from PIL import Image

from search.encoder import Encoder, load_encoder


@register_embedding_function
class ChaiseEmbeddingFunction(EmbeddingFunction[Embeddable]):
    """Embeds texts (str) and pictures (uint8 arrays of height, width, RGB) with one of our encoders.

    `collection.query(query_texts=["red velvet sofa"])` and `collection.query(query_images=[array])` then work on a
    collection of this app as Chroma's multimodal guide shows. The encoder is loaded at its first use.
    """

    def __init__(self, encoder: str = "compact") -> None:
        self._encoder_name = encoder
        self._encoder: Encoder | None = None

    @classmethod
    def around(cls, encoder: Encoder) -> ChaiseEmbeddingFunction:
        """Return an embedding function of an encoder that is loaded already."""
        function = cls(encoder.name)
        function._encoder = encoder
        return function

    def __call__(self, input: Embeddable) -> Embeddings:
        if self._encoder is None:
            self._encoder = load_encoder(self._encoder_name)
        rows: Embeddings = []
        for item in input:
            if isinstance(item, str):
                rows.append(self._encoder.embed_texts([item])[0])
            else:
                rows.append(self._encoder.embed_images([Image.fromarray(np.asarray(item, dtype=np.uint8))])[0])
        return rows

    @staticmethod
    def name() -> str:
        return "chaise"

    def default_space(self) -> Space:
        return "cosine"

    def supported_spaces(self) -> list[Space]:
        return ["cosine"]

    def get_config(self) -> dict[str, Any]:
        return {"encoder": self._encoder_name}

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> EmbeddingFunction[Embeddable]:
        return ChaiseEmbeddingFunction(str(config["encoder"]))
