"""The values of this room: voices in; themes, coverage, sides and a read-out of them out.

A ``Voice`` is anything somebody said that is worth hearing beside others: a post, a review, an
answer to an open call. Whatever is told of voices names those behind it by their ids, so that each
line can be followed to the words it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Protocol


@dataclass(frozen=True)
class Voice:
    """Something somebody said. ``language`` is ISO 639-1; ``who`` tells authors apart (a name, or
    a digest where they stay unnamed); ``community`` is the group they are counted with."""

    id: str
    text: str
    language: str
    at: datetime | None = None
    who: str | None = None
    community: str | None = None


@dataclass(frozen=True)
class Theme:
    """What several voices are about.

    ``id`` stays when voices are gathered again and most of the theme's are found together again.
    ``name`` is made of the ``words`` that set it apart, as most voices spell them. ``members``,
    nearest to the middle first, are ids of voices; ``representatives`` are a few of them that lie
    near the middle and apart from each other; ``copies`` are those of the members that say the
    same nearly to the letter, each group once. ``cohesion`` in [0, 1] is how alike the members
    are: the mean cosine to their middle, common ground taken out. ``languages`` counts members.
    """

    id: str
    name: str
    words: tuple[str, ...]
    members: tuple[str, ...]
    representatives: tuple[str, ...]
    cohesion: float
    copies: tuple[tuple[str, ...], ...] = ()
    languages: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.members)


@dataclass(frozen=True)
class Themes:
    """The themes of a gathering, largest first, and the voices that fit in none of them."""

    themes: tuple[Theme, ...]
    unsorted: tuple[str, ...]

    @cached_property
    def _of(self) -> dict[str, Theme]:
        return {member: theme for theme in self.themes for member in theme.members}

    def of(self, voice_id: str) -> Theme | None:
        """The theme that a voice is in; ``None`` for one that fits nowhere."""
        return self._of.get(voice_id)

    def named(self, theme_id: str) -> Theme:
        """The theme of that id. Raises :class:`KeyError`."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise KeyError(theme_id)


class Unit(StrEnum):
    """What volume is counted by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Count:
    """How many voices the day, week (from Monday) or month that begins at ``start`` brought."""

    start: date
    voices: int


@dataclass(frozen=True)
class Share:
    """How many of ``total`` voices come from one group. ``None`` for ``group``: not told.

    ``low`` and ``high`` are the 95 % interval of the share (Wilson 1927); both are ``None`` where
    the sample is too small for a share to be told, and only the counts are.
    """

    group: str | None
    voices: int
    total: int
    authors: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Quotation:
    """Words of the record, verbatim, and the passage that holds them; ``source`` says who and
    when, for a reader.

    ``sayable``: a whole sentence of the house that hangs on no other, names no moving time, and can
    be read out as it stands; ``language`` is that of the words.
    """

    passage_id: str
    words: str
    source: str = ""
    language: str = ""
    sayable: bool = False


@dataclass(frozen=True)
class Answer:
    """What the record has to say to a voice: whether it bears on it, and what can be quoted.

    ``answers``: the quotations answer it, rather than speak of the same subject. ``unknown`` are
    the subjects that the record never speaks of.
    """

    bears: bool
    quotations: tuple[Quotation, ...] = ()
    unknown: tuple[str, ...] = ()
    answers: bool = False


class Answers(Protocol):
    """The record, as it is asked here. Whether it bears is decided as for a draft
    (:mod:`assistant.bearing`), whether it answers more strictly (:mod:`assistant.answerable`)."""

    def __call__(self, text: str, language: str) -> Answer: ...


@dataclass(frozen=True)
class Coverage:
    """How far the record answers a theme.

    Of ``asked`` voices that were put to the record (a sample of the theme where it is large),
    the record answers ``answered``, and of ``spoken`` others speaks of the same subject without
    answering; ``open`` are the ids of all that it does not answer. ``low`` and ``high``
    bound the share answered as in :class:`Share`. ``unknown`` are the subjects on which the record
    is silent, most frequent first; ``passages`` the ids that answer most often.
    """

    theme_id: str
    voices: int
    asked: int
    answered: int
    open: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    spoken: int = 0

    @property
    def silent(self) -> bool:
        """Whether nothing on record bears on any of the voices asked."""
        return self.answered == 0 and self.spoken == 0


@dataclass(frozen=True)
class AskedAgain:
    """A question that several voices ask, nearly alike.

    ``question`` is the wording nearest to all; ``voices`` the ids of those that ask it, oldest
    first; ``communities`` counts them (small groups are counted under ``None``); ``answered`` are
    the ids among them that got an answer; ``on_record`` whether the record could answer, ``None``
    where it was not asked, and ``spoken`` whether it speaks of the subject at all.
    """

    question: str
    language: str
    voices: tuple[str, ...]
    communities: Mapping[str | None, int]
    answered: tuple[str, ...]
    on_record: bool | None = None
    spoken: bool = False


class Side(StrEnum):
    """Where a voice stands toward the brand."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True)
class Stance:
    """Where a voice stands toward the brand, in [-1, 1] (against to for), by the words that say
    so. ``0`` with no words: it takes no side that can be seen."""

    value: float
    side: Side
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Polarisation:
    """How far a sample's stances fall into two camps, in [0, 1]: 0 all alike, 1 two equal camps at
    the ends. ``low`` and ``high``: 95 % bootstrap interval; ``None`` under ten stances."""

    value: float
    voices: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Line:
    """One line of a read-out: what is said, in the reader's language, the words of voices that say
    it, and the ids of all voices behind it, for and against."""

    about: str
    text: str
    quotes: tuple[tuple[str, str], ...]
    """Pairs of a voice's id and the words of it, verbatim."""
    supporting: tuple[str, ...] = ()
    opposing: tuple[str, ...] = ()

    @property
    def voices(self) -> tuple[str, ...]:
        """The ids of all voices behind the line."""
        return (*self.supporting, *self.opposing)


@dataclass(frozen=True)
class Bridge:
    """A sentence that both sides could hear, resting on the record alone: ``text`` holds the words
    of every one of ``cited`` to the letter."""

    text: str
    language: str
    cited: tuple[Quotation, ...]


@dataclass(frozen=True)
class Consensus:
    """What a theme's voices grant each other and what they do not.

    ``two_sides`` is false where the sample shows only one side (or none): then ``granted``,
    ``contested`` and ``irreconcilable`` are empty, and ``notes`` say so. ``authors`` counts
    distinct known authors. ``bridge`` is ``None`` where no words of the record can be said to both:
    then ``unbridged`` tells why, in the reader's language.
    """

    theme_id: str
    voices: int
    authors: int
    sides: Mapping[Side, int]
    two_sides: bool
    granted: tuple[Line, ...]
    contested: tuple[Line, ...]
    irreconcilable: tuple[Line, ...]
    strongest: Line | None
    bridge: Bridge | None
    polarisation: Polarisation | None
    notes: tuple[str, ...] = ()
    unbridged: str = ""

    @property
    def quoted(self) -> tuple[str, ...]:
        """The ids of the voices whose words are quoted, each once."""
        lines = (*self.granted, *self.contested, *self.irreconcilable)
        told = (*lines, self.strongest) if self.strongest is not None else lines
        return tuple(dict.fromkeys(voice for line in told for voice, _ in line.quotes))
