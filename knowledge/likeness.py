"""When two passages say the same, and which of them is shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.cleaning import fold
from knowledge.model import Kind, Passage

Floats = NDArray[np.float32]

# Two texts are the same to a reader when their vectors are this close, most of their words are
# shared and their figures are equal: a pledge with another figure is another pledge.
SAME_MEANING = 0.96
SAME_WORDS = 0.7

# Of two that say the same, the one with more authority is shown: a pledge before a reply.
_AUTHORITY = {
    **dict.fromkeys((Kind.COMMITMENT, Kind.POLICY, Kind.PURPOSE, Kind.STATEMENT), 2),
    **dict.fromkeys((Kind.FACT, Kind.ALLY, Kind.OUTSIDE), 1),
    Kind.REPLY: 0,
}


def twin(passage: Passage, vector: Floats, shown: Sequence[tuple[Passage, Floats]]) -> int | None:
    """Where among the ``shown`` the same is said already, if anywhere."""
    for number, (other, its_vector) in enumerate(shown):
        # Without a vector (not embedded yet) the words alone decide.
        near = not vector.any() or float(its_vector @ vector) >= SAME_MEANING
        if near and same(passage, other):
            return number
    return None


def same(one: Passage, other: Passage) -> bool:
    """Whether a reader would take two texts for the same: as good as all words, equal figures.

    What was superseded is the same as what holds now only when it is so to the letter: a
    challenger quotes the old words.
    """
    a, b = _said(one.text), _said(other.text)
    if (one.superseded_by is None) != (other.superseded_by is None):
        return a == b
    if {w for w in a if w.isdigit()} != {w for w in b if w.isdigit()}:
        return False
    return len(set(a) & set(b)) >= SAME_WORDS * max(len(set(a) | set(b)), 1)


def authority(passage: Passage) -> tuple[bool, int, str]:
    """What is current before what was superseded, a pledge before a reply, the latest first."""
    return (passage.superseded_by is None, _AUTHORITY[passage.kind], passage.date or "")


def _said(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in fold(text)).split()
