"""A brand's voice, learned from its record, and how close a text is to it.

The brand and each of its executives have voices of their own, and neither speaks on Instagram as
in a hearing: a profile is of one speaker, on one channel, in one language (:class:`Speaking`).

Closeness adds what the wording says and what the habits say, both as log ratios to other people.
It means nothing by itself, so it is told by comparison: each of the brand's own statements is
scored by all the others (leave-one-out cross-validation), and a text's percentile is the share of
them that are less close than it is. "Closer to your voice than 62 % of your own posts."
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import regex

from knowledge.voice.features import FEATURES, Seen, see
from knowledge.voice.habits import Floats, Habits, bins, learn_habits, table, values
from knowledge.voice.lexicon import Span
from knowledge.voice.plain import Plain, plain, unspelt
from knowledge.voice.wording import Wording, background, buckets, learn_wording

ENOUGH = 30
"""Statements under which a profile says that it knows too little."""

MOST = 400_000
"""Characters that a profile is learned from: in a longer record each text is read less far."""

LEAST = 200
"""Characters of each text that are read however long the record is."""

HABITS = 1 / 20
"""What a unit of the habits' evidence (a sum over features) counts for beside the wording's (a
mean over characters). Between 1/10 and 1/40 the measure of ``benchmarks/voice.py`` is flat."""

RARE = 0.1
"""What fewer than this share of the brand's statements do is unusual for it."""

Direction = Literal["more", "less", "other"]


@dataclass(frozen=True)
class Speaking:
    """Whose voice: who speaks, where, in which language (ISO 639-1)."""

    speaker: str
    channel: str
    language: str


@dataclass(frozen=True)
class Deviation:
    """Something in which a text departs from the voice, and the words where it shows.

    ``value`` is a number, and ``usual`` the 10th and the 90th percentile of the brand's; or, for
    how a text opens, closes and addresses its reader, ``value`` is a kind and ``usual`` the kinds
    that are common. ``spans`` are [start, end) in the text, none only where the text is blank;
    where something is missing, they show where it would stand.
    """

    feature: str
    value: float | str
    usual: tuple[float, float] | tuple[str, ...]
    direction: Direction
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Trait:
    """One thing counted in a text, beside the 10th and the 90th percentile of the brand's own."""

    feature: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class VoiceScore:
    """How close a text is to a voice.

    ``percentile``, in [0, 100]: the share of the brand's own statements, each held out, that are
    less close than the text. Where the profile knows too little ``enough`` is False, and then
    ``percentile`` is 50.0 by convention, ``deviations`` empty: nothing was measured.
    ``deviations``: at most three, outside what is usual, the most unusual first. ``closeness``, a
    mean log ratio, only serves to order texts that are all closer, or none, than every statement.
    ``traits``: everything that is counted as a number, in the order of ``features.FEATURES``.
    """

    percentile: float
    deviations: tuple[Deviation, ...] = ()
    enough: bool = True
    closeness: float = 0.0
    traits: tuple[Trait, ...] = ()


@dataclass(frozen=True, eq=False)
class VoiceProfile:
    """A voice. Make one with :meth:`learn`."""

    language: str | None
    statements: int
    _learned: _Learned | None = None

    @property
    def knows_enough(self) -> bool:
        """Whether there were statements enough (:data:`ENOUGH`) to score by."""
        return self._learned is not None

    @classmethod
    def learn(cls, texts: Sequence[str], language: str | None = None) -> VoiceProfile:
        """The voice of the texts: one speaker's on one channel. Blank ones are left out.

        ``language`` (ISO 639-1) is told from the texts where it is not given. French and English
        are known well; elsewhere words are compared with both, and cues are not looked for.
        """
        said = [text for text in texts if text.strip()]
        language = language or _told(said)
        if len(said) < ENOUGH:
            return cls(language, len(said))
        far = max(LEAST, MOST // len(said))
        wording, worded = learn_wording(
            [buckets(plain(text[:far]).text) for text in said], background(language)
        )
        measured = table([see(unspelt(text).text, language) for text in said])
        habits, habitual = learn_habits(bins(measured), language)
        low, high = np.quantile(measured, [RARE, 1 - RARE], axis=0)
        own = np.sort(worded + HABITS * habitual)
        learned = _Learned(wording, habits, own, np.sort(worded), low, high)
        return cls(language, len(said), learned)

    def score(self, text: str) -> VoiceScore:
        """How close a text is to this voice; of a long one, its first 2,000 characters."""
        if self._learned is None:
            return VoiceScore(50.0, enough=False)
        return self._learned.score(text, self.language or "")


def learn_voices(statements: Iterable[tuple[Speaking, str]]) -> dict[Speaking, VoiceProfile]:
    """A profile for each speaker, channel and language there is a statement of."""
    grouped: dict[Speaking, list[str]] = {}
    for speaking, text in statements:
        grouped.setdefault(speaking, []).append(text)
    return {s: VoiceProfile.learn(texts, s.language or None) for s, texts in grouped.items()}


@dataclass(frozen=True, eq=False)
class _Learned:
    """What a profile that knows enough knows.

    ``own``: the closeness of held-out statements, ascending. ``worded``: their wording's evidence,
    ascending. ``low`` and ``high``: the usual range of each feature, shape (len(FEATURES),).
    """

    wording: Wording
    habits: Habits
    own: Floats
    worded: Floats
    low: Floats
    high: Floats

    def score(self, text: str, language: str) -> VoiceScore:
        read = plain(text)
        evidence = self.wording.evidence(buckets(read.text))
        whole = unspelt(text)
        seen = see(whole.text, language)
        measured = values(seen)
        closeness = float(evidence.mean()) + HABITS * self.habits.evidence(bins(measured))
        less = int(np.searchsorted(self.own, closeness, side="left"))
        # Those of the habits stand in the text that they were measured on.
        habits = [
            (surprise, replace(found, spans=tuple(whole.span(*span) for span in found.spans)))
            for surprise, found in self._unusual_habits(seen, measured)
        ]
        unusual = [*self._unusual_wording(read, evidence), *habits]
        unusual.sort(key=lambda pair: -pair[0])
        told = tuple(deviation for _, deviation in unusual[:3])
        traits = tuple(
            Trait(feature.name, float(measured[j]), float(self.low[j]), float(self.high[j]))
            for j, feature in enumerate(FEATURES)
            if not feature.kinds
        )
        return VoiceScore(100 * less / len(self.own), told, closeness=closeness, traits=traits)

    def _unusual_habits(self, seen: Seen, measured: Floats) -> Iterator[tuple[float, Deviation]]:
        """The features outside their usual range, each with how surprising that is, in nats."""
        found = bins(measured)
        surprise = self.habits.surprise(found)
        for j, feature in enumerate(FEATURES):
            value = float(measured[j])
            if feature.kinds:
                shares = self.habits.own[j, : feature.bins]
                order = np.argsort(-shares, kind="stable")
                common = [int(k) for k in order if shares[k] >= RARE or k == order[0]]
                if found[j] in common:
                    continue
                kinds = tuple(feature.kinds[k] for k in common)
                spans = tuple(feature.shows(seen, much=False))
                said = feature.kinds[found[j]]
                yield surprise[j], Deviation(feature.name, said, kinds, "other", spans)
            elif not self.low[j] <= value <= self.high[j]:
                much = bool(value > self.high[j])
                usual = (float(self.low[j]), float(self.high[j]))
                spans = tuple(feature.shows(seen, much))
                direction: Direction = "more" if much else "less"
                yield surprise[j], Deviation(feature.name, value, usual, direction, spans)

    def _unusual_wording(self, read: Plain, evidence: Floats) -> Iterator[tuple[float, Deviation]]:
        """The words least like the brand's, if the wording as a whole is unusual for it."""
        low, high = np.quantile(self.worded, [RARE, 1 - RARE])
        value = float(evidence.mean())
        if value >= low:
            return
        # Evidence of a run stands at its last character, one place on for the mark before.
        words = [(float(evidence[s + 1 : e + 1].mean()), s, e) for s, e in _words(read.text)]
        spans = tuple(sorted({read.span(start, end) for _, start, end in sorted(words)[:5]}))
        # Nats, as for habits: how unlikely this would be if the brand's texts were spread normally.
        away = (float(np.mean(self.worded)) - value) / max(1e-6, float(np.std(self.worded)))
        surprise = away**2 / 2
        usual = (float(low), float(high))
        yield surprise, Deviation("wording", value, usual, "other", spans)


def _words(text: str) -> Iterable[Span]:
    """The words of four letters and more, as shorter ones belong to no one; else whatever is."""
    words = [m.span() for m in regex.finditer(r"(?<![\p{L}@#])\p{L}{4,}(?!://)", text)]
    return words or [m.span() for m in regex.finditer(r"\S+", text)]


def _told(texts: Sequence[str]) -> str:
    from knowledge.languages import detect

    return detect(" ".join(text[:200] for text in texts[:20])).code
