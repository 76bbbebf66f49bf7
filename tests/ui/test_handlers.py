"""What happens when a visitor does something."""

from __future__ import annotations

import re
from typing import Any

import gradio as gr
import pytest

from search import DEFAULT_IMAGE_WEIGHT, SearchEngine
from tests.shops import ColourEncoder, picture
from ui.examples import Example
from ui.handlers import Handlers
from ui.photo import HeldPhoto, hold_photo
from ui.state import PAGE_SIZE, SearchState
from ui.words import words

EXAMPLES = (Example("minimalist", "red"), Example("in red", "red", 0.5, "blue.png", "sofa"))


@pytest.fixture
def handlers(small_engine: SearchEngine) -> Handlers:
    queries = small_engine.catalog.folder / "queries"
    queries.mkdir()
    picture("blue").save(queries / "blue.png")
    return Handlers(small_engine, EXAMPLES)


@pytest.fixture
def blue(blue_photo: str) -> HeldPhoto:
    return hold_photo(blue_photo)


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def search(
    handlers: Handlers, photo: HeldPhoto | None = None, text: str = "", weight: float = 0.7, **state: Any
) -> tuple[str, str, str, Any]:
    return handlers.search(photo, text, weight, SearchState(**state))


def found(cards: str) -> list[str]:
    return re.findall(r'<article class="ch-card" data-open="([^"]+)"', cards)


def test_nothing_asked_shows_the_front_page(handlers: Handlers) -> None:
    heading, warning, cards, slider = search(handlers)
    assert words.FRONT_PAGE in heading
    assert words.FRONT_PAGE_HINT.format(count=3, variants=15) in heading
    assert warning == ""
    assert len(found(cards)) == 3
    assert slider["info"] == words.WEIGHT_IDLE


def test_words_alone_find_what_they_say(handlers: Handlers) -> None:
    heading, _, cards, _ = search(handlers, text="  red   sofa ")
    assert "Nearest to “red sofa”" in heading
    assert found(cards)[0] == "red-sofa"


def test_photo_and_words_make_the_slider_count(handlers: Handlers, blue: HeldPhoto) -> None:
    heading, _, _, slider = search(handlers, blue, "lamp", weight=0.35)
    assert "Your photo, with “lamp”" in heading
    assert slider["info"] == "35% photo, 65% words"
    assert search(handlers, blue, "", avoid="red")[3]["info"] == "70% photo, 30% words"


def test_slider_move_runs_no_encoder_and_says_so(
    handlers: Handlers, blue: HeldPhoto, colour_encoder: ColourEncoder
) -> None:
    first, _, photo_end, _ = search(handlers, blue, "red", weight=1.0)
    assert words.NO_ENCODER not in first
    passes = colour_encoder.passes
    second, _, words_end, _ = search(handlers, blue, "red", weight=0.0)
    assert colour_encoder.passes == passes
    assert words.NO_ENCODER in second
    assert photo_end != words_end


def test_likes_and_dislikes_move_the_results(handlers: Handlers) -> None:
    heading, _, cards, _ = search(handlers, likes=("blue-lamp",))
    assert "More like Blue lamp" in heading
    assert found(cards) != found(search(handlers)[2])
    both = search(handlers, likes=("blue-lamp",), dislikes=("red-sofa",))[0]
    assert words.RESULTS in both


def test_crop_is_searched_by_instead_of_the_whole_photo(handlers: Handlers) -> None:
    half = picture("blue", "rug")
    half.paste((200, 20, 20), (48, 0, 96, 96))
    photo = HeldPhoto(half, "")
    assert "blue" in found(search(handlers, photo, crop=(0.0, 0.0, 0.5, 1.0))[2])[0]
    assert "red" in found(search(handlers, photo, crop=(0.5, 0.0, 1.0, 1.0))[2])[0]


def test_filters_limit_and_sort_orders(handlers: Handlers) -> None:
    cards = search(handlers, text="sofa", colours=("red",), sort="price_down")[2]
    assert found(cards) == ["red-rug", "red-lamp", "red-sofa"]


def test_nothing_close_is_said_plainly(handlers: Handlers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engine.CLOSE_ENOUGH", 1.1)
    assert words.NOTHING_CLOSE in search(handlers, text="red")[1]


@pytest.mark.parametrize(
    "text", ["   ", "\n\t", "red " * 2_500, "🛋️", "红色沙发", "<script>alert(1)</script>", "not red"]
)
def test_any_words_give_results(handlers: Handlers, text: str) -> None:
    heading, _, cards, _ = search(handlers, text=text)
    assert "ch-card" in cards
    assert "<script" not in heading


def test_products_that_have_gone_are_left_out(handlers: Handlers) -> None:
    assert found(search(handlers, likes=("gone",), dislikes=("gone too",))[2])
    assert "gone" not in "".join(handlers.draw_controls(SearchState(likes=("gone",))))


def test_controls_follow_the_search(handlers: Handlers) -> None:
    filters, toolbar, chips, advanced = handlers.draw_controls(
        SearchState(colours=("red",), avoid="velvet", sort="price_up", category="Sofas")
    )
    assert 'data-toggle="colours:red" checked' in filters
    assert '<option value="price_up" selected>' in toolbar
    assert "Sofas first" in chips
    assert 'value="velvet"' in advanced


def test_reported_change_is_made_and_starts_a_search(handlers: Handlers) -> None:
    state, turn = handlers.change(event(kind="like", value="red-sofa"), SearchState())
    assert state.likes == ("red-sofa",)
    later, next_turn = handlers.change(event(kind="more"), state)
    assert later.shown == 2 * PAGE_SIZE
    assert next_turn > turn


def test_other_words_begin_at_the_first_page(handlers: Handlers) -> None:
    state, _ = handlers.ask(" red  lamp ", 0.4, SearchState(shown=96, likes=("a",)))
    assert state == SearchState(text="red lamp", image_weight=0.4, likes=("a",))


def test_uploaded_photo_is_held_and_makes_room_for_the_next(handlers: Handlers, blue_photo: str) -> None:
    photo, upload, state, _, problem = handlers.take_photo(blue_photo, SearchState(text="red", crop=(0, 0, 0.5, 0.5)))
    assert photo.picture.size == picture("blue").size
    assert upload is None
    assert problem == ""
    assert state == SearchState(text="red")


def test_emptied_upload_changes_nothing(handlers: Handlers) -> None:
    photo, upload, *others = handlers.take_photo(None, SearchState())
    assert upload is None
    assert [photo, *others] == [gr.skip()] * 4


def test_unreadable_photo_is_said_in_plain_words_and_changes_nothing_else(
    handlers: Handlers, broken_photo: str
) -> None:
    photo, upload, state, turn, problem = handlers.take_photo(broken_photo, SearchState())
    assert "This picture cannot be read" in problem
    assert broken_photo not in problem
    assert upload is None
    assert photo == state == turn == gr.skip()


def test_remarks_of_the_engine_stand_with_the_results(handlers: Handlers) -> None:
    assert "Only the first 1,000 characters" in search(handlers, text="red " * 500)[1]


def test_photo_is_shown_first_and_its_things_after(handlers: Handlers, blue: HeldPhoto) -> None:
    first, second = handlers.show_photo(blue)
    assert "ch-box" not in first
    assert second.startswith(first[:200])
    assert list(handlers.show_photo(None)) == [""]


def test_removed_photo_takes_its_crop_along(handlers: Handlers) -> None:
    photo, state, _ = handlers.remove_photo(SearchState(text="red", crop=(0, 0, 0.5, 0.5)))
    assert (photo, state) == (None, SearchState(text="red"))


def test_unforeseen_failure_is_logged_and_not_shown(
    handlers: Handlers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(SearchEngine, "browse", fail)
    with pytest.raises(gr.Error) as caught:
        search(handlers, text="red")
    assert words.UNEXPECTED in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "secret detail" in caplog.text


def test_opened_product_shows_its_variants_and_its_match(handlers: Handlers) -> None:
    html = handlers.open_product(event(product="red-sofa"), None, "red sofa", 0.7, SearchState())
    assert html.count("data-open=") == 5
    assert "<meter" in html
    assert "<meter" not in handlers.open_product(event(product="red-sofa"), None, "", 0.7, SearchState())


def test_unknown_product_is_said_in_plain_words(handlers: Handlers) -> None:
    with pytest.raises(gr.Error, match="There is no product 'nope'"):
        handlers.open_product(event(product="nope"), None, "", 0.7, SearchState())


def test_example_replaces_the_whole_search(handlers: Handlers) -> None:
    assert handlers.try_example(event(number="0"))[:4] == (None, "red", DEFAULT_IMAGE_WEIGHT, SearchState(text="red"))
    photo, text, weight, state, _ = handlers.try_example(event(number="1"))
    assert photo is not None
    assert photo.picture.size == picture("blue").size
    assert (text, weight, state) == ("red", 0.5, SearchState(text="red", image_weight=0.5))


@pytest.mark.parametrize("number", ["99", "x"])
def test_example_that_there_is_none_of_is_said_in_plain_words(handlers: Handlers, number: str) -> None:
    with pytest.raises(gr.Error, match="Something went wrong"):
        handlers.try_example(event(number=number))


def test_start_over_empties_everything(handlers: Handlers) -> None:
    assert handlers.start_over()[:4] == (None, "", DEFAULT_IMAGE_WEIGHT, SearchState())


def test_every_turn_is_a_new_one(handlers: Handlers) -> None:
    turns = [
        handlers.start_over()[-1],
        handlers.remove_photo(SearchState())[-1],
        handlers.ask("", 0, SearchState())[-1],
    ]
    assert turns == sorted(set(turns))
