"""A search as a link: everything but the photo stands in the address itself, and nothing is kept on the server."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from urllib.parse import parse_qs, urlencode

from catalog import Product
from search import DEFAULT_IMAGE_WEIGHT
from ui.amounts import format_number
from ui.changes import change_state
from ui.state import SearchState
from ui.words import words

VERSION = "catalogue"
"""The parameter that every link of ours has."""
MAX_LINK_CHARACTERS = 8_000
MAX_TEXT_CHARACTERS = 1_000
_TERM_MARK = "~"
_LISTS = {"like": "likes", "unlike": "dislikes", "colour": "colours", "material": "materials"}


def name_catalogue(products: Sequence[Product]) -> str:
    """Return a short name that changes with the products that the catalogue has."""
    digest = hashlib.sha1(usedforsecurity=False)
    for product in products:
        digest.update(product.id.encode() + b"\0")
    return digest.hexdigest()[:8]


def write_link(state: SearchState, version: str, with_photo: bool = False) -> str:
    """Return the query string that `read_link` makes the same search of; of a photo it says only that there was one."""
    return urlencode([*_list_parameters(state), *([("photo", "1")] if with_photo else []), (VERSION, version)])


def read_link(query: str, knows: Callable[[str], bool], version: str) -> tuple[SearchState, tuple[str, ...]]:
    """Return the search of a query string, and a sentence for everything that could not be brought back.

    What makes no sense is left out, and so are products that the catalogue no longer `knows`.
    """
    said = parse_qs(query[:MAX_LINK_CHARACTERS].removeprefix("?"))
    first = {name: values[0] for name, values in said.items()}
    state = SearchState(
        text=first.get("text", "")[:MAX_TEXT_CHARACTERS], image_weight=_read_weight(first.get("image_weight"))
    )
    for kind, value in _list_changes(said, first):
        if kind not in ("like", "dislike") or knows(str(value)):
            state = change_state(state, kind, value)
    named = {*said.get("like", ()), *said.get("unlike", ())}
    return state, tuple(_list_notes(first, sum(not knows(one) for one in named), version))


def draw_share(link: str, with_photo: bool) -> str:
    """Return the dialog that gives the link away; the script puts the page's own address before it."""
    photo = f'<p class="ch-banner">{escape(words.SHARE_PHOTO)}</p>' if with_photo else ""
    return f"""
<div class="ch-veil" data-close></div>
<section class="ch-sheet ch-share" role="dialog" aria-modal="true" aria-labelledby="ch-share-title">
  <button class="ch-close" data-close aria-label="{escape(words.CLOSE)}">&#215;</button>
  <h2 id="ch-share-title">{escape(words.SHARE)}</h2>
  <p>{escape(words.SHARE_HINT)}</p>
  {photo}
  <div class="ch-link"><input type="text" readonly aria-label="{escape(words.SHARE_LINK)}" data-link="{escape(link)}">
  <button class="ch-primary" data-copy data-copied="{escape(words.COPIED)}">{escape(words.COPY_LINK)}</button></div>
  <p class="ch-small" role="status" data-by-hand="{escape(words.COPY_BY_HAND)}"></p>
</section>"""


def draw_departure(link: str) -> str:
    """Return what has the script go to a link: the same search in another language."""
    return f'<p hidden data-go="{escape(link)}"></p>'


def draw_arrival(notes: Sequence[str]) -> str:
    """Return what a visitor who came by a link is told about it, "" where all of it could be brought back."""
    if not notes:
        return ""
    lines = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return (
        f'<aside class="ch-arrival" role="status">{lines}'
        f'<button class="ch-dismiss" data-dismiss aria-label="{escape(words.CLOSE)}">&#215;</button></aside>'
    )


def _list_parameters(state: SearchState) -> Iterator[tuple[str, str]]:
    """Yield the parameters of all that is not as at the beginning."""
    if state.text:
        yield "text", state.text
    if state.image_weight != DEFAULT_IMAGE_WEIGHT:
        yield "image_weight", f"{state.image_weight:.2f}"
    if state.avoid:
        yield "avoid", state.avoid
    for text, weight in state.terms:
        yield "term", f"{weight:g}{_TERM_MARK}{text}"
    for name, field in _LISTS.items():
        for value in getattr(state, field):
            yield name, value
    if state.category:
        yield "category", state.category
    if state.strict:
        yield "strict", "1"
    for name in ("price_min", "price_max", "width_max_cm"):
        if (limit := getattr(state, name)) is not None:
            yield name, f"{limit:.10g}"
    plain = SearchState()
    for name in ("sort", "blend"):
        if getattr(state, name) != getattr(plain, name):
            yield name, getattr(state, name)


def _list_changes(said: dict[str, list[str]], first: dict[str, str]) -> Iterator[tuple[str, object]]:
    """Yield the changes that lead from an empty search to the link's; each is judged as one made on the page."""
    yield "avoid", first.get("avoid")
    terms = [term.partition(_TERM_MARK) for term in said.get("term", ())]
    yield "terms", [{"weight": weight, "text": text} for weight, _, text in terms]
    for name, kind in (("like", "like"), ("unlike", "dislike")):
        for product_id in dict.fromkeys(said.get(name, ())):
            yield kind, product_id
    for name in ("colour", "material"):
        for value in dict.fromkeys(said.get(name, ())):
            yield "toggle", f"{_LISTS[name]}:{value}"
    yield "category", first.get("category")
    yield "strict", first.get("strict")
    yield "price", [first.get("price_min"), first.get("price_max")]
    yield "width", first.get("width_max_cm")
    yield "sort", first.get("sort")
    yield "blend", first.get("blend")


def _list_notes(first: dict[str, str], missing: int, version: str) -> Iterator[str]:
    if first.get("photo"):
        yield words.LINK_PHOTO
    if missing:
        yield words.LINK_ONE_MISSING if missing == 1 else words.LINK_MISSING.format(count=format_number(missing))
    if first.get(VERSION, version) != version:
        yield words.LINK_OLD


def _read_weight(text: str | None) -> float:
    try:
        weight = float(text) if text else DEFAULT_IMAGE_WEIGHT
    except ValueError:
        return DEFAULT_IMAGE_WEIGHT
    return min(1.0, max(0.0, weight)) if math.isfinite(weight) else DEFAULT_IMAGE_WEIGHT
