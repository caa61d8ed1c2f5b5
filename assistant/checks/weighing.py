"""How long a text is for X, and what a picture is: the count of twitter-text, version 3.

Letters of most alphabets weigh one, the others two; a link weighs 23 and an emoji two, however
many code points it is made of. The weights are those of twitter-text's ``v3.json``; what is one
emoji is the Unicode list of those recommended for interchange, as the ``emoji`` package has it.
Everything runs in time linear in the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.checks.links import links
from knowledge.lately import lately

LIMIT = 280
LINK_WEIGHT = 23
LONGEST_SEQUENCE = 10

# Code points that weigh one, and those that weigh two; v3.json has them in hundredths.
_HEAVY = regex.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_INVALID = regex.compile("[\ufffe\ufeff\uffff]")
_PICTURE = (
    r"(?:[\p{Extended_Pictographic}--[\u00A9\u00AE]]|\p{Emoji_Modifier}|\p{Regional_Indicator})"
)
_SELECTORS = r"[\uFE0F\u20E3\p{Emoji_Modifier}\U000E0020-\U000E007F]"
# A run that may be one emoji or several; a lone one, by far the commonest, needs no look-up.
_RUN = regex.compile(
    rf"[0-9#*]\uFE0F?\u20E3|[\u00A9\u00AE]\uFE0F"
    rf"|{_PICTURE}(?:{_SELECTORS}|\u200D{_PICTURE}|(?<=\p{{RI}})\p{{RI}})*+",
    regex.VERSION1,
)


@dataclass(frozen=True)
class Weighed:
    """What X makes of a text. ``fitting``: how many of its UTF-16 units are within the limit."""

    weight: int
    valid: bool
    permillage: int
    fitting: int


@lately(512)
def weight(text: str) -> int:
    """The weighted length of ``text``: 280 is the most that a post may have."""
    total = 0
    for _, _, weighs in _parts(unicodedata.normalize("NFC", text)):
        total += weighs
    return total


def weigh(text: str, limit: int = LIMIT) -> Weighed:
    """All that twitter-text says of ``text``: its weight, whether it may be sent, what fits."""
    normal = unicodedata.normalize("NFC", text)
    total, fitting, spent = 0, 0, 0
    valid = True
    for start, end, weighs in _parts(normal):
        whole = weighs != _weight(normal, start, end)
        pieces = [(start, end, weighs)] if whole else _letters(normal, start, end)
        for a, b, heavy in pieces:
            total += heavy
            spent += units(normal[a:b])
            valid = valid and not _INVALID.search(normal, a, b)
            if valid and total <= limit:
                fitting = spent
    fitting += units(text) - units(normal)
    return Weighed(total, valid and 0 < total <= limit, total * 1000 // limit, fitting)


def emoji(text: str) -> Iterator[tuple[int, int]]:
    """The emoji of ``text``, each a sequence that is shown as one picture, as ``(start, end)``."""
    for match in _RUN.finditer(text):
        start, end = match.span()
        if end - start == 1:
            yield start, end
        while start < end and end - match.start() > 1:
            length = _sequence(text, start, end)
            if length == 1 and not _is_picture(text[start]):
                start += 1
                continue
            # A selector after an emoji that needs none changes nothing.
            follows = start + length < end and text[start + length] == "\ufe0f"
            yield start, start + length + follows
            start += length + follows


def units(text: str) -> int:
    """Length in UTF-16, in which web pages count, and X gives its offsets."""
    return len(text) + sum(character > "\uffff" for character in text)


def _parts(text: str) -> Iterator[tuple[int, int, int]]:
    """Stretches of ``text`` with their weights: links, emoji, and the text between."""
    last = 0
    pictures = emoji(text)
    picture = next(pictures, None)
    for start, end in [*links(text), (len(text), len(text))]:
        while picture is not None and picture[0] < start:
            if picture[0] >= last:
                if picture[0] > last:
                    yield last, picture[0], _weight(text, last, picture[0])
                yield picture[0], picture[1], 2
                last = picture[1]
            picture = next(pictures, None)
        while picture is not None and picture[0] < end:
            picture = next(pictures, None)
        if start >= last:
            yield last, start, _weight(text, last, start)
            if end > start:
                yield start, end, LINK_WEIGHT
            last = end


def _letters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    for at in range(start, end):
        yield at, at + 1, _weight(text, at, at + 1)


def _weight(text: str, start: int, end: int) -> int:
    return end - start + len(_HEAVY.findall(text, start, end))


def _sequence(text: str, start: int, end: int) -> int:
    known = _sequences()
    for length in range(min(LONGEST_SEQUENCE, end - start), 1, -1):
        if text[start : start + length] in known:
            return length
    return 1


@lru_cache(maxsize=1)
def _sequences() -> frozenset[str]:
    """Every emoji of several code points, in all the ways it may be written."""
    from emoji import EMOJI_DATA

    return frozenset(sequence for sequence in EMOJI_DATA if len(sequence) > 1)


@lru_cache(maxsize=4096)
def _is_picture(character: str) -> bool:
    return regex.match(_PICTURE, character, regex.V1) is not None
