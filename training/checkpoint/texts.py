"""The words that the text tower learns from: captions, what shoppers type, and WordNet's nouns with their glosses."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from training.checkpoint.lexicon import COLOURS, MATERIALS, PATTERNS, STYLES, WORDS
from training.renders.types import all_nouns

WORDNET = Path("/usr/share/wordnet")
ROOMS = ("living room", "bedroom", "kitchen", "dining room", "home office", "hallway", "nursery", "garden", "balcony",
         "bathroom", "reading corner", "studio flat")  # fmt: skip
PEOPLE = (
    "kids",
    "children",
    "two people",
    "guests",
    "a student",
    "small spaces",
    "a large family",
    "books",
    "clothes",
    "plants",
)
NEEDS = (
    "something cosy to read in", "something to sit on", "somewhere to sleep", "a place to put my books",
    "storage for clothes", "light for reading", "something for the wall", "seating for the garden", "a place to work",
    "something soft for the floor", "somewhere to eat with friends", "a seat for the bar", "lighting above the table",
    "a place for shoes", "somewhere to hang coats", "something to put my feet on", "a bed for guests",
    "furniture for a baby room", "something green and alive", "a table beside the sofa", "a place for the television",
    "somewhere to nap in the sun", "a surface for the computer", "a lamp beside the bed", "to look at myself in",
    "something warm to curl up under", "somewhere to store toys", "a place to do homework", "romantic light for dinner",
)  # fmt: skip
_CAPTIONS = (
    "{a} {n}", "{n} in {a}", "{n}, {a}", "a {a} {n}", "photo of a {a} {n}", "{a} {n} for the {r}", "{a} {b} {n}",
    "{n} in {a} {b}", "{n} in {a} and {b}", "{a} {n} with {b} legs", "the same {n} in {a}", "{s} {n}", "{s} {a} {n}",
    "{n}", "a {n}", "{n} for the {r}", "{n} for {p}", "{s} {n} for the {r}", "large {n}", "small {n}", "comfortable {n}",
    "vintage {n}", "cheap {n}", "beautiful {a} {n}", "{n} made of {b}", "{b} {n}", "round {n}", "{n}s", "{a} {n}s",
)  # fmt: skip
_ATTRIBUTES = ("{a}", "in {a}", "{b}", "in {b}", "{a} {b}", "in {a} {b}", "{s}", "{s} style", "make it {a}", "something {s}",
               "{a} and {b}", "{s}, {a}", "the same in {a}", "{a} colour", "made of {b}", "{t}", "{a} {t}")  # fmt: skip
_GLOSS = re.compile(r"[;\"(].*$")


def draw_captions(count: int, seed: int) -> list[str]:
    """Return random captions and queries made of nouns, colours, materials, styles, rooms and needs."""
    dice = random.Random(seed)
    nouns = all_nouns()
    colours = [word for concept, synonyms in COLOURS.items() for word in (concept, concept, concept, *synonyms)]
    materials = [word for concept, synonyms in MATERIALS.items() for word in (concept, concept, *synonyms)]
    texts = []
    for _ in range(count):
        form = dice.choice(_ATTRIBUTES) if dice.random() < 0.2 else dice.choice(_CAPTIONS)
        if dice.random() < 0.03:
            form = dice.choice(NEEDS)
        texts.append(
            form.format(n=dice.choice(nouns), a=dice.choice(colours), b=dice.choice(materials), s=dice.choice(list(STYLES)),
                        r=dice.choice(ROOMS), p=dice.choice(PEOPLE), t=dice.choice([w for p in PATTERNS for w in (p, *PATTERNS[p])]))
        )  # fmt: skip
    return texts


def read_wordnet(folder: Path = WORDNET) -> list[str]:
    """Return WordNet's nouns and adjectives, and the beginnings of their glosses, without repetition."""
    texts: dict[str, None] = {}
    for name in ("data.noun", "data.adj"):
        for lemma, gloss in _read_synsets(folder / name):
            texts[lemma] = None
            if gloss:
                texts[gloss] = None
    # A word that the lexicon knows as a colour or material is an attribute and no thing.
    return [text for text in texts if text not in WORDS]


def _read_synsets(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        head, _, gloss = line.partition(" | ")
        lemma = head.split()[4].replace("_", " ").partition("(")[0]
        # Names of people and places teach a furniture shop nothing.
        if not lemma[:1].isupper() and not any(letter.isdigit() for letter in lemma):
            yield lemma.lower(), " ".join(_GLOSS.sub("", gloss).split()[:12])
