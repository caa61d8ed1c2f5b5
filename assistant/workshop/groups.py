"""Themes by groups, without a group that is too small, neither alone nor by subtraction.

A group with fewer people than the call's least is counted with the others; a cell with fewer is not
shown (*primary* suppression). As the sums of rows and columns are known, further cells are left out
(*complementary* suppression; Willenborg and de Waal 2001, "Elements of Statistical Disclosure
Control") until no line has one hidden cell or so few people hidden that its sum would tell, and
until no hidden small cell has one possible value alone. Whether that is so is asked of the table as
a reader has it: the least and the most that the cell can be, by linear programming.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.workshop.values import Answer, Cell, Spread

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SHOWN = 12
"""Groups of a kind that are named, at most: the smaller ones are counted with the others."""


def kinds(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The kinds of groups that answers tell of, those told most often first."""
    told: defaultdict[str, int] = defaultdict(int)
    for answer in answers:
        for kind in answer.groups:
            told[kind] += 1
    return tuple(sorted(told, key=lambda kind: (-told[kind], kind)))


def nameable(answers: Sequence[Answer], kind: str, least: int) -> tuple[str, ...]:
    """The groups of a kind that can be named, largest first.

    Where all the others together are too few, the smallest of these goes with them.
    """
    people: defaultdict[str | None, set[str]] = defaultdict(set)
    for answer in answers:
        people[answer.groups.get(kind)].add(_person(answer))
    rest = set(people.pop(None, set()))
    ranked = sorted(people, key=lambda group: (-len(people[group]), group or ""))
    named = [g for g in ranked[:SHOWN] if len(people[g]) >= least]
    for group in ranked:
        if group not in named:
            rest |= people[group]
    while named and 0 < len(rest) < least:
        rest |= people[named.pop()]
    return tuple(group for group in named if group is not None)


def enough(
    answers: Sequence[Answer], bearing: Collection[str], kind: str, least: int
) -> tuple[str, ...]:
    """Of the groups that can be named, those of which ``least`` people are among ``bearing``."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    for answer in answers:
        if answer.id in bearing and kind in answer.groups:
            people[answer.groups[kind]].add(_person(answer))
    named = nameable(answers, kind, least)
    return tuple(group for group in named if len(people[group]) >= least)


def spread(
    answers: Sequence[Answer], theme_of: Mapping[str, str], kind: str, least: int
) -> Spread | None:
    """The themes by the groups of ``kind``; ``None`` where fewer than two columns can be shown.

    ``theme_of`` gives the theme of an answer by its id; what is absent fits in none.
    """
    named = nameable(answers, kind, least)
    columns: list[str | None] = [*named]
    if any(answer.groups.get(kind) not in named for answer in answers):
        columns.append(None)
    if not named or len(columns) < 2:
        return None
    rows = list(dict.fromkeys([*sorted(set(theme_of.values())), ""]))
    place = {group: at for at, group in enumerate(columns)}
    voices = np.zeros((len(rows), len(columns)), dtype=np.int64)
    people: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for answer in answers:
        row = rows.index(theme_of.get(answer.id, ""))
        column = place.get(answer.groups.get(kind), place.get(None, 0))
        voices[row, column] += 1
        people[row, column].add(_person(answer))
    heads = np.array([[len(people[r, c]) for c in range(len(columns))] for r in range(len(rows))])
    hidden = suppressed(voices, heads, least)
    return Spread(
        kind=kind,
        groups=tuple(columns),
        totals=tuple(int(n) for n in voices.sum(axis=0)),
        rows={
            theme: tuple(
                Cell(group, None if hidden[r, c] else int(voices[r, c]))
                for c, group in enumerate(columns)
            )
            for r, theme in enumerate(rows)
            if voices[r].sum()
        },
        hidden=int(hidden.sum()),
    )


def suppressed(voices: Ints, heads: Ints, least: int) -> Flags:
    """Which cells are not shown. ``heads`` counts the people behind each cell's voices."""
    primary = (heads > 0) & (heads < least)
    hidden = primary.copy()
    while True:
        _balance(voices, heads, hidden, least)
        told = _told(voices, hidden, primary)
        if told is None:
            return hidden
        free = np.argwhere(~hidden)
        if not len(free):
            return hidden
        # The smallest of what is shown beside the cell that could be worked out.
        near = [at for at in free if at[0] == told[0] or at[1] == told[1]] or list(free)
        row, column = min(near, key=lambda at: (voices[at[0], at[1]] == 0, voices[at[0], at[1]]))
        hidden[row, column] = True


def _balance(voices: Ints, heads: Ints, hidden: Flags, least: int) -> None:
    """Hide more until each line hides no cell, or several with enough people together."""
    changed = True
    while changed:
        changed = False
        for cells in _lines(voices.shape):
            inside = [at for at in cells if hidden[at]]
            if not inside:
                continue
            if len(inside) > 1 and sum(heads[at] for at in inside) >= least:
                continue
            free = [at for at in cells if not hidden[at]]
            if free:
                # One that says something first; a nought only where there is nothing else.
                hidden[min(free, key=lambda at: (voices[at] == 0, voices[at], at))] = True
                changed = True


def _lines(shape: tuple[int, ...]) -> list[list[tuple[int, int]]]:
    rows, columns = shape
    across = [[(r, c) for c in range(columns)] for r in range(rows)]
    down = [[(r, c) for r in range(rows)] for c in range(columns)]
    return across + down


def _told(voices: Ints, hidden: Flags, primary: Flags) -> tuple[int, int] | None:
    """A small cell whose value a reader could work out from the sums; ``None`` where none is."""
    if not primary.any():
        return None
    from scipy.optimize import linprog

    cells = [(int(r), int(c)) for r, c in np.argwhere(hidden)]
    place = {at: number for number, at in enumerate(cells)}
    rows = sorted({r for r, _ in cells})
    columns = sorted({c for _, c in cells})
    sums = np.zeros((len(rows) + len(columns), len(cells)))
    for (r, c), number in place.items():
        sums[rows.index(r), number] = 1
        sums[len(rows) + columns.index(c), number] = 1
    known = np.array(
        [voices[r][hidden[r]].sum() for r in rows]
        + [voices[:, c][hidden[:, c]].sum() for c in columns]
    )
    for r, c in np.argwhere(primary):
        aim = np.zeros(len(cells))
        aim[place[int(r), int(c)]] = 1
        ends = [
            linprog(sign * aim, A_eq=sums, b_eq=known, bounds=(0, None), method="highs").fun
            for sign in (1, -1)
        ]
        if None not in ends and -ends[1] - ends[0] < 1 - 1e-6:
            return int(r), int(c)
    return None


def _person(answer: Answer) -> str:
    return answer.who or answer.id
