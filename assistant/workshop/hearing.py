"""Answers heard together: their themes, their shares, and what bears out a sentence.

A text is borne out by an answer that is near it in meaning (nearer than 97 in 100 pairs of answers
are to each other) and shares a word with it that says what it is about, in either language; that is
nearer than 995 in 1000; or that shares most of its words. Meaning is measured as themes measure it,
with what all answers have in common taken out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.inference.stated import LONG, stated
from assistant.inference.words import served
from assistant.themes.counting import wilson
from assistant.themes.ground import ENOUGH, unit
from assistant.themes.values import Theme, Themes, Voice
from assistant.themes.wording import spelt
from assistant.workshop import groups
from assistant.workshop.framing import framing
from assistant.workshop.values import Answer, Borne, Call, Spread, Voiced
from knowledge import glossary
from knowledge.cleaning import fold
from knowledge.sentences import sentences as spans
from knowledge.stemming import stemmer

Floats = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Floats]

NEARER, NEAREST = 0.97, 0.995
"""The shares of pairs of answers that an answer is nearer than, to bear a text out: with a word in
common, and without."""
COMMON = 0.15
"""The share of answers from which a word in common is too common to tell, by itself."""
LEAST_NEAR = 0.15
MOST_WORDS = 0.6
"""The share of a text's words that an answer bears out by words alone."""
A_FEW = 0.05
"""The share of answers up to which a theme is a minority's."""
PAIRS = 20_000


@dataclass(frozen=True)
class Sentence:
    """A sentence of an answer, verbatim."""

    answer_id: str
    text: str
    language: str


@dataclass(frozen=True)
class Heard:
    """The answers of a call, with their vectors and themes. Masked throughout."""

    call: Call
    answers: tuple[Answer, ...]
    vectors: Floats
    themes: Themes
    embed: Embed = field(repr=False)
    names: frozenset[str] = frozenset()
    """The brand's own names, folded: no word that somebody would have to say."""

    def __len__(self) -> int:
        return len(self.answers)

    @cached_property
    def by_id(self) -> Mapping[str, Answer]:
        return {answer.id: answer for answer in self.answers}

    @cached_property
    def voices(self) -> Mapping[str, Voice]:
        return {voice.id: voice for voice in voices_of(self.answers)}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The row of each answer."""
        return {answer.id: at for at, answer in enumerate(self.answers)}

    # --- meaning ----------------------------------------------------------------------------------

    @cached_property
    def _means(self) -> Mapping[str, Floats]:
        spoken = np.array([answer.language for answer in self.answers])
        means = {"": np.asarray(self.vectors.mean(axis=0), dtype=np.float32)}
        for language in np.unique(spoken):
            if (spoken == language).sum() >= ENOUGH:
                means[str(language)] = self.vectors[spoken == language].mean(axis=0)
        return means

    def grounded(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        """Vectors of texts less what answers in their language have in common, each one long."""
        means = np.vstack([self._means.get(one, self._means[""]) for one in languages])
        return unit(vectors - means)

    @cached_property
    def ground(self) -> Floats:
        """The answers' own vectors so."""
        return self.grounded(self.vectors, [answer.language for answer in self.answers])

    @cached_property
    def near(self) -> float:
        """The cosine from which two texts are near."""
        return self._bars[0]

    @cached_property
    def _bars(self) -> tuple[float, float]:
        count = len(self.answers)
        rng = np.random.default_rng(0)
        one, other = rng.integers(0, count, (2, PAIRS))
        apart = one != other
        cosines = (self.ground[one[apart]] * self.ground[other[apart]]).sum(axis=1)
        if not len(cosines):
            return 1.0, 1.0
        near, nearest = (float(q) for q in np.quantile(cosines, [NEARER, NEAREST]))
        return max(LEAST_NEAR, near), max(LEAST_NEAR, nearest)

    @cached_property
    def middles(self) -> Floats:
        """The middle of each theme."""
        rows = [
            self.ground[[self.place[m] for m in theme.members]].mean(axis=0)
            for theme in self.themes.themes
        ]
        return unit(np.vstack(rows)) if rows else np.zeros((0, self.ground.shape[1]), np.float32)

    # --- words ------------------------------------------------------------------------------------

    @cached_property
    def terms(self) -> Sequence[frozenset[str]]:
        """What each answer is about, in terms that both languages share."""
        return [terms_of(answer.text, answer.language) for answer in self.answers]

    @cached_property
    def said(self) -> Mapping[str, int]:
        """In how many answers each term stands."""
        counted: defaultdict[str, int] = defaultdict(int)
        for held in self.terms:
            for term in held:
                counted[term] += 1
        return counted

    def unsaid(self, text: str, language: str) -> tuple[str, ...]:
        """The words of a text that say what it is about and that stand in no answer."""
        dull, frame = glossary.dull(served(language)), framing()
        cut = stemmer(language)
        found: dict[str, None] = {}
        for word in _words(text):
            held = terms_of(word, language)
            folded = fold(word)
            if not held or cut(folded) in dull or folded in frame or folded in self.names:
                continue
            if not held & self.said.keys() and not self._inflected(cut(folded)):
                found.setdefault(word)
        return tuple(found)

    def _inflected(self, stem: str) -> bool:
        """Whether a word is another form of one that was said: "vivent" of "vivre"."""
        return any(
            (len(one) >= 3 and stem.startswith(one)) or (len(stem) >= 3 and one.startswith(stem))
            or (len(one) > 4 and one[:4] == stem[:4])
            for one in self._stems
        )  # fmt: skip

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(s for voice in self.voices.values() for s, _ in spelt(voice) if s)

    # --- what bears a text out --------------------------------------------------------------------

    def bearing(
        self, texts: Sequence[str], languages: Sequence[str]
    ) -> list[list[tuple[str, float]]]:
        """For each text the answers that bear it out, with how near they are, nearest first."""
        if not texts or not self.answers:
            return [[] for _ in texts]
        near = self.grounded(self.embed(texts), languages) @ self.ground.T
        common = max(2, COMMON * len(self.answers))
        found = []
        for row, text, language in zip(near, texts, languages, strict=True):
            wanted = terms_of(text, language)
            close = []
            for at in np.argsort(-row, kind="stable"):
                held = wanted & self.terms[at]
                by_words = len(held) >= max(2, MOST_WORDS * len(wanted))
                tells = len(held) > 1 or any(self.said[one] <= common for one in held)
                by_meaning = row[at] >= self._bars[0 if tells else 1]
                if by_words or by_meaning:
                    close.append((self.answers[at].id, round(float(row[at]), 3)))
            found.append(close)
        return found

    def borne(self, text: str, language: str) -> Borne:
        """What bears a text out, aim by aim; the words in it that nobody said."""
        return self.borne_by_parts([text[a:b] for a, b in spans(text)] or [text], language)

    def borne_by_parts(self, texts: Sequence[str], language: str) -> Borne:
        """As :meth:`borne`, of several texts together."""
        parts = [part for text in texts for part in _aims(text)]
        found: dict[str, float] = {}
        for close in self.bearing(parts, [language] * len(parts)):
            for answer, near in close:
                found[answer] = max(near, found.get(answer, -1.0))
        ids = sorted(found, key=lambda one: (-found[one], one))
        people = {self.by_id[one].who or one for one in ids}
        named = {
            kind: told
            for kind in groups.kinds(self.answers)
            if (told := groups.enough(self.answers, set(ids), kind, self.call.least))
        }
        unsaid = dict.fromkeys(word for text in texts for word in self.unsaid(text, language))
        return Borne(tuple(ids), len(people), tuple(unsaid), named)

    # --- themes -----------------------------------------------------------------------------------

    def told(self) -> tuple[Voiced, ...]:
        """The themes with their shares, largest first."""
        return tuple(self._told(theme) for theme in self.themes.themes)

    def _told(self, theme: Theme) -> Voiced:
        whole = len(self.answers)
        bounds = wilson(len(theme), whole)
        people = {self.by_id[m].who or m for m in theme.members}
        # A minority's: so even at the upper end of what the sample leaves open, where it tells.
        few = len(theme) < max(self.call.least, A_FEW * whole)
        low, high = bounds if bounds else (None, None)
        return Voiced(theme, len(theme), whole, len(people), low, high, few)

    def spreads(self) -> tuple[Spread, ...]:
        """The themes by each kind of group, as far as they can be shown."""
        return self._spreads

    @cached_property
    def _spreads(self) -> tuple[Spread, ...]:
        of = {m: theme.id for theme in self.themes.themes for m in theme.members}
        found = (
            groups.spread(self.answers, of, kind, self.call.least)
            for kind in groups.kinds(self.answers)
        )
        return tuple(one for one in found if one is not None)

    def sentences(self, ids: Sequence[str] | None = None) -> Iterator[Sentence]:
        """The sentences of answers, verbatim."""
        for identity in ids if ids is not None else [a.id for a in self.answers]:
            answer = self.by_id[identity]
            for start, end in spans(answer.text):
                yield Sentence(identity, answer.text[start:end], answer.language)


def voices_of(answers: Sequence[Answer]) -> list[Voice]:
    """Answers as voices; which group they are of is nothing that themes need to know."""
    return [Voice(a.id, a.text, a.language, who=a.who or a.id) for a in answers]


def terms_of(text: str, language: str) -> frozenset[str]:
    """What a text is about: terms that French and English share, long ones by their beginning."""
    held = stated(text, served(language)).terms
    return frozenset(term[:LONG] if len(term) >= LONG else term for term in held)


def _aims(sentence: str) -> list[str]:
    """The aims that a sentence joins: what bears out one of them bears out that one."""
    bare = _FRAMED.sub("", sentence)
    parts = [part.strip(" .") for part in _JOINED.split(bare)]
    return [part for part in parts if len(part.split()) > 2] or [sentence]


_FRAMED = re.compile(
    r"(?i)^(?:nous existons pour|nous voulons aussi|nous devons(?: aussi)?|"
    r"[\w' ]{2,30} existe pour|we exist to|we also want to|we must(?: also)?|"
    r"[\w' ]{2,30} exists (?:to|so that)) "
)
_JOINED = re.compile(r"(?i)(?:,| et| and|, and|, et) (?:pour|to) |[;:] ")


def _words(text: str) -> Iterator[str]:
    for token in text.replace("’", "'").split():
        bare = token.strip(".,;:!?…«»\"“”()[]–—'")
        for part in bare.split("'"):
            if len(part) > 2:
                yield part.strip(".,;:")
