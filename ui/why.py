"""Why a result stands where it stands: what each part of the search adds to its score, and the formula."""

from __future__ import annotations

from html import escape

from search import Blend, Explanation, Share
from ui.words import words


def draw_why(explanation: Explanation, blend: Blend) -> str:
    """Return the shares of a product's score as bars that add up to it, and the formula one fold away.

    Empty where nothing was asked for, because then nothing has a score.
    """
    if not explanation.shares:
        return ""
    widest = max(abs(share.value) for share in explanation.shares) or 1.0
    bars = "".join(_draw_share(share, widest) for share in explanation.shares)
    choices = "".join(
        f'<button data-kind="blend" data-value="{value}" data-close aria-pressed="{str(value == blend).lower()}">'
        f"{escape(name)}</button>"
        for name, value in words.BLEND_NAMES
    )
    return f"""
<details class="ch-why"><summary>{escape(words.WHY)}</summary>
  <dl>{bars}<div class="ch-sum"><dt>{escape(words.WHY_SUM)}</dt><dd>{explanation.score:+.3f}</dd></div></dl>
  <p class="ch-small">{escape(words.WHY_HINT)}</p>
  <details><summary>{escape(words.WHY_FORMULA)}</summary>
    <code>{escape(explanation.formula)}</code>
    <div class="ch-blends" role="group" aria-label="{escape(words.BLEND)}">{choices}</div>
  </details>
</details>"""


def _draw_share(share: Share, widest: float) -> str:
    name = words.WHY_KINDS[share.kind].format(label=share.label)
    width = round(50 * abs(share.value) / widest)
    side = "left:50%" if share.value >= 0 else f"left:{50 - width}%"
    sign = "ch-adds" if share.value >= 0 else "ch-takes"
    return (
        f'<div class="{sign}"><dt>{escape(name)}</dt>'
        f'<dd><i aria-hidden="true"><b style="{side};width:{width}%"></b></i>{share.value:+.3f}</dd></div>'
    )
