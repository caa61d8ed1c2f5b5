"""What is counted of a text: its length, its punctuation, how it opens, whom it speaks of.

A **feature** turns a text into a number (or a kind, as for how it opens) and says where in the
text that shows. Rates are per hundred words, lengths in characters or words. Readability is Flesch
(1948) for English and Kandel and Moles (1958) for French: about 100 is easy, 0 hard.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

from knowledge.voice.address import addressed, said_to
from knowledge.voice.lexicon import Span, cues, straight
from knowledge.voice.plain import EMOJI, HANDLE, HASHTAG, LINK, READ

_WORD = regex.compile(r"\p{L}+(?:['’]\p{L}+)*")
_SENTENCE = regex.compile(r"[^.!?…\n]++[.!?…]*+")
_VOWELS = regex.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_QUOTES = regex.compile(r"[\"“”«»]")
_MARKS = {
    "exclamations": regex.compile(r"!+"),
    "questions": regex.compile(r"\?+"),
    "ellipses": regex.compile(r"…|\.\.\.+"),
    "dashes": regex.compile(r"[–—]|(?<=\s)-(?=\s)"),
    "colons": regex.compile(r"[:;](?=\s|$)"),
    "parentheses": regex.compile(r"[(\[]"),
    "quotation marks": _QUOTES,
    "line breaks": regex.compile(r"\n"),
    "blank lines": regex.compile(r"\n\s*\n"),
    "capitals": regex.compile(r"\b\p{Lu}{2,}\b"),
    "figures": regex.compile(r"\d[\d.,]*"),
    "emoji": EMOJI,
    "hashtags": HASHTAG,
    "handles": HANDLE,
    "links": LINK,
}


@dataclass(frozen=True)
class Seen:
    """A text as features look at it; what several of them need is worked out once."""

    text: str
    language: str

    @cached_property
    def words(self) -> list[Span]:
        return [m.span() for m in _WORD.finditer(self.text)]

    @cached_property
    def sentences(self) -> list[Span]:
        return [m.span() for m in _SENTENCE.finditer(self.text) if _WORD.search(m.group())]

    @cached_property
    def straight(self) -> str:
        return straight(self.text)

    @cached_property
    def _cues(self) -> Mapping[str, list[Span]]:
        return cues(self.straight, self.language)

    def cues(self, name: str) -> list[Span]:
        """Where the words of a list of the lexicon stand."""
        return self._cues.get(name, [])

    def per_hundred(self, count: float) -> float:
        return 100 * count / max(10, len(self.words))

    @cached_property
    def marks(self) -> dict[str, list[Span]]:
        return {name: [m.span() for m in p.finditer(self.text)] for name, p in _MARKS.items()}


@dataclass(frozen=True)
class Feature:
    """One thing that is counted.

    ``edges`` cut its values into bins, for two values in a bin are alike; ``kinds`` are the
    values of one that is no number, which ``measure`` numbers. ``where`` shows it in a text, and
    is told whether the text has too much of it (or too little).
    """

    name: str
    measure: Callable[[Seen], float]
    where: Callable[[Seen, bool], list[Span]]
    edges: tuple[float, ...] = ()
    kinds: tuple[str, ...] = ()

    def shows(self, seen: Seen, much: bool) -> list[Span]:
        """Where it shows; the first word, where there is nothing in particular to point at."""
        return self.where(seen, much) or _ends(seen, first=True)

    @property
    def bins(self) -> int:
        return len(self.kinds) or len(self.edges) + 1


def see(text: str, language: str) -> Seen:
    """The first 2,000 characters of a text, ready to be measured."""
    return Seen(text[:READ], language)


OPENERS = ("greeting", "handle", "hashtag", "emoji", "question", "small letter", "figure", "words")
CLOSERS = ("hashtag", "handle", "link", "emoji", "!", "?", "…", ".", "signature", "words")


def _opener(seen: Seen) -> float:
    at = len(seen.text) - len(seen.text.lstrip())
    begins = {name: bool(seen.marks[name]) and seen.marks[name][0][0] == at for name in seen.marks}
    for name, kind in (("handles", "handle"), ("hashtags", "hashtag"), ("emoji", "emoji")):
        if begins[name]:
            return OPENERS.index(kind)
    if any(start == at for start, _ in seen.cues("greetings")):
        return OPENERS.index("greeting")
    if seen.sentences and "?" in seen.text[slice(*seen.sentences[0])]:
        return OPENERS.index("question")
    first = seen.text[at : at + 1]
    kind = "small letter" if first.islower() else "figure" if first.isdigit() else "words"
    return OPENERS.index(kind)


def _closer(seen: Seen) -> float:
    end = len(seen.text.rstrip())
    for name, kind in (
        *(("hashtags", "hashtag"), ("handles", "handle"), ("links", "link"), ("emoji", "emoji")),
        ("ellipses", "…"),
    ):
        if seen.marks[name] and seen.marks[name][-1][1] == end:
            return CLOSERS.index(kind)
    last = seen.text[end - 1 : end]
    if last in ("!", "?", "."):
        return CLOSERS.index(last)
    line = seen.text[:end].rsplit("\n", 1)
    signed = (len(line) == 2 and len(line[1].split()) <= 3) or "^" in seen.text[end - 4 : end]
    return CLOSERS.index("signature" if signed else "words")


def _ends(seen: Seen, first: bool) -> list[Span]:
    """The first word of a text, or the last; whatever there is, where there is no word."""
    pieces = [m.span() for m in regex.finditer(r"\S+", seen.text)]
    return [pieces[0] if first else pieces[-1]] if pieces else []


def _mark(name: str, edges: tuple[float, ...]) -> Feature:
    return Feature(
        name,
        lambda seen: float(len(seen.marks[name])),
        # What is missing would mostly stand at the end.
        lambda seen, much: seen.marks[name] if much else _ends(seen, first=False),
        edges,
    )


def _cue(name: str, shown: str, edges: tuple[float, ...]) -> Feature:
    return Feature(
        shown,
        lambda seen: seen.per_hundred(len(seen.cues(name))),
        lambda seen, much: seen.cues(name) if much else seen.sentences[:1],
        edges,
    )


def _words_a_sentence(seen: Seen) -> float:
    return len(seen.words) / max(1, len(seen.sentences))


def _characters_a_word(seen: Seen) -> float:
    return sum(end - start for start, end in seen.words) / max(1, len(seen.words))


def _readability(seen: Seen) -> float:
    if not seen.words:
        return 100.0
    # Vowels that follow each other are one syllable, near enough; a word has at least one.
    syllables = max(1.0, len(_VOWELS.findall(seen.straight)) / len(seen.words))
    if seen.language == "fr":
        return 207.0 - 1.015 * _words_a_sentence(seen) - 73.6 * syllables
    return 206.835 - 1.015 * _words_a_sentence(seen) - 84.6 * syllables


def _by_length(seen: Seen, spans: list[Span], much: bool) -> list[Span]:
    ordered = sorted(spans, key=lambda s: s[1] - s[0], reverse=much)
    return sorted(ordered[:1] if spans is seen.sentences else ordered[:3])


def _formality(seen: Seen) -> float:
    return seen.per_hundred(len(seen.cues("formal")) - len(seen.cues("informal")))


ADDRESSES = ("tu", "vous", "neither")


def _address(seen: Seen) -> float:
    to = addressed(seen.straight) if seen.language == "fr" else None
    return ADDRESSES.index(to or "neither")


def _where_addressed(seen: Seen, much: bool) -> list[Span]:
    tu, vous = said_to(seen.straight)
    return tu if _address(seen) == ADDRESSES.index("tu") else vous


_FEW = (0.5, 1.5, 2.5, 4.5, 8.5)
_RATE = (0.5, 2.0, 4.0, 7.0, 11.0)

FEATURES: tuple[Feature, ...] = (
    Feature(
        "length",
        lambda seen: float(len(seen.text)),
        lambda seen, much: [(0, len(seen.text))] if seen.text else [],
        tuple(30 * math.sqrt(2) ** k for k in range(13)),
    ),
    Feature(
        "words a sentence",
        _words_a_sentence,
        lambda seen, much: _by_length(seen, seen.sentences, much),
        (4, 6, 8, 10, 12.5, 15, 18, 22, 27, 35),
    ),
    Feature(
        "characters a word",
        _characters_a_word,
        lambda seen, much: _by_length(seen, seen.words, much),
        (3.6, 3.9, 4.2, 4.5, 4.8, 5.1, 5.4, 5.8, 6.3),
    ),
    Feature(
        "readability",
        _readability,
        lambda seen, much: _by_length(seen, seen.words, not much),
        (0, 20, 35, 45, 55, 65, 75, 85, 100),
    ),
    *(
        _mark(name, _FEW)
        for name in ("emoji", "hashtags", "handles", "links", "line breaks", "blank lines")
    ),
    *(
        _mark(name, _FEW[:4])
        for name in (
            *("exclamations", "questions", "ellipses", "dashes", "colons", "parentheses"),
            *("quotation marks", "capitals", "figures"),
        )
    ),
    _cue("we", "we", _RATE),
    _cue("i", "I", _RATE),
    _cue("you", "you", _RATE),
    _cue("hedges", "hedges", _RATE[:4]),
    Feature(
        "formality",
        _formality,
        lambda seen, much: seen.cues("formal" if much else "informal") or seen.sentences[:1],
        (-8, -4, -1, 1, 4, 8),
    ),
    Feature("address", _address, _where_addressed, kinds=ADDRESSES),
    Feature("opening", _opener, lambda seen, much: _ends(seen, first=True), kinds=OPENERS),
    Feature("closing", _closer, lambda seen, much: _ends(seen, first=False), kinds=CLOSERS),
)
