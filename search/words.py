"""A shopper's words, split into what is wanted and what is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEGATION = re.compile(
    r"\b(?:but\s+)?(?:not|no|without|except|never|nothing)\b\s+(?P<phrase>.+?)(?=\s*(?:[,;.!?]|\bbut\b|\band\b|\bnot\b|\bno\b|\bwithout\b|$))",
    re.IGNORECASE,
)
_LOOSE_ENDS = " ,;.!?"


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for, and what to keep away from."""

    wanted: str
    avoid: tuple[str, ...] = ()


def split_words(text: str) -> Words:
    """Return the wanted words and the phrases after "not", "no", "without" and "except", each up to the next comma.

    "sofa, not red" wants "sofa" and avoids "red"; "armchair without arms and legs in oak" avoids "arms" only.
    """
    avoid = tuple(match["phrase"].strip(_LOOSE_ENDS) for match in _NEGATION.finditer(text))
    wanted = _NEGATION.sub(" ", text)
    wanted = re.sub(r"\s*([,;])(?:\s*[,;])*", r"\1", " ".join(wanted.split())).strip(_LOOSE_ENDS)
    return Words(wanted, tuple(phrase for phrase in avoid if phrase))
