"""The values of this room: a call and its answers in; themes, words, sentences and gaps out.

Whatever is told of answers names those behind it by their ids. An id is a keyed digest of what the
answer was known by in the file: it leads back to the answer here, and to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.themes.values import Theme

LEAST = 5
"""People below whom a group is not shown, unless a setting or the call says otherwise."""


class State(StrEnum):
    """How far a call has come. Answers, sentences and votes come in only while it is open."""

    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"


@dataclass(frozen=True)
class Call:
    """An open call: what was asked of whom, and how what they say is kept.

    ``question`` and ``asked`` are by language. ``least`` is how many people a group needs to be
    shown. ``mapping`` is what the last import read: our field, or ``group:NAME``, to the heading.
    Times are UTC, ISO 8601.
    """

    id: str
    brand: str
    question: Mapping[str, str]
    asked: Mapping[str, str]
    anonymous: bool
    least: int
    state: State
    opened_by: str
    opened_at: str
    closed_at: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    answered: int = 0
    """Grows with each change to the answers."""

    def asks(self, language: str) -> str:
        """The question in ``language``, or in the one there is."""
        return _in(self.question, language)

    def asks_whom(self, language: str) -> str:
        """Who is asked, in ``language`` or in the one there is."""
        return _in(self.asked, language)


def _in(told: Mapping[str, str], language: str) -> str:
    return told.get(language) or next((words for words in told.values() if words), "")


@dataclass(frozen=True)
class Answer:
    """What somebody answered. ``text`` is as it is shown: names and contact details masked.

    ``who`` tells authors apart; ``groups`` are what is told of them ("site" -> "Auvry").
    """

    id: str
    text: str
    language: str
    who: str | None = None
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """How many of a theme's voices come from a group; ``None`` where that is not shown."""

    group: str | None
    voices: int | None


@dataclass(frozen=True)
class Spread:
    """Themes by the groups of one kind ("site"), with what must not be shown left out.

    ``groups`` are those that can be named, largest first, then ``None`` for all others together
    where there are any; ``rows`` one cell for each of them, by theme (``""``: fits in no theme).
    ``totals`` are the groups' own sizes. ``hidden`` counts the cells that are not shown.
    """

    kind: str
    groups: tuple[str | None, ...]
    totals: tuple[int | None, ...]
    rows: Mapping[str, tuple[Cell, ...]]
    hidden: int


@dataclass(frozen=True)
class Voiced:
    """A theme of the call, as it is told: ``voices`` of ``of`` answers, by ``authors``.

    ``low`` and ``high`` are the 95 % interval of its share, ``None`` where the sample does not
    bear one. ``few``: it is said by a small minority.
    """

    theme: Theme
    voices: int
    of: int
    authors: int
    low: float | None
    high: float | None
    few: bool


@dataclass(frozen=True)
class Few:
    """Something that few say: the ids of those that do, nearest to each other first.

    ``distance`` in [0, 2] is how far it stands from the nearest theme; ``theme_id`` is that theme.
    ``kind`` is ``theme`` (a small one), ``several`` (said by two or more, and in no theme) or
    ``alone``.
    """

    kind: str
    members: tuple[str, ...]
    distance: float
    theme_id: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tension:
    """Two things that pull apart: what each side says, verbatim, with the ids of who says it.

    ``kind`` says how it was found: ``rather`` (somebody sets one above the other in so many
    words), ``denied`` (what one wants the other refuses), ``sides`` (what some praise others
    blame). ``about`` are words that both sides use.
    """

    kind: str
    about: tuple[str, ...]
    one: tuple[tuple[str, str], ...]
    """Pairs of an answer's id and its words."""
    other: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Word:
    """A word that one side uses more than the other.

    ``weight`` is the z-score of the log-odds ratio; ``answers`` in how many answers it stands,
    ``record`` how often on the brand's record.
    """

    word: str
    weight: float
    answers: int
    record: int


@dataclass(frozen=True)
class Wording:
    """The words that tell answers and record apart, for one language."""

    language: str
    theirs: tuple[Word, ...]
    ours: tuple[Word, ...]
    answers: int
    passages: int


class Source(StrEnum):
    """Where a piece of a sentence comes from."""

    ANSWER = "answer"
    PURPOSE = "purpose"
    JOINT = "joint"
    """A word or two that join."""
    BLANK = "blank"
    """In brackets: a person has to write here."""
    PERSON = "person"
    MODEL = "model"


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence; ``of`` is the id of the answer or passage whose words it has."""

    text: str
    source: Source
    of: str | None = None


@dataclass(frozen=True)
class Borne:
    """How far answers bear a text out, sentence by sentence.

    ``answers`` are the ids of those that do, nearest first; ``unsaid`` are the words, as the text
    spells them, that nobody said in either language; ``groups`` are groups, by kind, of which
    enough people bear it out to be named.
    """

    answers: tuple[str, ...]
    authors: int
    unsaid: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """A sentence that could become the purpose, and what it rests on.

    ``author`` is who put it here, ``made_by`` what wrote it: ``record``, ``person`` or the name of
    a chat model. ``named`` are the ids of the answers it was made of.
    """

    id: str
    number: int
    language: str
    text: str
    author: str
    made_by: str
    at: str
    pieces: tuple[Piece, ...]
    named: tuple[str, ...]
    themes: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether a person still has to write in it."""
        return any(piece.source is Source.BLANK for piece in self.pieces) or "[" in self.text


@dataclass(frozen=True)
class Line:
    """A sentence of today's purpose, and the ids of the answers that say it too."""

    passage_id: str
    document_id: str
    title: str
    language: str
    text: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """A theme of which today's purpose says nothing, and the sentence that comes nearest."""

    theme_id: str
    voices: int
    nearest: Line | None


@dataclass(frozen=True)
class Gap:
    """What today's purpose and the answers say past each other."""

    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]

    @property
    def unsaid(self) -> tuple[Line, ...]:
        """The sentences of the purpose that nobody said."""
        return tuple(line for line in self.lines if not line.said)


@dataclass(frozen=True)
class Comment:
    """What somebody said of a sentence, or of the whole."""

    id: str
    candidate_id: str | None
    person: str
    at: str
    words: str


@dataclass(frozen=True)
class Tally:
    """The vote: how many took part, and, once that may be told, how many chose what.

    ``votes`` is ``None`` while the call is open, and where so few voted that a count would tell
    who chose what. ``mine`` is what the person who asks chose.
    """

    voters: int
    votes: Mapping[str, int] | None
    mine: str | None = None


@dataclass(frozen=True)
class Decided:
    """A sentence that went on the record, and where it came from."""

    document_id: str
    decided_by: str
    at: str
    provenance: Mapping[str, object]
