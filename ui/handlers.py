"""What happens when a visitor does something: convert, ask the engine, convert."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from catalog import Product, UnknownProduct
from search import Hit, Page, SearchEngine, understood_languages
from ui.advanced import draw_advanced
from ui.amounts import format_number
from ui.cards import draw_cards, draw_heading, draw_remarks
from ui.changes import change_state
from ui.crop import draw_problem, draw_stage
from ui.detail import draw_detail
from ui.examples import Example, photo_path
from ui.failures import shown_errors
from ui.filters import draw_filters
from ui.insights import ShownInsight, draw_insights
from ui.layout import IDLE
from ui.photo import HeldPhoto, hold_photo
from ui.state import PAGE_SIZE, SearchState, fill_in, next_turn
from ui.toolbar import draw_chips, draw_toolbar
from ui.why import draw_why
from ui.words import words

Beginning = tuple[HeldPhoto | None, str, float, SearchState, int]
"""A whole search put in place of the one before: photo, words, image weight, all the rest, and a new turn."""


class Handlers:
    """The page's events as methods; holds the engine and nothing of any visitor."""

    def __init__(self, engine: SearchEngine, examples: tuple[Example, ...]) -> None:
        self._engine = engine
        self._examples = examples
        currencies = Counter(product.currency for product in engine.products if product.price is not None)
        self._languages = understood_languages(engine.encoder.name)
        self._currency = currencies.most_common(1)[0][0] if currencies else ""

    def search(
        self, photo: HeldPhoto | None, text: str, image_weight: float, state: SearchState
    ) -> tuple[str, str, str, dict[str, Any]]:
        """Return the heading, the remarks on the results, the cards, and what is said at the slider.

        Raises:
            gr.Error: our own errors in their own words, anything else as one general sentence.
        """
        with shown_errors():
            asked = fill_in(state, text, image_weight)
            page = self._browse(photo, asked)
            title = self._name_search(photo, asked)
            note = _say_time(page)
            if title == words.FRONT_PAGE:
                note = words.FRONT_PAGE_HINT.format(
                    count=format_number(page.total), variants=format_number(len(self._engine.products))
                )
            both = bool(photo and _has_words(asked))
            slider = gr.update(info=_slider_info(asked.image_weight, both), elem_classes=[] if both else [IDLE])
            remarks = draw_remarks(words.NOTHING_CLOSE if page.nothing_close else "", page.notes)
            return draw_heading(title, note), remarks, draw_cards(page, asked, photo.name if photo else ""), slider

    def draw_controls(self, state: SearchState, turn: int = 0) -> tuple[str, str, str, str]:
        """Return the filters, the toolbar, the chips and the advanced fold of a search at this turn."""
        with shown_errors():
            return (
                draw_filters(self._engine.facets(state.to_query(None)), state, self._currency),
                draw_toolbar(state),
                draw_chips(state, self._find_product, self._currency),
                draw_advanced(state, self._languages, turn),
            )

    def change(self, event: gr.EventData, state: SearchState) -> tuple[SearchState, int]:
        """Return the search after what a script on the page reported, and a new turn."""
        with shown_errors():
            return change_state(state, str(event.kind), getattr(event, "value", None)), next_turn()

    def ask(self, text: str, image_weight: float, state: SearchState) -> tuple[SearchState, int]:
        """Return the search for other words, at its first page, and a new turn."""
        return replace(fill_in(state, text, image_weight), shown=PAGE_SIZE), next_turn()

    def take_photo(self, upload: str | None, state: SearchState) -> Any:
        """Return the uploaded photo to search by, an empty place for the next one, the search, a new turn, and what
        is wrong with the photo where it cannot be used; then everything else stays as it was.

        The problem is said beside the photo and not raised: Gradio takes a message away when its event comes again,
        which it does as soon as the place is emptied.
        """
        if not upload:
            # Not skipped: Gradio answers a skip with a new component, which would judge uploads by itself again.
            return gr.skip(), None, gr.skip(), gr.skip(), gr.skip()
        try:
            with shown_errors():
                return hold_photo(upload), None, replace(state, crop=None), next_turn(), ""
        except gr.Error as error:
            return gr.skip(), None, gr.skip(), gr.skip(), draw_problem(error.message)

    def remove_photo(self, state: SearchState) -> tuple[None, SearchState, int]:
        """Return no photo, the search without a crop, and a new turn."""
        return None, replace(state, crop=None), next_turn()

    def show_photo(self, photo: HeldPhoto | None) -> Iterator[str]:
        """Yield the photo, and then the photo with the things that the encoder sees in it."""
        with shown_errors():
            stage = draw_stage(photo)
        yield stage
        if photo:
            with shown_errors():
                stage = draw_stage(photo, self._engine.propose_objects(photo.picture))
            yield stage

    def open_product(
        self, event: gr.EventData, photo: HeldPhoto | None, text: str, image_weight: float, state: SearchState
    ) -> str:
        """Return the detail view of the product that was clicked."""
        with shown_errors():
            product = self._engine.product(str(event.product))
            variants = [other for other in self._engine.products if other.group == product.group]
            asked = fill_in(state, text, image_weight)
            explanation = self._engine.explain(asked.to_query(photo.picture if photo else None), product.id)
            why = draw_why(explanation, asked.blend)
            return draw_detail(product, variants, self._find_hit(product, photo, asked), why)

    def draw_insights(
        self, photo: HeldPhoto | None, text: str, image_weight: float, state: SearchState, shown: ShownInsight
    ) -> str:
        """Return the insights' buttons and the one that is open, for the search as it is now."""
        with shown_errors():
            return draw_insights(self._engine, shown, photo, fill_in(state, text, image_weight))

    def choose_insight(self, event: gr.EventData, shown: ShownInsight) -> ShownInsight:
        """Return which insight is open after a click."""
        return shown.after(str(event.kind), event.value)

    def try_example(self, event: gr.EventData) -> Beginning:
        """Return the search of an example in place of the one before."""
        with shown_errors():
            example = self._examples[int(event.number)]
            photo = hold_photo(photo_path(self._engine.catalog.folder, example)) if example.photo else None
            state = SearchState(text=example.text, image_weight=example.image_weight)
            return photo, state.text, state.image_weight, state, next_turn()

    def start_over(self) -> Beginning:
        """Return an empty search."""
        state = SearchState()
        return None, state.text, state.image_weight, state, next_turn()

    def _browse(self, photo: HeldPhoto | None, state: SearchState) -> Page:
        return self._engine.browse(state.to_query(photo.picture if photo else None))

    def _find_hit(self, product: Product, photo: HeldPhoto | None, state: SearchState) -> Hit | None:
        hits = self._browse(photo, state).hits
        return next((hit for hit in hits if hit.product.id == product.id), None)

    def _find_product(self, product_id: str) -> Product | None:
        try:
            return self._engine.product(product_id)
        except UnknownProduct:
            return None

    def _name_search(self, photo: HeldPhoto | None, state: SearchState) -> str:
        text = state.text[:80]
        if photo:
            return words.RESULTS_BOTH.format(text=text) if text else words.RESULTS_PHOTO
        if text:
            return words.RESULTS_TEXT.format(text=text)
        liked = next(filter(None, map(self._find_product, state.likes)), None)
        if liked and len(state.likes) == 1 and not state.dislikes:
            return words.RESULTS_LIKE.format(title=liked.title)
        return words.FRONT_PAGE if _is_front_page(state) else words.RESULTS


def _has_words(state: SearchState) -> bool:
    return bool(state.text or state.avoid or state.terms)


def _is_front_page(state: SearchState) -> bool:
    return not (_has_words(state) or state.likes or state.dislikes or state.category)


def _say_time(page: Page) -> str:
    """Return how much there is, how long it took, and whether the encoder had to run."""
    note = words.RESULTS_TIME.format(total=format_number(page.total), ms=max(1, round(page.elapsed_ms)))
    return note if page.encoder_ran else f"{note}, {words.NO_ENCODER}"


def _slider_info(image_weight: float, both: bool) -> str:
    photo = round(100 * image_weight)
    return words.WEIGHT_SHARES.format(photo=photo, words=100 - photo) if both else words.WEIGHT_IDLE
