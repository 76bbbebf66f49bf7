"""What comes back from a search, and which of it a page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalog import Product
from search.notes import Note
from search.query import Sort

CLOSE_ENOUGH = 0.12
"""Below this calibrated match of the best product nothing in the catalogue is close."""
RELEVANT_SHARE = 0.5
RELEVANT_AT_LEAST = 24
RELEVANT_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """One product found, with its place and how well it fits.

    The match figures are calibrated probabilities in 0..1, comparable between searches; `None` where the query had no
    such side.
    """

    product: Product
    rank: int
    """1 for the first, in the order asked for."""
    match: float | None = None
    image_match: float | None = None
    text_match: float | None = None
    variants: tuple[Product, ...] = ()
    """All products of its group in the feed's order, itself included, whether or not the filters admit them."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a search's results, and what is to be said about them."""

    hits: tuple[Hit, ...]
    total: int
    """How many results there are over all pages, after filters and collapse."""
    nothing_close: bool = False
    """Whether even the best result is unlikely to be what was asked for."""
    notes: tuple[Note, ...] = ()
    """What the shopper is to be told: what was changed, left out, or cannot be known."""
    encoder_ran: bool = False
    """Whether the photo or the words had to be embedded; a slider move embeds nothing."""
    elapsed_ms: float = 0.0


def relevant_count(matches: Sequence[float | None]) -> int:
    """Return how many of the nearest results a sort by price may put in order, from their match figures by rank.

    Those at least `RELEVANT_SHARE` as likely to fit as the best one, but never fewer than `RELEVANT_AT_LEAST` nor more
    than `RELEVANT_AT_MOST`. A similarity cutoff would mean something else for each encoder; this compares
    probabilities of one search with each other. The front page has no match figures, and all of it counts.
    """
    if not matches or matches[0] is None:
        return len(matches)
    likely = sum(match is not None and match >= RELEVANT_SHARE * matches[0] for match in matches)
    return min(len(matches), RELEVANT_AT_MOST, max(RELEVANT_AT_LEAST, likely))


def sort_by_price(hits: Sequence[Hit], sort: Sort) -> list[Hit]:
    """Return the hits ranked by price; those without one come last, equal prices stay in the order they had."""
    sign = -1.0 if sort == "price_down" else 1.0
    ordered = sorted(hits, key=lambda hit: (hit.product.price is None, sign * (hit.product.price or 0.0)))
    return [replace(hit, rank=rank) for rank, hit in enumerate(ordered, start=1)]


def collapse_groups(products: Iterable[Product]) -> list[Product]:
    """Return the first product of each group, in their order."""
    first: dict[str, Product] = {}
    for product in products:
        first.setdefault(product.group, product)
    return list(first.values())


def group_variants(products: Iterable[Product]) -> dict[str, tuple[Product, ...]]:
    """Return the products of each group, by group."""
    groups: dict[str, list[Product]] = defaultdict(list)
    for product in products:
        groups[product.group].append(product)
    return {group: tuple(members) for group, members in groups.items()}
