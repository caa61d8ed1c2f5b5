"""An interview brief, as it is given to whoever goes on air: one page on a topic.

Everything that may be said aloud stands with its source; sources are numbered from 1 in their
order. Sentences are in the language of the brief.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.rehearsal.outcome import BetterAnswer
from assistant.rehearsal.values import Question, Said
from knowledge.model import Passage, Status


@dataclass(frozen=True)
class Position:
    """What was said, to the letter. ``replaced`` is what was said since, in its place."""

    said: Said
    number: int
    superseded: bool = False
    replaced: Said | None = None


@dataclass(frozen=True)
class Promise:
    """A commitment on the topic, and how it stands on the day of the brief.

    ``deadline`` is ISO; ``because`` the number of the source that kept, dropped or replaced it.
    """

    said: Said
    number: int
    status: Status
    deadline: str | None = None
    because: int | None = None


@dataclass(frozen=True)
class Figure:
    """A sentence of the record with a figure in it."""

    said: Said
    number: int


@dataclass(frozen=True)
class HardQuestion:
    """What will be asked, by whom, and an answer that can be said."""

    question: Question
    challenger: str
    answer: BetterAnswer


class Avoided(StrEnum):
    """Why something is not to be said."""

    OFF_LIMITS = "off-limits"
    SUPERSEDED = "superseded"
    NOT_PUBLIC = "not-public"


@dataclass(frozen=True)
class Avoid:
    """What not to say: ``words`` name it (never what is not public), ``why`` says why, and whom to
    ask or what to say instead."""

    kind: Avoided
    words: str
    why: str


@dataclass(frozen=True)
class Brief:
    """What whoever goes on air should have read. ``day`` is the ISO day for which it holds.

    ``positions`` are the newest first. ``gaps`` say what the record does not know, in sentences.
    """

    brand: str
    title: str
    topic: str
    language: str
    day: str
    positions: tuple[Position, ...]
    promises: tuple[Promise, ...]
    figures: tuple[Figure, ...]
    questions: tuple[HardQuestion, ...]
    avoid: tuple[Avoid, ...]
    gaps: tuple[str, ...]
    sources: tuple[Passage, ...]
