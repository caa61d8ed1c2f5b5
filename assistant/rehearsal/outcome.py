"""What a rehearsal comes to: its debrief, two answers side by side, and how somebody gets on.

Sentences are in the language of the rehearsal. Sources are numbered from 1 in their order: the
citations of a better answer carry these numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.model import Sentence
from assistant.rehearsal.shelf import Listed
from assistant.rehearsal.values import Question, Said, Turn
from knowledge.model import Passage


class Fault(StrEnum):
    """What can be held against an answer, the gravest first."""

    CONTRADICTION = "contradiction"
    PROMISE = "promise"
    EVASION = "evasion"
    VAGUE = "vague"
    REPEATED = "repeated"
    HEDGED = "hedged"
    LONG = "long"


GRAVE = frozenset({Fault.CONTRADICTION, Fault.PROMISE, Fault.EVASION})
"""What makes an answer one that did not hold."""


@dataclass(frozen=True)
class Weakness:
    """One thing to mend in an answer, in a sentence.

    ``words`` are the answer's own, to the letter, empty where it is the whole of it; ``against``
    is what of the record speaks against them.
    """

    fault: Fault
    message: str
    words: str = ""
    against: Said | None = None


class Footing(StrEnum):
    """What a better answer rests on."""

    RECORD = "record"
    """What is on record answers."""
    OWNED = "owned"
    """The record has no more than what was held up: it is owned, and the gap is said."""
    SILENT = "silent"
    """Nothing on record bears on the question: an honest holding answer."""
    WITHDRAWN = "withdrawn"
    """A promise made a moment ago is taken back: nobody has taken it on."""


@dataclass(frozen=True)
class BetterAnswer:
    """An answer as it could be said aloud: words of the record, cited, and what joins them.

    Words in square brackets are for a person to fill in: who answers, by when. ``note`` is what to
    know before saying it. ``seconds`` is about how long it takes to say.
    """

    footing: Footing
    sentences: tuple[Sentence, ...]
    note: str | None = None
    seconds: int = 0

    @property
    def text(self) -> str:
        """The whole, without marks."""
        return " ".join(one.text for one in self.sentences)


@dataclass(frozen=True)
class Debriefed:
    """One answered turn. ``number`` counts from 1 along the path.

    ``merits`` are sentences on what was done well, ``better`` an answer for a turn that did not
    hold.
    """

    number: int
    turn: Turn
    merits: tuple[str, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()
    better: BetterAnswer | None = None

    @property
    def held(self) -> bool:
        """Whether nothing grave is to be said of the answer."""
        return not any(one.fault in GRAVE for one in self.weaknesses)


@dataclass(frozen=True)
class QuotedLine:
    """A line of the answers that will be quoted: its words, to the letter, its turn, and why.

    ``wanted`` is whether it is one to be quoted by: it says something that is on record.
    """

    words: str
    number: int
    why: str
    wanted: bool = False


@dataclass(frozen=True)
class Gap:
    """A topic on which the record was silent, or short; ``numbers`` are the turns that asked."""

    topic: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Measures:
    """What can be counted of some answers: no mark, and nothing to be ranked by.

    ``claims`` are sentences that say something that can be on record, ``borne_out`` those of them
    that are. ``seconds`` and ``voice`` (in [0, 1]) are means over the answers, ``None`` without
    any.
    """

    answers: int
    answered: int
    promises: int
    contradictions: int
    claims: int
    borne_out: int
    seconds: float | None = None
    voice: float | None = None


@dataclass(frozen=True)
class Debrief:
    """What became of one path through a rehearsal, for who answered.

    ``challenger`` is the label of who asked; ``summary`` says it in two or three sentences;
    ``lines`` are at most three; ``steps`` are what to do next, in sentences.
    """

    listed: Listed
    challenger: str
    summary: str
    turns: tuple[Debriefed, ...]
    lines: tuple[QuotedLine, ...]
    gaps: tuple[Gap, ...]
    steps: tuple[str, ...]
    measures: Measures
    sources: tuple[Passage, ...] = ()

    @property
    def language(self) -> str:
        return self.listed.terms.language


class Better(StrEnum):
    """Which of two is better, where that can be told."""

    ONE = "one"
    OTHER = "other"
    SAME = "same"
    OPEN = "open"
    """They differ, and which is better is for a person to say."""


@dataclass(frozen=True)
class Difference:
    """One thing in which two answers can be compared, each told in a few words."""

    name: str
    label: str
    one: str
    other: str
    better: Better


@dataclass(frozen=True)
class Branch:
    """One of two answers to a question."""

    turn: Turn
    weaknesses: tuple[Weakness, ...]
    merits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """Two answers to one question side by side, and in what they differ."""

    question: Question
    one: Branch
    other: Branch
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Session:
    """One rehearsal among those of a person. ``at`` is when it began (UTC, ISO 8601)."""

    rehearsal: str
    title: str
    at: str
    challenger: str
    level: int
    language: str
    measures: Measures


@dataclass(frozen=True)
class Series:
    """One line of a plot: a value for each session, ``None`` where there is nothing to count.

    ``unit`` is ``"%"``, ``"s"`` or empty; ``rises`` whether more is better, ``None`` where
    neither is.
    """

    name: str
    label: str
    unit: str
    rises: bool | None
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Progress:
    """How somebody gets on, over their own rehearsals with an answer, the oldest first."""

    person: str
    sessions: tuple[Session, ...]
    series: tuple[Series, ...]


def numbered(passages: Sequence[Passage]) -> dict[str, int]:
    """The number of each source, by its id."""
    return {passage.id: number for number, passage in enumerate(passages, 1)}


def cited(sentences: Sequence[Sentence]) -> Iterator[str]:
    """The ids of the passages that sentences cite, in their order, each as often as it is."""
    for sentence in sentences:
        for citation in sentence.citations:
            yield citation.passage_id
