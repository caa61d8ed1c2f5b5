"""Objects of :mod:`assistant.exports` whose fields are not those of a value inside.

What is not here leaves as the value it is, field by field. Fields may be added, never renamed.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.model import Finding, Length, Post, Reading, Strategy
from knowledge.voice.profile import Deviation


class Successor(TypedDict):
    """The document that replaced a superseded one."""

    document: str
    title: str
    date: str | None


class Passage(TypedDict):
    """A passage as evidence: `quote` is its whole text, to the letter."""

    id: str
    quote: str
    title: str
    heading: str
    kind: str
    speaker: str | None
    role: str | None
    date: str | None
    channel: str | None
    language: str | None
    url: str | None
    source: str
    visibility: str
    superseded_by: Successor | None


class Hit(Passage):
    """A passage that was found, and how well it fits what was asked."""

    score: float


class Citation(TypedDict):
    """Words quoted, the id of the passage they are from, and the number of the mark."""

    id: str
    quote: str
    number: int


class Sentence(TypedDict):
    """A sentence, how it stands against the record, and what it rests on."""

    text: str
    standing: str
    citations: list[Citation]


class Draft(TypedDict):
    """One candidate. `text` is ready to paste; citations sit on its sentences."""

    strategy: Strategy
    language: str
    text: str
    sentences: list[Sentence]
    length: Length
    findings: list[Finding]
    note: str | None
    complete: bool


class Usage(TypedDict):
    """What a chat model took: tokens in and out, and their cost where a price is configured."""

    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    currency: str | None


class Engine(TypedDict):
    """What made a reply: drafter, model, digests of prompts and settings, milliseconds by stage."""

    drafter: str
    model: str | None
    prompts: dict[str, str]
    settings: str
    milliseconds: dict[str, float]
    usage: Usage | None
    writer: str | None
    failure: str | None


class Wishes(TypedDict):
    """How the reply was wanted."""

    language: str | None
    strategy: str | None
    tone: str
    length: str
    mention: str | None
    without: list[str]


class Reply(TypedDict):
    """All that one post led to.

    `answered` is false when nothing on record bears on the post: `drafts` then holds a holding
    reply, and `missing` says what to put on record and who should answer.
    """

    brand: str
    answered: bool
    missing: str | None
    post: Post
    reading: Reading
    drafts: list[Draft]
    passages: list[Passage]
    notes: list[str]
    engine: Engine
    wishes: Wishes


class HeldSentence(Sentence):
    """A sentence of a text that was checked; `nearest` are ids of passages, best first."""

    nearest: list[str]


class Trait(TypedDict):
    """One thing counted in a text, beside the 10th and the 90th percentile of the brand's own."""

    feature: str
    value: float
    usual: list[float]


class Voice(TypedDict):
    """How near a text is to the brand's voice; `percentile` is null where too little is known."""

    percentile: float | None
    known: int
    deviations: list[Deviation]
    traits: list[Trait]


class Judging(TypedDict):
    """The chat model's part in the standings: which, by which instructions, how often heeded."""

    model: str
    prompt: str
    asked: int
    heeded: int


class Held(TypedDict):
    """A text held against the record. `record` names the state of the record it was held to."""

    text: str
    reading: Reading
    sentences: list[HeldSentence]
    findings: list[Finding]
    voice: Voice | None
    record: str
    judging: Judging | None
    passages: list[Passage]
    length: Length


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


class NewKey(TypedDict):
    """A key just made; `key` is told this once."""

    key: str
    id: str
    name: str
    person: str | None
    roles: list[str] | None
    made_by: str
    made_at: str
    expires_at: str | None
    used_at: str | None
    revoked_at: str | None
