"""Posts as rows for a spreadsheet or a program: without their authors, and masked, unless asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from assistant.exporting.masking import mask
from assistant.listening.values import Heard


def rows_of(
    heard: Iterable[Heard], *, authors: bool = False, locale: str = "en", keep: Collection[str] = ()
) -> list[dict[str, Any]]:
    """A row for each post. Not ``authors``: no name, no address, and in the text accounts (but for
    those in ``keep``), telephone numbers and the like are replaced by what they are."""
    found = []
    for one in heard:
        triage = one.triage
        row: dict[str, Any] = {
            "id": one.id,
            "date": one.at,
            "channel": one.channel,
            "community": one.community,
            "language": one.language,
            "urgency": triage.urgency.word if triage else None,
            "route": triage.route.value if triage else None,
            "intent": triage.intent.value if triage else None,
            "complaint": triage.complaint if triage else None,
            "problem": triage.problem if triage else None,
            "rating": one.rating,
            "reach": one.reach,
            "copies": one.copies,
            "state": one.state.value,
            "known": one.known.value if one.known else None,
            "by_brand": one.by_brand,
            "text": one.text if authors else mask(one.text, locale, keep),
        }
        if authors:
            row |= {"author": one.author, "url": one.url, "own_id": one.own_id, "note": one.note}
        found.append(row)
    return found
