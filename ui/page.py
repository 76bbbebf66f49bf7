"""The page: which event calls which handler, and the same search for programs."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api

from search import DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, SearchEngine
from ui.endpoint import Endpoint
from ui.examples import available_examples, draw_examples
from ui.handlers import Handlers
from ui.insights import ShownInsight, draw_insights
from ui.keeping import Door, Keeping, KeepingHandlers, draw_actions, lay_out_keeping
from ui.layout import Inputs, Results, lay_out_detail, lay_out_header, lay_out_inputs, lay_out_results, take_as_uploaded
from ui.state import SearchState, next_turn
from ui.theme import STATIC
from ui.translation import Phrasebook
from ui.words import words

ENCODER_QUEUE = "encoder"
# Whatever may run the encoder waits in one queue; the rest is answered at once.
_ENCODING: dict[str, Any] = {"concurrency_id": ENCODER_QUEUE, "concurrency_limit": 4}
_QUICK: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 8, "show_progress": "hidden"}
# Changes of a visitor's search come one after the other, each to what the one before has left; none is dropped.
_CHANGING: dict[str, Any] = _QUICK | {"concurrency_id": "changes", "concurrency_limit": 1, "trigger_mode": "multiple"}


def build_ui(engine: SearchEngine, phrases: Phrasebook, door: Door = "") -> gr.Blocks:
    """Return the page of an engine; its standing texts go into the phrasebook.

    What depends on the search stands there in English at first; a visitor of another language gets it drawn at once.
    """
    examples = available_examples(engine.catalog.folder)
    handlers = Handlers(engine, examples)
    state = SearchState()
    heading, _, cards, _ = handlers.search(None, state.text, state.image_weight, state)
    filters, toolbar, _, advanced = handlers.draw_controls(state)
    insights = draw_insights(engine, ShownInsight(), None, state)
    page: gr.Blocks
    with gr.Blocks(title=f"{words.TITLE}: {words.TAGLINE}", fill_width=True, analytics_enabled=False) as page:
        # First, because gradio gives each name once, and the page's own handler is called `search` too.
        _add_endpoints(Endpoint(engine))
        header = lay_out_header(phrases, lambda: draw_actions(door))
        keeping = lay_out_keeping(phrases)
        inputs = lay_out_inputs(phrases, lambda: draw_examples(examples), advanced)
        results = lay_out_results(filters, heading, toolbar, insights, cards)
        everything = _connect(handlers, inputs, results, lay_out_detail(), keeping.board)
        header.apply(next_turn, None, everything[-1], **_QUICK)
        _connect_keeping(KeepingHandlers(engine), keeping, everything)
    return page


def _connect(handlers: Handlers, inputs: Inputs, results: Results, detail: gr.HTML, board: gr.HTML) -> list[Any]:
    """Return what holds the visitor's search: photo, words, image weight, all the rest, and its turn."""
    photo, state, turn = gr.State(None), gr.State(SearchState()), gr.State(0)
    shown_insight = gr.State(ShownInsight())
    text, weight, cards = inputs.text, inputs.weight, results.cards
    asked = [photo, text, weight, state]
    everything = [*asked, turn]
    # One event for every search, so that a slow one never arrives after a later one and takes its place: while one
    # runs, the latest waits. What has to set something first does so, and then starts the search by a new turn.
    searched = gr.on(
        [turn.change, weight.input],
        handlers.search,
        asked,
        [results.heading, results.remarks, cards, weight],
        trigger_mode="always_last",
        api_visibility="private",
        show_progress="minimal",
        show_progress_on=cards,
        **_ENCODING,
    )
    understanding: dict[str, Any] = {
        "fn": handlers.draw_insights,
        "inputs": [*asked, shown_insight],
        "outputs": results.insights,
        "api_visibility": "private",
        "show_progress": "hidden",
        **_ENCODING,
    }
    searched.success(**understanding)
    shown_insight.change(**understanding, trigger_mode="always_last")
    results.insights.apply(handlers.choose_insight, shown_insight, shown_insight, **_QUICK)
    # At every turn, also where the search has come back to what it was: then the page may still show what was typed.
    turn.change(
        handlers.draw_controls,
        [state, turn],
        [results.filters, results.toolbar, results.chips, inputs.advanced],
        trigger_mode="always_last",
        **_QUICK,
    )
    blocks = (inputs.stage, inputs.advanced, results.filters, results.toolbar, results.chips, cards)
    gr.on([block.apply for block in blocks], handlers.change, state, [state, turn], **_CHANGING)
    chosen = detail.apply(handlers.change, state, [state, turn], **_CHANGING)
    said = gr.on([text.submit, inputs.search.click], handlers.ask, [text, weight, state], [state, turn], **_CHANGING)
    inputs.reset.click(handlers.start_over, None, everything, **_CHANGING)
    example = inputs.examples.select(handlers.try_example, None, everything, **_QUICK)
    # A photo from the camera changes the component without being an upload.
    arrived = [photo, inputs.upload, state, turn, inputs.problem]
    inputs.upload.change(handlers.take_photo, [inputs.upload, state], arrived, **_QUICK)
    inputs.stage.clear(handlers.remove_photo, state, [photo, state, turn], **_CHANGING)
    photo.change(
        handlers.show_photo,
        photo,
        inputs.stage,
        trigger_mode="always_last",
        api_visibility="private",
        show_progress="hidden",
        **_ENCODING,
    )
    opened = [cards.select, detail.select, results.insights.select, board.select]
    gr.on(opened, handlers.open_product, asked, detail, **_QUICK)
    # Where the results are out of sight, on a telephone above all, a search that was asked for shows them.
    show_results = (STATIC / "show-results.js").read_text(encoding="utf-8")
    for started in (said, example, chosen):
        started.then(None, js=show_results)
    return everything


def _connect_keeping(handlers: KeepingHandlers, keeping: Keeping, everything: list[Any]) -> None:
    *asked, _ = everything
    keeping.board.apply(handlers.draw_board, None, keeping.board, trigger_mode="always_last", **_QUICK)
    keeping.share.apply(handlers.draw_share, asked, keeping.share, **_QUICK)
    keeping.share.submit(handlers.open_link, None, [*everything, keeping.share], **_CHANGING)


def _add_endpoints(endpoint: Endpoint) -> None:
    """Serve programs `/search` (image, text, image_weight, top_k), `/similar` and `/facets`.

    The inputs of `/search` are not the page's: those would refuse a weight of 1.7, which the search brings inside its
    limits.
    """
    image = gr.Image(type="filepath", visible=False)
    take_as_uploaded(image)
    asked = [
        image,
        gr.Textbox(visible=False),
        gr.Number(DEFAULT_IMAGE_WEIGHT, visible=False),
        gr.Number(DEFAULT_TOP_K, visible=False),
    ]
    gr.Button(visible=False).click(endpoint.search, asked, gr.JSON(visible=False), api_name="search", **_ENCODING)
    api(endpoint.similar, api_name="similar", concurrency_limit=8)
    api(endpoint.facets, api_name="facets", concurrency_limit=8)
