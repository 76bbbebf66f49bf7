"""Which components the page has and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr
from gradio.data_classes import ImageData

from search import DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K
from ui import words
from ui.theme import STATIC

MAX_RESULTS = 48


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a visitor sets."""

    photo: gr.Image
    chip: gr.HTML
    text: gr.Textbox
    weight: gr.Slider
    search: gr.Button
    reset: gr.Button
    top_k: gr.Slider
    blend: gr.Radio
    formula: gr.Markdown


@dataclass(frozen=True, slots=True)
class Results:
    """What a visitor gets."""

    examples: gr.HTML
    heading: gr.HTML
    cards: gr.HTML


def lay_out_header() -> None:
    """Add the name of the page and what it is for."""
    header = f'<header class="ch-header"><h1>{escape(words.TITLE)}</h1><p>{escape(words.INVITATION)}</p></header>'
    make_html(header, "paste.js", elem_id="ch-header")


def lay_out_inputs(formula: str) -> Inputs:
    """Return the column of inputs: photo, words, the slider between them, and the settings few people need."""
    with gr.Column(scale=1, min_width=280, elem_id="ch-inputs"):
        photo = gr.Image(
            type="filepath",
            sources=["upload", "clipboard", "webcam"],
            label=words.PHOTO,
            show_label=False,
            height=230,
            placeholder=words.PHOTO_HINT,
            buttons=[],
            elem_id="ch-photo",
        )
        take_as_uploaded(photo)
        chip = make_html("", "events.js", elem_id="ch-chip")
        text = gr.Textbox(label=words.TEXT, placeholder=words.TEXT_HINT, max_lines=2, elem_id="ch-text")
        with gr.Column(elem_id="ch-slider", min_width=0):
            weight = gr.Slider(0, 1, DEFAULT_IMAGE_WEIGHT, step=0.01, label=words.WEIGHT, info=words.WEIGHT_IDLE,
                               buttons=[], elem_id="ch-weight")  # fmt: skip
            ends = f'<div class="ch-ends"><span>{words.WEIGHT_WORDS}</span><span>{words.WEIGHT_PHOTO}</span></div>'
            make_html(ends)
        with gr.Row():
            search = gr.Button(words.SEARCH, variant="primary", min_width=100, elem_id="ch-go")
            reset = gr.Button(words.START_OVER, min_width=100, elem_id="ch-reset")
        with gr.Accordion(words.MORE, open=False, elem_id="ch-more"):
            top_k = gr.Slider(4, MAX_RESULTS, DEFAULT_TOP_K, step=4, label=words.COUNT, buttons=[], elem_id="ch-count")
            blend = gr.Radio(list(words.BLEND_NAMES), value="balanced", label=words.BLEND, elem_id="ch-blend")
            shown_formula = gr.Markdown(formula, elem_id="ch-formula")
            gr.Markdown(words.LANGUAGE_NOTE)
    return Inputs(photo, chip, text, weight, search, reset, top_k, blend, shown_formula)


def lay_out_results(examples: str, heading: str, cards: str) -> Results:
    """Return the column of results, which opens with the examples and the front page."""
    with gr.Column(scale=3, min_width=300, elem_id="ch-results"):
        return Results(
            make_html(examples, "events.js", elem_id="ch-examples"),
            make_html(heading, elem_id="ch-heading"),
            make_html(cards, "events.js", elem_id="ch-cards"),
        )


def lay_out_detail() -> gr.HTML:
    """Return the place of the detail view, empty until a product is opened."""
    return make_html("", "events.js", "dialog.js", elem_id="ch-detail")


def make_html(value: str, *scripts: str, **options: Any) -> gr.HTML:
    """Return a block of our own HTML with our own style and, from static/, its scripts."""
    script = "\n".join((STATIC / name).read_text(encoding="utf-8") for name in scripts)
    return gr.HTML(value, apply_default_css=False, js_on_load=script or None, **options)


def take_as_uploaded(photo: gr.Image) -> None:
    """Have the component hand over the uploaded file itself, which `catalog.open_picture` judges.

    Replaced on the object and not in a subclass, for which gradio would write a stub file beside its module.
    """
    photo.preprocess = _read_path  # type: ignore[method-assign]


def _read_path(payload: ImageData | None) -> str | None:
    return payload.path if payload else None
