"""The tour for the first visit."""

from __future__ import annotations

from ui.tour import draw_tour
from ui.words import words


def test_tour_has_three_steps_and_shows_none_before_the_script_does() -> None:
    html = draw_tour()
    assert html.count("ch-tour-step") == html.count("data-about") == 3
    assert html.count(" hidden>") == 4
    assert all(title in html for title, _ in words.TOUR_STEPS)
