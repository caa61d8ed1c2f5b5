"""Does the record bear on this post at all? If not, silence is better than the nearest sentence.

Two things speak for it, passage by passage: how far its cosine with the post stands out from the
post's cosines with the record at large (in standard deviations: cosines of one model compare only
within one question), and the share of the post's telling words that it holds. Two speak against:
the post names other accounts and not ours, or it is about one person's own case. The sum of the
best passage is held against a bar; ``python -m benchmarks.drafts`` measures what that gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Asked
from assistant.model import Post, Reading, Route
from assistant.reading import addressed_elsewhere
from knowledge.model import Brand

BAR = 3.0
"""What the best passage must reach: three deviations alone, or two and a third of the words."""

ADDRESSED_ELSEWHERE = 1.2
ONE_PERSONS_CASE = 0.5


@dataclass(frozen=True)
class Bearing:
    """Whether the record bears on a post, how far above the bar (or under it), and why."""

    score: float
    bears: bool
    reasons: tuple[str, ...] = ()


def judge(
    post: Post, reading: Reading, asked: Sequence[Asked], *, brand: Brand, locale: str
) -> Bearing:
    """Whether what was found answers ``post``, rather than being merely the nearest there is."""
    best = max((part.best for part in asked), default=0.0)
    bar = BAR
    reasons = []
    if others := addressed_elsewhere(post, brand):
        bar += ADDRESSED_ELSEWHERE
        named = ", ".join(f"@{name}" for name in others[:3])
        reasons.append(
            f"Le message nomme {named} et non la marque : est-il pour nous ?"
            if locale == "fr"
            else f"The post names {named} and not the brand: is it for us?"
        )
    if reading.route is Route.PRIVATE:
        bar += ONE_PERSONS_CASE
    return Bearing(round(best - bar, 2), best >= bar, tuple(reasons))
