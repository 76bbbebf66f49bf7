"""The fold for those who want to say more than words: what to avoid, several weighed wishes, the blend; as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ui.state import SearchState
from ui.words import words


def draw_advanced(state: SearchState, languages: Sequence[str] = ("en",), turn: int = 0) -> str:
    """Return the fold, which says in which languages (codes) words are understood.

    Below the wishes so far there is always an empty one. The turn makes each drawing differ from the one before, so
    that the script sees an answer that changes nothing too.
    """
    rows = "".join(_draw_term(text, weight) for text, weight in (*state.terms, ("", 1.0)))
    blends = "".join(
        f'<label class="ch-check"><input type="radio" name="blend" value="{value}"'
        f"{' checked' if value == state.blend else ''}><span>{escape(name)}</span></label>"
        for name, value in words.BLEND_NAMES
    )
    return f"""
<details class="ch-advanced" data-turn="{turn}"><summary>{escape(words.ADVANCED)}</summary>
  <label class="ch-field"><span>{escape(words.AVOID)}</span>
    <input type="text" data-avoid value="{escape(state.avoid)}" placeholder="{escape(words.AVOID_HINT)}"></label>
  <fieldset><legend>{escape(words.TERMS)}</legend>{rows}</fieldset>
  <fieldset><legend>{escape(words.BLEND)}</legend>{blends}</fieldset>
  <p class="ch-small">{escape(_say_languages(languages))}</p>
</details>"""


def _say_languages(languages: Sequence[str]) -> str:
    return words.LANGUAGE_NOTE.format(languages=", ".join(words.SEARCH_LANGUAGES.get(one, one) for one in languages))


def _draw_term(text: str, weight: float) -> str:
    label = words.TERM_WEIGHT.format(text=text or words.ANOTHER_TERM)
    return (
        f'<div class="ch-term"><input type="text" value="{escape(text)}" placeholder="{escape(words.TERM_HINT)}" '
        f'aria-label="{escape(words.ANOTHER_TERM)}"><input type="range" min="-1" max="1" step="0.1" '
        f'value="{weight:g}" aria-label="{escape(label)}"><output>{weight:+.1f}</output></div>'
    )
