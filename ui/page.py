"""The page: which event calls which handler, and the same search for programs."""

from __future__ import annotations

from typing import Any

import gradio as gr

from search import DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, SearchEngine
from ui import words
from ui.examples import available_examples, draw_examples
from ui.handlers import Handlers
from ui.layout import Inputs, Results, lay_out_detail, lay_out_header, lay_out_inputs, lay_out_results, take_as_uploaded
from ui.theme import STATIC

ENCODER_QUEUE = "encoder"
# Whatever may run the encoder waits in one queue; the rest is answered at once.
_ENCODING: dict[str, Any] = {"concurrency_id": ENCODER_QUEUE, "concurrency_limit": 4}
_QUICK: dict[str, Any] = {"api_visibility": "private", "concurrency_limit": 8, "show_progress": "hidden"}


def build_ui(engine: SearchEngine) -> gr.Blocks:
    """Return the page of an engine."""
    examples = available_examples(engine.catalog.folder)
    handlers = Handlers(engine, examples)
    heading, cards, _, formula, _ = handlers.search(None, "", DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, "balanced", "")
    page: gr.Blocks
    with gr.Blocks(title=f"{words.TITLE}: {words.TAGLINE}", fill_width=True, analytics_enabled=False) as page:
        # First, because gradio gives each name once, and the page's own handler is called `search` too.
        _add_endpoint(handlers)
        lay_out_header()
        with gr.Row(elem_id="ch-main"):
            inputs = lay_out_inputs(formula)
            results = lay_out_results(draw_examples(examples), heading, cards)
        _connect(handlers, inputs, results, lay_out_detail())
    return page


def _connect(handlers: Handlers, inputs: Inputs, results: Results, detail: gr.HTML) -> None:
    like, turn = gr.State(""), gr.State(0)
    photo, text, weight, cards = inputs.photo, inputs.text, inputs.weight, results.cards
    asked = [photo, text, weight, inputs.top_k, inputs.blend, like]
    # One event for every search, so that a slow one never arrives after a later one and takes its place: while one
    # runs, the latest waits. What has to set something first does so, and then starts the search by a new turn.
    starts = [turn.change, photo.clear, text.submit, inputs.search.click]
    starts += [weight.input, inputs.top_k.input, inputs.blend.input]
    gr.on(
        starts,
        handlers.search,
        asked,
        [results.heading, cards, inputs.chip, inputs.formula, weight],
        trigger_mode="always_last",
        api_visibility="private",
        show_progress="minimal",
        show_progress_on=cards,
        **_ENCODING,
    )
    uploaded = photo.upload(handlers.check_photo, photo, [like, turn], **_QUICK)
    uploaded.failure(lambda: None, None, photo, **_QUICK)
    inputs.chip.clear(handlers.drop_like, None, [like, turn], **_QUICK)
    inputs.reset.click(handlers.start_over, None, [photo, text, weight, like, turn], **_QUICK)
    gr.on([cards.select, detail.select], handlers.open_product, asked, detail, **_QUICK)
    example = results.examples.select(handlers.try_example, None, [photo, text, weight, like, turn], **_QUICK)
    alike = detail.like(handlers.show_more_like, None, [like, photo, detail, turn], **_QUICK)
    # Where the results are out of sight, on a telephone above all, a search that was asked for shows them.
    show_results = (STATIC / "show-results.js").read_text(encoding="utf-8")
    gr.on([text.submit, inputs.search.click], None, js=show_results)
    example.then(None, js=show_results)
    alike.then(None, js=show_results)


def _add_endpoint(handlers: Handlers) -> None:
    """Serve the same search to programs as `/search`: image, text, image_weight, top_k.

    Its inputs are not the page's: those would refuse a weight of 1.7, which the search brings inside its limits.
    """
    image = gr.Image(type="filepath", visible=False)
    take_as_uploaded(image)
    asked = [
        image,
        gr.Textbox(visible=False),
        gr.Number(DEFAULT_IMAGE_WEIGHT, visible=False),
        gr.Number(DEFAULT_TOP_K, visible=False),
    ]
    gr.Button(visible=False).click(handlers.answer, asked, gr.JSON(visible=False), api_name="search", **_ENCODING)
