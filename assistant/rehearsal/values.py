"""What a rehearsal is made of: the words of the record a question holds up, and the question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Hold(StrEnum):
    """What a question holds against the one who answers."""

    QUOTE = "quote"
    FIGURE = "figure"
    CHANGED = "changed"
    LATE = "late"
    DROPPED = "dropped"
    PLEDGE = "pledge"
    PLEDGE_OPEN = "pledge-open"
    GAP = "gap"
    UNANSWERED = "unanswered"
    TOPIC = "topic"


class Press(StrEnum):
    """What in an answer a challenger comes back to."""

    CONTRADICTION = "contradiction"
    PROMISE = "promise"
    EVASIVE = "evasive"
    UNQUANTIFIED = "unquantified"
    REPEATED = "repeated"
    SHORT = "short"
    LONG = "long"
    QUOTED_BACK = "quoted-back"


class Manner(StrEnum):
    """The ways in which a hostile question is put."""

    FALSE_PREMISE = "false-premise"
    LOADED = "loaded"
    EITHER_OR = "either-or"
    HYPOTHETICAL = "hypothetical"
    ABSENT_THIRD_PARTY = "absent-third-party"
    SPECULATION = "speculation"
    RAPID_FIRE = "rapid-fire"
    SILENCE = "silence"
    GOTCHA = "gotcha"
    PERSONAL = "personal"


LEVELS = (1, 2, 3)
"""How hard a challenger is: courteous, insistent, without mercy."""


@dataclass(frozen=True)
class Said:
    """Words of the record, to the letter: ``words`` stand in the passage ``passage_id``.

    ``date`` is ISO and as precise as the record has it, ``None`` where it has none; ``who`` is the
    person or the brand that said them.
    """

    passage_id: str
    words: str
    date: str | None
    who: str


@dataclass(frozen=True)
class Matter:
    """One thing that can be held against whoever answers.

    ``beside`` is what stands beside ``said``: what was said later, or a fact of the brand's own.
    ``deadline`` is the ISO day of a pledge, ``post`` a public post that nobody answered.
    ``on_topic`` is false for what lies beside what the rehearsal is about.
    """

    hold: Hold
    said: Said | None = None
    beside: Said | None = None
    deadline: str | None = None
    post: str | None = None
    on_topic: bool = True

    @property
    def key(self) -> str:
        """What makes it the same matter, whatever words ask about it."""
        if self.said is not None:
            return f"{self.said.passage_id} {self.said.words}"
        return self.post or self.hold.value

    @property
    def quoted(self) -> tuple[Said, ...]:
        """All words of the record in it."""
        return tuple(one for one in (self.said, self.beside) if one is not None)


@dataclass(frozen=True)
class Heard:
    """What a challenger heard in the last answer and may come back to.

    ``words`` are the answer's own, to the letter; ``against`` the record's that they contradict.
    """

    press: Press
    words: str = ""
    against: Said | None = None


@dataclass(frozen=True)
class Question:
    """What a challenger asks. ``matter`` is what it holds up, ``heard`` what it comes back to.

    ``by`` is ``"record"`` or the chat model's name; ``wording`` the line of the challenger's file
    that it was made of. Every passage quoted in ``text`` is in ``quoted``, to the letter.
    """

    text: str
    manner: Manner | None = None
    matter: Matter | None = None
    heard: Heard | None = None
    by: str = "record"
    wording: str = ""
    quoted: tuple[Said, ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it rests on dated words of the record."""
        return any(one.date is not None for one in self.quoted)
