"""What the engine has to say about a query, in the visitor's language."""

from __future__ import annotations

from search import Note
from ui.amounts import format_number
from ui.words import words

MAX_PHRASE_CHARACTERS = 60


def say_note(note: Note) -> str:
    """Return a note as a sentence."""
    return words.NOTES[note.kind].format(**{name: _say_value(value) for name, value in note.values.items()})


def _say_value(value: str | float | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, tuple):
        return format_number(value)
    quoted = [words.QUOTED.format(text=phrase[:MAX_PHRASE_CHARACTERS]) for phrase in dict.fromkeys(value)]
    return quoted[0] if len(quoted) == 1 else words.AND.format(first=", ".join(quoted[:-1]), last=quoted[-1])
