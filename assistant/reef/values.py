"""The values of the reef: who stands near the brand, what they said, and what may be done with it.

An ally speaks with their own voice. What is kept of it are their words, to the letter, with the day
and the place where they said them; what they *dispute* is kept as what they share is. Nothing here
is ever put into an ally's mouth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Community(StrEnum):
    """Whom an ally speaks among. The first eight are those that a purpose is shared with by
    Danone's account of its own; the others were met since."""

    FARMERS = "farmers"
    UNIONS = "unions"
    NGOS = "ngos"
    LABELS = "labels"
    DISTRIBUTORS = "distributors"
    PEERS = "peers"
    POLITICIANS = "politicians"
    INSTITUTIONS = "institutions"
    CONSUMERS = "consumers"
    EMPLOYEES = "employees"
    RESEARCHERS = "researchers"
    SUPPLIERS = "suppliers"
    RESIDENTS = "residents"
    OTHER = "other"


EXPECTED = tuple(one for one in Community if one is not Community.OTHER)
"""The communities whose absence is told."""


class Stance(StrEnum):
    """What a saying is to the brand."""

    SHARES = "shares"
    DISPUTES = "disputes"


class Bond(StrEnum):
    """What ties an ally to the brand, and has to be told whenever they are heard."""

    PAID = "paid"
    MEMBER = "member"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    BOARD = "board"
    EMPLOYEE = "employee"
    FAMILY = "family"
    OTHER = "other"


class Answer(StrEnum):
    """What came of asking an ally whether they may be cited, as it was recorded."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Consent(StrEnum):
    """How consent stands on a day. Only ``GIVEN`` lets an ally be cited."""

    NONE = "none"
    ASKED = "asked"
    GIVEN = "given"
    LATER = "later"
    EXPIRED = "expired"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Tie:
    """One tie to be disclosed, in words."""

    bond: Bond
    words: str


@dataclass(frozen=True)
class Saying:
    """Words of an ally, to the letter, when they said them and where: an address, an occasion, or
    a document on record. ``topic`` is what a person says it is about, where one did."""

    number: int
    stance: Stance
    words: str
    date: str
    source: str
    document_id: str | None = None
    language: str = ""
    topic: str = ""


@dataclass(frozen=True)
class Contact:
    """Somebody spoke with the ally. ``crisis`` where trouble was the reason."""

    number: int
    date: str
    about: str
    crisis: bool
    by: str


@dataclass(frozen=True)
class Recorded:
    """What was recorded of consent: for what, from which day on and until when, and by whom."""

    number: int
    answer: Answer
    date: str
    until: str | None
    scope: str
    by: str


@dataclass(frozen=True)
class Ally:
    """Somebody who can stand with the brand, as far as they do.

    ``link`` is the sentence of the brand's purpose that they share. ``consents`` and ``contacts``
    are in the order in which they were recorded.
    """

    id: str
    brand: str
    name: str
    community: Community
    who: str
    link: str
    language: str
    ties: tuple[Tie, ...]
    topics: tuple[str, ...]
    sayings: tuple[Saying, ...]
    consents: tuple[Recorded, ...]
    contacts: tuple[Contact, ...]
    added_at: str
    changed_at: str

    def said(self, stance: Stance) -> tuple[Saying, ...]:
        """What they share, or what they dispute, the newest first."""
        found = [one for one in self.sayings if one.stance is stance]
        return tuple(sorted(found, key=lambda one: (one.date, one.number), reverse=True))

    @property
    def consent(self) -> Recorded | None:
        """What was recorded of consent last."""
        return self.consents[-1] if self.consents else None

    def consent_on(self, day: str) -> Consent:
        """How consent stands on an ISO ``day``, both ends of its time counted."""
        last = self.consent
        if last is None:
            return Consent.NONE
        if last.answer is not Answer.GIVEN:
            return Consent(last.answer.value)
        if last.date > day:
            return Consent.LATER
        if last.until is not None and last.until < day:
            return Consent.EXPIRED
        return Consent.GIVEN

    def may_be_cited(self, day: str) -> bool:
        """Whether their words may be cited on an ISO ``day``, within what consent was given for."""
        return self.consent_on(day) is Consent.GIVEN

    @property
    def last_contact(self) -> Contact | None:
        """The last time somebody spoke with them."""
        return _latest(self.contacts)

    @property
    def last_ordinary(self) -> Contact | None:
        """The last time somebody spoke with them without trouble for a reason."""
        return _latest([one for one in self.contacts if not one.crisis])

    @property
    def only_in_crises(self) -> bool:
        """Whether they only ever heard from the brand when it was in trouble."""
        return bool(self.contacts) and self.last_ordinary is None


def _latest(contacts: Sequence[Contact]) -> Contact | None:
    return max(contacts, key=lambda one: (one.date, one.number), default=None)


@dataclass(frozen=True)
class Topic:
    """What the brand answers for: a part of its purpose, or a promise that binds it.

    ``words`` are the record's own, ``date`` and ``source`` where they stand. ``wordings`` are all
    that say it, in one language or another: the id of each passage, and what it says.
    """

    id: str
    name: str
    words: str
    of_purpose: bool
    date: str | None = None
    source: str = ""
    wordings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fact:
    """Words of the record, to the letter, for an ally to check."""

    passage_id: str
    words: str
    who: str
    date: str | None
    title: str
    url: str | None = None
