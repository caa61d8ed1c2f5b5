"""How far an answer speaks of what the record says, on what was asked.

Platitudes touch nothing on record. A fact about something else touches the record, but no sentence
of it that the question touches too. Words are compared as terms that both languages share
(:mod:`assistant.inference.stated`), so a French passage serves an English answer.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.inference.stated import Stated, stated
from assistant.inference.words import served
from knowledge.model import Passage
from knowledge.quantities import agree, comparable

MOST = 3.0
"""What more is shared than this makes no difference."""
RARELY = 0.1
"""What a term weighs at least that many of the sentences have."""
A_YEAR = 0.5
"""What a shared year weighs: a figure weighs 1, as does a term that no other sentence has."""


@dataclass(frozen=True)
class Touch:
    """What an answer has in common with a sentence on record at most; ``joined`` beside what the
    question has in common with that sentence, and without the question's own words."""

    near: float = 0.0
    joined: float = 0.0


def touch(question: str, said: Sequence[str], passages: Sequence[Passage], language: str) -> Touch:
    """What the sentences of an answer share with those of ``passages``."""
    told = [stated(quote, served(one.language)) for one in passages for quote in one.quotes]
    if not told:
        return Touch()
    weigh = _weights(told)
    asking = stated(question, language)
    near = joined = 0.0
    for mine in (stated(words, language) for words in said):
        for one in told:
            facts = _facts(mine, one)
            shared = mine.terms & one.terms
            near = max(near, facts + sum(map(weigh, shared)))
            asked = sum(map(weigh, asking.terms & one.terms))
            new = facts + sum(map(weigh, shared - asking.terms))
            joined = max(joined, min(1.0, asked) * min(MOST, new))
    return Touch(min(MOST, near), joined)


def _facts(mine: Stated, one: Stated) -> float:
    alike = sum(any(comparable(f, g) and agree(f, g) for g in one.figures) for f in mine.figures)
    return alike + A_YEAR * bool(mine.years & one.years)


def _weights(told: Sequence[Stated]) -> Callable[[str], float]:
    holding = Counter(term for one in told for term in one.terms)
    size = math.log(2 * (len(told) + 1))

    def weigh(term: str) -> float:
        return max(RARELY, math.log((len(told) + 1) / (holding[term] + 0.5)) / size)

    return weigh
