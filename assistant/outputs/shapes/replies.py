"""What was found on record, what was drafted from it, and a text held against it."""

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
