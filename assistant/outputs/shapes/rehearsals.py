"""Rehearsals: who asks, each question with what its answer is worth, and what comes of it."""

from __future__ import annotations

from typing_extensions import TypedDict

from assistant.outputs.shapes.replies import Passage, Sentence
from assistant.rehearsal.briefed import Avoid, Figure, Position, Promise
from assistant.rehearsal.outcome import (
    Footing,
    Measures,
    Progress,
    QuotedLine,
    Weakness,
)
from assistant.rehearsal.values import (
    Delivery,
    Hold,
    Manner,
    Press,
    Recalled,
    Said,
    Spot,
    Technique,
)


class Challenger(TypedDict):
    """Somebody who can ask; `own` where the house put them in."""

    challenger: str
    label: str
    who: str
    own: bool


class Terms(TypedDict):
    """What was agreed when a rehearsal began; `engine` is `record` or `model`."""

    rehearsal: str
    brand: str
    challenger: str
    level: int
    language: str
    engine: str
    topic: str
    speaker: str | None


class Question(TypedDict):
    """What was asked, by what it was made (`record`, or a chat model), and what it holds up.

    `prompts` are the digests of what a model was told by; `instead` says why the record asked
    where a model was to.
    """

    text: str
    by: str
    prompts: dict[str, str]
    instead: str | None
    manner: Manner | None
    holds: Hold | None
    presses: Press | None
    quoted: list[Said]


class Stood(TypedDict):
    """A sentence of an answer, and how it stands against the record."""

    text: str
    standing: str


class Assessment(TypedDict):
    """What the judge makes of an answer; `voice` is in [0, 1]."""

    sentences: list[Stood]
    contradictions: list[Spot]
    promises: list[Spot]
    recalled: list[Recalled]
    technique: Technique
    delivery: Delivery | None
    voice: float | None


class Turn(TypedDict):
    """A question with its answer; both null while it waits for one."""

    question: Question
    answer: str | None
    assessment: Assessment | None


class Rehearsal(Terms):
    """A rehearsal along the branch it stands at."""

    turns: list[Turn]


class Listed(Terms):
    """A rehearsal without its turns, of which there are `turns`."""

    title: str
    person: str
    created_at: str
    changed_at: str
    turns: int


class Mine(TypedDict):
    """One's rehearsals, those shared with one too, and how one gets on."""

    rehearsals: list[Listed]
    progress: Progress


class BetterAnswer(TypedDict):
    """An answer to be said aloud; the number of a citation is its source's, from 1."""

    footing: Footing
    text: str
    sentences: list[Sentence]
    note: str | None
    seconds: int


class Debriefed(Turn):
    """An answered turn, what was good and weak in it, and an answer for one that did not hold."""

    number: int
    held: bool
    merits: list[str]
    weaknesses: list[Weakness]
    better: BetterAnswer | None


class Gap(TypedDict):
    """A topic on which the record was silent, or short, and the turns that asked."""

    topic: str
    turns: list[int]


class Debrief(Terms):
    """What became of a rehearsal. Numbers of citations are of `sources`, from 1."""

    summary: str
    turns: list[Debriefed]
    lines: list[QuotedLine]
    gaps: list[Gap]
    steps: list[str]
    measures: Measures
    sources: list[Passage]


class HardQuestion(TypedDict):
    """What will be asked, by whom, and an answer that can be said."""

    challenger: str
    question: str
    quoted: list[Said]
    answer: BetterAnswer


class Brief(TypedDict):
    """What whoever goes on air should have read. Numbers are of `sources`, from 1."""

    brand: str
    topic: str
    language: str
    day: str
    positions: list[Position]
    promises: list[Promise]
    figures: list[Figure]
    questions: list[HardQuestion]
    avoid: list[Avoid]
    gaps: list[str]
    sources: list[Passage]
