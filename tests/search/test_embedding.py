"""Pictures read ahead and embedded in batches."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from search.embedding import BATCHES_AHEAD, WORTH_A_TRIAL, choose_precision, embed_pictures
from search.encoder import BATCH_SIZE, OpenClipEncoder, Precision
from search.vectors import Vectors
from tests.conftest import DEMO
from tests.shops import ColourEncoder


class TrialEncoder(ColourEncoder):
    """Has a bfloat16 of its own: how long each precision takes, and how far off bf16 is."""

    def __init__(self, seconds: dict[Precision, float] | None = None, error: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds or {"fp32": 0.0, "bf16": 0.0}
        self.error = error
        self.asked: list[Precision] = []

    def embed_prepared(self, prepared: Sequence[Image.Image], precision: Precision = "fp32") -> Vectors:
        self.asked.append(precision)
        time.sleep(self.seconds[precision])
        vectors = super().embed_prepared(prepared)
        return vectors + np.float32(self.error if precision == "bf16" else 0.0)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Three batches of pictures, each of another colour, with a broken one among them."""
    files = {}
    for number in range(3 * BATCH_SIZE - 5):
        files[f"p{number}"] = tmp_path / f"{number}.png"
        Image.new("RGB", (32, 32), (number, 255 - number, 90)).save(files[f"p{number}"])
    files["p40"].write_bytes(b"no picture")
    return files


def test_every_picture_has_the_embedding_that_it_has_alone(files: dict[str, Path]) -> None:
    encoder = ColourEncoder()
    vectors, failures = {}, {}
    for embedded in embed_pictures(files, encoder):
        vectors |= embedded.vectors
        failures |= embedded.failures
    assert list(vectors) == [key for key in files if key != "p40"]
    assert failures.keys() == {"p40"}
    for key in ("p0", "p39", "p41", "p90"):
        with Image.open(files[key]) as image:
            np.testing.assert_allclose(vectors[key], encoder.embed_images([image])[0])


def test_real_encoder_embeds_prepared_pictures_as_it_embeds_pictures(encoder: OpenClipEncoder) -> None:
    paths = sorted((DEMO / "images").glob("*.webp"))[:5]
    [embedded] = embed_pictures({path.name: path for path in paths}, encoder)
    with_pillow = encoder.embed_images([Image.open(path) for path in paths])
    np.testing.assert_allclose(np.stack(list(embedded.vectors.values())), with_pillow, atol=1e-5)


def test_bfloat16_of_the_real_encoder_is_the_same_embedding(encoder: OpenClipEncoder) -> None:
    paths = sorted((DEMO / "images").glob("*.webp"))[:8]
    prepared = [encoder.prepare_image(Image.open(path)) for path in paths]
    cosines = (encoder.embed_prepared(prepared, "fp32") * encoder.embed_prepared(prepared, "bf16")).sum(axis=1)
    assert cosines.min() > 0.998


def test_faster_precision_is_chosen_where_it_embeds_the_same() -> None:
    pictures = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    slow, fast = {"fp32": 0.06, "bf16": 0.01}, {"fp32": 0.01, "bf16": 0.06}
    assert choose_precision(TrialEncoder(slow), pictures) == "bf16"  # type: ignore[arg-type]
    assert choose_precision(TrialEncoder(fast), pictures) == "fp32"  # type: ignore[arg-type]
    assert choose_precision(TrialEncoder(slow, error=-0.1), pictures) == "fp32"  # type: ignore[arg-type]


def test_few_pictures_are_not_worth_a_trial(files: dict[str, Path]) -> None:
    encoder = TrialEncoder()
    list(embed_pictures(files, encoder))
    assert set(encoder.asked) == {"fp32"}
    many = {f"{turn}/{key}": path for turn in range(1 + WORTH_A_TRIAL // len(files)) for key, path in files.items()}
    next(embed_pictures(many, encoder))
    assert "bf16" in encoder.asked


def test_reading_stays_a_few_batches_ahead_and_ends_with_its_caller(tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    Image.new("RGB", (8, 8)).save(path)
    count = 0
    lock = threading.Lock()

    class Counting(ColourEncoder):
        def prepare_image(self, image: Image.Image) -> Image.Image:
            nonlocal count
            with lock:
                count += 1
            return image

    stream = embed_pictures({str(number): path for number in range(10 * BATCH_SIZE)}, Counting())
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert count <= (BATCHES_AHEAD + 1) * BATCH_SIZE
