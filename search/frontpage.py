"""The catalogue's front page: what a visitor sees before asking for anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

from catalog import Product


def arrange_front_page(products: Sequence[Product]) -> tuple[Product, ...]:
    """Return all products, mixed so that any beginning shows the breadth of the shop.

    Categories take turns, and within one its groups take turns, so that variants of one product never stand in a row
    while there is something else to show. Which variant of a group comes first follows from its picture's hash: the
    same in every run, but not the same colour for every group.
    """
    categories: dict[str, dict[str, list[Product]]] = defaultdict(lambda: defaultdict(list))
    for product in sorted(products, key=lambda product: product.content_hash):
        categories[product.category][product.group].append(product)
    return tuple(_take_turns(_take_turns(groups.values()) for groups in categories.values()))


def _take_turns(rows: Iterable[Iterable[Product]]) -> list[Product]:
    rounds = zip_longest(*rows)
    return [product for product in chain.from_iterable(rounds) if product is not None]
