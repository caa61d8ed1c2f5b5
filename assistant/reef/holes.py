"""What the reef lacks: topics that nobody else speaks to, allies only known in crises, no consent.

A hole is told as it is: an ally of whom no disagreement was noted is *unknown*, not of one mind
with the brand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.phrasing import moment
from assistant.reef.texts import say
from assistant.reef.values import EXPECTED, Ally, Consent, Stance
from assistant.reef.voices import Spoken

SILENT_AFTER = 12
"""Months without a word after which somebody should speak with an ally."""
ENDS_WITHIN = timedelta(days=60)
"""Consent that ends sooner is told."""


class Kind(StrEnum):
    """What is missing, in the order in which it is told."""

    EMPTY = "empty"
    CRISES = "crises"
    CONSENT = "consent"
    UNKNOWN = "unknown"
    SILENCE = "silence"
    TOPIC = "topic"
    COMMUNITY = "community"


@dataclass(frozen=True)
class Hole:
    """Something that is missing, in a sentence; of which ally or topic, where it is one's."""

    kind: Kind
    said: str
    ally_id: str | None = None
    topic_id: str | None = None


def holes(allies: Sequence[Ally], told: Sequence[Spoken], day: str, language: str) -> list[Hole]:
    """What is missing on an ISO ``day``, in the order of :class:`Kind`."""
    text = say(language)
    if not allies:
        return [Hole(Kind.EMPTY, text("hole empty"))]
    found = [hole for ally in allies for hole in _of_ally(ally, day, language)]
    names = {ally.id: ally.name for ally in allies}
    found += [hole for one in told if (hole := _of_topic(one, names, language)) is not None]
    here = {ally.community for ally in allies}
    if missing := [text(f"community {one}") for one in EXPECTED if one not in here]:
        listed = ", ".join(missing)
        found.append(Hole(Kind.COMMUNITY, text("hole community", communities=listed)))
    order = list(Kind)
    return sorted(found, key=lambda one: order.index(one.kind))


def _of_ally(ally: Ally, day: str, language: str) -> list[Hole]:
    text, found = say(language), []

    def hole(kind: Kind, key: str, **values: object) -> None:
        found.append(Hole(kind, text(key, name=ally.name, **values), ally.id))

    def dated(iso: str) -> str:
        return moment(iso, language, exact=True)

    last = ally.last_contact
    if ally.only_in_crises and last is not None:
        hole(Kind.CRISES, "hole crises", date=dated(last.date))
    elif last is None:
        hole(Kind.SILENCE, "hole never")
    elif (months := _months(last.date, day)) >= SILENT_AFTER:
        hole(Kind.SILENCE, "hole silent", date=dated(last.date), months=months)
    state, recorded = ally.consent_on(day), ally.consent
    if state is not Consent.GIVEN:
        hole(Kind.CONSENT, "hole consent", state=text(f"consent {state}"))
    elif recorded is not None and recorded.until is not None:
        left = date.fromisoformat(recorded.until) - date.fromisoformat(day)
        if left <= ENDS_WITHIN:
            hole(Kind.CONSENT, "hole ends", date=dated(recorded.until))
    if not ally.said(Stance.DISPUTES):
        hole(Kind.UNKNOWN, "hole unknown")
    if not ally.said(Stance.SHARES):
        hole(Kind.UNKNOWN, "hole position")
    return found


def _of_topic(one: Spoken, names: dict[str, str], language: str) -> Hole | None:
    text, topic = say(language), one.topic
    who = [names[identity] for identity in one.speakers]
    if not who:
        said = text("hole topic none", topic=topic.name)
    elif not one.shares:
        said = text("hole topic disputed", topic=topic.name, names=", ".join(who))
    elif len(who) == 1:
        said = text("hole topic one", topic=topic.name, name=who[0])
    else:
        return None
    return Hole(Kind.TOPIC, said, None, topic.id)


def _months(earlier: str, later: str) -> int:
    first, last = date.fromisoformat(earlier), date.fromisoformat(later)
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole - (last.day < first.day)
