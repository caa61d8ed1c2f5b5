"""Which documents are listed: by words, kind, speaker, years, access and state; page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.model import Kind, Visibility
from knowledge.record import DocumentEntry, within

STATES = ("here", "superseded", "removed", "all")
"""What is on record, what of it is superseded, what was removed, and all of it."""
SIZE = 25


@dataclass(frozen=True)
class Query:
    """``speaker`` is who speaks, whichever way they are written; dates are as precise as given."""

    words: str = ""
    kind: Kind | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    visibility: Visibility | None = None
    state: str = "here"
    page: int = 1


@dataclass(frozen=True)
class Page:
    """One page of the documents that a query lets through, the latest first, undated ones last."""

    documents: tuple[DocumentEntry, ...]
    total: int
    number: int
    pages: int


def narrowed(
    entries: Sequence[DocumentEntry], query: Query, containing: Callable[[str], set[str]]
) -> list[DocumentEntry]:
    """The documents that ``query`` lets through; ``containing`` tells in which some words are."""
    found = [one for one in entries if _is(one, query)]
    if query.words.strip():
        there = containing(query.words)
        found = [one for one in found if one.id in there]
    dated = [one for one in found if one.date]
    return [*sorted(dated, key=lambda one: (one.date, one.added_at), reverse=True)] + [
        one for one in found if not one.date
    ]


def paged(found: Sequence[DocumentEntry], number: int) -> Page:
    """The page of that number, or the nearest there is."""
    pages = max(1, -(-len(found) // SIZE))
    at = min(max(1, number), pages)
    return Page(tuple(found[(at - 1) * SIZE : at * SIZE]), len(found), at, pages)


def _is(one: DocumentEntry, query: Query) -> bool:
    if query.state == "removed":
        if not one.removed:
            return False
    elif one.removed and query.state != "all":
        return False
    if query.state == "superseded" and one.superseded_by is None:
        return False
    return (
        query.kind in (None, one.kind)
        and query.visibility in (None, one.access.visibility)
        and (query.speaker is None or (one.who or "").casefold() == query.speaker.casefold())
        and within(one.date, query.since, query.until)
    )
