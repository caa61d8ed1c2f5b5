"""The reef as plain JSON and as rows: what leaves as a file, and what programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.reef.brief import Brief, consent_said
from assistant.reef.holes import Hole
from assistant.reef.mapping import ReefMap
from assistant.reef.values import Ally, Contact, Saying, Stance, Tie
from assistant.reef.voices import Voices


def ally_as_dict(ally: Ally, day: str, language: str) -> dict[str, Any]:
    """An ally, named as ``corail reef import`` reads them, and how consent stands."""
    return imported(ally) | {
        "id": ally.id,
        "shares": [said_as_dict(one) for one in ally.sayings if one.stance is Stance.SHARES],
        "disputes": [said_as_dict(one) for one in ally.sayings if one.stance is Stance.DISPUTES],
        "contacts": [_contact(one) for one in ally.contacts],
        "citable": ally.may_be_cited(day),
        "consent_today": ally.consent_on(day).value,
        "consent_said": consent_said(ally, day, language),
        "disputes_known": bool(ally.said(Stance.DISPUTES)),
        "last_contact": _contact(ally.last_contact),
        "last_ordinary_contact": _contact(ally.last_ordinary),
        "only_in_crises": ally.only_in_crises,
        "added_at": ally.added_at,
        "changed_at": ally.changed_at,
    }


def imported(ally: Ally) -> dict[str, Any]:
    """An ally as a file to be imported has them."""
    return {
        "name": ally.name,
        "community": ally.community.value,
        "language": ally.language,
        "who": ally.who,
        "link": ally.link,
        "ties": _ties(ally.ties),
        "topics": list(ally.topics),
        "shares": [_saying(one) for one in ally.sayings if one.stance is Stance.SHARES],
        "disputes": [_saying(one) for one in ally.sayings if one.stance is Stance.DISPUTES],
        "consent": [
            {"state": c.answer.value, "date": c.date, "until": c.until, "scope": c.scope}
            for c in ally.consents
        ],
        "contacts": [
            {"date": c.date, "for": c.about, "kind": "crisis" if c.crisis else "ordinary"}
            for c in ally.contacts
        ],
    }


def rows(allies: Sequence[Ally], day: str) -> list[dict[str, Any]]:
    """A row for each thing that was said, as ``corail reef import`` reads them from CSV."""
    found = []
    for ally in allies:
        head: dict[str, Any] = {
            "name": ally.name,
            "community": ally.community.value,
            "language": ally.language,
            "who": ally.who,
            "link": ally.link,
            "ties": "; ".join(f"{one.bond.value}: {one.words}" for one in ally.ties),
            "topics": "; ".join(ally.topics),
        }
        last = ally.consent
        agreed = {
            "consent": last.answer.value if last else "",
            "consent_date": last.date if last else "",
            "consent_until": (last.until or "") if last else "",
            "consent_scope": last.scope if last else "",
            "citable": "yes" if ally.may_be_cited(day) else "no",
        }
        said: list[dict[str, Any]] = [
            {
                "stance": one.stance.value,
                "words": one.words,
                "date": one.date,
                "source": one.source,
                "document": one.document_id or "",
                "about": one.topic,
            }
            for one in ally.sayings
        ]
        found += [head | one | agreed for one in said or [dict.fromkeys(_SAID, "")]]
    return found


_SAID = ("stance", "words", "date", "source", "document", "about")


def voices_as_dict(told: Voices, language: str) -> dict[str, Any]:
    """Who could speak to something."""
    return {
        "about": told.about,
        "day": told.day,
        "allies": told.of,
        "voices": [
            {
                "ally": one.ally.name,
                "id": one.ally.id,
                "community": one.ally.community.value,
                "near": round(one.near, 2),
                "citable": one.citable,
                "consent": one.consent.value,
                "consent_said": consent_said(one.ally, told.day, language),
                "ties": _ties(one.ally.ties),
                "shares": [said_as_dict(h.saying) for h in one.shares],
                "disputes": [said_as_dict(h.saying) for h in one.disputes],
                "disputes_known": bool(one.ally.said(Stance.DISPUTES)),
                "elsewhere": [_elsewhere(said) for said in one.elsewhere],
                "last_contact": _contact(one.ally.last_contact),
                "only_in_crises": one.ally.only_in_crises,
            }
            for one in told.voices
        ],
    }


def hole_as_dict(hole: Hole) -> dict[str, Any]:
    """Something that is missing."""
    return {
        "kind": hole.kind.value,
        "said": hole.said,
        "ally": hole.ally_id,
        "topic": hole.topic_id,
    }


def map_as_dict(drawn: ReefMap) -> dict[str, Any]:
    """The map: what stands on it, and who is tied to what."""
    return {
        "brand": drawn.brand,
        "purpose": drawn.purpose,
        "day": drawn.day,
        "topics": [
            {"id": n.topic.id, "name": n.topic.name, "of_purpose": n.topic.of_purpose}
            for n in drawn.topics
        ],
        "allies": [
            {
                "id": n.ally.id,
                "name": n.ally.name,
                "community": n.ally.community.value,
                "consent": n.consent.value,
            }
            for n in drawn.allies
        ],
        "edges": [
            {"ally": e.ally_id, "topic": e.topic_id, "tied": e.tied.value} for e in drawn.edges
        ],
    }


def brief_as_dict(brief: Brief) -> dict[str, Any]:
    """A brief: sayings, ties and the last contact as they are told of an ally."""
    told = brief.as_dict()
    del told["contact"]
    return told | {
        "consent": brief.consent.value,
        "ties": _ties(brief.ties),
        "shares": [said_as_dict(one) for one in brief.shares],
        "disputes": [said_as_dict(one) for one in brief.disputes],
        "elsewhere": [_elsewhere(one) for one in brief.elsewhere],
        "last_contact": _contact(brief.contact),
    }


def said_as_dict(one: Saying) -> dict[str, Any]:
    """Words of an ally; ``number`` is what takes them back."""
    return {
        "number": one.number,
        "words": one.words,
        "date": one.date,
        "source": one.source,
        "language": one.language,
        "document": one.document_id or None,
        "topic": one.topic or None,
    }


def _elsewhere(one: Saying) -> dict[str, Any]:
    return said_as_dict(one) | {"stance": one.stance.value}


def _ties(ties: Sequence[Tie]) -> list[str]:
    return [f"{one.bond.value}: {one.words}" for one in ties]


def _saying(one: Saying) -> dict[str, Any]:
    told = {"words": one.words, "date": one.date, "source": one.source, "language": one.language}
    if one.document_id:
        told["document"] = one.document_id
    if one.topic:
        told["topic"] = one.topic
    return told


def _contact(one: Contact | None) -> dict[str, Any] | None:
    if one is None:
        return None
    kind = "crisis" if one.crisis else "ordinary"
    return {"number": one.number, "date": one.date, "for": one.about, "kind": kind, "by": one.by}
