"""The page's layout and which event calls which handler."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.components.image import ImageData

from search import DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, SearchEngine
from ui import words
from ui.examples import available_examples, draw_examples
from ui.handlers import Handlers
from ui.theme import STATIC

MAX_RESULTS = 48
ENCODER_QUEUE = "encoder"


def build_ui(engine: SearchEngine) -> gr.Blocks:
    """Return the page of an engine."""
    examples = available_examples(engine.catalog.folder)
    handlers = Handlers(engine, examples)
    script = (STATIC / "events.js").read_text(encoding="utf-8")
    first = handlers.search(None, "", DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, "balanced", "")

    with gr.Blocks(title=f"{words.TITLE}: {words.TAGLINE}", fill_width=True, analytics_enabled=False) as page:
        gr.HTML(f'<header class="ch-header"><h1>{words.TITLE}</h1><p>{words.INVITATION}</p></header>')
        like = gr.State("")
        with gr.Row(elem_id="ch-main"):
            with gr.Column(scale=1, min_width=300, elem_id="ch-inputs"):
                photo = gr.Image(type="filepath", sources=["upload", "clipboard", "webcam"], label=words.PHOTO, height=250,
                                 placeholder=words.PHOTO_HINT, buttons=[], elem_id="ch-photo")  # fmt: skip
                # `catalog.open_picture` judges the file as it was uploaded. Replaced on the object and not in a
                # subclass, for which gradio would write a stub file beside this one.
                photo.preprocess = _take_as_uploaded  # type: ignore[method-assign]
                chip = gr.HTML("", js_on_load=script, elem_id="ch-chip")
                text = gr.Textbox(label=words.TEXT, placeholder=words.TEXT_HINT, max_lines=2, elem_id="ch-text")
                with gr.Column(elem_id="ch-slider"):
                    weight = gr.Slider(0, 1, DEFAULT_IMAGE_WEIGHT, step=0.01, label=words.WEIGHT, info=words.WEIGHT_IDLE,
                                       buttons=[], elem_id="ch-weight")  # fmt: skip
                    gr.HTML(f'<div class="ch-ends"><span>{words.WEIGHT_WORDS}</span><span>{words.WEIGHT_PHOTO}</span></div>')
                with gr.Row():
                    go = gr.Button(words.SEARCH, variant="primary", min_width=120, elem_id="ch-go")
                    reset = gr.Button(words.START_OVER, min_width=120, elem_id="ch-reset")
                with gr.Accordion(words.MORE, open=False, elem_id="ch-more"):
                    top_k = gr.Slider(4, MAX_RESULTS, DEFAULT_TOP_K, step=4, label=words.COUNT, buttons=[])
                    blend = gr.Radio(list(words.BLEND_NAMES), value="balanced", label=words.BLEND)
                    formula = gr.Markdown(first[3], elem_id="ch-formula")
                    gr.Markdown(words.LANGUAGE_NOTE)
            with gr.Column(scale=3, min_width=320, elem_id="ch-results"):
                samples = gr.HTML(draw_examples(examples), js_on_load=script, elem_id="ch-examples")
                heading = gr.HTML(first[0], elem_id="ch-heading")
                cards = gr.HTML(first[1], js_on_load=script, elem_id="ch-cards")
        detail = gr.HTML("", js_on_load=script, elem_id="ch-detail")

        asked = [photo, text, weight, top_k, blend, like]
        shown = [heading, cards, chip, formula, weight]
        private: dict[str, Any] = {"api_visibility": "private"}
        # Whatever may run the encoder waits in one queue; the rest is answered at once.
        encoding = private | {"concurrency_id": ENCODER_QUEUE, "concurrency_limit": 2, "show_progress": "minimal", "show_progress_on": cards}
        quick = private | {"concurrency_limit": 8, "show_progress": "hidden"}
        photo.upload(lambda: "", None, like, **quick).then(handlers.search, asked, shown, **encoding)
        photo.clear(handlers.search, asked, shown, **encoding)
        gr.on([text.submit, text.blur, go.click], handlers.search, asked, shown, **encoding)
        gr.on([weight.input, top_k.release, blend.input], handlers.search, asked, shown, trigger_mode="always_last", **quick)
        samples.select(handlers.try_example, None, [photo, text, weight, like], **quick).then(handlers.search, asked, shown, **encoding)
        chip.clear(lambda: "", None, like, **quick).then(handlers.search, asked, shown, **encoding)
        gr.on([cards.select, detail.select], handlers.open_product, asked, detail, **quick)
        detail.like(handlers.show_more_like, None, [like, photo, detail], **quick).then(handlers.search, asked, shown, **encoding)
        reset.click(lambda: (None, "", DEFAULT_IMAGE_WEIGHT, ""), None, [photo, text, weight, like], **quick).then(
            handlers.search, asked, shown, **encoding
        )
        _add_endpoint(handlers, photo, text, weight, top_k)
    return page


def _take_as_uploaded(payload: ImageData | None) -> str | None:
    """Return the path of the uploaded file, `None` where there is none."""
    return payload.path if payload else None


def _add_endpoint(handlers: Handlers, photo: gr.Image, text: gr.Textbox, weight: gr.Slider, top_k: gr.Slider) -> None:
    """Serve the same search to programs as `/search`: image, text, image_weight, top_k."""
    records = gr.JSON(visible=False)
    gr.Button(visible=False).click(
        handlers.answer, [photo, text, weight, top_k], records, api_name="search", concurrency_id=ENCODER_QUEUE, concurrency_limit=2
    )
