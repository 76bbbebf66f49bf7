"""Three ways to understand a search, opened above the results: the sweep strip, the map, and tags against vectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, get_args

from catalog import Product
from search import SearchEngine
from ui.map import draw_map
from ui.photo import HeldPhoto
from ui.state import SearchState
from ui.sweep import draw_sweep
from ui.tags import COUNT, draw_tags
from ui.words import words

Insight = Literal["", "sweep", "map", "tags"]
MAX_STYLES = 8


@dataclass(frozen=True, slots=True)
class ShownInsight:
    """Which insight a visitor has open, and of the tags which style; none at first."""

    kind: Insight = ""
    style: str = ""

    def after(self, kind: str, value: object) -> ShownInsight:
        """Return what is open after a click on an insight's button, which also closes it, or on a style."""
        if kind == "style":
            return replace(self, style=str(value))
        chosen: Insight = next((name for name in get_args(Insight) if name == value), "")
        return replace(self, kind="" if chosen == self.kind else chosen)


def list_styles(products: Sequence[Product]) -> tuple[str, ...]:
    """Return the style tags of a catalogue, the commonest first."""
    counts = Counter(product.style for product in products if product.style)
    return tuple(style for style, _ in counts.most_common(MAX_STYLES))


def draw_insights(engine: SearchEngine, shown: ShownInsight, photo: HeldPhoto | None, state: SearchState) -> str:
    """Return the three buttons and, below them, the insight that is open."""
    names: dict[Insight, str] = {"sweep": words.SWEEP, "map": words.MAP, "tags": words.TAGS}
    buttons = "".join(
        f'<button data-insight="{kind}" aria-expanded="{str(kind == shown.kind).lower()}">{escape(name)}</button>'
        for kind, name in names.items()
    )
    body = f'<div class="ch-insight">{_draw(engine, shown, photo, state)}</div>' if shown.kind else ""
    return f'<div class="ch-insights" role="group" aria-label="{escape(words.INSIGHTS)}">{buttons}</div>{body}'


def _draw(engine: SearchEngine, shown: ShownInsight, photo: HeldPhoto | None, state: SearchState) -> str:
    query = state.to_query(photo.picture if photo else None)
    if shown.kind == "sweep":
        return draw_sweep(engine.sweep(query))
    if shown.kind == "map":
        return draw_map(engine.map_candidates(query), state.image_weight)
    styles = list_styles(engine.products)
    chosen = shown.style if shown.style in styles else (styles[0] if styles else "")
    return draw_tags(engine.compare_tag(chosen, COUNT, collapse=True) if chosen else None, styles)
