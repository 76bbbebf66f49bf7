"""A tour of three steps for the first visit, as HTML; static/tour.js shows it and remembers that it was seen."""

from __future__ import annotations

from html import escape

from ui.words import words

_SHOWN = ("#ch-photo-side", "#ch-ask", "#ch-steer")
"""What each step is about."""


def draw_tour() -> str:
    """Return all steps, hidden until the script shows one."""
    steps = "".join(
        f'<div class="ch-tour-step" data-about="{about}" hidden><h2>{escape(title)}</h2><p>{escape(text)}</p></div>'
        for about, (title, text) in zip(_SHOWN, words.TOUR_STEPS, strict=True)
    )
    count = len(_SHOWN)
    return f"""
<aside class="ch-tour" aria-label="{escape(words.TOUR)}" hidden>
  <p class="ch-tour-place" data-place="{escape(words.TOUR_PLACE.format(count=count))}"></p>
  <div aria-live="polite">{steps}</div>
  <div class="ch-tour-choices">
    <button class="ch-tour-skip" data-skip>{escape(words.TOUR_SKIP)}</button>
    <button class="ch-primary" data-next data-last="{escape(words.TOUR_TRY)}">{escape(words.TOUR_NEXT)}</button>
  </div>
</aside>"""
