"""The same search for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import gradio as gr

from catalog import open_picture
from search import DEFAULT_IMAGE_WEIGHT, DEFAULT_TOP_K, Hit, Query, SearchEngine
from ui.failures import shown_errors
from ui.notes import say_note
from ui.pictures import picture_url
from ui.words import words


class Endpoint:
    """What programs may ask; holds the engine and nothing of any caller."""

    def __init__(self, engine: SearchEngine) -> None:
        self._engine = engine

    def search(
        self,
        image: str | None = None,
        text: str = "",
        image_weight: float = DEFAULT_IMAGE_WEIGHT,
        top_k: float = DEFAULT_TOP_K,
    ) -> list[dict[str, Any]]:
        """Return the nearest products: id, title, category, price, image (an address below the app's) and match.

        Args:
            image: a photo of what to look for; may be left empty.
            text: words for it, "not ..." for what it should not be; may be left empty.
            image_weight: 0 (words alone) to 1 (photo alone).
            top_k: how many products.
        """
        with shown_errors():
            query = Query(
                image=open_picture(image) if image else None,
                text=str(text or ""),
                image_weight=_read_number(image_weight, DEFAULT_IMAGE_WEIGHT, "image_weight"),
                top_k=int(_read_number(top_k, DEFAULT_TOP_K, "top_k")),
            )
            page = self._engine.browse(query)
            for note in page.notes:
                gr.Info(say_note(note))
            return [_to_record(hit) for hit in page.hits]

    def similar(self, product_id: str, top_k: int = DEFAULT_TOP_K) -> list[dict[str, Any]]:
        """Return the products that look most like one of the catalogue's, as records like those of `/search`.

        Args:
            product_id: the `id` of a product; it is not among the answers itself.
            top_k: how many products.
        """
        with shown_errors():
            count = int(_read_number(top_k, DEFAULT_TOP_K, "top_k"))
            return [_to_record(hit) for hit in self._engine.similar(str(product_id), count)]

    def facets(self, where: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the filters that the catalogue has, and how many products each of their values would leave.

        Args:
            where: filters already set, as {"category": "Sofas", "price_max": 900}; counts keep those of other kinds.
        """
        with shown_errors():
            facets = asdict(self._engine.facets(Query(where=where or None)))
            ranges = {name: facets.pop(name) for name in ("price", "width_cm")}
            return {name: [_to_count(value) for value in values] for name, values in facets.items()} | ranges


def _read_number(value: Any, default: float, name: str) -> float:
    try:
        return default if value is None else float(value)
    except (TypeError, ValueError) as exc:
        raise gr.Error(words.NO_NUMBER.format(name=name), title=words.PROBLEM, print_exception=False) from exc


def _to_count(value: dict[str, Any]) -> dict[str, Any]:
    return {"value": value["value"], "count": value["count"]}


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
