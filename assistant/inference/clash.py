"""Whether one sentence speaks against others in other words, and against which.

For what is spoken: "about a third still come from caged hens", when all eggs on record are
free-range. :mod:`assistant.inference.mismatch` wants nearly the same words and is certain; here
sentences that are about the same thing are enough, and what is found is to be looked at. What an
answer is about is often said in the question alone, so terms of its *setting* count too, less.

Two sentences clash where they are about the same, and a figure of one has no like in the other, or
an axis is said with its other side, or what one denies the other affirms. Nothing is found where
another sentence that is as near agrees, or where the two name different years.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.inference.stated import Stated, same, stated
from assistant.inference.words import served
from knowledge.quantities import COUNT, SHARE, Quantity, agree, comparable

OF_SETTING = 0.6
"""What a term weighs that only the question or the sentence before has."""
LEAST = {"figure": 1.1, "date": 1.1, "axis": 1.1, "denied": 2.2}
"""How much two sentences must be about the same, for each kind: one rare shared term is about 1."""
ENOUGH_OWN = 0.4
"""Of that, what the sentence's own terms give at least."""
OF_AXIS = 0.8
"""What an axis weighs, where both are on it."""
BESIDE, AS_NEAR = 0.4, 0.8
"""How near another sentence must be, as a share, for its figures to tell that the claim's are none
that were made up; and for what it says to settle the matter."""
SIZES = 20.0
"""How many times the other a figure is at most, to be given for the same thing."""
DIFFERENT = 0.1
"""The share by which figures in other words differ at least: "a fifth" is no 19 %."""


@dataclass(frozen=True)
class Clash:
    """Against which sentence, of what ``kind`` (``figure``, ``axis``, ``denied``), how surely."""

    at: int
    kind: str
    weight: float


def clash(
    claim: str,
    setting: str,
    evidence: Sequence[tuple[str, str]],
    language: str,
) -> Clash | None:
    """The sentence of ``evidence`` (texts and their languages) that ``claim`` speaks against.

    ``setting`` is what was said or asked before it, in the claim's language.
    """
    spoken = served(language)
    mine, around = stated(claim, spoken), stated(setting, spoken)
    told = [stated(text, served(other)) for text, other in evidence]
    weigh = _weights(told)
    near = [_about(mine, around, one, weigh) for one in told]
    found: list[Clash] = []
    for kind, differ in _KINDS.items():
        for at, one in enumerate(told):
            weight, own = near[at]
            if weight < LEAST[kind] or own < ENOUGH_OWN or _other_time(kind, mine, around, one):
                continue
            beside = [
                around,
                *(other for i, other in enumerate(told) if near[i][0] >= BESIDE * weight),
            ]
            if differ(mine, one, beside) and not any(
                near[i][0] >= AS_NEAR * weight
                and (differ(mine, other, beside) is False or _has_all(mine, other))
                for i, other in enumerate(told)
                if i != at
            ):
                found.append(Clash(at, kind, weight))
    return max(found, key=lambda one: one.weight, default=None)


def _has_all(mine: Stated, other: Stated) -> bool:
    """Whether a sentence has every figure of the claim, and goes against none of its axes."""
    return (
        bool(mine.figures)
        and all(any(_alike(f, g) for g in other.figures) for f in mine.figures)
        and _axis(mine, other, ()) is not True
    )


def _weights(told: Sequence[Stated]) -> Callable[[str], float]:
    size = math.log((len(told) + 1.5) / 1.5)

    def weigh(term: str) -> float:
        holding = sum(
            term in one.axes or any(same(term, other) for other in one.terms) for one in told
        )
        return max(0.15, math.log((len(told) + 1.5) / (holding + 0.5)) / size)

    return weigh


def _about(
    mine: Stated, around: Stated, one: Stated, weigh: Callable[[str], float]
) -> tuple[float, float]:
    """How much two are about the same thing: in all, and by the claim's own terms and figures."""
    own = sum(weigh(t) for t in one.terms if any(same(t, m) for m in mine.terms))
    given = sum(
        weigh(t)
        for t in one.terms
        if not any(same(t, m) for m in mine.terms) and any(same(t, m) for m in around.terms)
    )
    own += sum(OF_AXIS * weigh(name) for name in mine.axes if name in one.axes)
    units = {f.unit for f in mine.figures} & {f.unit for f in _measures(one)} - {COUNT}
    own += 0.3 * bool(units) + 0.3 * bool(mine.years & one.years)
    given += any(f.unit != COUNT and _alike(f, g) for f in around.figures for g in one.figures)
    return own + OF_SETTING * given, own


def _other_time(kind: str, mine: Stated, around: Stated, one: Stated) -> bool:
    """Whether they tell of different years: a figure is of the year that was asked for, too."""
    when = mine.years or (around.years if kind == "figure" else frozenset())
    if kind == "date" or not when or not one.years or when & one.years or mine.all_time:
        return False
    return not (mine.until and min(one.years) <= max(mine.until))


def _figure(mine: Stated, one: Stated, told: Sequence[Stated]) -> bool | None:
    """Whether a figure of the claim has another in its place; ``False`` where it has its like."""
    theirs = _measures(one)
    if any(_alike(f, g) for f in mine.figures for g in theirs):
        return False
    for figure in mine.figures:
        against = [g for g in theirs if comparable(figure, g) and figure.unit != COUNT]
        if not against or any(
            any(_alike(figure, g) for g in _measures(other)) or _worked_out(figure, other.figures)
            for other in told
        ):
            continue
        if all(_apart(figure, g) and _of_a_size(figure, g) for g in against):
            return True
    return None


def _measures(one: Stated) -> tuple[Quantity, ...]:
    if one.every and not any(f.unit == SHARE for f in one.figures):
        return (*one.figures, Quantity(100.0, SHARE, 0, 0))
    return one.figures


def _alike(one: Quantity, other: Quantity) -> bool:
    return comparable(one, other) and (agree(one, other) or not _apart(one, other))


def _apart(one: Quantity, other: Quantity) -> bool:
    return abs(one.value - other.value) > DIFFERENT * max(abs(one.value), abs(other.value))


def _of_a_size(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may measure one thing: no hour stands for a year."""
    low, high = sorted((abs(one.value), abs(other.value)))
    return one.unit == SHARE or high <= SIZES * low


def _worked_out(figure: Quantity, every: Sequence[Quantity]) -> bool:
    """Whether a figure is the difference or the ratio of two on record: "a fifth less"."""
    for i, a in enumerate(every):
        for b in every[i + 1 :]:
            if a.unit != b.unit or (a.unit == COUNT and a.of != b.of) or not a.value or not b.value:
                continue
            made = [abs(a.value - b.value), a.value + b.value] if a.unit == figure.unit else []
            if figure.unit == SHARE and a.unit != SHARE:
                low, high = sorted((abs(a.value), abs(b.value)))
                made += [100 * low / high, 100 * (1 - low / high), 100 * (high / low - 1)]
            if any(abs(figure.value - m) <= 0.05 * max(abs(m), 1e-9) for m in made):
                return True
    return False


def _axis(mine: Stated, one: Stated, _told: Sequence[Stated]) -> bool | None:
    both = [name for name in mine.axes if name in one.axes]
    if any(mine.axes[name] & one.axes[name] for name in both):
        return False
    if both == ["more"] and mine.figures and one.figures:
        # Which way one thing goes says nothing of another.
        return True if any(_alike(f, g) for f in mine.figures for g in one.figures) else None
    return True if both else None


def _denied(mine: Stated, one: Stated, _told: Sequence[Stated]) -> bool | None:
    if any(same(t, o) for t in mine.denied for o in one.denied):
        return False
    turned = [t for t in mine.denied if any(same(t, o) for o in one.affirmed)]
    turned += [t for t in mine.affirmed if any(same(t, o) for o in one.denied)]
    shared = [t for t in mine.terms if any(same(t, o) for o in one.terms)]
    if turned and not (mine.denied and one.denied):
        # "We dropped it" and "we use none": the one ends what the other denies.
        return None if mine.ends or one.ends or _has_all(mine, one) else True
    return False if len(shared) > 1 and not turned else None


def _date(mine: Stated, one: Stated, told: Sequence[Stated]) -> bool | None:
    """Whether what is to hold until one year is to hold until another on record."""
    if not mine.until or not one.until:
        return None
    if mine.until & one.until:
        return False
    if any(mine.until & other.years for other in told):
        return None
    return True


_KINDS: dict[str, Callable[[Stated, Stated, Sequence[Stated]], bool | None]] = {
    "figure": _figure,
    "date": _date,
    "axis": _axis,
    "denied": _denied,
}
