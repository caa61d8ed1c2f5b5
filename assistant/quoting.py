"""Which sentences of the record can be quoted in a reply, and which words of them.

A sentence that reads well in its document may be useless, or worse, alone: it leans on the one
before it, it says "this year" of a year long gone, it is a heading, a table row, an invitation
to click, or debris of extraction. ``quotable`` returns the words that stand on their own, always
a substring of the passage to the letter, or says why there are none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

MIN_WORDS, MAX_WORDS = 5, 60


@dataclass(frozen=True)
class Quotable:
    """Words that can stand alone. Offsets are into the passage's text.

    ``ages``: they name a moving time ("this year") and must be given with their date.
    ``owned``: the brand speaks of itself (we, our, its name). ``pledge``: they promise.
    ``figures``: they hold a number with a meaning.
    """

    start: int
    end: int
    words: str
    ages: bool
    owned: bool
    pledge: bool
    figures: bool


@dataclass(frozen=True)
class NotQuotable:
    """Why a sentence was left out."""

    reason: str


def quotable(text: str, span: tuple[int, int], language: str) -> Quotable | NotQuotable:
    """What of the sentence ``text[span]`` can be quoted alone in a reply, in linear time."""
    start, end = _trim(text, *span)
    words = text[start:end]
    count = len(words.split())
    if count < MIN_WORDS:
        return NotQuotable("too short to say anything alone")
    if count > MAX_WORDS:
        return NotQuotable("too long to quote in a reply")
    if reason := _objection(words, text[end : span[1]], language, opens=span[0] == 0):
        return NotQuotable(reason)
    return Quotable(
        start=start,
        end=end,
        words=words,
        ages=bool(_cue("ages").search(words)),
        owned=bool(_cue("owned").search(words)),
        pledge=bool((_cue("pledge_fr") if language == "fr" else _cue("pledge_en")).search(words)),
        figures=bool(_cue("figure").search(words)),
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what frames a sentence without being of it: mentions, bullets, links, tags."""
    if lead := _cue("lead").match(text[start:end]):
        start += lead.end()
    for _ in range(4):
        trail = _cue("trail").search(text[start:end]) or _cue("footnote").search(text[start:end])
        if trail is None or trail.start() == 0:
            break
        end = start + trail.start()
    return start, end


def _objection(words: str, tail: str, language: str, *, opens: bool) -> str | None:
    """Why the trimmed words cannot stand alone; None when they can.

    ``opens``: the sentence opens its passage, so a small first letter is a way of writing.
    """
    if _cue("debris").search(words) or _unbalanced(words) or _noisy(words):
        return "debris of extraction"
    if words.rstrip("»”\"' )").endswith("?"):
        return "a question, not a statement"
    ends_open = _cue("ends_open_fr" if language == "fr" else "ends_open_en")
    if ends_open.search(words.rstrip(" .:")) or "\n" in words:
        return "cut off, or broken over lines"
    if words.rstrip().endswith((",", ";", "-", "(")) or _cue("announces").match(tail):
        return "announces something that follows it"
    if "@" in _cue("email").sub("", words) or words.count("#") > 1:
        return "addressed to an account or built on tags"
    if _cue("reported").match(words) and not _cue("label").match(words):
        return "someone else's words"
    if (language == "fr" and _cue("fragment").match(words)) or _cue("fragment_en").match(words):
        return "no verb: a heading or a fragment"
    first = words.lstrip("\"“«'’ (\u00a0\u202f")[:1]
    tagged = first == "#" and words.lstrip("\"“«'’ (#")[:1].isupper()
    if not (first.isupper() or first.isdigit() or first in "€$£" or tagged or opens):
        return "begins in the middle"
    leans = _cue("leans_fr") if language == "fr" else _cue("leans_en")
    if leans.match(words) or _cue("points_back").search(words):
        return "leans on the sentence before it"
    if _cue("calls").match(words) or _cue("wishes").search(words):
        return "an invitation or a greeting"
    if _cue("points").search(words):
        return "points to somewhere else in its document"
    verb = _cue("verb_fr") if language == "fr" else _cue("verb_en")
    bare = _cue("subordinate_fr").sub(" ", words) if language == "fr" else words
    if not verb.search(bare) and not (language == "fr" and _cue("imperative_fr").match(words)):
        return "no verb: a heading or a fragment"
    return None


def _unbalanced(words: str) -> bool:
    pairs = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
    return any(words.count(a) != words.count(b) for a, b in pairs) or words.count('"') % 2 == 1


def _noisy(words: str) -> bool:
    """Too few plain words: capitals, numbers or symbols make up most of it."""
    tokens = words.split()
    plain = sum(1 for t in tokens if t.strip(".,;:!?\"'“”«»()").isalpha() and not t[:2].isupper())
    lower = sum(1 for t in tokens[1:] if t[:1].islower())
    return plain < 0.5 * len(tokens) or lower < 0.4 * max(1, len(tokens) - 1)


@cache
def _cues() -> Mapping[str, re.Pattern[str]]:
    raw = resources.files("assistant").joinpath("quoting.toml").read_text(encoding="utf-8")
    return {name: re.compile(pattern) for name, pattern in tomllib.loads(raw).items()}


def _cue(name: str) -> re.Pattern[str]:
    """One of the patterns of ``quoting.toml``, compiled once."""
    return _cues()[name]
