"""A text as the voice reads it: its habits kept, what it is about set aside.

Handles, hashtags, addresses and figures tell the subject rather than the voice, so each becomes a
stand-in that says only that there was one. Emoji that a platform's export spelt out
(``:party_popper:``) become the emoji, so that a record imported in one form and a draft written
in the other are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

READ = 2_000
"""Characters that are read of a text: a voice shows well before."""

EMOJI = regex.compile(
    r"(?=[#*0-9:©®\u200d-\u3300\U0001F000-\U0010FFFF])"  # most characters are dismissed by this
    r"(?:(?:[\U0001F1E6-\U0001F1FF]{2}"  # flags
    r"|[0-9#*]\ufe0f?\u20e3"  # keycaps
    r"|(?:\p{Emoji_Presentation}|[\p{Extended_Pictographic}--[©®™]]|[©®™]\ufe0f)"
    r"[\ufe0f\U0001F3FB-\U0001F3FF]*"
    r"(?:\u200d\p{Extended_Pictographic}[\ufe0f\U0001F3FB-\U0001F3FF]*)*)"
    r")",
    regex.V1,
)
LINK = regex.compile(r"(?:https?://|www\.)\S+")
HANDLE = regex.compile(r"(?<![\w@])@\w[\w.]*")
HASHTAG = regex.compile(r"(?<![\w#&])#\w+")
_SPELT = regex.compile(r"(?P<spelt>(?<!\w):[A-Za-z][\w&’'()-]{1,60}:(?!\w))")
_ASIDE = regex.compile(
    rf"(?P<link>{LINK.pattern})|(?P<handle>{HANDLE.pattern})|(?P<hashtag>{HASHTAG.pattern})"
    rf"|{_SPELT.pattern}|(?P<figure>\d)"
)
_STAND_INS = {"link": "http://u", "handle": "@x", "hashtag": "#x", "figure": "0"}


@dataclass(frozen=True)
class Plain:
    """A text with something in it replaced; ``starts`` and ``ends`` lead back to the original.

    Character ``i`` of ``text`` stands for ``original[starts[i]:ends[i]]``.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` (not empty) stands in the original."""
        return self.starts[start], self.ends[end - 1]


def plain(original: str) -> Plain:
    """The first :data:`READ` characters of a text, with its subject set aside."""
    return _replaced(original[:READ], _ASIDE)


def unspelt(original: str) -> Plain:
    """The first :data:`READ` characters of a text, emoji that were spelt out being emoji again."""
    return _replaced(original[:READ], _SPELT)


def _replaced(text: str, what: regex.Pattern[str]) -> Plain:
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in _pieces(text, what):
        pieces.append(piece)
        if len(piece) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    return Plain("".join(pieces), starts, ends)


def _pieces(text: str, what: regex.Pattern[str]) -> Iterator[tuple[str, int, int]]:
    at = 0
    for match in what.finditer(text):
        if at < match.start():
            yield text[at : match.start()], at, match.start()
        at = match.end()
        if match.lastgroup == "spelt":
            yield _spelt(match.group()), match.start(), at
        else:
            yield _STAND_INS[match.lastgroup or "figure"], match.start(), at
    if at < len(text):
        yield text[at:], at, len(text)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    import emoji

    return {
        str(data["en"]).strip(":").removesuffix("_selector").casefold(): symbol
        for symbol, data in emoji.EMOJI_DATA.items()
    }


def _spelt(name: str) -> str:
    """The emoji that is spelt out; the words as they are where there is none of that name."""
    return _by_name().get(name.strip(":").removesuffix("_selector").casefold(), name)
