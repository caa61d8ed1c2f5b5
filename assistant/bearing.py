"""Does the record bear on this post at all? If not, silence is better than the nearest sentence.

There is always a nearest passage. Whether it answers is read off four things: how well the best
passage fits (how far it stands out from the record at large, and the share of the post's telling
words it holds, less what chance alone gives on a record of that size); the share of those words
that the three nearest hold together; how near the nearest is; and whether the post is about one
person's own case. They are weighed by a logistic regression of four coefficients
(``bearing.toml``), fitted on posts written for it by ``python -m benchmarks.bearing``. A post that
names other accounts, and not the brand, must fit better.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from statistics import NormalDist
from typing import Any

from assistant.evidence import Asked
from assistant.model import Post, Reading, Route
from assistant.reading import addressed_elsewhere
from knowledge.model import Brand

PLAIN_BAR = 3.0
"""For an embedding model that was not calibrated: the fit that the best passage must reach."""

TOGETHER = 3
"""Passages whose words are taken together."""


@dataclass(frozen=True)
class Signals:
    """What tells whether a record answers a post; see the module's story."""

    fit: float
    together: float
    nearness: float
    own_case: bool
    elsewhere: tuple[str, ...] = ()
    plain_fit: float = 0.0


@dataclass(frozen=True)
class Bearing:
    """Whether the record bears on a post, the log-odds of it above the bar, and why."""

    score: float
    bears: bool
    reasons: tuple[str, ...] = ()


def signals(post: Post, reading: Reading, asked: Sequence[Asked], *, brand: Brand) -> Signals:
    """The signals of ``post``; ``asked`` holds the whole post first, then its parts."""
    whole = asked[0]
    size = max(2, whole.background.passages)
    chance = NormalDist().inv_cdf((size - 0.375) / (size + 0.25))
    nearest = [hit.passage.text for hit in whole.found[:TOGETHER]]
    return Signals(
        fit=max(part.best for part in asked) - 0.5 * chance,
        together=whole.coverage(" ".join(nearest)),
        nearness=max(hit.similarity for hit in whole.found),
        own_case=reading.route is Route.PRIVATE,
        elsewhere=addressed_elsewhere(post, brand),
        plain_fit=max(part.best for part in asked),
    )


def judge(told: Signals, *, model: str, locale: str) -> Bearing:
    """Whether what was found answers the post, rather than being merely the nearest there is.

    ``model`` names the embedding model: cosines of another are not on the same scale, and there
    the fit alone is held against a bar.
    """
    weights = _weights()
    if model.startswith(str(weights["model"])):
        score = (
            weights["intercept"]
            + weights["fit"] * told.fit
            + weights["together"] * told.together
            + weights["nearness"] * told.nearness
            + weights["own_case"] * told.own_case
            - weights["bar"]
        )
    else:
        score = told.plain_fit - PLAIN_BAR - 0.5 * told.own_case
    if told.elsewhere:
        score -= weights["elsewhere"]
    return Bearing(round(float(score), 2), score >= 0, _reasons(told, locale))


def _reasons(told: Signals, locale: str) -> tuple[str, ...]:
    if not told.elsewhere:
        return ()
    named = ", ".join(f"@{name}" for name in told.elsewhere[:3])
    if locale == "fr":
        return (f"Le message nomme {named} et non la marque : est-il pour nous ?",)
    return (f"The post names {named} and not the brand: is it for us?",)


@cache
def _weights() -> Mapping[str, Any]:
    raw = resources.files("assistant").joinpath("bearing.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
