"""Two versions of a text, word by word: what went, what came, what stayed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]|_")


@dataclass(frozen=True)
class Change:
    """A run of words of a text, and what became of it."""

    kind: Literal["same", "gone", "new"]
    words: str


def compare(before: str, after: str) -> list[Change]:
    """The runs of both texts in order: those ``same`` and ``gone`` make up ``before`` to the
    letter, those ``same`` and ``new`` make up ``after``."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Change] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Change("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Change("gone", "".join(old[a:b])))
        if d > c:
            found.append(Change("new", "".join(new[c:d])))
    return found
