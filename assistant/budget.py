"""What fits: evidence packed into the part of a model's window that is left for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from knowledge import tokens

OVERHEAD = 8
"""Tokens that an item's tags and line ends take, at most."""


def pack(
    items: Iterable[str], room: int, count: Callable[[str], int] = tokens.count
) -> tuple[list[int], int]:
    """Which of ``items``, best first, fit in ``room`` tokens, and how many tokens they take.

    An item that does not fit is passed over, so that one long passage does not keep out the short
    ones after it. Tokens are those of ``o200k_base`` unless ``count`` says otherwise.
    """
    kept, used = [], 0
    for number, item in enumerate(items):
        size = count(item) + OVERHEAD
        if used + size <= room:
            kept.append(number)
            used += size
    return kept, used


def cut(words: str, most: int) -> str:
    """The beginning of a text, of at most so many tokens."""
    if tokens.count(words) <= most:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if tokens.count(words[:middle]) <= most else (low, middle - 1)
    return words[:low] + "…"
