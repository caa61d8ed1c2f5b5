"""A voice learned from texts: how near another text is to it, and where it strays.

Nearness is of three kinds (letters, words, style), each on the scale of the voice's own texts when
they are held out, so that they can be added. The same held-out texts calibrate the result: the
percentile is the share of the voice's own texts that are less like it than this one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge import languages
from knowledge.cleaning import fold
from knowledge.voice import grams
from knowledge.voice.features import Span, Style, style

Floats = NDArray[np.float32]

ENOUGH = 30
"""Statements from which a voice is known. Under it, a profile says that it knows too little."""
MOST = 1_000
"""Statements that are learned from, evenly taken where there are more."""
FOLDS = 10
WEIGHTS = (1.0, 1.0, 0.6)
"""What letters, words and style weigh: style tells least where texts are short."""
SLACK, FAR = 0.08, 3.0
"""Added to each deviation of style, and the deviations beyond which it gets no worse."""
TOLD = 3
STRAYS = 1.5
"""Deviations from which a trait of style is worth telling."""
_UNUSUAL = -0.5
_MASKED = (
    (re.compile(r"https?://\S+|www\.\S+"), "http"),
    (re.compile(r"@\w[\w.]*"), "@"),
    (re.compile(r"#\w+"), "#"),
)


@dataclass(frozen=True)
class Deviation:
    """One way in which a text strays: ``trait`` is a name of :mod:`features`, or ``wording``.

    ``value`` is the text's, ``usual`` the voice's own range (its middle half), in the trait's own
    unit; ``deviations`` how many standard deviations apart, with its sign. ``spans`` point at
    the words of the text.
    """

    trait: str
    value: float
    usual: tuple[float, float]
    deviations: float
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class VoiceScore:
    """How near a text is to a voice.

    ``percentile``, in [0, 100], is the share of the voice's own texts that are less like it.
    ``enough`` is false where too few texts are known: then it is 50, and means nothing.
    ``deviations`` are at most three, the greatest first.
    """

    percentile: float
    deviations: tuple[Deviation, ...]
    enough: bool = True
    known: int = 0


@dataclass(frozen=True)
class VoiceProfile:
    """One voice. ``size`` is how many statements it was learned from."""

    language: str
    size: int
    letters: grams.Preference | None = None
    words: grams.Preference | None = None
    traits: tuple[str, ...] = ()
    means: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    spreads: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    quartiles: Floats = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    scales: tuple[tuple[float, float], ...] = ()
    own: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    openers: tuple[str, ...] = ()
    closers: tuple[str, ...] = ()

    @property
    def knows_enough(self) -> bool:
        """Whether it was learned from :data:`ENOUGH` statements."""
        return self.size >= ENOUGH

    @classmethod
    def learn(cls, texts: Sequence[str], language: str | None = None) -> VoiceProfile:
        """The voice of ``texts``, of one speaker in one language (``fr``, ``en``; or detected)."""
        said = [text for text in texts if text.strip()]
        step = max(1, -(-len(said) // MOST))
        said = said[::step]
        spoken = language or (languages.detect(" ".join(said[:20])[:2_000]).code if said else "en")
        if len(said) < ENOUGH:
            return cls(spoken, len(said))
        masked = [mask(text) for text in said]
        letters, words = [grams.letters(t) for t in masked], [grams.words(t) for t in masked]
        styles = [style(text) for text in masked]
        traits = tuple(styles[0].values)
        rows = np.array([[s.values[t] for t in traits] for s in styles], np.float32)
        held = np.arange(len(said)) % FOLDS
        parts = np.zeros((len(said), 3), np.float32)
        for fold_ in range(FOLDS):
            inside, out = np.flatnonzero(held != fold_), np.flatnonzero(held == fold_)
            by_letter = grams.Preference.learn([letters[i] for i in inside], "letters", spoken)
            by_word = grams.Preference.learn([words[i] for i in inside], "words", spoken)
            mean, spread = rows[inside].mean(axis=0), rows[inside].std(axis=0) + SLACK
            for i in out:
                near = _nearness(rows[i], mean, spread)
                parts[i] = by_letter.of(letters[i]), by_word.of(words[i]), near
        scales = tuple((float(np.median(p)), float(p.std()) or 1.0) for p in parts.T)
        return cls(
            language=spoken,
            size=len(said),
            letters=grams.Preference.learn(letters, "letters", spoken),
            words=grams.Preference.learn(words, "words", spoken),
            traits=traits,
            means=rows.mean(axis=0),
            spreads=rows.std(axis=0) + SLACK,
            quartiles=np.quantile(rows, [0.25, 0.75], axis=0).T.astype(np.float32),
            scales=scales,
            own=np.sort(_together(parts, scales)),
            openers=_common(said, first=True),
            closers=_common(said, first=False),
        )

    def score(self, text: str) -> VoiceScore:
        """How near ``text`` is to the voice, and the three ways in which it strays most."""
        if not self.knows_enough or self.letters is None or self.words is None or not text.strip():
            return VoiceScore(50.0, (), enough=False, known=self.size)
        masked = mask(text)
        shown = style(masked)
        row = np.array([shown.values[t] for t in self.traits], np.float32)
        parts = np.array(
            [
                [
                    self.letters.of(grams.letters(masked)),
                    self.words.of(grams.words(masked)),
                    _nearness(row, self.means, self.spreads),
                ]
            ],
            np.float32,
        )
        told = float(_together(parts, self.scales)[0])
        below = np.searchsorted(self.own, told, "left") + np.searchsorted(self.own, told, "right")
        percentile = 100.0 * float(below) / 2 / len(self.own)
        return VoiceScore(percentile, self._deviations(text, row), known=self.size)

    def nearness(self, text: str) -> float:
        """How near ``text`` is, on a scale without bounds: for ordering texts."""
        if self.letters is None or self.words is None:
            return 0.0
        masked = mask(text)
        row = np.array([style(masked).values[t] for t in self.traits], np.float32)
        near = _nearness(row, self.means, self.spreads)
        told = [self.letters.of(grams.letters(masked)), self.words.of(grams.words(masked)), near]
        return float(_together(np.array([told], np.float32), self.scales)[0])

    def _deviations(self, text: str, row: Floats) -> tuple[Deviation, ...]:
        far = (row - self.means) / self.spreads
        shown: Style = style(text)
        found = [
            Deviation(
                trait,
                float(row[i]),
                (float(self.quartiles[i, 0]), float(self.quartiles[i, 1])),
                float(far[i]),
                shown.shown.get(trait, ())[:5],
            )
            for i, trait in enumerate(self.traits)
            # Lengths are told once, and apostrophes are no manner of speaking.
            if abs(far[i]) >= STRAYS and trait not in _SAID_OTHERWISE
        ]
        unusual = self._unusual(text)
        if unusual is not None:
            found.append(unusual)
        return tuple(sorted(found, key=lambda d: -abs(d.deviations))[:TOLD])

    def _unusual(self, text: str) -> Deviation | None:
        """The words that the voice uses least, beside what the language does."""
        if self.words is None:
            return None
        ratios = [
            (float(self.words.ratios[place]), (start, end))
            for start, end, place in grams.spans(text)
            if end - start > 3
        ]
        low = sorted(one for one in ratios if one[0] < _UNUSUAL)
        if len(low) < 2 or len(low) < 0.25 * len(ratios):
            return None
        share = len(low) / len(ratios)
        spans = tuple(sorted(span for _, span in low[:4]))
        return Deviation("wording", share, (0.0, 0.25), -STRAYS - share, spans)


_SAID_OTHERWISE = frozenset({"words", "typographic apostrophes", "plain apostrophes"})


def mask(text: str) -> str:
    """``text`` without what tells who it is about rather than how it is said."""
    for pattern, instead in _MASKED:
        text = pattern.sub(instead, text)
    return text


def _nearness(row: Floats, means: Floats, spreads: Floats) -> float:
    return -float(np.minimum(np.abs((row - means) / spreads), FAR).mean())


def _together(parts: Floats, scales: Sequence[tuple[float, float]]) -> Floats:
    total = np.zeros(len(parts), np.float32)
    for column, (middle, spread), weight in zip(parts.T, scales, WEIGHTS, strict=True):
        total += weight * (column - middle) / spread
    return total


def _common(texts: Sequence[str], *, first: bool) -> tuple[str, ...]:
    """The words that texts begin, or end, with most, where more than one in twenty does."""
    ends: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r"[^\W\d_]+", text)
        if words:
            ends[fold(words[0] if first else words[-1])] += 1
    return tuple(word for word, count in ends.most_common(5) if count > len(texts) / 20)
