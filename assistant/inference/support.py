"""The features of a claim, one sentence, and the sentences that are to bear it out.

How much of what the claim says is said by one of them, by two in a row, by the best three, by all;
whether its figures and names are there. Words that many of the evidence's sentences use weigh less.
Likeness of meaning added nothing that could be measured, so that nothing has to be embedded here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from assistant.inference.opposition import polarity
from assistant.inference.words import Said, take_apart
from knowledge.quantities import agree, comparable

LEAST = 0.3
"""What a word weighs at least, however common."""


def features(claim: str, evidence: Sequence[str], language: str) -> dict[str, float]:
    """What can be told of a claim and the sentences of its evidence, by name."""
    said = take_apart(claim, language)
    told = [take_apart(sentence, language) for sentence in evidence]
    weights = _weights(said, told)
    total = sum(weights.values()) or 1.0

    def covered(words: Iterable[str]) -> float:
        there = set(words)
        return sum(weight for word, weight in weights.items() if word in there) / total

    each = [covered(one.stems) for one in told]
    best = max(range(len(each)), key=each.__getitem__, default=-1)
    pairs = [covered((*a.stems, *b.stems)) for a, b in pairwise(told)]
    every = {word for one in told for word in one.stems}
    begins = {word[:4] for word in every}
    missed, met, new = _figures(said, told)
    known = {begin for one in told for begin in one.begins}
    strangers = len(said.names - known)
    turned = polarity(said, told[best]) if told else {}
    found = {
        "best": max(each, default=0.0),
        "best pair": max([*each, *pairs], default=0.0),
        "best three": covered(_greedy(told, covered)),
        "all": covered(every),
        "plain": len(said.content & every) / max(1, len(said.content)),
        "unknown": sum(w[:4] not in begins for w in said.content) / max(1, len(said.content)),
        "pairs of words": _bigrams(said, told),
        "figures met": min(met, 3),
        "figures missed": min(missed + new, 3),
        "figures new": min(new, 2),
        "names missing": min(strangers, 3),
        "names missing share": strangers / max(1, len(said.names)),
        "names met": min(len(said.names) - strangers, 4),
        "length": math.log1p(len(said.stems)),
        "content": math.log1p(len(said.content)),
        "evidence": math.log1p(sum(len(one.stems) for one in told)),
        "sentences": math.log1p(len(told)),
        "turned": turned.get("turned of all", 0.0),
        "one side": turned.get("one side", 0.0),
        "negations": min(said.negations, 2),
        "all of them": "all" in said.kinds,
        "only": "only" in said.kinds,
    }
    return {name: float(value) for name, value in found.items()}


def _weights(said: Said, told: Sequence[Said]) -> dict[str, float]:
    """How telling each word of the claim is among the evidence's sentences."""
    holding = Counter(word for one in told for word in set(one.stems))
    size = len(told) + 2
    return {
        word: max(LEAST, math.log(size / (holding.get(word, 0) + 0.5))) for word in said.content
    }


def _greedy(told: Sequence[Said], covered: Callable[[Iterable[str]], float]) -> set[str]:
    """The words of the three sentences that together cover most."""
    union: set[str] = set()
    for _ in range(3):
        if told:
            union |= set(max(told, key=lambda one: covered(union | set(one.stems))).stems)
    return union


def _bigrams(said: Said, told: Sequence[Said]) -> float:
    pairs = set(pairwise(said.stems))
    there = {pair for one in told for pair in pairwise(one.stems)}
    return len(pairs & there) / max(1, len(pairs))


def _figures(said: Said, told: Sequence[Said]) -> tuple[int, int, int]:
    """How many figures of the claim the evidence contradicts, has, or does not speak of."""
    known = [figure for one in told for figure in one.figures]
    missed = met = new = 0
    for figure in said.figures:
        like = [k for k in known if comparable(k, figure)]
        if any(agree(k, figure) for k in like) or any(k.value == figure.value for k in known):
            met += 1
        elif like:
            missed += 1
        else:
            new += 1
    return missed, met, new
