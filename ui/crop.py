"""The visitor's photo with the things seen in it as boxes, and a frame for cropping by hand, as HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from search import Box, Proposal
from ui.photo import HeldPhoto
from ui.words import words


def draw_stage(photo: HeldPhoto | None, proposals: Sequence[Proposal] = ()) -> str:
    """Return the photo, a box for each thing proposed in it, and the buttons below; "" without a photo.

    What is proposed comes last in its row: it arrives later, and a visitor may be at what stands before it.
    """
    if photo is None:
        return ""
    width, height = photo.picture.size
    names = [proposal.label or words.PART.format(number=n) for n, proposal in enumerate(proposals, start=1)]
    boxes = "".join(_draw_box(proposal, name) for proposal, name in zip(proposals, names, strict=True))
    parts = "".join(_draw_part(proposal, name) for proposal, name in zip(proposals, names, strict=True))
    return f"""
<div class="ch-stage" data-photo="{photo.name}">
  <div class="ch-canvas" style="--ratio:{width / height:.4f}">
    <img src="{photo.preview}" alt="{escape(words.YOUR_PHOTO)}" draggable="false">
    <div class="ch-frame" role="group" tabindex="0" aria-label="{escape(words.CROP_HELP)}" hidden></div>
    {boxes}
  </div>
  <button class="ch-remove" data-remove aria-label="{escape(words.REMOVE_PHOTO)}">&#215;</button>
  <button class="ch-another" data-another>{escape(words.ANOTHER_PHOTO)}</button>
</div>
<div class="ch-parts" role="group" aria-label="{escape(words.PHOTO_PARTS)}">
  <button data-box="null" aria-pressed="true">{escape(words.WHOLE_PHOTO)}</button>
  <button data-hand aria-pressed="false">{escape(words.BY_HAND)}</button>
  {parts}
</div>"""


def draw_problem(text: str) -> str:
    """Return what is wrong with a photo that cannot be used."""
    return f'<p class="ch-problem" role="alert">{escape(text)}</p>'


def _draw_box(proposal: Proposal, name: str) -> str:
    left, top, right, bottom = proposal.box
    place = f"left:{left:.2%};top:{top:.2%};width:{right - left:.2%};height:{bottom - top:.2%}"
    # The button of the same name below it is the one for keyboards and screen readers.
    return (
        f'<button class="ch-box" data-box="{_write_box(proposal.box)}" style="{place}" tabindex="-1" '
        f'aria-hidden="true"><span>{escape(name)}</span></button>'
    )


def _draw_part(proposal: Proposal, name: str) -> str:
    return f'<button data-box="{_write_box(proposal.box)}" aria-pressed="false">{escape(name)}</button>'


def _write_box(box: Box) -> str:
    return json.dumps([round(side, 4) for side in box])
