"""A text as the rules read it: small letters, no accents, and where each letter stands.

Wordings are looked for in posts as people type them: capitals, missing accents, decomposed
accents, curly apostrophes, no-break hyphens, hidden characters, #HashTagsInCapitals. All that is
evened out here once, and every place found can be told in the text as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from knowledge.cleaning import fold
from knowledge.lately import lately

_SIGNS = str.maketrans("’ʼ′`‐‑−\u00a0\u202f\u2009\u2007", "''''---    ")
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]")
_HASHTAG = re.compile(r"#\w+")
_HUMP = re.compile(r"(?<=[a-zà-ÿ\d])(?=[A-ZÀ-Ý])")


class Letters:
    """``folded`` is what the rules read; :meth:`place` gives back a span of the text itself."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at: Sequence[int]
        if text.isascii() and "#" not in text:
            self.folded, self._at = text.lower().replace("_", "-"), range(len(text))
            return
        humps = {
            tag.start() + hump.start()
            for tag in _HASHTAG.finditer(text)
            for hump in _HUMP.finditer(tag.group())
        }
        letters: list[str] = []
        places: list[int] = []
        for index, character in enumerate(text):
            if index in humps:
                letters.append("-")
                places.append(index)
            if character < "\x80":
                new = "-" if character == "_" else character.lower()
            elif _HIDDEN.match(character):
                continue
            else:
                new = _folded(character)
            letters.append(new)
            places.extend([index] * len(new))
        self.folded, self._at = "".join(letters), places

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text that ``folded[start:end]`` was made of; ``end`` lies past it."""
        if end <= start:
            at = self._at[start] if start < len(self._at) else len(self.text)
            return at, at
        return self._at[start], self._at[end - 1] + 1

    def find(self, place: int) -> int:
        """The first folded letter that was made of ``text[place]`` or of what follows it."""
        return bisect_left(self._at, place)


@lately(256)
def letters_of(text: str) -> Letters:
    """The letters of a text, which each of the rules reads."""
    return Letters(text)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    return fold(character.translate(_SIGNS))
