"""What a visitor takes along: the board of favourites and the link to a search; and the tour for the first visit."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import gradio as gr

from catalog import Product, UnknownProduct
from search import SearchEngine
from ui.board import draw_board, draw_board_button, read_ids
from ui.failures import shown_errors
from ui.layout import make_html
from ui.photo import HeldPhoto
from ui.sharing import draw_arrival, draw_departure, draw_share, name_catalogue, read_link, write_link
from ui.state import SearchState, fill_in, next_turn
from ui.tour import draw_tour
from ui.translation import Phrasebook
from ui.words import LANGUAGES, PARAMETER, words

_LINK_ICON = (
    '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6.5 9.5l3-3M7 4.5l1.2-1.2a3 3 0 0 1 4.3 4.3L11.3 8.8'
    'M9 11.5l-1.2 1.2a3 3 0 0 1-4.3-4.3l1.2-1.2"/></svg>'
)

_HELP_ICON = (
    '<svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2"/>'
    '<path d="M6.2 6.2a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2M8 11.3v.1"/></svg>'
)


Door = Literal["", "enter", "leave"]
_SHOP_ICON = (
    '<svg viewBox="0 0 16 16" aria-hidden="true">'
    '<path d="M2.5 6.5 3.6 2.5h8.8l1.1 4M3.5 7v6.5h9V7M2.5 6.5c0 2 2.8 2 2.8 0"/>'
    '<path d="M5.3 6.5c0 2 2.7 2 2.7 0c0 2 2.7 2 2.7 0c0 2 2.8 2 2.8 0"/></svg>'
)
_GLOBE_ICON = (
    '<svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.2"/>'
    '<path d="M1.8 8h12.4M8 1.8c3.4 3.6 3.4 8.8 0 12.4M8 1.8c-3.4 3.6-3.4 8.8 0 12.4"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The places of the two dialogs, both empty at first."""

    board: gr.HTML
    share: gr.HTML


def draw_actions(door: Door = "") -> str:
    """Return the buttons at the top of the page; the blocks of `lay_out_keeping` answer them.

    The door is the link to the page for a visitor's own catalogue or, in such a catalogue, the way back.
    """
    doors: dict[Door, tuple[str, str]] = {
        "enter": ("yours/", words.TRIAL),
        "leave": ("../../../", words.TRIAL_LEAVE),
    }
    link = ""
    if door:
        address, name = doors[door]
        link = f'<a class="ch-action" href="{address}">{_SHOP_ICON}<span>{escape(name)}</span></a>'
    return (
        f'<nav class="ch-actions" aria-label="{escape(words.ACTIONS)}">{link}'
        f'<button class="ch-action" data-tour>{_HELP_ICON}<span>{escape(words.TOUR)}</span></button>'
        f'<button class="ch-action" data-share>{_LINK_ICON}<span>{escape(words.SHARE_SHORT)}</span></button>'
        f"{draw_board_button()}{_draw_languages()}</nav>"
    )


def _draw_languages() -> str:
    names = "".join(
        f'<option value="{code}" lang="{code}"{" selected" if language.OWN_NAME == words.OWN_NAME else ""}>'
        f"{escape(language.OWN_NAME)}</option>"
        for code, language in LANGUAGES.items()
    )
    return (
        f'<label class="ch-action ch-language">{_GLOBE_ICON}'
        f'<select data-language aria-label="{escape(words.LANGUAGE)}">{names}</select></label>'
    )


def lay_out_keeping(phrases: Phrasebook) -> Keeping:
    """Return the places of the board and of the link, and add the tour."""
    board = make_html("", "events.js", "dialog.js", "board.js", elem_id="ch-board")
    share = make_html("", "dialog.js", "share.js", elem_id="ch-share")
    make_html(phrases.add(draw_tour), "tour.js", elem_id="ch-tour")
    return Keeping(board, share)


class KeepingHandlers:
    """The events of the board and of the link as methods; holds the engine and nothing of any visitor."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def draw_board(self, event: gr.EventData) -> str:
        """Return the board with the products that the visitor's browser has kept."""
        with shown_errors():
            ids = read_ids(event.ids)
            kept = [product for product in map(self._find, ids) if product]
            return draw_board(kept, missing=len(ids) - len(kept))

    def draw_share(
        self, event: gr.EventData, photo: HeldPhoto | None, text: str, image_weight: float, state: SearchState
    ) -> str:
        """Return the link to the search as it is now, to be copied or, in another language, to be followed at once."""
        with shown_errors():
            link = write_link(fill_in(state, text, image_weight), self._version(), with_photo=photo is not None)
            if event.language in LANGUAGES:
                return draw_departure(f"{PARAMETER}={event.language}&{link}")
            return draw_share(link, with_photo=photo is not None)

    def open_link(self, event: gr.EventData) -> tuple[Any, ...]:
        """Return the search of the link that the visitor came by in place of the one before, and what to say of it."""
        with shown_errors():
            state, notes = read_link(
                str(event.query), lambda product_id: self._find(product_id) is not None, self._version()
            )
            return None, state.text, state.image_weight, state, next_turn(), draw_arrival(notes)

    def _find(self, product_id: str) -> Product | None:
        try:
            return self._engine.product(product_id)
        except UnknownProduct:
            return None

    def _version(self) -> str:
        return name_catalogue(self._engine.products)
