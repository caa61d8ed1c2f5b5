"""What few say: small themes, what several say apart from all themes, and what one says alone.

A purpose that is averaged says nothing. So what stands furthest from the mass is kept, and marked:
answers that fit in no theme, or lie at a theme's edge, are joined with each other where they are
near (average linkage), and listed by how far they stand from the nearest theme.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from assistant.themes.wording import key, spelt, substance
from assistant.workshop.hearing import Floats, Heard
from assistant.workshop.values import Few

EDGE = 0.1
"""The share of a theme's members, furthest from its middle, that may be voices of few."""
SEVERAL = 2
NEIGHBOURS, SHARE = 3, 0.02
"""Answers near another, as a number and as a share of all, beyond which it is not of few."""
MOST_APART = 600
"""Answers that are compared with each other, the furthest ones."""
ALONE = 12
"""Answers of one person that are shown."""
WORDS = 3
SUBSTANCE = 4


def few(heard: Heard) -> tuple[Few, ...]:
    """Small themes, then what several say, then what one says; the furthest first in each."""
    if not len(heard):
        return ()
    distances = _distances(heard)
    small = [
        Few("theme", one.theme.members, _far(heard, distances, one.theme.members), one.theme.id,
            one.theme.words[:WORDS])
        for one in heard.told() if one.few
    ]  # fmt: skip
    taken = {member for one in small for member in one.members}
    apart = [at for at in _apart(heard, distances) if heard.answers[at].id not in taken]
    several: list[Few] = []
    alone: list[Few] = []
    for rows in _joined(heard.ground[apart], apart, heard.near):
        ids = tuple(heard.answers[at].id for at in rows)
        told = Few(
            "several" if len(_people(heard, ids)) >= SEVERAL else "alone",
            ids,
            _far(heard, distances, ids),
            words=_shared(heard, ids) if len(ids) > 1 else (),
        )
        (several if told.kind == "several" else alone).append(told)
    ranked = [sorted(some, key=_rank) for some in (small, several, alone)]
    return (*ranked[0], *ranked[1], *ranked[2][:ALONE])


def _distances(heard: Heard) -> Floats:
    """How far each answer stands from the nearest theme's middle."""
    if not len(heard.middles):
        return np.ones(len(heard), dtype=np.float32)
    nearest: Floats = 1.0 - (heard.ground @ heard.middles.T).max(axis=1)
    return nearest


def _apart(heard: Heard, distances: Floats) -> list[int]:
    """The answers that fit nowhere or lie at the edge, the furthest first; copies count once."""
    rows = [heard.place[identity] for identity in heard.themes.unsorted]
    for theme in heard.themes.themes:
        # Members come nearest to the middle first.
        edge = theme.members[len(theme) - max(1, int(EDGE * len(theme))) :]
        rows += [heard.place[member] for member in edge]
    if not rows:
        return []
    near = (heard.ground[rows] @ heard.ground.T >= heard.near).sum(axis=1) - 1
    most = max(NEIGHBOURS, SHARE * len(heard))
    rows = [at for at, count in zip(rows, near, strict=True) if count <= most]
    seen: set[str] = set()
    kept = []
    for at in sorted(rows, key=lambda at: (-distances[at], heard.answers[at].id)):
        text = heard.answers[at].text
        if substance(text) >= SUBSTANCE and key(text) not in seen:
            seen.add(key(text))
            kept.append(at)
    return kept[:MOST_APART]


def _joined(ground: Floats, rows: list[int], near: float) -> list[list[int]]:
    """Rows that are near each other, together."""
    if len(rows) < 2:
        return [[at] for at in rows]
    from scipy.cluster.hierarchy import fcluster, linkage

    labels = fcluster(linkage(ground, "average", metric="cosine"), 1.0 - near, "distance")
    found: dict[int, list[int]] = {}
    for at, label in zip(rows, labels, strict=True):
        found.setdefault(int(label), []).append(at)
    return list(found.values())


def _people(heard: Heard, ids: tuple[str, ...]) -> set[str]:
    return {heard.by_id[one].who or one for one in ids}


def _far(heard: Heard, distances: Floats, ids: tuple[str, ...]) -> float:
    return round(float(np.mean([distances[heard.place[one]] for one in ids])), 3)


def _shared(heard: Heard, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Words that most of them use, as they spell them."""
    counted: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for one in ids:
        stems: dict[str, str] = {}
        for stem, word in spelt(heard.voices[one]):
            if stem:
                stems.setdefault(stem, word.lower())
        counted.update(stems.keys())
        for stem, word in stems.items():
            spelling.setdefault(stem, word)
    several = [stem for stem, count in counted.most_common(20) if count >= SEVERAL]
    return tuple(spelling[stem] for stem in several[:WORDS])


def _rank(one: Few) -> tuple[float, int, str]:
    return (-one.distance, -len(one.members), one.members[0])
