"""What was worked out of a text lately is kept in memory, until something is taken off the record.

The sentences of one draft are those of the next, and of each version that is checked; and what was
erased may be in any of them. So whatever keeps texts by this can be told to let go of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache, wraps
from typing import Any, TypeVar

Found = TypeVar("Found")

SHORT = 2_000
"""Characters of a post, a draft or a passage, which are read many times over."""

_kept: list[_lru_cache_wrapper[object]] = []


def lately(most: int) -> Callable[[Callable[..., Found]], _lru_cache_wrapper[Found]]:
    """A decorator: the function's last ``most`` answers are kept, as by ``lru_cache``."""

    def keep(function: Callable[..., Found]) -> _lru_cache_wrapper[Found]:
        kept = lru_cache(maxsize=most)(function)
        _kept.append(kept)
        return kept

    return keep


def of_short(most: int) -> Callable[[Callable[..., Found]], Callable[..., Found]]:
    """As :func:`lately`, for functions of a text: a document, which is read once, is not kept."""

    def keep(function: Callable[..., Found]) -> Callable[..., Found]:
        kept = lately(most)(function)

        @wraps(function)
        def short_or_not(text: str, *more: Any) -> Found:
            return (kept if len(text) <= SHORT else function)(text, *more)

        return short_or_not

    return keep


def forget() -> None:
    """Let nothing be left in memory of what was erased from the record."""
    for one in _kept:
        one.cache_clear()
