"""Does one text bear out another, or speak against it? Natural language inference on the record.

Two questions, each asked of two texts: is a claim *supported* by its evidence, and do two
statements *contradict* each other. They are answered by features that can be named (words shared
and their polarity, figures, dates, negation, quantifiers, likeness of meaning), weighed by small
models learned from open data; see ``docs/decisions/0009-inference.md``.

    words.py        a sentence taken apart: stems with their polarity, figures, names
    opposition.py   the features of two statements that may contradict each other
    support.py      the features of a claim and its evidence
    learned.py      the learned weights, and what they make of the features
    mismatch.py     what contradicts for certain: a figure, a date, a negation that differs
    stated.py       what a sentence states, in terms that both languages and many wordings share
    clash.py        what likely contradicts, said in other words

A learned cross-encoder can be set in where :class:`Entailer` is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Entailer(Protocol):
    """Weighs statements against each other. All results are in [0, 1]."""

    name: str

    def support(self, claim: str, evidence: Sequence[str], language: str) -> float:
        """The probability that one sentence, ``claim``, is borne out by ``evidence``."""
        ...

    def opposition(self, one: str, other: str, language: str) -> float:
        """How much two statements speak against each other; a score, not a probability."""
        ...
