"""Which components the page has and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr
from gradio.data_classes import ImageData

from search import DEFAULT_IMAGE_WEIGHT
from ui.theme import STATIC
from ui.translation import Phrasebook
from ui.words import words

STEP = 0.1
"""How far the buttons beside the slider move it."""
IDLE = "ch-idle"
"""Class of the slider while it has nothing to weigh."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a visitor sets."""

    upload: gr.Image
    """Where photos arrive; always empty again, because the photo itself is held in the session."""
    stage: gr.HTML
    problem: gr.HTML
    text: gr.Textbox
    search: gr.Button
    reset: gr.Button
    advanced: gr.HTML
    examples: gr.HTML
    weight: gr.Slider


@dataclass(frozen=True, slots=True)
class Results:
    """What a visitor gets, and what limits it."""

    filters: gr.HTML
    heading: gr.HTML
    toolbar: gr.HTML
    remarks: gr.HTML
    chips: gr.HTML
    insights: gr.HTML
    cards: gr.HTML


def lay_out_header(phrases: Phrasebook, draw_actions: Callable[[], str]) -> gr.HTML:
    """Return the name of the page, what it is for, and what can be done with all of it.

    It reports, as "apply", that the page came up in another language than English.
    """

    def draw() -> str:
        title = f"<h1>{escape(words.TITLE)}</h1><p>{escape(words.INVITATION)}</p>"
        page_title = escape(f"{words.TITLE}: {words.TAGLINE}")
        return f'<header class="ch-header" data-title="{page_title}">{title}{draw_actions()}</header>'

    return make_html(phrases.add(draw), "paste.js", "header.js", elem_id="ch-header")


def lay_out_inputs(phrases: Phrasebook, draw_examples: Callable[[], str], advanced: str) -> Inputs:
    """Return the inputs: the photo beside the words, and below both the slider between them."""
    with gr.Row(elem_id="ch-composer"):
        with gr.Column(scale=0, min_width=280, elem_id="ch-photo-side"):
            upload = gr.Image(
                type="filepath",
                sources=["upload", "clipboard", "webcam"],
                label=phrases.add(lambda: words.PHOTO),
                show_label=False,
                height=216,
                placeholder=phrases.add(lambda: words.PHOTO_HINT),
                buttons=[],
                elem_id="ch-photo",
            )
            take_as_uploaded(upload)
            stage = make_html("", "crop.js", elem_id="ch-stage")
            problem = make_html("", elem_id="ch-problem")
        with gr.Column(scale=1, min_width=280, elem_id="ch-words"):
            with gr.Row(elem_id="ch-ask"):
                text = gr.Textbox(
                    label=phrases.add(lambda: words.TEXT),
                    placeholder=phrases.add(lambda: words.TEXT_HINT),
                    max_lines=2,
                    scale=1,
                    elem_id="ch-text",
                )
                search = gr.Button(
                    phrases.add(lambda: words.SEARCH), variant="primary", scale=0, min_width=110, elem_id="ch-go"
                )
                reset = gr.Button(phrases.add(lambda: words.START_OVER), scale=0, min_width=110, elem_id="ch-reset")
            shown_examples = make_html(phrases.add(draw_examples), "events.js", elem_id="ch-examples")
            fold = make_html(advanced, "advanced.js", elem_id="ch-advanced")
    return Inputs(upload, stage, problem, text, search, reset, fold, shown_examples, _lay_out_slider(phrases))


def _lay_out_slider(phrases: Phrasebook) -> gr.Slider:
    with gr.Row(elem_id="ch-steer"):
        make_html(phrases.add(lambda: _draw_step(words.CLOSER_TO_WORDS, -STEP)), "steps.js", elem_id="ch-to-words")
        weight = gr.Slider(
            0,
            1,
            DEFAULT_IMAGE_WEIGHT,
            step=0.01,
            label=phrases.add(lambda: words.WEIGHT),
            info=phrases.add(lambda: words.WEIGHT_IDLE),
            buttons=[],
            min_width=100,
            elem_id="ch-weight",
            elem_classes=[IDLE],
        )
        make_html(phrases.add(lambda: _draw_step(words.CLOSER_TO_PHOTO, STEP)), "steps.js", elem_id="ch-to-photo")
    return weight


def _draw_step(text: str, step: float) -> str:
    return f'<button class="ch-step" data-step="{step:g}">{escape(text)}</button>'


def lay_out_results(filters: str, heading: str, toolbar: str, insights: str, cards: str) -> Results:
    """Return the filters and, beside them, the results, which open with the front page."""
    with gr.Row(elem_id="ch-main"):
        with gr.Column(scale=0, min_width=0, elem_id="ch-filters"):
            sidebar = make_html(filters, "events.js", "filters.js")
        with gr.Column(scale=1, min_width=0, elem_id="ch-results"):
            with gr.Row(elem_id="ch-title"):
                title = make_html(heading, elem_id="ch-heading")
                tools = make_html(toolbar, "events.js", elem_id="ch-toolbar")
            remarks = make_html("", elem_id="ch-remarks")
            chips = make_html("", "events.js", elem_id="ch-chips")
            panel = make_html(insights, "events.js", "insights.js", elem_id="ch-insights")
            # The script draws the value itself, so that pictures which stay are not loaded anew.
            gallery = make_html(
                cards, "events.js", "cards.js", html_template='<div class="ch-live"></div>', elem_id="ch-cards"
            )
    return Results(sidebar, title, tools, remarks, chips, panel, gallery)


def lay_out_detail() -> gr.HTML:
    """Return the place of the detail view, empty until a product is opened."""
    return make_html("", "events.js", "dialog.js", elem_id="ch-detail")


def make_html(value: str, *scripts: str, **options: Any) -> gr.HTML:
    """Return a block of our own HTML with our own style and, from static/, its scripts."""
    # Each in a scope of its own, so that two of one block may use the same name.
    script = "\n".join(f"{{\n{(STATIC / name).read_text(encoding='utf-8')}}}" for name in scripts)
    return gr.HTML(value, apply_default_css=False, js_on_load=script or None, **options)


def take_as_uploaded(photo: gr.Image) -> None:
    """Have the component hand over the uploaded file itself, which `catalog.open_picture` judges.

    Replaced on the object and not in a subclass, for which gradio would write a stub file beside its module.
    """
    photo.preprocess = _read_path  # type: ignore[method-assign]


def _read_path(payload: ImageData | None) -> str | None:
    return payload.path if payload else None
