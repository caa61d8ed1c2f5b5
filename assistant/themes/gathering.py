"""From voices to themes that are found again: consensus clustering with a tree cut over it.

One k-means run draws borders that the next draws elsewhere. So it is run many times, each time on
another four fifths of the voices, and how often two voices fell together is kept (Monti et al.
2003; Fred and Jain 2005). An average-linkage tree over that agreement is cut into as many themes as
the number of voices bears. A voice whose company changes from run to run fits nowhere, and is
shown as unsorted rather than pressed into a theme.

Copies of one text count once while themes are sought, so that a campaign does not draw the map. Of
very many voices a sample draws it; the others go to the nearest theme, unless they are further from
it than nearly all of its own. The alternatives that were measured are in decision 14.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.themes.ground import Floats, grounded, unit, views
from assistant.themes.matching import ids
from assistant.themes.naming import names
from assistant.themes.values import Theme, Themes, Voice
from assistant.themes.wording import key, substance

Labels = NDArray[np.intp]
Progress = Callable[[float], None]

LEAST = 4
"""Voices, copies counted once, that make a theme."""

DRAWN = 4_000
"""Voices that draw the map where there are more."""

RUNS = (30, 120)
"""Runs of k-means, the fewest and the most; in between, as many as make 120,000 voices sorted. With
thirty, 800 posts agreed with themselves at .73 when nothing but the seed was another."""
SORTED = 120_000
SHARE = 0.8
STEADY = 0.35
"""How often a voice has to fall together with its theme's others to be of it."""

FARTHEST = 0.02
"""Share of a theme's own voices that may lie further out than one that joins it later."""

SHOWN = 5
"""Representative voices of a theme."""

SAME = 0.985
"""Cosine from which two voices of a theme say the same, in the embedded model's vectors."""


def gather(
    voices: Sequence[Voice],
    vectors: Floats,
    *,
    earlier: Mapping[str, Collection[str]] | None = None,
    wanted: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    without: Collection[str] = frozenset(),
) -> Themes:
    """The themes of ``voices``, whose ``vectors`` are rows in the same order.

    ``wanted`` is how many are sought, where it is not left to the number of voices.

    ``earlier`` maps ids of themes gathered before to ids of their members: a theme that is found
    again keeps its id. ``without`` are folded words that name no theme, as the brand's own do not.
    ``progress`` is called with the share done; what it raises stops the work.
    Raises :class:`ValueError` where voices and vectors are not as many.
    """
    if len(voices) != len(vectors):
        raise ValueError(
            f"{len(voices)} voices and {len(vectors)} vectors: one for each is needed."
        )
    tell = progress or (lambda share: None)
    first, copy_of = _copies([voice.text for voice in voices])
    if len(first) < 2 * LEAST:
        return Themes((), tuple(voice.id for voice in voices))
    single = [voices[i] for i in first]
    ground = grounded(single, np.asarray(vectors, dtype=np.float32)[first])
    tell(0.1)
    drawn = _drawn(len(single), seed)
    sample = [single[i] for i in drawn]
    labels = np.full(len(single), -1, dtype=np.intp)
    sought = min(wanted or how_many(len(single)), len(single) // LEAST)
    labels[drawn] = _agreed(views(sample, ground[drawn], seed), max(2, sought), seed, tell)
    if len(drawn) < len(single):
        _settle(labels, ground, drawn)
    tell(0.8)
    found = _described(voices, vectors, labels[copy_of], ground[copy_of], earlier or {}, without)
    tell(1.0)
    return found


def how_many(voices: int) -> int:
    """How many themes so many different voices bear: from 2 to 40, twelve for a thousand."""
    return max(2, min(40, round(math.sqrt(voices) / 2.6), voices // LEAST))


def _copies(texts: Sequence[str]) -> tuple[list[int], Labels]:
    """The first of each group of copies, and for each text which of those it is a copy of."""
    seen: dict[str, int] = {}
    first: list[int] = []
    copy_of = np.empty(len(texts), dtype=np.intp)
    for i, text in enumerate(texts):
        known = seen.setdefault(key(text), len(first))
        if known == len(first):
            first.append(i)
        copy_of[i] = known
    return first, copy_of


def _drawn(voices: int, seed: int) -> Labels:
    if voices <= DRAWN:
        return np.arange(voices)
    return np.sort(np.random.default_rng(seed).permutation(voices)[:DRAWN])


def _agreed(points: Floats, themes: int, seed: int, tell: Progress) -> Labels:
    """For each point its theme by consensus, or -1."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    rng = np.random.default_rng(seed)
    count = len(points)
    together = np.zeros((count, count), dtype=np.float32)
    runs = min(RUNS[1], max(RUNS[0], SORTED // count))
    for run in range(runs):
        picked = points[rng.permutation(count)[: max(themes, round(SHARE * count))]]
        means = KMeans(themes, n_init=1, random_state=int(rng.integers(2**31)))
        # Points of a few dimensions are quicker grouped by one thread than shared among several,
        # and many times so where other programs want the processor.
        with threadpool_limits(1):
            fell = means.fit(picked).predict(points)
        for theme in range(themes):
            rows = np.flatnonzero(fell == theme)
            together[np.ix_(rows, rows)] += 1.0
        tell(0.1 + 0.5 * (run + 1) / runs)
    together /= runs
    apart = 1.0 - together
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), "average")
    # A cut may set a few strays apart: it is moved down until the themes wanted are large enough.
    # Where that many never are, the cut with most of them stands; further down all is crumbs.
    told, large = np.zeros(count, dtype=np.intp), np.zeros(0, dtype=np.intp)
    for cut in range(themes, min(count, 6 * themes) + 1):
        parted = fcluster(tree, cut, "maxclust")
        enough = np.flatnonzero(np.bincount(parted) >= LEAST)
        if len(enough) > len(large):
            told, large = parted, enough
        if len(large) >= themes:
            break
    labels = np.full(count, -1, dtype=np.intp)
    for theme, name in enumerate(large):
        rows = np.flatnonzero(told == name)
        steady = together[np.ix_(rows, rows)].mean(axis=1) >= STEADY
        if steady.sum() >= LEAST:
            labels[rows[steady]] = theme
    return labels


def _settle(labels: Labels, ground: Floats, drawn: Labels) -> None:
    """Put the voices that did not draw the map to the nearest theme, where they are near enough."""
    themes = np.unique(labels[labels >= 0])
    if not len(themes):
        return
    middles = unit(np.vstack([ground[labels == theme].mean(axis=0) for theme in themes]))
    bars = np.array(
        [
            np.quantile(ground[labels == theme] @ middle, FARTHEST)
            for theme, middle in zip(themes, middles, strict=True)
        ]
    )
    others = np.setdiff1d(np.arange(len(labels)), drawn, assume_unique=True)
    for start in range(0, len(others), 10_000):
        rows = others[start : start + 10_000]
        near = ground[rows] @ middles.T
        best = near.argmax(axis=1)
        enough = near[np.arange(len(rows)), best] >= bars[best]
        labels[rows[enough]] = themes[best[enough]]


@dataclass(frozen=True)
class _Found:
    """The members of a theme, nearest to the middle first, and what is told of them."""

    rows: Labels
    cohesion: float
    shown: tuple[int, ...]
    copies: tuple[tuple[int, ...], ...]


def _described(
    voices: Sequence[Voice],
    vectors: Floats,
    labels: Labels,
    ground: Floats,
    earlier: Mapping[str, Collection[str]],
    without: Collection[str],
) -> Themes:
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(labels.max(initial=-1) + 2))
    groups = [order[a:b] for a, b in pairwise(starts) if b > a]
    found = [_found(voices, vectors, ground, rows) for rows in groups]
    found.sort(key=lambda one: -len(one.rows))
    members = [tuple(voices[i].id for i in one.rows) for one in found]
    called = names([[voices[i] for i in one.rows] for one in found], without)
    themes = []
    for one, who, known, (name, words) in zip(
        found, members, ids(members, earlier), called, strict=True
    ):
        spoken: dict[str, int] = {}
        for i in one.rows:
            spoken[voices[i].language] = spoken.get(voices[i].language, 0) + 1
        themes.append(
            Theme(
                id=known,
                name=name,
                words=words,
                members=who,
                representatives=tuple(voices[i].id for i in one.shown),
                cohesion=round(one.cohesion, 3),
                copies=tuple(tuple(voices[i].id for i in group) for group in one.copies),
                languages=dict(sorted(spoken.items(), key=lambda pair: -pair[1])),
            )
        )
    return Themes(tuple(themes), tuple(voices[int(i)].id for i in np.flatnonzero(labels < 0)))


def _found(voices: Sequence[Voice], vectors: Floats, ground: Floats, rows: Labels) -> _Found:
    inside = ground[rows]
    middle = unit(inside.mean(axis=0, keepdims=True))[0]
    near = inside @ middle
    order = np.argsort(-near, kind="stable")
    rows, inside, near = rows[order], inside[order], near[order]
    copies = _same([voices[i].text for i in rows], np.asarray(vectors)[rows])
    again = {i for group in copies for i in group[1:]}
    shown = _apart([voices[i].text for i in rows], inside, near, again)
    return _Found(
        rows,
        float(near.mean()),
        tuple(int(rows[i]) for i in shown),
        tuple(tuple(int(rows[i]) for i in group) for group in copies),
    )


def _same(texts: Sequence[str], vectors: Floats) -> list[list[int]]:
    """Groups of two or more that say the same, each in the order given."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    count = len(texts)
    rows = unit(np.asarray(vectors, dtype=np.float32))
    pairs: list[NDArray[Any]] = []
    for start in range(0, count, 2_000):
        for other in range(start, count, 2_000):
            close = rows[start : start + 2_000] @ rows[other : other + 2_000].T >= SAME
            a, b = np.nonzero(close)
            kept = a + start < b + other
            pairs.append(np.vstack([a[kept] + start, b[kept] + other]))
    first: dict[str, int] = {}
    alike = [(first.setdefault(key(text), i), i) for i, text in enumerate(texts)]
    joined = np.hstack([*pairs, np.array(alike).T])
    graph = coo_matrix((np.ones(joined.shape[1], dtype=bool), joined), shape=(count, count))
    _, of = connected_components(graph, directed=False)
    groups: dict[int, list[int]] = {}
    for i, group in enumerate(of):
        groups.setdefault(int(group), []).append(i)
    return [group for group in groups.values() if len(group) > 1]


def _apart(
    texts: Sequence[str], inside: Floats, near: Floats, again: Collection[int]
) -> tuple[int, ...]:
    """A few near the middle and apart from each other (maximal marginal relevance, Carbonell and
    Goldstein 1998), among those that have something to say; copies once."""
    ranked = [i for i in range(min(len(texts), 200)) if i not in again]
    pool = [i for i in ranked if substance(texts[i]) >= 5] or ranked
    shown: list[int] = []
    while pool and len(shown) < SHOWN:
        like = inside[pool] @ inside[shown].T if shown else np.zeros((len(pool), 1))
        best = int(np.argmax(0.7 * near[pool] - 0.3 * like.max(axis=1)))
        shown.append(pool.pop(best))
    return tuple(shown)
