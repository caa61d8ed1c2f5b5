"""The record: its documents and promises, who speaks, and what its keepers did."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.outputs.shapes.replies import Passage


class Commitment(TypedDict):
    """A promise and how it stands today; `start` and `end` are offsets into the passage's text.

    `because` is the id of the passage that kept, dropped or replaced it.
    """

    words: str
    status: str
    target: str | None
    deadline: str | None
    baseline: str | None
    owner: str | None
    firm: bool
    start: int
    end: int
    because: str | None
    passage: Passage


class Document(TypedDict):
    """A document's facts, as the record lists them."""

    id: str
    title: str
    kind: str
    speaker: str | None
    known_as: str | None
    role: str | None
    date: str | None
    channel: str | None
    language: str | None
    url: str | None
    source: str
    visibility: str
    embargoed_until: str | None
    expires: str | None
    owner: str | None
    superseded_by: str | None
    passages: int
    removed: bool
    notes: list[str]


class DocumentText(Document):
    """A document with its whole text."""

    text: str


class IngestedFile(TypedDict):
    """What became of a file, or of some of its rows."""

    path: str
    outcome: str
    documents: int
    passages: int
    reason: str
    notes: list[str]


class ProposalSide(TypedDict):
    """One of the two documents of a proposal, and its words."""

    document: str
    words: str


class Proposal(TypedDict):
    """What one document may do to another; a person decides."""

    id: str
    kind: str
    reason: str
    state: str
    newer: ProposalSide
    older: ProposalSide


class Speaker(TypedDict):
    """A name as it is written on record, and whose it is."""

    spelling: str
    known_as: str | None
    documents: int
    last: str | None


class LikelyAlias(TypedDict):
    """A name that may be another's, and why."""

    spelling: str
    name: str
    why: str


class Speakers(TypedDict):
    """Who speaks on the record, and which names may be one person's."""

    speakers: list[Speaker]
    likely: list[LikelyAlias]


class RecordAct(TypedDict):
    """An act on the record, and why it cannot be undone, where it cannot."""

    act: str
    number: int
    at: str
    actor: str | None
    documents: list[str]
    before: dict[str, str | None]
    after: dict[str, str | None]
    undoes: int | None
    why_not: str | None


class Ingested(TypedDict):
    """What became of each file at an ingest, and the totals."""

    taken: int
    unchanged: int
    skipped: int
    refused: int
    passages: int
    embedded: int
    rows: list[IngestedFile]
    notes: list[str]
    documents: list[str]
    proposed: list[Proposal] | None
    not_looked_at: int | None


class Brand(TypedDict):
    """A brand, and how many passages it has on record."""

    name: str
    title: str
    names: list[str]
    handles: list[str]
    signature: str
    languages: list[str]
    passages: int


class Edited(TypedDict):
    """The document or passage that was edited, and the fields that were given."""

    edited: str
    fields: list[str]


class Superseded(TypedDict):
    """A document, and the one that replaces it; null where nothing does any more."""

    superseded: str
    superseded_by: str | None


class Removed(TypedDict):
    """A document taken off the record, or `erased` for good, and what holds again without it."""

    removed: str
    erased: bool
    current_again: list[Document]


class Rebuilt(TypedDict):
    """A brand whose index was made anew, and how many passages are in it."""

    brand: str
    passages: int


class Decided(TypedDict):
    """A proposal that was decided on: accepted, the newer document replaces the older."""

    decided: str
    accepted: bool


class Alias(TypedDict):
    """A name as it is written on record, and whose it is; null: nobody's but its own."""

    spelling: str
    known_as: str | None


class Undone(TypedDict):
    """The number of the act that was undone, and what it was."""

    undone: int
    act: str
