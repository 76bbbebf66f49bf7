"""The blends are the arithmetic that the documentation states."""

from __future__ import annotations

import numpy as np
import pytest

from search.blend import (
    AVOID_WEIGHT,
    CATEGORY_WEIGHT,
    DISLIKE_WEIGHT,
    LIKE_WEIGHT,
    QueryVectors,
    SpaceStatistics,
    blend_vectors,
    measure_space,
    query_sides,
)
from search.vectors import normalise_rows


@pytest.fixture
def space() -> tuple[np.ndarray, np.ndarray, SpaceStatistics]:
    """Return 300 photos and 50 texts in two cones, in 16 dimensions, with their statistics."""
    random = np.random.default_rng(7)
    spread = np.linspace(1.0, 0.2, 16)
    photos = normalise_rows((random.normal(size=(300, 16)) * spread + 2.0 * np.eye(16)[0]).astype(np.float32))
    texts = normalise_rows((random.normal(size=(50, 16)) * 0.3 - 2.0 * np.eye(16)[1]).astype(np.float32))
    return photos, texts, measure_space(photos, texts)


def test_centroid_is_the_textbook_form() -> None:
    statistics = measure_space(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    vectors = QueryVectors(image=np.array([1, 0], np.float32), text=np.array([0.6, 0.8], np.float32))
    blended = blend_vectors(vectors, 0.7, statistics, "centroid")
    # 0.7 * (1, 0) + 0.3 * (0.6, 0.8) = (0.88, 0.24), of length sqrt(0.7744 + 0.0576) = 0.912140...
    assert blended == pytest.approx([0.88 / 0.912140, 0.24 / 0.912140], abs=1e-5)


def test_balanced_is_the_stated_formula(space: tuple) -> None:
    photos, texts, statistics = space
    image, text = photos[3], texts[5]
    centred = photos - photos.mean(axis=0)
    v, t = image - photos.mean(axis=0), text - texts.mean(axis=0)
    expected = 0.4 * v / (centred @ v).std() + 0.6 * t / (centred @ t).std()
    blended = blend_vectors(QueryVectors(image, text), 0.4, statistics)
    assert blended == pytest.approx(expected / np.linalg.norm(expected), abs=1e-4)


def test_balanced_ranks_as_weighted_z_scores_do(space: tuple) -> None:
    photos, texts, statistics = space
    image, text = photos[3], texts[5]
    z_photo = photos @ (image - statistics.mean_images)
    z_text = photos @ (text - statistics.mean_texts)
    z_photo, z_text = ((z - z.mean()) / z.std() for z in (z_photo, z_text))
    for weight in (0.0, 0.3, 0.5, 0.9, 1.0):
        blended = blend_vectors(QueryVectors(image, text), weight, statistics)
        fused = weight * z_photo + (1 - weight) * z_text
        assert (np.argsort(-(photos @ blended))[:50] == np.argsort(-fused)[:50]).mean() > 0.95


@pytest.mark.parametrize("pair", range(8))
def test_more_image_weight_never_moves_the_results_away_from_the_photo(space: tuple, pair: int) -> None:
    photos, texts, statistics = space
    image, text = photos[11 * pair], texts[5 * pair]
    to_photo, to_text = photos @ (image - statistics.mean_images), photos @ (text - statistics.mean_texts)
    means = []
    for weight in np.linspace(0, 1, 21):
        blended = blend_vectors(QueryVectors(image, text), float(weight), statistics)
        top = np.argsort(-(photos @ blended), kind="stable")[:10]
        means.append((to_photo[top].mean(), to_text[top].mean()))
    photo_means, text_means = np.array(means).T
    assert (np.diff(photo_means) >= -1e-5).all()
    assert (np.diff(text_means) <= 1e-5).all()
    assert photo_means[-1] > photo_means[0]


@pytest.mark.parametrize("blend", ["balanced", "centroid"])
def test_a_missing_side_leaves_the_whole_weight_to_the_other(space: tuple, blend: str) -> None:
    photos, texts, statistics = space
    alone = blend_vectors(QueryVectors(text=texts[0]), 0.9, statistics, blend)
    assert alone == pytest.approx(blend_vectors(QueryVectors(photos[0], texts[0]), 0.0, statistics, blend), abs=1e-6)
    alone = blend_vectors(QueryVectors(image=photos[0]), 0.1, statistics, blend)
    assert alone == pytest.approx(blend_vectors(QueryVectors(photos[0], texts[0]), 1.0, statistics, blend), abs=1e-6)
    assert blend_vectors(QueryVectors(), 0.5, statistics, blend) is None


@pytest.mark.parametrize("blend", ["balanced", "centroid"])
def test_unwanted_words_push_away_and_leave_a_unit_vector(space: tuple, blend: str) -> None:
    _, texts, statistics = space
    plain = blend_vectors(QueryVectors(text=texts[0]), 0.5, statistics, blend)
    steered = blend_vectors(QueryVectors(text=texts[0], avoid=(texts[1],)), 0.5, statistics, blend)
    away = texts[1] - (statistics.mean_texts if blend == "balanced" else 0)
    assert steered @ away < plain @ away
    assert np.linalg.norm(steered) == pytest.approx(1.0, abs=1e-5)
    only_avoid = blend_vectors(QueryVectors(avoid=(texts[1],)), 0.5, statistics, blend)
    assert only_avoid @ away < 0


def test_unwanted_words_weigh_what_the_constant_says() -> None:
    statistics = measure_space(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    vectors = QueryVectors(text=np.array([1, 0], np.float32), avoid=(np.array([0, 1], np.float32),))
    expected = np.array([1.0, -AVOID_WEIGHT]) / np.hypot(1.0, AVOID_WEIGHT)
    assert blend_vectors(vectors, 0.5, statistics, "centroid") == pytest.approx(expected)


def test_one_product_has_no_spread_and_still_gives_a_direction() -> None:
    one = np.array([[0.6, 0.8]], np.float32)
    statistics = measure_space(one, np.array([[1.0, 0.0]], np.float32))
    blended = blend_vectors(QueryVectors(image=np.array([0.8, 0.6], np.float32)), 1.0, statistics)
    assert np.isfinite(blended).all()
    # The only photo is its own mean: there is no direction left, and nothing may turn into not-a-number.
    assert np.isfinite(blend_vectors(QueryVectors(image=one[0]), 1.0, statistics)).all()


def test_likes_and_dislikes_move_the_vector_as_rocchio_says() -> None:
    statistics = measure_space(np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    x, y = np.eye(2, dtype=np.float32)
    vectors = QueryVectors(image=x, likes=(x, y), dislikes=(y,), category=x)
    # x + LIKE * (x + y) / 2 - DISLIKE * y + CATEGORY * x
    expected = np.array([1 + LIKE_WEIGHT / 2 + CATEGORY_WEIGHT, LIKE_WEIGHT / 2 - DISLIKE_WEIGHT])
    blended = blend_vectors(vectors, 0.5, statistics, "centroid")
    assert blended == pytest.approx(expected / np.linalg.norm(expected), abs=1e-6)


def test_terms_are_averaged_by_their_weight() -> None:
    statistics = measure_space(np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32))
    x, y, z = np.eye(3, dtype=np.float32)
    vectors = QueryVectors(text=x, terms=((3.0, y), (-2.0, z)))
    # (1 * x + 3 * y) / 4 - AVOID * 2 * z
    expected = np.array([0.25, 0.75, -2 * AVOID_WEIGHT])
    blended = blend_vectors(vectors, 0.5, statistics, "centroid")
    assert blended == pytest.approx(expected / np.linalg.norm(expected), abs=1e-6)


@pytest.mark.parametrize("pair", range(6))
def test_steering_keeps_the_slider_monotone(space: tuple, pair: int) -> None:
    photos, texts, statistics = space
    vectors = QueryVectors(
        photos[11 * pair], texts[5 * pair], avoid=(texts[2],), terms=((0.5, texts[9]), (-0.5, texts[8])),
        likes=(photos[50], photos[60 + pair]), dislikes=(photos[70],), category=photos[:30].mean(axis=0),
    )  # fmt: skip
    photo, words = query_sides(vectors, statistics, "balanced", steered=True)
    means = []
    for weight in np.linspace(0, 1, 21):
        scores = photos @ blend_vectors(vectors, float(weight), statistics)
        top = np.argsort(-scores, kind="stable")[:10]
        means.append(((photos[top] @ photo).mean(), (photos[top] @ words).mean()))
    photo_means, words_means = np.array(means).T
    assert (np.diff(photo_means) >= -1e-4).all()
    assert (np.diff(words_means) <= 1e-4).all()
    assert photo_means[-1] > photo_means[0]
