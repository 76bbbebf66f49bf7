"""The three ways to understand a search, and why a result stands where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from catalog import Product
from search import Entry, Explanation, Hit, MapPoint, SearchEngine, Share, Sweep, SweepColumn, TagComparison
from tests.shops import picture
from tests.ui.conftest import HOSTILE
from ui.insights import ShownInsight, draw_insights, list_styles
from ui.map import HEIGHT, MARGIN, WIDTH, draw_map
from ui.state import SearchState
from ui.sweep import draw_sweep
from ui.tags import draw_tags
from ui.why import draw_why
from ui.words import words

BOTH = SearchState(text="red")


def test_click_opens_an_insight_and_a_second_closes_it() -> None:
    opened = ShownInsight().after("insight", "map")
    assert opened.kind == "map"
    assert opened.after("insight", "sweep").kind == "sweep"
    assert opened.after("insight", "map").kind == ""
    assert opened.after("insight", "<script>").kind == ""
    assert opened.after("style", "modern") == ShownInsight("map", "modern")


@pytest.mark.parametrize(("kind", "hint"), [("sweep", words.SWEEP_NEEDS_BOTH), ("map", words.MAP_NEEDS_BOTH)])
def test_what_compares_photo_and_words_asks_for_both(small_engine: SearchEngine, kind: str, hint: str) -> None:
    shown = ShownInsight().after("insight", kind)
    assert hint in draw_insights(small_engine, shown, None, BOTH)
    assert hint in draw_insights(small_engine, shown, None, SearchState())


def test_sweep_of_a_real_search_has_the_best_three_at_five_weights(small_engine: SearchEngine) -> None:
    html = draw_sweep(small_engine.sweep(BOTH.to_query(picture("blue"))))
    assert html.count("ch-sweep-column") == html.count("data-set-weight") == 5
    assert html.count("<button data-open") == 15


def test_catalogue_without_styles_says_so(small_engine: SearchEngine) -> None:
    assert list_styles(small_engine.products) == ()
    assert words.TAGS_NONE in draw_insights(small_engine, ShownInsight("tags"), None, SearchState())


def test_tags_mark_exactly_what_the_tag_misses_and_count_both(product: Product) -> None:
    tagged = Hit(product, 1, None, None, None)
    missed = Hit(replace(product, id="missed", title="Missed"), 2, None, None, None)
    html = draw_tags(TagComparison("plain", (tagged,), 37, (tagged, missed), frozenset({"missed"})), ["plain", "loud"])
    assert words.TAGS_BY_TAG.format(style="plain", count=37) in html
    assert words.TAGS_BY_VECTOR.format(style="plain", count=2, untagged=1) in html
    assert html.count("ch-untagged") == 1
    assert 'data-style="plain" aria-pressed="true"' in html
    assert 'data-style="loud" aria-pressed="false"' in html


def test_map_puts_nearer_to_the_photo_right_and_nearer_to_the_words_up(product: Product) -> None:
    near_photo = MapPoint(product, 0.9, 0.1, 2.0, -1.0, 1)
    near_words = MapPoint(replace(product, id="w"), 0.1, 0.9, -1.0, 2.0, 2)
    places = {
        product_id: (float(x), float(y))
        for product_id, x, y in re.findall(
            r'data-open="([^"]+)".*?cx="([\d.]+)" cy="([\d.]+)"', draw_map([near_photo, near_words], 0.5)
        )
    }
    (photo_x, photo_y), (words_x, words_y) = places[product.id], places["w"]
    assert photo_x > words_x
    assert photo_y > words_y
    assert all(MARGIN <= x <= WIDTH and 0 <= y <= HEIGHT - MARGIN for x, y in places.values())


@pytest.mark.parametrize(("weight", "level", "upright"), [(1.0, True, False), (0.0, False, True)])
def test_line_on_the_map_points_where_the_slider_does(
    product: Product, weight: float, level: bool, upright: bool
) -> None:
    points = [MapPoint(product, None, None, 0.0, 0.0, 1), MapPoint(replace(product, id="b"), None, None, 1.0, 1.0, 2)]
    line = re.search(r'class="ch-direction" x1="([\d.]+)" y1="([\d.]+)"\s+x2="([\d.]+)" y2="([\d.]+)"',
                     draw_map(points, weight))  # fmt: skip
    assert line
    left, top, right, bottom = map(float, line.groups())
    assert (top == bottom, left == right) == (level, upright)


def test_shares_are_shown_with_their_sign_and_their_sum() -> None:
    shares = (Share("photo", "", 0.3), Share("words", "red", 0.15), Share("dislike", "Red sofa", -0.05))
    html = draw_why(Explanation(shares, 0.4, 0.5, 0.5, "q = 0.7 * photo"), "centroid")
    shown = [float(number) for number in re.findall(r"([+-]\d\.\d{3})<", html)]
    assert shown[:-1] == [share.value for share in shares]
    assert shown[-1] == pytest.approx(sum(shown[:-1])) == 0.4
    assert "q = 0.7 * photo" in html
    assert 'data-value="centroid" data-close aria-pressed="true"' in html


def test_shares_of_a_real_search_add_up(small_engine: SearchEngine) -> None:
    state = replace(BOTH, likes=("blue-lamp",), dislikes=("green-rug",))
    explanation = small_engine.explain(state.to_query(picture("blue")), "red-sofa")
    assert [share.kind for share in explanation.shares] == ["photo", "words", "like", "dislike"]
    assert sum(share.value for share in explanation.shares) == pytest.approx(explanation.score, abs=1e-6)
    assert draw_why(explanation, "balanced").count("<dt>") == 5


def test_front_page_has_no_why(small_engine: SearchEngine) -> None:
    assert draw_why(small_engine.explain(SearchState().to_query(None), "red-sofa"), "balanced") == ""


def test_catalogue_is_escaped_in_every_insight(hostile: Product) -> None:
    hit = Hit(hostile, 1, 0.5, 0.5, 0.5)
    drawn = (
        draw_sweep(Sweep((SweepColumn(1.0, (hit,)),), (Entry(hostile, 0.0, 1.0),))),
        draw_map([MapPoint(hostile, 0.5, 0.5, 1.0, 1.0, 1)], 0.5),
        draw_tags(TagComparison(HOSTILE, (hit,), 1, (hit,), frozenset({hostile.id})), [HOSTILE]),
        draw_why(Explanation((Share("like", HOSTILE, 0.1),), 0.1, None, None, HOSTILE), "balanced"),
    )
    assert all(HOSTILE not in html and "&lt;img" in html for html in drawn)
