"""How near the nearest passages are to a post: near to it, or merely to every post?

There is always a nearest passage. What tells whether it answers is read off five things
(:class:`Nearness`): how far it stands out from what a question of no concern reaches on this
record; how far it rises above the record at large for this one; which share of the post's subjects
it holds; whether the passages that are near by meaning are those that hold them; and how many
subjects there are. A subject is a content word that posts to every brand do not share
(:mod:`knowledge.glossary`). What follows from it is for who asked to say.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge import glossary
from knowledge.cleaning import fold
from knowledge.lexical import Word
from knowledge.stemming import stem

if TYPE_CHECKING:
    from knowledge.fusion import Asked, Found
    from knowledge.holdings import Holdings

# A passage of fewer words (accounts, hashtags, addresses and pictures aside) says too little to
# answer anything, and is near to everything.
SUBSTANCE = 6

# Hits that count as near by meaning, for whether they are those that hold the subjects.
NEAREST = 5

_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_WORDS = re.compile(r"(?<![\w.])[@#]\w+|(?:https?://|www\.)\S+|:[a-z][\w-]*:")


@dataclass(frozen=True)
class Nearness:
    """What tells whether passages answer a post.

    ``standout`` and ``rise`` are in standard deviations: above what an unconcerned question
    would reach, and above what chance would among so many passages. ``covered`` and ``agreed``
    are shares in [0, 1] of the subjects, by how telling they are, in the best passage and in the
    best of the nearest by meaning. ``unknown`` are the subjects that the record never uses. An
    embedding model without a backdrop (:mod:`knowledge.backdrop`) has a ``standout`` of 0.
    """

    standout: float
    rise: float
    covered: float
    agreed: float
    subjects: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def measure(
    query: str, held: Holdings, asked: Asked, found: Found, texts: Sequence[str]
) -> Nearness:
    """How near the passages ``found``, whose ``texts`` are given, are to ``query``."""
    subjects = _subjects(asked.words, asked.spoken)
    written = _as_written(query)
    named = tuple(written.get(word.word, word.word) for word in subjects)
    unknown = tuple(written.get(word.word, word.word) for word in subjects if not word.terms)
    kept = [i for i, text in enumerate(texts) if has_substance(text)]
    if not kept:
        return Nearness(-4.0, -4.0, 0.0, 0.0, named, unknown)
    near = found.vectors[kept] @ asked.vector
    lifted = near - held.usual(found.vectors[kept], asked.spoken)
    usual, spread = held.reached(asked.spoken)
    chance = math.sqrt(2 * math.log(max(len(held), 1)))
    covered = held.lexical.coverage(subjects, np.asarray(found.rows, dtype=np.intp)[kept])
    nearest = np.argsort(-lifted, kind="stable")[:NEAREST]
    standout = (float(lifted.max()) - usual) / max(spread, 1e-6)
    return Nearness(
        standout=standout if held.backdrop is not None else 0.0,
        rise=(float(near.max()) - asked.mean) / max(asked.deviation, 1e-6) - chance,
        covered=float(covered.max()),
        agreed=float(covered[nearest].max()),
        subjects=named,
        unknown=unknown,
    )


def has_substance(text: str) -> bool:
    """Whether a passage says anything once its accounts, tags, addresses and emoji are left out."""
    return len(_WORD.findall(_NO_WORDS.sub(" ", text))) >= SUBSTANCE


def _subjects(words: Sequence[Word], spoken: Sequence[str]) -> tuple[Word, ...]:
    """The words that say what a post is about."""
    dull = {language: glossary.dull(language) for language in spoken}
    return tuple(
        word
        for word in words
        if not any(stem(word.word, language) in dull[language] for language in spoken)
    )


def _as_written(query: str) -> dict[str, str]:
    """From folded words to how the post writes them."""
    return {fold(word): word for word in reversed(re.findall(r"[^\W_]+", query))}
