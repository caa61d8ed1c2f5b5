"""Vectors without what all voices have in common, and what words add to them.

The embedded model's vectors all lie close together (a cosine of .8 between any two posts), and
French ones closer to French ones. The mean of each language is taken out, so that voices on one
subject meet whatever they are written in (compare "all but the top", Mu and Viswanath 2018; taking
principal directions out as well, as that paper does, made themes worse here: they hold subjects).
What words are shared is added as a second view: TF-IDF over stems, by latent semantic analysis
(Deerwester et al. 1990). See decision 14.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.themes.values import Voice
from assistant.themes.wording import stems

Floats = NDArray[np.float32]

ENOUGH = 20
"""Voices of a language that make a mean of their own; fewer are held against the mean of all."""

WEIGHT = 0.5
"""What the words weigh beside the vectors."""

TOPICS = 50
"""Dimensions of the view by words."""

KEPT = 24
"""Dimensions in which voices are grouped: the last of more change with the sample."""


def grounded(voices: Sequence[Voice], vectors: Floats) -> Floats:
    """``vectors`` less the mean of their language, each one long."""
    ground = np.array(vectors, dtype=np.float32)
    spoken = np.array([voice.language for voice in voices])
    whole = ground.mean(axis=0)
    for language in np.unique(spoken):
        rows = spoken == language
        ground[rows] -= ground[rows].mean(axis=0) if rows.sum() >= ENOUGH else whole
    return unit(ground)


def views(voices: Sequence[Voice], ground: Floats, seed: int) -> Floats:
    """Both views of the voices, brought down to the few dimensions that carry most."""
    words = _by_words(voices, seed)
    both = ground if words is None else np.hstack([ground, WEIGHT * words])
    return _principal(both, KEPT, seed)


def unit(rows: Floats) -> Floats:
    """Each row one long; a row of noughts stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
    return scaled


def _by_words(voices: Sequence[Voice], seed: int) -> Floats | None:
    """The view by words; ``None`` where too few words are shared to tell anything."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    known = TfidfVectorizer(analyzer=stems, min_df=2, max_df=0.5, sublinear_tf=True)
    try:
        matrix = known.fit_transform(voices)
    except ValueError:  # no word stands in two voices, or all stand in most
        return None
    if matrix.shape[1] <= TOPICS:
        return None
    # Fewer voices than topics have as many directions as they are, and no more.
    return unit(_principal(matrix, min(TOPICS, len(voices) - 1), seed))


def _principal(rows: Any, most: int, seed: int) -> Floats:
    """``rows``, dense or sparse, in the ``most`` dimensions that carry most of them."""
    from scipy.sparse import issparse
    from sklearn.decomposition import TruncatedSVD

    if min(rows.shape) <= most:
        return np.asarray(rows.toarray() if issparse(rows) else rows, dtype=np.float32)
    reduced: Floats = TruncatedSVD(most, random_state=seed).fit_transform(rows)
    return reduced.astype(np.float32)
