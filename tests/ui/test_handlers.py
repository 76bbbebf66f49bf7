"""What happens when a visitor does something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from search import DEFAULT_IMAGE_WEIGHT, SearchEngine
from tests.shops import ColourEncoder, picture
from ui import words
from ui.examples import Example
from ui.handlers import Handlers

EXAMPLES = (Example("Red", "red"), Example("This, in red", "red", 0.5, "blue.png"))


@pytest.fixture
def handlers(small_engine: SearchEngine) -> Handlers:
    queries = small_engine.catalog.folder / "queries"
    queries.mkdir()
    picture("blue").save(queries / "blue.png")
    return Handlers(small_engine, EXAMPLES)


@pytest.fixture
def blue_photo(tmp_path: Path) -> str:
    picture("blue").save(tmp_path / "blue.png")
    return str(tmp_path / "blue.png")


@pytest.fixture
def broken_photo(tmp_path: Path) -> str:
    (tmp_path / "broken.jpg").write_bytes(b"no picture at all")
    return str(tmp_path / "broken.jpg")


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def search(handlers: Handlers, photo: str | None = None, text: str = "", **more: Any) -> tuple[str, str, str, str, Any]:
    asked = {"image_weight": 0.7, "top_k": 12, "blend": "balanced", "like": ""} | more
    return handlers.search(photo, text, **asked)


def test_nothing_asked_shows_the_front_page(handlers: Handlers) -> None:
    heading, cards, chip, formula, slider = search(handlers)
    assert words.FRONT_PAGE in heading
    assert cards.count("ch-card") == 12
    assert (chip, formula) == ("", words.FORMULA_ONE)
    assert slider["info"] == words.WEIGHT_IDLE


def test_words_alone_find_what_they_say(handlers: Handlers) -> None:
    heading, cards, *_ = search(handlers, text="  red   sofa ")
    assert "Nearest to “red sofa”" in heading
    assert cards.index('data-open="red-sofa"') == cards.index("data-open=")


def test_photo_and_words_make_the_slider_count(handlers: Handlers, blue_photo: str) -> None:
    heading, _, _, formula, slider = search(handlers, blue_photo, "lamp", image_weight=0.35)
    assert "Your photo, with “lamp”" in heading
    assert "0.35" in formula
    assert slider["info"] == "35% photo, 65% words"


def test_slider_move_runs_no_encoder(handlers: Handlers, blue_photo: str, colour_encoder: ColourEncoder) -> None:
    photo_end = search(handlers, blue_photo, "red", image_weight=1.0)[1]
    passes = colour_encoder.passes
    words_end = search(handlers, blue_photo, "red", image_weight=0.0)[1]
    assert colour_encoder.passes == passes
    assert photo_end != words_end


def test_centroid_shows_the_textbook_formula(handlers: Handlers, blue_photo: str) -> None:
    formula = search(handlers, blue_photo, "red", blend="centroid")[3]
    assert "0.70 · photo + 0.30 · words" in formula


def test_product_stands_for_the_photo(handlers: Handlers, blue_photo: str) -> None:
    heading, cards, chip, *_ = search(handlers, blue_photo, like="red-lamp")
    assert "More like Red lamp" in heading
    assert "Red lamp" in chip
    assert 'data-open="red-lamp"' not in cards


def test_count_of_results_is_kept(handlers: Handlers) -> None:
    assert search(handlers, text="red", top_k=4)[1].count("ch-card") == 4


@pytest.mark.parametrize(
    "text", ["   ", "\n\t", "red " * 2_500, "🛋️", "红色沙发", "<script>alert(1)</script>", "not red"]
)
def test_any_words_give_results(handlers: Handlers, text: str) -> None:
    heading, cards, *_ = search(handlers, text=text)
    assert "ch-card" in cards
    assert "<script" not in heading


def test_unreadable_photo_is_said_in_plain_words(handlers: Handlers, broken_photo: str) -> None:
    with pytest.raises(gr.Error, match="This picture cannot be read") as caught:
        search(handlers, broken_photo)
    assert broken_photo not in str(caught.value)
    with pytest.raises(gr.Error, match="This picture cannot be read"):
        handlers.check_photo(broken_photo)


def test_readable_photo_takes_the_place_of_a_product(handlers: Handlers, blue_photo: str) -> None:
    assert handlers.check_photo(blue_photo)[0] == ""


def test_unforeseen_failure_is_logged_and_not_shown(
    handlers: Handlers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(SearchEngine, "search", fail)
    with pytest.raises(gr.Error) as caught:
        search(handlers, text="red")
    assert words.UNEXPECTED in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "secret detail" in caplog.text


def test_opened_product_shows_its_variants_and_its_match(handlers: Handlers) -> None:
    html = handlers.open_product(event(product="red-sofa"), None, "red", 0.7, 12, "balanced", "")
    assert html.count("data-open=") == 5
    assert "<meter" in html
    assert "<meter" not in handlers.open_product(event(product="red-sofa"), None, "", 0.7, 12, "balanced", "")


def test_unknown_product_is_said_in_plain_words(handlers: Handlers) -> None:
    with pytest.raises(gr.Error, match="There is no product 'nope'"):
        handlers.open_product(event(product="nope"), None, "", 0.7, 12, "balanced", "")


def test_more_like_this_replaces_the_photo_and_closes_the_detail(handlers: Handlers) -> None:
    assert handlers.show_more_like(event(product="red-sofa"))[:3] == ("red-sofa", None, "")


def test_example_sets_photo_words_and_weight(handlers: Handlers) -> None:
    assert handlers.try_example(event(number="0"))[:4] == (None, "red", DEFAULT_IMAGE_WEIGHT, "")
    photo, text, weight, like, _ = handlers.try_example(event(number="1"))
    assert photo is not None
    assert photo.size == picture("blue").size
    assert (text, weight, like) == ("red", 0.5, "")


@pytest.mark.parametrize("number", ["99", "x"])
def test_example_that_there_is_none_of_is_said_in_plain_words(handlers: Handlers, number: str) -> None:
    with pytest.raises(gr.Error, match="Something went wrong"):
        handlers.try_example(event(number=number))


def test_start_over_empties_everything(handlers: Handlers) -> None:
    assert handlers.start_over()[:4] == (None, "", DEFAULT_IMAGE_WEIGHT, "")


def test_every_turn_is_a_new_one(handlers: Handlers) -> None:
    turns = [handlers.start_over()[-1], handlers.drop_like()[-1], handlers.check_photo(None)[-1]]
    assert turns == sorted(set(turns))


def test_program_gets_records(handlers: Handlers, blue_photo: str) -> None:
    records = handlers.answer(blue_photo, "sofa", 0.5, 3)
    assert len(records) == 3
    assert list(records[0]) == ["id", "title", "category", "price", "image", "match"]
    assert records[0]["id"] == "blue-sofa"
    assert records[0]["image"].startswith("pictures/blue-sofa?v=")
    assert 0 <= records[0]["match"] <= 1


def test_program_that_asks_nothing_gets_the_front_page(handlers: Handlers) -> None:
    assert all(record["match"] is None for record in handlers.answer(None, ""))


@pytest.mark.parametrize(("top_k", "count"), [(0, 1), (-1, 1), (10_000, 15), (2.7, 2), (None, 12), ("3", 3)])
def test_any_count_gives_what_there_is(handlers: Handlers, top_k: Any, count: int) -> None:
    assert len(handlers.answer(None, "red", 0.5, top_k)) == count


@pytest.mark.parametrize(("weight", "same_as"), [(1.7, 1.0), (-3, 0.0), (None, 0.7), (float("nan"), 0.7)])
def test_any_weight_is_brought_inside_its_limits(
    handlers: Handlers, blue_photo: str, weight: Any, same_as: float
) -> None:
    assert handlers.answer(blue_photo, "red", weight) == handlers.answer(blue_photo, "red", same_as)


@pytest.mark.parametrize("values", [("much", 12), (0.5, "many"), (0.5, [3])])
def test_value_that_is_no_number_is_said_in_plain_words(handlers: Handlers, values: tuple[Any, Any]) -> None:
    with pytest.raises(gr.Error, match="has to be a number"):
        handlers.answer(None, "red", *values)
