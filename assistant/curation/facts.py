"""The facts of a document as somebody gives them: each checked, or refused in a sentence.

What a form leaves as it was is no change. An empty box clears a fact, where it can be empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.curation.texts import refused
from assistant.errors import BadRequest
from knowledge import dates
from knowledge.cleaning import clean, one_line
from knowledge.model import Access, Kind, Visibility
from knowledge.record import DocumentEntry

FACTS = ("title", "kind", "speaker", "role", "date", "channel", "language", "url")
ACCESS = ("visibility", "embargoed_until", "expires", "owner")
LONGEST = {"title": 500, "speaker": 300, "role": 300, "channel": 100, "url": 2_000, "owner": 100}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})?")

Changes = dict[str, str | None]


def of_document(entry: DocumentEntry) -> Changes:
    """The facts of a document as they are."""
    return {
        "title": entry.title,
        "kind": str(entry.kind),
        "speaker": entry.speaker,
        "role": entry.role,
        "date": entry.date,
        "channel": entry.channel,
        "language": entry.language,
        "url": entry.url,
        **of_access(entry.access),
    }


def of_access(access: Access) -> Changes:
    """Who may see a text, as facts."""
    return {
        "visibility": str(access.visibility),
        "embargoed_until": access.embargoed_until,
        "expires": access.expires,
        "owner": access.owner,
    }


def changed(now: Changes, fields: Mapping[str, str], locale: str | None = None) -> Changes:
    """What ``fields`` change of the facts there are ``now``. Raises :class:`BadRequest`."""
    given = {name: checked(name, value, locale) for name, value in fields.items() if name in now}
    changes = {name: value for name, value in given.items() if value != now[name]}
    if changes:
        _agree({**now, **changes}, changes)
    return changes


def checked(name: str, value: str, locale: str | None = None) -> str | None:
    """One fact as the record takes it; ``None`` for an empty one. Raises :class:`BadRequest`."""
    told = one_line(clean(value).text, 100_000).strip()
    if not told:
        if name in ("title", "kind", "visibility"):
            raise refused(BadRequest, "no title" if name == "title" else f"no {name}", **_known(""))
        return None
    most = LONGEST.get(name)
    if most is not None and len(told) > most:
        raise refused(BadRequest, "too long", name=name, most=most)
    if name == "kind" and told not in list(Kind):
        raise refused(BadRequest, "no kind", value=told, known=", ".join(Kind))
    if name == "visibility" and told not in list(Visibility):
        raise refused(BadRequest, "no visibility", value=told, known=", ".join(Visibility))
    if name == "date":
        found = dates.parse(told, locale)
        if found is None:
            raise refused(BadRequest, "no date", value=told)
        return found
    if name in ("embargoed_until", "expires"):
        found = dates.parse(told, locale)
        if found is None or not _DAY.fullmatch(found):
            raise refused(BadRequest, "no day", value=told)
        return found
    if name == "language" and not _LANGUAGE.fullmatch(told):
        raise refused(BadRequest, "no language", value=told)
    if name == "url" and not re.match(r"https?://[^\s/]", told):
        raise refused(BadRequest, "no address", value=told)
    return told


def _known(value: str) -> dict[str, object]:
    return {"value": value, "known": ", ".join((*Kind, *Visibility))}


def _agree(then: Changes, changes: Changes) -> None:
    """An embargo has a day, and a day of embargo an embargo: what is public at once waits for
    nothing that somebody forgot in a box."""
    if then["visibility"] == Visibility.EMBARGOED and then["embargoed_until"] is None:
        raise refused(BadRequest, "no embargo")
    if (
        changes.get("embargoed_until") is not None
        and then["visibility"] == Visibility.INTERNAL.value
    ):
        raise refused(BadRequest, "embargo unused")
