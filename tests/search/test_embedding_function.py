"""Plain Chroma code queries our collection by text and by picture, as Chroma's multimodal guide does."""

from __future__ import annotations

from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings

from catalog import open_picture
from search import SearchEngine
from search.embedding_function import ChaiseEmbeddingFunction
from tests.shops import picture


def test_small_collection_by_text_and_picture(tmp_path: Path, small_engine: SearchEngine) -> None:
    client = chromadb.PersistentClient(str(tmp_path / "index"), settings=Settings(anonymized_telemetry=False))
    function = ChaiseEmbeddingFunction.around(small_engine.encoder)
    collection = client.get_collection(small_engine.index.name, embedding_function=function)
    by_picture = collection.query(query_images=[np.array(picture("blue", "sofa"))], n_results=1)
    assert by_picture["ids"] == [["blue-sofa"]]
    by_text = collection.query(query_texts=["red lamp", "green rug"], n_results=3)
    assert [len(row) for row in by_text["ids"]] == [3, 3]
    assert by_text["distances"] is not None


def test_demo_collection_with_the_bundled_encoder(engine: SearchEngine, index_folder: Path) -> None:
    client = chromadb.PersistentClient(str(index_folder), settings=Settings(anonymized_telemetry=False))
    collection = client.get_collection(engine.index.name, embedding_function=ChaiseEmbeddingFunction("compact"))
    rows = collection.query(query_texts=["wardrobe"], n_results=5, include=["metadatas"])
    assert any("Wardrobes" in str(record["category"]) for record in rows["metadatas"][0])
    product = engine.products[0]
    found = collection.query(query_images=[np.array(open_picture(product.image))], n_results=1)
    assert engine.product(found["ids"][0][0]).group == product.group


def test_configuration_rebuilds_the_function() -> None:
    function = ChaiseEmbeddingFunction("compact")
    assert ChaiseEmbeddingFunction.build_from_config(function.get_config()).get_config() == {"encoder": "compact"}
    assert function.default_space() == "cosine"
