"""What happens when a visitor does something: convert, ask the engine, convert."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any

import gradio as gr
from PIL import Image

from catalog import CatalogError, open_picture
from search import DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, Hit, Query, SearchEngine, SearchError, tidy_query
from ui import words
from ui.cards import draw_cards, draw_chip, draw_detail, draw_heading
from ui.examples import Example, photo_path
from ui.pictures import picture_url

logger = logging.getLogger(__name__)

CLOSE_ENOUGH = 0.12
"""Below this calibrated match of the best product the page says that nothing is close."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor has set, as the page's components hand it over."""

    photo: str | None
    text: str
    image_weight: float
    top_k: float
    blend: str
    like: str


class Handlers:
    """The page's events as methods; holds the engine and nothing of any visitor."""

    def __init__(self, engine: SearchEngine, examples: tuple[Example, ...]) -> None:
        self._engine = engine
        self._examples = examples

    def search(
        self, photo: str | None, text: str, image_weight: float, top_k: float, blend: str, like: str
    ) -> tuple[str, str, str, str, dict[str, Any]]:
        """Return the heading, the cards, the chip, the formula and whether the slider matters.

        Raises:
            gr.Error: our own errors in their own words, anything else as one general sentence.
        """
        asked = Asked(photo, text or "", image_weight, top_k, blend, like or "")
        with _shown_errors():
            return self._search(asked)

    def check_photo(self, photo: str | None) -> tuple[str, int]:
        """Return no product to search by, because the photo that was just uploaded can be read, and a new turn.

        Raises:
            gr.Error: it cannot be read.
        """
        with _shown_errors():
            if photo:
                open_picture(photo)
        return "", _next_turn()

    def drop_like(self) -> tuple[str, int]:
        """Return no product to search by, and a new turn."""
        return "", _next_turn()

    def open_product(
        self,
        event: gr.EventData,
        photo: str | None,
        text: str,
        image_weight: float,
        top_k: float,
        blend: str,
        like: str,
    ) -> str:
        """Return the detail view of the product that was clicked."""
        with _shown_errors():
            product = self._engine.product(str(event.product))
            variants = [other for other in self._engine.products if other.group == product.group]
            asked = Asked(photo, text or "", image_weight, top_k, blend, like or "")
            hits = self._find(asked)[0] if photo or asked.text.strip() or like else []
            hit = next((hit for hit in hits if hit.product.id == product.id), None)
            return draw_detail(product, variants, hit)

    def show_more_like(self, event: gr.EventData) -> tuple[str, None, str, int]:
        """Return the id of the product to search by, no photo, a closed detail view, and a new turn."""
        return str(event.product), None, "", _next_turn()

    def try_example(self, event: gr.EventData) -> tuple[Image.Image | None, str, float, str, int]:
        """Return the example's photo, words and image weight, no product to search by, and a new turn."""
        with _shown_errors():
            example = self._examples[int(event.number)]
            # Pixels and not the path: gradio serves no files from a catalogue outside its own folders.
            photo = open_picture(photo_path(self._engine.catalog.folder, example)) if example.photo else None
            return photo, example.text, example.image_weight, "", _next_turn()

    def start_over(self) -> tuple[None, str, float, str, int]:
        """Return no photo, no words, the default image weight, no product to search by, and a new turn."""
        return None, "", DEFAULT_IMAGE_WEIGHT, "", _next_turn()

    def answer(
        self, image: str | None, text: str, image_weight: float = DEFAULT_IMAGE_WEIGHT, top_k: float = DEFAULT_TOP_K
    ) -> list[dict[str, Any]]:
        """Return the nearest products: id, title, category, price, image (an address below the app's) and match.

        Args:
            image: a photo of what to look for; may be left empty.
            text: words for it, "not ..." for what it should not be; may be left empty.
            image_weight: 0 (words alone) to 1 (photo alone).
            top_k: how many products.
        """
        with _shown_errors():
            weight = _read_number(image_weight, DEFAULT_IMAGE_WEIGHT, "image_weight")
            count = _read_number(top_k, DEFAULT_TOP_K, "top_k")
            hits, notes = self._find(Asked(image, str(text or ""), weight, count, "balanced", ""))
            for note in notes:
                gr.Info(note)
            return [_to_record(hit) for hit in hits]

    def _search(self, asked: Asked) -> tuple[str, str, str, str, dict[str, Any]]:
        started = time.perf_counter()
        hits, notes = self._find(asked)
        elapsed_ms = round(1000 * (time.perf_counter() - started))
        for note in notes:
            gr.Info(note)
        like = self._engine.product(asked.like) if asked.like else None
        both = bool((asked.photo or like) and asked.text.strip())
        note = words.RESULTS_NOTE.format(count=len(hits), ms=elapsed_ms)
        if not hits or hits[0].match is None:
            note = words.FRONT_PAGE_HINT.format(count=len(self._engine.products))
        best = max((hit.match for hit in hits if hit.match is not None), default=None)
        warning = words.NOTHING_CLOSE if best is not None and best < CLOSE_ENOUGH else ""
        heading = draw_heading(_title(asked, like.title if like else ""), note, warning)
        return (
            heading,
            draw_cards(hits),
            draw_chip(like),
            _formula(asked, both),
            gr.update(info=_slider_info(asked, both)),
        )

    def _find(self, asked: Asked) -> tuple[list[Hit], tuple[str, ...]]:
        query = Query(
            image=open_picture(asked.photo) if asked.photo and not asked.like else None,
            text=asked.text,
            image_weight=asked.image_weight,
            top_k=int(asked.top_k or 0),
            blend=asked.blend,  # type: ignore[arg-type]
            like=asked.like,
        )
        tidy, notes = tidy_query(query)
        return self._engine.search(tidy), notes


class _shown_errors:
    """Turns our own errors into what Gradio shows, and everything else into one sentence and a line in the log."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, gr.Error):
            return
        if isinstance(error, (CatalogError, SearchError)):
            raise gr.Error(str(error), title=words.PROBLEM, print_exception=False) from error
        if isinstance(error, Exception):
            logger.error("a visitor's request failed", exc_info=error)
            raise gr.Error(words.UNEXPECTED, title=words.PROBLEM, print_exception=False) from error


def _next_turn() -> int:
    """Return a number that no earlier turn had; putting it into the page's state starts a search."""
    return time.monotonic_ns()


def _read_number(value: Any, default: float, name: str) -> float:
    try:
        return default if value is None else float(value)
    except (TypeError, ValueError) as exc:
        raise gr.Error(words.NO_NUMBER.format(name=name), title=words.PROBLEM, print_exception=False) from exc


def _title(asked: Asked, like: str) -> str:
    text = " ".join(asked.text.split())[:80]
    if like:
        return words.RESULTS_LIKE_BOTH.format(title=like, text=text) if text else words.RESULTS_LIKE.format(title=like)
    if asked.photo:
        return words.RESULTS_BOTH.format(text=text) if text else words.RESULTS_PHOTO
    return words.RESULTS_TEXT.format(text=text) if text else words.FRONT_PAGE


def _slider_info(asked: Asked, both: bool) -> str:
    photo = round(100 * asked.image_weight)
    return words.WEIGHT_SHARES.format(photo=photo, words=100 - photo) if both else words.WEIGHT_IDLE


def _formula(asked: Asked, both: bool) -> str:
    if not both:
        return words.FORMULA_ONE
    form = words.FORMULA_CENTROID if asked.blend == "centroid" else words.FORMULA_BALANCED
    return f"`{form.format(w=asked.image_weight, v=1 - asked.image_weight)}`"


def _to_record(hit: Hit) -> dict[str, Any]:
    product = hit.product
    return {
        "id": product.id,
        "title": product.title,
        "category": product.category,
        "price": product.price,
        "image": picture_url(product),
        "match": None if hit.match is None else round(hit.match, 4),
    }
