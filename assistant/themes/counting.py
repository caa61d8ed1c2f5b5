"""Volume over time and by group, and how small a sample is too small to tell a share of.

Below thirty voices only counts are told. A share comes with its interval (Wilson 1927, who derives
it by inverting the normal test of a proportion), and a group too small to stay unrecognised is
counted with the others that are.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from assistant.themes.values import Count, Share, Unit, Voice

BEARS_A_SHARE = 30
"""Voices under which no share is told."""

_Z = 1.959964
"""The standard normal's 97.5 % point."""


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """The 95 % interval of a share; ``None`` where the sample is too small to tell one."""
    if whole < BEARS_A_SHARE:
        return None
    share, z2 = part / whole, _Z * _Z
    middle = (share + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z / (1 + z2 / whole) * math.sqrt(share * (1 - share) / whole + z2 / (4 * whole**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def volume(voices: Iterable[Voice], unit: Unit = Unit.WEEK) -> tuple[Count, ...]:
    """How many voices each day, week or month brought, from the first to the last, noughts too.

    Voices without a time are left out.
    """
    counted = Counter(_begins(voice.at.date(), unit) for voice in voices if voice.at is not None)
    if not counted:
        return ()
    start, last = min(counted), max(counted)
    told = []
    while start <= last:
        told.append(Count(start, counted[start]))
        start = _next(start, unit)
    return tuple(told)


def shares(
    voices: Sequence[Voice], *, by: Literal["community", "who"] = "community", least: int = 5
) -> tuple[Share, ...]:
    """How the voices spread over communities, or over authors, largest first.

    Communities with fewer than ``least`` known authors (all voices without one count as one) are
    counted together under ``None``, with the voices whose community is not told; where that rest
    itself has fewer than ``least`` authors, the smallest community told joins it, so that nobody
    is left over by subtraction. By author every author is told: whoever asks knows their names.
    """
    groups: defaultdict[str | None, list[Voice]] = defaultdict(list)
    for voice in voices:
        groups[voice.community if by == "community" else voice.who].append(voice)
    if by == "community":
        _kept_together(groups, least)
    told = []
    for group, members in groups.items():
        # All in one group is no finding about groups.
        bounds = wilson(len(members), len(voices)) if len(groups) > 1 else None
        low, high = bounds if bounds else (None, None)
        told.append(Share(group, len(members), len(voices), authors(members), low, high))
    return tuple(sorted(told, key=lambda s: (s.group is None, -s.voices, s.group or "")))


def authors(voices: Iterable[Voice]) -> int:
    """How many people speak, as far as can be told: those unnamed count as one."""
    return len({voice.who for voice in voices})


def _kept_together(groups: defaultdict[str | None, list[Voice]], least: int) -> None:
    for name in [n for n, members in groups.items() if n and authors(members) < least]:
        groups[None].extend(groups.pop(name))
    while groups.get(None) and authors(groups[None]) < least and len(groups) > 1:
        smallest = min((n for n in groups if n is not None), key=lambda n: len(groups[n]))
        groups[None].extend(groups.pop(smallest))


def _begins(day: date, unit: Unit) -> date:
    if unit is Unit.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit is Unit.WEEK else day


def _next(start: date, unit: Unit) -> date:
    if unit is Unit.MONTH:
        return (start + timedelta(days=32)).replace(day=1)
    return start + timedelta(days=7 if unit is Unit.WEEK else 1)
