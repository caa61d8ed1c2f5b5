"""The reef: allies and what they said, who could speak to something, what is missing."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.reef.holes import Kind
from assistant.reef.values import Answer, Community, Consent, Fact, Stance


class Saying(TypedDict):
    """Words of an ally, to the letter. `number` is what takes them back; `document` is the id of
    the document on record that has them, `topic` what a person says they are about."""

    number: int
    words: str
    date: str
    source: str
    language: str
    document: str | None
    topic: str | None


class SayingElsewhere(Saying):
    """Words on something else, and what they are to the brand."""

    stance: Stance


Contact = TypedDict("Contact", {"number": int, "date": str, "for": str, "kind": str, "by": str})
"""Somebody spoke with an ally; `kind` is `crisis` or `ordinary`."""


class Agreed(TypedDict):
    """What came of asking for consent to be cited."""

    state: Answer
    date: str
    until: str | None
    scope: str


class Ally(TypedDict):
    """All that is known of an ally. A tie reads `paid: an audit in 2024`.

    `citable` and `consent_today` are of the day on which it is told; `disputes_known` is false
    where nothing is known to be disputed, which is not agreement.
    """

    id: str
    name: str
    community: Community
    language: str
    who: str
    link: str
    ties: list[str]
    topics: list[str]
    shares: list[Saying]
    disputes: list[Saying]
    consent: list[Agreed]
    contacts: list[Contact]
    citable: bool
    consent_today: Consent
    consent_said: str
    disputes_known: bool
    last_contact: Contact | None
    last_ordinary_contact: Contact | None
    only_in_crises: bool
    added_at: str
    changed_at: str


class TakenIn(TypedDict):
    """A file of allies: the names of those added, and of those who were there."""

    file: str
    added: list[str]
    there_already: list[str]


class Voice(TypedDict):
    """An ally who could speak to something; `near` in [0, 1] is how near they are to it."""

    ally: str
    id: str
    community: Community
    near: float
    citable: bool
    consent: Consent
    consent_said: str
    ties: list[str]
    shares: list[Saying]
    disputes: list[Saying]
    disputes_known: bool
    elsewhere: list[SayingElsewhere]
    last_contact: Contact | None
    only_in_crises: bool


class Voices(TypedDict):
    """Who of all `allies` could speak to something on a day."""

    about: str
    day: str
    allies: int
    voices: list[Voice]


class Missing(TypedDict):
    """Something that the reef lacks, of an ally or a topic where it is theirs."""

    kind: Kind
    said: str
    ally: str | None
    topic: str | None


class Brief(TypedDict):
    """What a person needs at hand who asks an ally to speak, or not to. `community`, and what is
    `said`, `free` and `declines`, are sentences in the language of the brief."""

    name: str
    who: str
    community: str
    about: str
    ask: str
    language: str
    day: str
    by: str
    consent: Consent
    consent_said: str
    ties: list[str]
    shares: list[Saying]
    disputes: list[Saying]
    elsewhere: list[SayingElsewhere]
    facts: list[Fact]
    last_contact: Contact | None
    only_in_crises: bool
    free: str
    declines: str
    phrased: str
