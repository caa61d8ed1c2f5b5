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
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from knowledge.lately import lately

MIN_WORDS, MAX_WORDS = 5, 60
MIN_AIM = 9
EARLY = 100

KEPT = 4_096
"""Passages whose quotations are kept in memory: the same few answer most posts."""

# What may stand between two sentences that are quoted as one.
_CLOSERS = " \u00a0.!?…)”»\"'"


@dataclass(frozen=True)
class Quotable:
    """Words that can stand alone. Offsets are into the passage's text.

    ``ages``: they name a moving time ("this year") and must be given with their date.
    ``owned``: the brand speaks of itself (we, our, its name). ``pledge``: they promise.
    ``unkept``: they say that a promise was not kept, or will not be.
    ``figures``: they hold a number with a meaning. ``partial``: no whole sentence by themselves (a
    connective was left out before them, or they hang on an infinitive), so always given as a
    quotation. ``blemish``: a mark of extraction that a person would mend.
    """

    start: int
    end: int
    words: str
    ages: bool
    owned: bool
    pledge: bool
    figures: bool
    partial: bool = False
    unkept: bool = False
    blemish: bool = False


@dataclass(frozen=True)
class NotQuotable:
    """Why a sentence was left out. ``leans``: only because it needs the one before it."""

    reason: str
    leans: bool = False


@lately(KEPT)
def quotations(
    text: str, spans: tuple[tuple[int, int], ...], language: str, *, told: bool = False
) -> tuple[Quotable, ...]:
    """What of a passage can be quoted: sentences, and pairs whose second leans on the first.

    ``told``: somebody said it, so that a passage of one phrase is that, and no heading. Kept for
    the passages asked about lately, until :func:`forget`.
    """
    found: list[Quotable] = []
    if told and len(spans) == 1:
        one = quotable(text, spans[0], language, phrase=True)
        return (one,) if isinstance(one, Quotable) else ()
    before: Quotable | None = None  # the sentence just before, if it can begin a quotation
    for span in spans:
        one = quotable(text, span, language)
        pair = None
        if isinstance(one, Quotable):
            found.append(one)
        elif one.leans and before is not None and not text[before.end : span[0]].strip(_CLOSERS):
            pair = _pair(text, before, span, language)
            if pair is not None:
                found.append(pair)
        before = pair or (one if isinstance(one, Quotable) else _short(text, span, language))
    return tuple(found)


@lately(KEPT)
def quotable_sentences(
    text: str, spans: tuple[tuple[int, int], ...], language: str
) -> tuple[Quotable, ...]:
    """The passage's sentences that can be quoted as they stand, kept as :func:`quotations`."""
    found = (quotable(text, span, language) for span in spans)
    return tuple(one for one in found if isinstance(one, Quotable))


def _short(text: str, span: tuple[int, int], language: str) -> Quotable | None:
    """A sentence too short to be quoted alone, which can begin a quotation: "Le sida frappe."."""
    one = quotable(text, span, language, least=MIN_WORDS - 2)
    return one if isinstance(one, Quotable) else None


def _pair(text: str, first: Quotable, span: tuple[int, int], language: str) -> Quotable | None:
    """A quotation with the sentence after it, which leans on it, as one."""
    second = quotable(text, span, language, alone=False, least=MIN_WORDS - 2)
    words = text[first.start : second.end] if isinstance(second, Quotable) else ""
    if not isinstance(second, Quotable) or len(words.split()) > MAX_WORDS or "\n" in words:
        return None
    return replace(
        first,
        end=second.end,
        words=words,
        ages=first.ages or second.ages,
        owned=first.owned or second.owned,
        pledge=first.pledge or second.pledge,
        figures=first.figures or second.figures,
        unkept=first.unkept or second.unkept,
        blemish=first.blemish or second.blemish,
    )


def quotable(
    text: str,
    span: tuple[int, int],
    language: str,
    *,
    alone: bool = True,
    least: int = MIN_WORDS,
    phrase: bool = False,
) -> Quotable | NotQuotable:
    """What of the sentence ``text[span]`` can be quoted in a reply, in linear time.

    Not ``alone``: the sentence before it is quoted with it, and it may lean on that. ``least`` is
    the number of words below which it is too short. ``phrase``: it may be without a verb.
    """
    start, end = _trim(text, *span)
    linked = None
    if alone:
        cue = _cue("connective_fr" if language == "fr" else "connective_en")
        linked = cue.match(text[start:end])
        start += linked.end() if linked else 0
    words = text[start:end]
    count = len(words.split())
    if count < least:
        return NotQuotable("too short to say anything alone", leans=_leans(words, language))
    if count > MAX_WORDS:
        return NotQuotable("too long to quote in a reply")
    opens = span[0] == 0 or linked is not None or _all_small(text)
    if reason := _objection(words, text[end : span[1]], language, opens=opens):
        return NotQuotable(reason)
    whole, ended = _has_verb(words, language), words[-1:] in ".!"
    if not whole and not (ended and (phrase or not alone)):
        # A phrase in prose, not a heading, goes on with what the sentence before it says.
        return NotQuotable("no verb: a heading or a fragment", leans=ended)
    if alone and _leans(words, language):
        return NotQuotable("leans on the sentence before it", leans=True)
    unkept = _cue("unkept").search(words) is not None
    return Quotable(
        start=start,
        end=end,
        words=words,
        ages=bool(_cue("ages").search(words)),
        owned=bool(_cue("owned").search(words)),
        pledge=bool((_cue("pledge_fr") if language == "fr" else _cue("pledge_en")).search(words))
        and not unkept,
        unkept=unkept,
        figures=bool(_cue("figure").search(words)),
        partial=not whole
        or (linked is not None and words[:1].islower())
        or _hangs(words, language),
        blemish=bool(_cue("blemish").search(words)),
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
    if noted := _cue("noted").search(text, start, end):
        end = noted.start()
    # An item of a list that is a whole sentence: "We recycled 490,000 t in 2022;".
    if text[start:end].endswith(";") and _cue("own_subject").match(text[start:end]):
        end -= 1
    return start, end


def _objection(words: str, tail: str, language: str, *, opens: bool) -> str | None:
    """Why the trimmed words cannot stand alone; None when they can.

    ``opens``: a small first letter is a way of writing, and no sign of a cut.
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
    if _cue("fragment_en").match(words) or (_hangs(words, language) and not _aim(words)):
        return "no verb: a heading or a fragment"
    first = words.lstrip("\"“«'’ (\u00a0\u202f")[:1]
    tagged = first == "#" and words.lstrip("\"“«'’ (#")[:1].isupper()
    if not (first.isupper() or first.isdigit() or first in "€$£" or tagged or opens):
        return "begins in the middle"
    if _cue("calls").match(words) or _cue("wishes").search(words):
        return "an invitation or a greeting"
    if _cue("points").search(words):
        return "points to somewhere else in its document"
    return None


def _has_verb(words: str, language: str) -> bool:
    """Whether the words make a sentence: they have a finite verb, or hang on an infinitive."""
    if language != "fr":
        return bool(_cue("verb_en").search(words))
    bare = _cue("subordinate_fr").sub(" ", words)
    return (
        _hangs(words, language)
        or bool(_cue("verb_fr").search(bare))
        or bool(_cue("imperative_fr").match(words))
    )


def _hangs(words: str, language: str) -> bool:
    """Whether a French sentence hangs on an infinitive: "Réformer notre justice pour que ..."."""
    return language == "fr" and bool(_cue("fragment").match(words))


def _aim(words: str) -> bool:
    """Whether what hangs on an infinitive says enough to be quoted as an aim."""
    return len(words.split()) >= MIN_AIM and words.endswith((".", "!"))


def _leans(words: str, language: str) -> bool:
    leans = _cue("leans_fr") if language == "fr" else _cue("leans_en")
    # What "these businesses" are is told by the same sentence, if they come late in it.
    return bool(leans.match(words) or _cue("points_back").search(words[:EARLY]))


@lru_cache(maxsize=512)
def _all_small(text: str) -> bool:
    """Whether no sentence of a text begins with a capital: some brands write so."""
    return _cue("capital").search(text) is None


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
