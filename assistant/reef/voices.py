"""Who could speak to this with their own voice: a topic, a theme, the text of a draft.

An ally is found by what they said, share and dispute alike, and by what is known of them. What they
dispute is handed over as what they share is; where nothing was noted, that is said, and is not
taken for agreement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import BadRequest
from assistant.reef.ground import Ground, Words
from assistant.reef.texts import refused
from assistant.reef.values import Ally, Consent, Saying, Stance, Topic

LONGEST = 4_000
"""Characters of a text that are listened for."""


@dataclass(frozen=True)
class Heard:
    """Something that an ally said, and how near it is to what was asked about (1: near enough)."""

    saying: Saying
    near: float


@dataclass(frozen=True)
class Voice:
    """An ally who could speak to something.

    ``shares`` and ``disputes`` are what they said about it, the nearest first; ``elsewhere`` what
    they said about other things. ``consent`` is how it stands on the day that was asked for.
    """

    ally: Ally
    near: float
    consent: Consent
    shares: tuple[Heard, ...]
    disputes: tuple[Heard, ...]
    elsewhere: tuple[Saying, ...]

    @property
    def citable(self) -> bool:
        return self.consent is Consent.GIVEN


@dataclass(frozen=True)
class Voices:
    """Who could speak to ``about``, those nearest to it first, on an ISO ``day``; ``of`` how many
    allies there are."""

    about: str
    day: str
    voices: tuple[Voice, ...]
    of: int


@dataclass(frozen=True)
class Spoken:
    """A topic, and who is known to share or to dispute something of it, by their ids."""

    topic: Topic
    shares: tuple[str, ...]
    disputes: tuple[str, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.shares, *self.disputes)))


def voices(about: str, allies: Sequence[Ally], ground: Ground, day: str) -> Voices:
    """Who could speak to ``about``. Raises :class:`BadRequest` where there is no word in it."""
    text = " ".join(about.split())[:LONGEST]
    if not any(each.isalnum() for each in text):
        raise refused(BadRequest, "no about")
    near = _nearness(text, allies, ground)
    found = [_voice(ally, near[ally.id], day) for ally in allies if near[ally.id].of_all >= 1]
    ordered = sorted(found, key=lambda one: (-one.near, one.ally.name))
    return Voices(text, day, tuple(ordered), len(allies))


def spoken(topics: Sequence[Topic], allies: Sequence[Ally], ground: Ground) -> list[Spoken]:
    """For each topic, who speaks to it by what they said."""
    said = [(ally, one) for ally in allies for one in ally.sayings]
    words = {(ally.id, n): heard for ally in allies for n, heard in words_of(ally)}
    near = ground.about(topics, [words[ally.id, one.number] for ally, one in said])
    found = []
    for at, topic in enumerate(topics):
        sides: dict[Stance, dict[str, None]] = {stance: {} for stance in Stance}
        for (ally, one), row in zip(said, near, strict=True):
            if row[at] >= 1:
                sides[one.stance][ally.id] = None
        found.append(Spoken(topic, tuple(sides[Stance.SHARES]), tuple(sides[Stance.DISPUTES])))
    return found


@dataclass(frozen=True)
class _Near:
    sayings: Mapping[int, float]
    known: float
    """How near what is known of the ally is, whatever they said."""

    @property
    def of_all(self) -> float:
        return max([self.known, *self.sayings.values()])


def _nearness(text: str, allies: Sequence[Ally], ground: Ground) -> dict[str, _Near]:
    asked = [(ally.id, number, words) for ally in allies for number, words in words_of(ally)]
    near = ground.near(text, [words for _, _, words in asked]) if asked else []
    found: dict[str, dict[int, float]] = {ally.id: {} for ally in allies}
    for (identity, number, _), value in zip(asked, near, strict=True):
        found[identity][number] = value
    return {
        identity: _Near({n: v for n, v in of.items() if n}, of.get(0, 0.0))
        for identity, of in found.items()
    }


def words_of(ally: Ally) -> list[tuple[int, Words]]:
    """What is looked at of an ally: their sayings by number and, as 0, what is known of them."""
    topics = ", ".join(ally.topics)
    found = [
        (one.number, Words(one.words, one.language or ally.language, one.topic or topics))
        for one in ally.sayings
    ]
    # Of who said nothing about it, what they are known for tells.
    known = ". ".join(part for part in (topics, ally.link) if part) or ally.name
    return [*found, (0, Words(known, ally.language))]


def _voice(ally: Ally, near: _Near, day: str) -> Voice:
    def heard(stance: Stance) -> tuple[Heard, ...]:
        found = [Heard(one, near.sayings[one.number]) for one in ally.said(stance)]
        return tuple(sorted((h for h in found if h.near >= 1), key=lambda h: -h.near))

    shares, disputes = heard(Stance.SHARES), heard(Stance.DISPUTES)
    told = {one.saying.number for one in (*shares, *disputes)}
    ordered = (*ally.said(Stance.DISPUTES), *ally.said(Stance.SHARES))
    rest = tuple(one for one in ordered if one.number not in told)
    return Voice(ally, near.of_all, ally.consent_on(day), shares, disputes, rest)
