"""The fold for those who want to say more."""

from __future__ import annotations

from tests.ui.conftest import HOSTILE
from ui.advanced import draw_advanced
from ui.state import SearchState


def test_fold_shows_what_is_set_and_one_empty_wish() -> None:
    html = draw_advanced(SearchState(avoid="leather", terms=(("warm", 0.5), ("loud", -1.0)), blend="centroid"))
    assert 'data-avoid value="leather"' in html
    assert html.count('class="ch-term"') == 3
    assert 'value="warm"' in html
    assert 'value="-1"' in html
    assert 'value="centroid" checked' in html


def test_whatever_a_visitor_types_stays_text() -> None:
    assert "<img" not in draw_advanced(SearchState(avoid=HOSTILE, terms=((HOSTILE, 1.0),)))
