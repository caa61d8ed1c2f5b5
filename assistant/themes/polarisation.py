"""How far stances fall into two camps: Morales, Borondo, Losada and Benito (2015).

Their index, from "Measuring political polarization: Twitter shows the two sides of Venezuela"
(Chaos 25, 033114): with ``A`` the shares for and against, and ``d`` half the distance between the
mean stances of the two, the index is ``(1 - |A+ - A-|) d``. It is 0 where all stand on one side or
in the middle, and 1 where two camps of one size stand at the two ends. It was made for stances on
an axis from -1 to 1, and, unlike a variance, does not mistake one extreme camp for two.

The interval is a percentile bootstrap over voices (Efron 1979); under ten stances none is told.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.themes.values import Polarisation

TIMES = 1_000
BEARS_AN_INTERVAL = 10


def polarisation(stances: Sequence[float], *, seed: int = 0) -> Polarisation | None:
    """The index of ``stances`` in [-1, 1], with its sample's size; ``None`` where nobody takes a
    side. Stances of exactly 0 take none and are left out."""
    values = np.array([s for s in stances if s], dtype=np.float64)
    if not len(values):
        return None
    low = high = None
    if len(values) >= BEARS_AN_INTERVAL:
        picks = np.random.default_rng(seed).integers(0, len(values), (TIMES, len(values)))
        ends = np.quantile([_index(values[pick]) for pick in picks], [0.025, 0.975])
        low, high = round(float(ends[0]), 3), round(float(ends[1]), 3)
    return Polarisation(round(_index(values), 3), len(values), low, high)


def _index(values: NDArray[np.float64]) -> float:
    above, below = values[values > 0], values[values < 0]
    if not len(above) or not len(below):
        return 0.0
    difference = abs(len(above) - len(below)) / len(values)
    distance = (float(above.mean()) - float(below.mean())) / 2
    return (1.0 - difference) * distance
