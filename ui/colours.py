"""The colours that feeds name, as colours to show."""

from __future__ import annotations

from collections.abc import Sequence

_HEX = {
    "amber": "#e0a12e", "anthracite": "#3b4046", "aqua": "#5fbcc4", "beige": "#d9c8a9", "black": "#1f1d1b",
    "blue": "#2f5fa8", "bronze": "#8c6a3f", "brown": "#7b5236", "burgundy": "#6d1f33", "charcoal": "#3f4145",
    "copper": "#b46a45", "coral": "#e9705a", "cream": "#f0e6cf", "gold": "#c9a24a", "gray": "#8d8d8b",
    "green": "#4d7c4a", "grey": "#8d8d8b", "ivory": "#f3ecd9", "lilac": "#b79ccf", "mint": "#a6d7bf",
    "mustard": "#c9972b", "natural": "#cfb48c", "navy": "#26365c", "ochre": "#bf8a35", "olive": "#747541",
    "orange": "#d9772b", "pink": "#e0a0ae", "purple": "#70508f", "red": "#b3302c", "rose": "#d98c93",
    "silver": "#bfc3c6", "tan": "#c19a6b", "taupe": "#8b7d6f", "teal": "#2d7f80", "terracotta": "#b8603d",
    "turquoise": "#3fa9a5", "violet": "#70508f", "white": "#fbfaf7", "yellow": "#e3bd3c",
}  # fmt: skip


def paint(colours: Sequence[str]) -> str:
    """Return a CSS background for a dot: one colour, two halves for two, "" where no name is known."""
    known = [_HEX[name] for name in colours if name in _HEX][:2]
    if len(known) == 2:
        return f"linear-gradient(135deg,{known[0]} 50%,{known[1]} 50%)"
    return known[0] if known else ""
