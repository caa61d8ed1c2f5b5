"""Pending replies that do not agree with each other: to one post, or on one matter.

Two people who answer the same post, if only with the same words, or promise two figures on one
subject, are each told of the other before either is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.inference.mismatch import mismatches
from assistant.inference.words import served
from knowledge.cleaning import squash
from knowledge.sentences import sentences

FEWEST = 4
"""Words of a sentence that can say otherwise than another."""


@dataclass(frozen=True)
class Pending:
    """A reply that may still be sent, as others are compared with it."""

    dossier: str
    author: str
    text: str
    language: str
    post_digest: str


@dataclass(frozen=True)
class Rival:
    """Another pending reply to look at first: ``why`` is ``post``, ``twice`` or ``words``.

    ``post`` is another text to the same post, ``twice`` the same text to it.

    ``here`` and ``there`` are the sentences that differ, for ``words``.
    """

    dossier: str
    author: str
    why: str
    here: str = ""
    there: str = ""


def rivals(one: Pending, others: Iterable[Pending]) -> list[Rival]:
    """The replies among ``others`` that ``one`` does not agree with."""
    found = []
    mine = _sentences(one)
    for other in others:
        if other.dossier == one.dossier:
            continue
        if other.post_digest == one.post_digest:
            same = squash(other.text) == squash(one.text)
            found.append(Rival(other.dossier, other.author, "twice" if same else "post"))
            continue
        if served(other.language) != served(one.language):
            continue
        pair = _otherwise(mine, _sentences(other), served(one.language))
        if pair is not None:
            found.append(Rival(other.dossier, other.author, "words", *pair))
    return found


def _otherwise(mine: Sequence[str], theirs: Sequence[str], language: str) -> tuple[str, str] | None:
    for here in mine:
        for there in theirs:
            if mismatches(here, there, language):
                return here, there
    return None


def _sentences(one: Pending) -> list[str]:
    spans = sentences(one.text, one.language)
    found = [one.text[start:end].strip() for start, end in spans]
    return [words for words in found if len(words.split()) >= FEWEST]
