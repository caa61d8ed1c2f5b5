"""Two things on record that give different figures for what reads as the same.

Found by words alone: two dated, quotable sentences that share most of their words and differ in
their figures. Both are shown, the newest named; which one holds is for a person to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.phrasing import is_telling
from assistant.quoting import Quotable, quotable_sentences
from knowledge.cleaning import fold
from knowledge.model import Passage

ALIKE = 0.8
"""Share of the shorter sentence's words that the other holds, numbers left out."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Conflict:
    """Two passages that differ, the older one first, and the words that do."""

    older: Passage
    newer: Passage
    older_words: str
    newer_words: str


@dataclass(frozen=True)
class _Said:
    passage: Passage
    words: str
    terms: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    pledge: bool


def find(passages: Sequence[Passage]) -> list[Conflict]:
    """The conflicts among ``passages``; those already settled by supersession are left out."""
    dated = [p for p in passages if p.superseded_by is None and p.date is not None]
    said = [one for passage in dated for one in _figures(passage) if len(one.terms) >= 4]
    found = []
    for one, other in combinations(said, 2):
        if one.passage.document_id == other.passage.document_id or one.numbers == other.numbers:
            continue
        if one.pledge != other.pledge or (one.years and other.years and one.years != other.years):
            continue  # a pledge and its result, or one figure year by year
        shared = len(one.terms & other.terms) / min(len(one.terms), len(other.terms))
        if shared >= ALIKE:
            older, newer = sorted((one, other), key=lambda s: s.passage.date or "")
            found.append(Conflict(older.passage, newer.passage, older.words, newer.words))
    return found


def figures(words: str) -> frozenset[str]:
    """The figures of a sentence, years among them, as their digits alone."""
    return frozenset(re.sub(r"\D", "", number) for number in _NUMBER.findall(words))


def counts(words: str) -> frozenset[str]:
    """The figures of a sentence that are no years."""
    return frozenset(number for number in figures(words) if not _YEAR.fullmatch(number))


def _figures(passage: Passage) -> Iterator[_Said]:
    for one in quotable_sentences(passage.text, passage.sentences, passage.language or "en"):
        if one.figures:
            yield _said(passage, one)


def _said(passage: Passage, one: Quotable) -> _Said:
    numbers = figures(one.words)
    terms = frozenset(w for w in _WORD.findall(fold(one.words)) if is_telling(w, ()))
    years = frozenset(_YEAR.findall(one.words))
    return _Said(passage, one.words, terms, numbers - years, years, one.pledge)
