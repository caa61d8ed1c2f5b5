"""What is said about a document, as the record checks, digests, keeps and merges it."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from knowledge.errors import BadInput
from knowledge.journal import canonical
from knowledge.model import Access, Kind, SourceDocument, Visibility

Facts = dict[str, str | None]

ACCESS = ("visibility", "embargoed_until", "expires", "owner")
NAMES = ("title", "kind", "speaker", "role", "date", "channel", "language", "url", *ACCESS)
EDITABLE = frozenset(NAMES)
# What may be told in the journal as it is. The rest may name a person, or quote.
PLAIN = frozenset({"kind", "date", "language", "visibility", "embargoed_until", "expires"})

# In bytes: both are in indexes, whose entries PostgreSQL bounds at some 2,700.
LONGEST_SOURCE = 1_500
LONGEST_OWNER = 400
_REQUIRED = frozenset({"title", "kind", "visibility"})
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,1}")


def facts_of(document: SourceDocument) -> Facts:
    """The document's facts, what it supersedes included."""
    return {
        "title": document.title,
        "kind": str(document.kind.value),
        "speaker": document.speaker,
        "role": document.role,
        "date": document.date,
        "channel": document.channel,
        "language": document.language,
        "url": document.url,
        **access_facts(document.access),
        "supersedes": (document.supersedes or "").strip() or None,
    }


def access_facts(access: Access) -> Facts:
    """The four facts of who may see a text."""
    return {
        "visibility": str(access.visibility.value),
        "embargoed_until": access.embargoed_until,
        "expires": access.expires,
        "owner": access.owner,
    }


def digest(facts: Facts) -> str:
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def merge(current: Facts, loaded: str, facts: Facts) -> Facts:
    """The facts of a new version of a source, keeping what a person edited in the meantime.

    A fact that the source still states as it did when it was ``loaded`` stays as it is on
    record, edited or not; a fact that it states differently is taken from it.
    """
    before: dict[str, Any] = json.loads(loaded)
    return {
        name: current[name] if value == before.get(name) else value for name, value in facts.items()
    }


def check(what: str, changes: Facts) -> None:
    """Raise :class:`BadInput` for a fact that the record cannot hold; ``what`` names the thing."""
    for name, value in changes.items():
        if value is None:
            if name in _REQUIRED:
                raise BadInput(f"{what}: {name} cannot be empty.")
            continue
        storable(what, name, value)
        if name == "kind" and value not in list(Kind):
            raise BadInput(f"{what}: kind is {value!r}, but must be one of {', '.join(Kind)}.")
        if name == "visibility" and value not in list(Visibility):
            raise BadInput(
                f"{what}: visibility is {value!r}, but must be one of {', '.join(Visibility)}."
            )
        if name == "date" and not _DATE.fullmatch(value):
            raise BadInput(
                f"{what}: date is {value!r}, but must be a year, a month or a day: "
                "2023, 2023-05 or 2023-05-10."
            )
        if name in ("embargoed_until", "expires") and not _DAY.fullmatch(value):
            raise BadInput(f"{what}: {name} is {value!r}, but must be a day: 2023-05-10.")
        if name == "owner" and len(value.encode()) > LONGEST_OWNER:
            raise BadInput(f"{what}: owner is longer than {LONGEST_OWNER} bytes: give a name.")
        if name == "language" and not _LANGUAGE.fullmatch(value):
            raise BadInput(f"{what}: language is {value!r}, but must be a code: fr, en.")


def check_document(document: SourceDocument, facts: Facts) -> None:
    """As :func:`check`, for a document that is handed in, with its source and text."""
    what = document.source or "A document"
    storable(what, "source", document.source)
    if not 0 < len(document.source.encode()) <= LONGEST_SOURCE:
        raise BadInput(
            f"{what[:80]}: a document needs a source of 1 to {LONGEST_SOURCE} bytes, "
            "to be known again at the next ingest."
        )
    storable(what, "text", document.text)
    check(what, facts)


def storable(what: str, name: str, value: str) -> None:
    """Raise :class:`BadInput` for what no database takes: cleaning removes it at entry."""
    if "\x00" in value:
        raise BadInput(f"{what}: {name} holds a NUL character. Clean it before it is kept.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise BadInput(
            f"{what}: {name} holds half a character (a lone surrogate) at {error.start}. "
            "Clean it before it is kept."
        ) from error


def told(changes: Facts, keyed: Any) -> dict[str, str | None]:
    """The facts as the journal may tell them: plainly, or by their ``keyed`` digests."""
    return {
        name: value if name in PLAIN or value is None else keyed(value)
        for name, value in changes.items()
    }
