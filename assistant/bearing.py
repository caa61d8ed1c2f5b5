"""Does the record bear on this post at all? If not, silence is better than the nearest sentence.

There is always a nearest passage. Whether it answers is read off how well the best passage fits
(how far it stands out from the record at large, and the share of the post's telling words it
holds, less what chance alone gives on a record of that size); the share of those words that the
three nearest hold together; what :mod:`knowledge.nearness` tells of the passages found; and
whether the post is about one person's own case, or names other accounts and not the brand. These
are weighed by a logistic regression (``bearing.toml``), fitted on posts written for it by
``python -m benchmarks.bearing``.
"""

from __future__ import annotations

import math
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
from knowledge.nearness import Nearness

PLAIN_BAR = 3.0
"""For an embedding model that was not calibrated: the fit that the best passage must reach."""

ANSWERING, PLAIN_ANSWERING = 3.0, 1.0
"""Log-odds above the bar (for a model that was not calibrated: fit above it) from which the record
may be counted as answering: what it merely speaks of mostly stays below."""

SURELY = 1.5
"""Log-odds above the bar under which the reader is asked to look twice."""

TOGETHER = 3
"""Passages whose words are taken together."""


@dataclass(frozen=True)
class Signals:
    """What tells whether a record answers a post; see the module's story."""

    fit: float
    together: float
    cosine: float
    near: Nearness
    own_case: bool
    elsewhere: tuple[str, ...] = ()
    plain_fit: float = 0.0

    def features(self) -> dict[str, float]:
        """The numbers that are weighed, by the names that their coefficients have."""
        near = self.near
        return {
            "fit": self.fit,
            "together": self.together,
            "cosine": self.cosine,
            "standout": near.standout,
            "rise": near.rise,
            "covered": near.covered,
            "agreed": near.agreed,
            "subjects": math.log1p(len(near.subjects)),
            "unknown": math.log1p(len(near.unknown)),
            "own_case": float(self.own_case),
            "elsewhere": float(bool(self.elsewhere)),
        }


_NOWHERE = Nearness(-4.0, -4.0, 0.0, 0.0)


@dataclass(frozen=True)
class Bearing:
    """Whether the record bears on a post, the log-odds of it above the bar, and why.

    ``loosely`` is what to look at twice when it bears on it from afar; ``surely``, that it may be
    counted as answered (:mod:`assistant.answerable`).
    """

    score: float
    bears: bool
    reasons: tuple[str, ...] = ()
    loosely: str | None = None
    surely: bool = False


def signals(
    post: Post, reading: Reading, asked: Sequence[Asked], *, brand: Brand, passages: int
) -> Signals:
    """The signals of ``post``; ``asked`` holds the whole post first, then its parts, and
    ``passages`` is how many there are on record."""
    whole = asked[0]
    size = max(2, passages)
    chance = NormalDist().inv_cdf((size - 0.375) / (size + 0.25))
    nearest = [hit.passage.text for hit in whole.found[:TOGETHER]]
    return Signals(
        fit=max(part.best for part in asked) - 0.5 * chance,
        together=whole.coverage(" ".join(nearest)),
        cosine=max(hit.similarity for hit in whole.found),
        near=whole.near or _NOWHERE,
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
    surely = ANSWERING
    if model.startswith(str(weights["model"])):
        score = weights["intercept"] - weights["bar"]
        score += sum(weights[name] * value for name, value in told.features().items())
    else:
        surely = PLAIN_ANSWERING
        score = told.plain_fit - PLAIN_BAR - 0.5 * told.own_case - 1.5 * bool(told.elsewhere)
    loosely = None
    if 0 <= score < SURELY or (score >= 0 and _half_known(told.near)):
        loosely = _loosely(_unknown(told, locale), locale)
    reasons = _reasons(told, score < 0, locale)
    return Bearing(round(float(score), 2), score >= 0, reasons, loosely, bool(score >= surely))


def _reasons(told: Signals, silent: bool, locale: str) -> tuple[str, ...]:
    french = locale == "fr"
    reasons = []
    if told.elsewhere:
        named = ", ".join(f"@{name}" for name in told.elsewhere[:3])
        reasons.append(
            f"Le message nomme {named} et non la marque : est-il pour nous ?"
            if french
            else f"The post names {named} and not the brand: is it for us?"
        )
    if silent and (unknown := _unknown(told, locale)):
        reasons.append(
            f"Le registre n'emploie jamais {unknown}."
            if french
            else f"The record never speaks of {unknown}."
        )
    return tuple(reasons)


def _loosely(unknown: str, locale: str) -> str:
    if locale == "fr":
        never = f" : il n'emploie jamais {unknown}" if unknown else ""
        return f"Le registre n'en parle peut-être que de loin{never}. Ces mots répondent-ils ?"
    never = f": it never speaks of {unknown}" if unknown else ""
    return f"The record may bear on this only loosely{never}. Do these words answer?"


def _unknown(told: Signals, locale: str) -> str:
    """The words the post is about and the record never uses, as a list; empty without any."""
    marks = "« {} »" if locale == "fr" else "“{}”"
    return ", ".join(marks.format(word) for word in told.near.unknown[:4])


def _half_known(near: Nearness) -> bool:
    """Whether most of what the post is about is in words that the record never uses."""
    return near.covered < 0.35 and len(near.unknown) >= 2


@cache
def _weights() -> Mapping[str, Any]:
    raw = resources.files("assistant").joinpath("bearing.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
