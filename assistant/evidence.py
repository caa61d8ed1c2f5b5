"""From retrieved passages to the words worth quoting: what answers this post, best first.

Every sentence of every retrieved passage is weighed: how near it is to the post, whether it can
stand alone (:mod:`assistant.quoting`), whether the brand speaks of itself, how old it is. What is
not public today, superseded, or a past reply never becomes a quotation: a reply serves voice and
consistency, and is never the evidence for the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.phrasing import Quote, is_own_voice
from assistant.quoting import NotQuotable, quotable
from knowledge.cleaning import fold, squash
from knowledge.model import Brand, Kind, Passage

Coverage = Callable[[str, str], float]
"""(post, sentence) -> share in [0, 1] of the post's telling words that the sentence holds."""

_NEVER_QUOTED = frozenset({Kind.REPLY, Kind.ALLY})
_SECOND_PERSON = (" you ", " your ", " vous ", " votre ", " vos ", " tu ", " ton ")
MAX_WORDS_BEFORE_LONG = 32
LEAST_COVERED = 0.12
NEAR_IN_ONE_LANGUAGE = 0.75
NEAR_ACROSS_LANGUAGES = 0.6


class Found(Protocol):
    """What retrieval hands over for one passage: similarity is the cosine with the post."""

    @property
    def passage(self) -> Passage: ...
    @property
    def score(self) -> float: ...
    @property
    def similarity(self) -> float: ...
    @property
    def coverage(self) -> float: ...


@dataclass(frozen=True)
class Scored:
    """A quotation and how well it answers the post, each in about [0, 1].

    ``near`` is how close its passage is to the post among those found, ``covered`` the share of
    the post's telling words in the sentence; ``relevance`` joins them, ``worth`` adds what makes
    a sentence good to send.
    """

    quote: Quote
    relevance: float
    worth: float
    near: float = 1.0
    covered: float = 1.0


def weigh(
    post: str,
    found: Sequence[Found],
    *,
    brand: Brand,
    coverage: Coverage,
    language: str,
    today: str,
) -> list[Scored]:
    """The quotations that ``found`` offers for ``post``, best first, no two alike."""
    if not found:
        return []
    top = max(hit.similarity for hit in found)
    scored = [
        one
        for hit in found
        if _may_be_quoted(hit.passage, today)
        for one in _sentences(post, hit, top, brand, coverage, language, today)
    ]
    scored = _on_the_point(scored, language)
    scored.sort(key=lambda s: s.worth, reverse=True)
    kept: list[Scored] = []
    for one in scored:
        if all(overlap(one.quote.words, other.quote.words) < 0.6 for other in kept):
            kept.append(one)
    return kept


def _on_the_point(scored: Sequence[Scored], language: str) -> list[Scored]:
    """Only sentences about what the post is about.

    In the post's language a sentence must hold some of its telling words, and not far fewer than
    the best does: nearness of vectors alone is often nearness of tone. Across languages words do
    not meet, and the vectors decide.
    """
    same = [s.covered for s in scored if s.quote.passage.language == language]
    floor = max(LEAST_COVERED, 0.5 * max(same, default=0.0))
    return [
        s
        for s in scored
        if (
            (s.covered >= floor or (s.covered >= 0.03 and s.near >= NEAR_IN_ONE_LANGUAGE))
            if s.quote.passage.language == language
            else s.near >= NEAR_ACROSS_LANGUAGES
        )
    ]


def overlap(one: str, other: str) -> float:
    """Share of the shorter text's words that the other holds too, accents and case folded."""
    a, b = _words(one), _words(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _may_be_quoted(passage: Passage, today: str) -> bool:
    return (
        passage.kind not in _NEVER_QUOTED
        and passage.superseded_by is None
        and passage.access.is_public_on(today)
    )


def _sentences(
    post: str,
    hit: Found,
    top: float,
    brand: Brand,
    coverage: Coverage,
    written: str,
    today: str,
) -> list[Scored]:
    passage = hit.passage
    near = max(0.0, 1.0 - (top - hit.similarity) / 0.08)
    language = passage.language or "en"
    said = squash(post)
    result = []
    for span in passage.sentences:
        found = quotable(passage.text, span, language)
        if isinstance(found, NotQuotable) or squash(found.words) in said:
            continue
        covered = coverage(post, found.words)
        if passage.language == written:
            relevance = 0.45 * near + 0.55 * min(1.0, covered / 0.5)
        else:
            relevance = near
        quote = Quote(passage, found.words, found.ages, found.pledge, found.figures)
        worth = relevance + _worth(quote, brand, found.owned, today)
        result.append(Scored(quote, relevance, worth, near, covered))
    return result


def _worth(quote: Quote, brand: Brand, owned: bool, today: str) -> float:
    """What makes one relevant sentence better to send than another, around zero."""
    passage, words = quote.passage, quote.words
    named = any(fold(name) in fold(words) for name in (brand.title, brand.name) if len(name) > 2)
    value = 0.14 if owned or named else -0.06
    value += 0.05 if quote.figures else 0.0
    value -= 0.18 if quote.ages else 0.0
    value -= 0.0 if is_own_voice(passage, brand) else 0.03
    padded = f" {fold(words)} "
    value -= 0.10 if any(p in padded for p in _SECOND_PERSON) else 0.0
    value -= 0.012 * max(0, len(words.split()) - MAX_WORDS_BEFORE_LONG)
    if passage.date:
        age = max(0, int(today[:4]) - int(passage.date[:4]))
        value += 0.06 - 0.012 * min(age, 8)
    value += {Kind.COMMITMENT: 0.05, Kind.FACT: 0.04, Kind.STATEMENT: 0.03}.get(passage.kind, 0.0)
    return value


def _words(text: str) -> set[str]:
    return {w for w in (t.strip(".,;:!?\"'“”«»()") for t in fold(text).split()) if len(w) > 2}
