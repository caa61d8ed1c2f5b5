"""Are themes found again, and do they mean something? Beside peers on the same vectors.

*Found again*: the posts are gathered twice, each time another random 80 % of them; the adjusted
Rand index (Hubert and Arabie 1985) compares the two over the posts that both hold, once with the
unsorted as a group of their own and once over those sorted both times. Three pairs, their mean and
the lowest. *Meaningful*: normalised mutual information with the trades of the labelled posts, where
k-means gets as many clusters as there were themes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.themes.gathering import gather
from assistant.themes.values import Voice
from benchmarks.listening.posts import COMPLAINTS, REAL, rows, vectors, voices
from benchmarks.workbench import table

PAIRS = 3
Labels = NDArray[np.intp]
Floats = NDArray[np.float32]
Method = Callable[[Sequence[Voice], Floats, int], Labels]


def measure(shared: Path, data: Path | None) -> None:
    """Print the tables."""
    labelled = voices(shared, COMPLAINTS)
    known = vectors([voice.text for voice in labelled], data)
    trades = [row["domain"] for row in rows(shared, COMPLAINTS[0])]
    _meaning(labelled, known, trades)
    real = [v for name, which in REAL.items() for v in voices(shared, which, f"{name}-")]
    found = [vectors([v.text for v in real if v.id.startswith(f"{name}-")], data) for name in REAL]
    everything = np.vstack(found)
    free = [v.id.startswith("free-") for v in real]
    for name, some, rows_of in (
        ("labelled posts, four trades", labelled, known),
        ("posts to one operator", [v for v, f in zip(real, free, strict=True) if f], found[0]),
        ("all real posts, two languages", real, everything),
    ):
        print(f"\nfound again: {name}, {len(some)} posts")
        _stability(some, rows_of)


def _methods(count: int) -> dict[str, Method]:
    return {
        "Corail": _ours,
        "k-means, as many clusters": lambda _, rows, seed: _k_means(rows, count, seed),
        "Ward, as many clusters": lambda _, rows, seed: _ward(rows, count),
        "HDBSCAN over 24 principal components": lambda _, rows, seed: _hdbscan(rows, seed),
    }


def _meaning(some: Sequence[Voice], known: Floats, trades: Sequence[str]) -> None:
    from sklearn.metrics import normalized_mutual_info_score as information

    count = int(_ours(some, known, 0).max()) + 1
    lines = []
    names = np.array(trades)
    peer = [_k_means(known, count, seed) for seed in range(PAIRS)]
    for name, method in _methods(count).items():
        told = [method(some, known, seed) for seed in range(PAIRS)]
        sorted_rows = [labels >= 0 for labels in told]
        alike = [information(names[s], p[s]) for s, p in zip(sorted_rows, peer, strict=True)]
        lines.append(
            (
                name,
                np.mean([len(set(labels) - {-1}) for labels in told]),
                f"{np.mean([1 - s.mean() for s in sorted_rows]):.2f}",
                _spread([information(names, labels) for labels in told]),
                _spread(
                    [information(names[s], t[s]) for s, t in zip(sorted_rows, told, strict=True)]
                ),
                f"{np.mean(alike):.3f}",
            )
        )
    print(f"information on the trade: {len(some)} posts, {PAIRS} seeds, mean and lowest")
    table(
        ("", "themes", "unsorted", "all posts", "sorted posts", "k-means on the same sorted"), lines
    )


def _stability(some: Sequence[Voice], known: Floats) -> None:
    from sklearn.metrics import adjusted_rand_score as agreement

    rng = np.random.default_rng(11)
    count = len(some)
    pairs = [
        [np.sort(rng.permutation(count)[: round(0.8 * count)]) for _ in range(2)]
        for _ in range(PAIRS)
    ]
    themes = int(_ours(some, known, 0).max()) + 1
    lines = []
    for name, method in _methods(themes).items():
        whole, sorted_both, sizes, unsorted = [], [], [], []
        for number, (one, other) in enumerate(pairs):
            first = method([some[i] for i in one], known[one], 2 * number)
            second = method([some[i] for i in other], known[other], 2 * number + 1)
            sizes += [len(set(first) - {-1}), len(set(second) - {-1})]
            unsorted += [np.mean(first < 0), np.mean(second < 0)]
            _, in_one, in_other = np.intersect1d(one, other, return_indices=True)
            a, b = first[in_one], second[in_other]
            whole.append(agreement(a, b))
            both = (a >= 0) & (b >= 0)
            sorted_both.append(agreement(a[both], b[both]))
        lines.append(
            (
                name,
                f"{min(sizes)}-{max(sizes)}",
                f"{np.mean(unsorted):.2f}",
                _spread(whole),
                _spread(sorted_both),
            )
        )
    table(("", "themes", "unsorted", "ARI, all", "ARI, sorted both times"), lines)


def _spread(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f} ({min(values):.3f})"


def _ours(some: Sequence[Voice], rows: Floats, seed: int) -> Labels:
    found = gather(some, rows, seed=seed)
    of = {member: n for n, theme in enumerate(found.themes) for member in theme.members}
    return np.array([of.get(voice.id, -1) for voice in some])


def _k_means(rows: Floats, count: int, seed: int) -> Labels:
    from sklearn.cluster import KMeans

    return np.asarray(KMeans(count, n_init=4, random_state=seed).fit_predict(rows))


def _ward(rows: Floats, count: int) -> Labels:
    from sklearn.cluster import AgglomerativeClustering

    return np.asarray(AgglomerativeClustering(count, linkage="ward").fit_predict(rows))


def _hdbscan(rows: Floats, seed: int) -> Labels:
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import PCA

    few = PCA(24, random_state=seed).fit_transform(rows)
    return np.asarray(HDBSCAN(min_cluster_size=8, copy=True).fit_predict(few))
