"""What is said aloud, held against the record: does it say otherwise, in other words?

For whoever rehearses. The check of :mod:`assistant.checks.consistency` may block a text, so it
tells of a contradiction only where nearly the same words are on record. Here one that is likely
is worth a question: it is told as "please check", and blocks nothing. What an answer is about is
often in its question, or in the sentence before: both are looked up with it, and count with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.checks.standing import is_opinion
from assistant.inference.clash import clash
from assistant.inference.words import served
from knowledge.cleaning import flat
from knowledge.model import Kind, Passage

BEFORE = 2
"""Sentences before one that say what it is about."""
LEAST = 4
"""Words from which a sentence states something."""

_NOT_HELD_AGAINST = frozenset({Kind.ALLY, Kind.OUTSIDE, Kind.REPLY})


@dataclass(frozen=True)
class Against:
    """A passage that a sentence speaks against, and its words that say otherwise."""

    passage: Passage
    words: str


Near = Callable[[str], Sequence[Passage]]
"""The passages of the record that are nearest to some words, best first."""


def against(
    sentences: Sequence[str], question: str, language: str, near: Near
) -> dict[int, Against]:
    """The sentences of an answer, by their place, that a statement in force speaks against."""
    spoken = served(language)
    found: dict[int, Against] = {}
    for at, words in enumerate(sentences):
        if not _states(words, spoken):
            continue
        before = list(sentences[max(0, at - BEFORE) : at])
        last = before[-1] if before else question
        passages: dict[str, Passage] = {}
        for asked in (words, f"{last} {words}", f"{question} {words}"):
            for passage in near(asked):
                if passage.superseded_by is None and passage.kind not in _NOT_HELD_AGAINST:
                    passages.setdefault(passage.id, passage)
        told = [(one, quote) for one in passages.values() for quote in one.quotes]
        clashing = clash(
            words,
            " ".join([question, *before]),
            [(quote, one.language or spoken) for one, quote in told],
            spoken,
        )
        if clashing is not None:
            found[at] = Against(*told[clashing.at])
    return found


def _states(words: str, language: str) -> bool:
    """Whether a sentence states what the record could say otherwise.

    No question, no opinion, nothing its speaker does not know or would not do, and no change that
    it owns up to.
    """
    plain = flat(words).replace("’", "'")
    if len(plain.split()) < LEAST or plain.rstrip("»”\"' ").endswith("?"):
        return False
    if is_opinion(words, language) or _cues()["own"][language].search(plain):
        return False
    return not _cues()["owned"][language].search(plain)


@cache
def _cues() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    data = tomllib.loads(files("assistant.checks").joinpath("spoken.toml").read_text("utf-8"))
    return {
        name: {language: re.compile(pattern) for language, pattern in patterns.items()}
        for name, patterns in data.items()
    }
