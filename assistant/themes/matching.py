"""A theme keeps its id when it is found again, so that a link to it and a watch on it hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

import numpy as np

AGAIN = 0.3
"""Overlap (Jaccard, over the voices that were there both times) from which a theme is the same."""


def ids(members: Sequence[Sequence[str]], earlier: Mapping[str, Collection[str]]) -> list[str]:
    """An id for each theme: that of the earlier one it shares most voices with, one to one (the
    assignment problem, Kuhn 1955), or a new one."""
    from scipy.optimize import linear_sum_assignment

    was = {voice: number for number, old in enumerate(earlier.values()) for voice in old}
    here = {voice for group in members for voice in group}
    sizes = Counter(number for voice, number in was.items() if voice in here)
    names, found = list(earlier), [""] * len(members)
    if members and names:
        overlap = np.zeros((len(members), len(names)))
        for row, group in enumerate(members):
            shared = Counter(was[voice] for voice in group if voice in was)
            known = sum(shared.values())
            for column, count in shared.items():
                overlap[row, column] = count / (known + sizes[column] - count)
        for row, column in zip(*linear_sum_assignment(-overlap), strict=True):
            if overlap[row, column] >= AGAIN:
                found[row] = names[column]
    taken = set(earlier)
    for row, group in enumerate(members):
        if not found[row]:
            found[row] = _new(group, taken)
            taken.add(found[row])
    return found


def _new(group: Sequence[str], taken: Collection[str]) -> str:
    digest = sha256("\n".join(sorted(group)).encode()).hexdigest()
    # Another theme may have begun with these very voices and gone on with others since.
    length = next(n for n in range(8, 65) if f"t-{digest[:n]}" not in taken)
    return f"t-{digest[:length]}"
