"""A shopper's query, read against a catalogue: spelled its way, embedded, and with what cannot be known said."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from cachetools import LRUCache
from PIL import Image

from catalog import Product, UnknownProduct
from search.blend import PartKind, QueryVectors
from search.encoder import Encoder
from search.filters import LEVEL, Filters
from search.index import ProductIndex
from search.notes import Note
from search.query import Box, Query, tidy_query
from search.vectors import Vector
from search.words import split_words

CACHED_VECTORS = 512
CATEGORY_SAMPLE = 400
"""Products from which a preferred category's mean is taken."""

_FILLERS = frozenset({"a", "an", "any", "the", "in", "of", "made", "one", "ones", "colour", "color"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as the engine uses it."""

    query: Query
    """Every value inside its limits, the filters in the catalogue's spelling, unknown products left out."""
    vectors: QueryVectors
    labels: Mapping[PartKind, tuple[str, ...]]
    """What the blend's parts of each kind are called: the words, the products' titles, the category."""
    notes: tuple[Note, ...] = ()
    encoder_ran: bool = False

    @property
    def filters(self) -> Filters:
        """The filters, those that follow from unwanted words included."""
        return self.query.where if isinstance(self.query.where, Filters) else Filters()

    @property
    def has_parts(self) -> bool:
        """Whether anything is asked for at all; if not, the front page is."""
        return any(self.labels.values())

    def at(self, image_weight: float) -> Reading:
        """Return the same query at another image weight."""
        return replace(self, query=replace(self.query, image_weight=image_weight))


class VectorCache:
    """The vectors made last, by key; safe to use from several threads."""

    def __init__(self, size: int = CACHED_VECTORS) -> None:
        self._vectors: LRUCache[str, Vector] = LRUCache(size)
        self._lock = threading.Lock()

    def take(self, key: str, make: Callable[[], Vector]) -> tuple[Vector, bool]:
        """Return the vector, and whether it had to be made."""
        with self._lock:
            known = self._vectors.get(key)
        if known is not None:
            return known, False
        # Made outside the lock: another visitor's cached answer need not wait for this visitor's encoder.
        made = make()
        with self._lock:
            self._vectors[key] = made
        return made, True


class QueryReader:
    """Reads queries about one catalogue; what was embedded once is not embedded again."""

    def __init__(self, products: Sequence[Product], encoder: Encoder, index: ProductIndex) -> None:
        self._products = {product.id: product for product in products}
        self._encoder = encoder
        self._index = index
        self._texts, self._photos, self._means = VectorCache(), VectorCache(), VectorCache()
        self._categories = _name_categories({product.category for product in products if product.category})
        self._styles = {product.style.casefold(): product.style for product in products if product.style}
        lists = {value for product in products for value in (*product.colours, *product.materials)}
        self._facet_values = {value.casefold(): value for value in lists} | self._styles

    def embed_text(self, text: str) -> tuple[Vector, bool]:
        """Return the text's unit vector `(dim,)`, and whether the encoder had to run."""
        return self._texts.take(text, lambda: np.asarray(self._encoder.embed_texts([text])[0]))

    def embed_image(self, image: Image.Image, crop: Box | None = None) -> tuple[Vector, bool]:
        """Return the unit vector `(dim,)` of the picture or a part of it, and whether the encoder had to run."""
        key = hashlib.sha256(f"{image.mode}{image.size}{crop}".encode() + image.tobytes()).hexdigest()
        return self._photos.take(key, lambda: np.asarray(self._encoder.embed_images([cut_box(image, crop)])[0]))

    def read(self, asked: Query) -> Reading:
        """Return the query as the engine uses it, with its vectors.

        Raises:
            UnknownProduct: `like` names a product that the catalogue does not hold.
            UnknownFilter: `where` names a filter that there is none of.
            IndexUnavailable: the index does not answer.
        """
        tidied, tidy_notes = tidy_query(asked)
        notes = list(tidy_notes)
        words = split_words(tidied.text)
        phrases = (*words.avoid, *_split_phrases(tidied.avoid))
        ids = [key for key in (*tidied.likes, *tidied.dislikes) if key in self._products]
        steered_by = self._index.vectors(ids) if ids else {}
        query = replace(
            tidied,
            where=self._exclude(self._spell(tidied.where), phrases),
            likes=tuple(key for key in tidied.likes if key in steered_by),
            dislikes=tuple(key for key in tidied.dislikes if key in steered_by),
            prefer_category=self._spell_category(tidied.prefer_category, notes),
        )
        if len(steered_by) < len(tidied.likes) + len(tidied.dislikes):
            notes.append(Note("product gone"))
        unwanted = (*phrases, *(term.text for term in query.terms if term.weight < 0))
        notes += self._say_who_decides(phrases, unwanted)
        texts = {
            text: self.embed_text(text)
            for text in (words.wanted, *phrases, *(term.text for term in query.terms))
            if text
        }
        image, image_ran = self._embed_photo(query)
        vectors = QueryVectors(
            image=image,
            text=texts[words.wanted][0] if words.wanted else None,
            avoid=tuple(texts[phrase][0] for phrase in phrases),
            terms=tuple((term.weight, texts[term.text][0]) for term in query.terms),
            likes=tuple(steered_by[key] for key in query.likes),
            dislikes=tuple(steered_by[key] for key in query.dislikes),
            category=self._mean_of(query.prefer_category) if query.prefer_category else None,
        )
        ran = image_ran or any(text_ran for _, text_ran in texts.values())
        labels = self._label(query, vectors, words.wanted, unwanted)
        return Reading(query, vectors, labels, tuple(notes), ran)

    def _label(
        self, query: Query, vectors: QueryVectors, wanted: str, unwanted: tuple[str, ...]
    ) -> dict[PartKind, tuple[str, ...]]:
        like = self._products[query.like].title if query.like else ""
        more = tuple(term.text for term in query.terms if term.weight > 0)
        return {
            "photo": () if vectors.image is None else (like,),
            "words": (wanted, *more) if wanted else more,
            "avoid": unwanted,
            "like": tuple(self._products[key].title for key in query.likes),
            "dislike": tuple(self._products[key].title for key in query.dislikes),
            "category": (query.prefer_category,) if query.prefer_category else (),
        }

    def _embed_photo(self, query: Query) -> tuple[Vector | None, bool]:
        if query.like:
            if query.like not in self._products:
                raise UnknownProduct(query.like)
            return self._index.vectors([query.like]).get(query.like), False
        return (None, False) if query.image is None else self.embed_image(query.image, query.crop)

    def _mean_of(self, category: str) -> Vector:
        """Return the mean of the category's products `(dim,)`: it needs no words, in whatever language."""

        def measure() -> Vector:
            categories = self._categories[category.casefold()]
            members = [product.id for product in self._products.values() if product.category in categories]
            stored = self._index.vectors(members[:: -(-len(members) // CATEGORY_SAMPLE)])
            return np.asarray(np.mean(list(stored.values()), axis=0), dtype=np.float32)

        return self._means.take(category, measure)[0]

    def _spell_category(self, category: str, notes: list[Note]) -> str:
        asked = category.strip()
        found = self._categories.get(asked.casefold(), ())
        if asked and not found:
            notes.append(Note("category gone"))
        # One that has several below it has no spelling of its own in the feed.
        return found[0] if len(found) == 1 else asked if found else ""

    def _spell(self, where: object) -> Filters:
        """Return the filters in the catalogue's own spelling, so that "sofas" finds the category "Sofas"."""
        filters = where if isinstance(where, Filters) else Filters()
        return replace(
            filters,
            categories=tuple(
                category
                for value in filters.categories
                for category in self._categories.get(value.casefold(), (value,))
            ),
            styles=tuple(self._styles.get(value.casefold(), value) for value in filters.styles),
            # The reader has put these into lower case.
            colours=tuple(value.lower() for value in filters.colours),
            materials=tuple(value.lower() for value in filters.materials),
            without=tuple(self._facet_values.get(value.casefold(), value) for value in filters.without),
        )

    def _exclude(self, filters: Filters, phrases: Iterable[str]) -> Filters:
        """Return the filters with what the feed itself can tell of unwanted words: "not leather" leaves leather out."""
        values = [value for phrase in phrases if (value := self._facet_value(phrase))]
        return replace(filters, without=tuple(dict.fromkeys((*filters.without, *values))))

    def _facet_value(self, phrase: str) -> str:
        return self._facet_values.get(" ".join(w for w in phrase.casefold().split() if w not in _FILLERS), "")

    def _say_who_decides(self, phrases: Sequence[str], unwanted: Sequence[str]) -> list[Note]:
        listed = tuple(value for phrase in phrases if (value := self._facet_value(phrase)))
        unlisted = tuple(phrase for phrase in unwanted if phrase not in phrases or not self._facet_value(phrase))
        notes: list[Note] = []
        if listed:
            notes.append(Note("left out", {"phrases": listed}))
        if unlisted:
            notes.append(Note("pictures decide", {"phrases": unlisted}))
        return notes


def cut_box(image: Image.Image, box: Box | None) -> Image.Image:
    """Return the part of the picture inside the box, at least one pixel; the picture itself for no box."""
    if box is None:
        return image
    left, top = int(box[0] * image.width), int(box[1] * image.height)
    right, bottom = round(box[2] * image.width), round(box[3] * image.height)
    return image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def _split_phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for part in re.split(r"[,;]", text) if (phrase := part.strip()))


def _name_categories(categories: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return which categories each name stands for, in lower case: "Seating > Sofas" is found as that, as "Seating",
    which stands for all that is part of it, and as "Sofas".
    """
    named: dict[str, list[str]] = defaultdict(list)
    for category in sorted(categories):
        levels = category.casefold().split(LEVEL)
        paths = {LEVEL.join(levels[: depth + 1]) for depth in range(len(levels))}
        for name in {*paths, levels[-1]}:
            named[name].append(category)
    return {name: tuple(members) for name, members in named.items()}
