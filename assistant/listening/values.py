"""The values of listening: a post that came in, a post as it is kept, what is asked of the inbox.

Authors' names are in :class:`Heard` and :class:`Incoming` alone, for those who work with the inbox;
no other value of this room carries one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Protocol

from assistant.model import Intent, Post, Reading, Route


class Act(StrEnum):
    """What somebody does with the inbox; who may is :mod:`assistant.joining.listening`'s to say."""

    IMPORT = "import posts"
    FEED = "read feeds"
    MARK = "mark posts"
    NAME = "name leaders"
    GATHER = "gather themes"
    EXPORT = "export posts"
    EXPORT_NAMES = "export authors"
    ERASE = "erase an author"


class By(Protocol):
    """Who acts, by the name that the journal knows: a person who signed in, or the operator."""

    @property
    def name(self) -> str: ...


class State(StrEnum):
    """Where a post is on its way."""

    NEW = "new"
    DRAFTING = "drafting"
    ANSWERED = "answered"
    IGNORED = "ignored"


class Known(StrEnum):
    """How we know that a post is being answered, was answered, or is left alone."""

    HAND = "hand"
    """Somebody marked it."""
    REPLY = "reply"
    """The brand's own reply is among the posts."""
    DOSSIER = "dossier"
    """A reply to it went through review."""


class Urgency(IntEnum):
    """How soon a post wants somebody's eyes. ``UNREAD`` is one that nobody has looked at yet."""

    UNREAD = -1
    NONE = 0
    LATER = 1
    TODAY = 2
    NOW = 3

    @property
    def word(self) -> str:
        """As it is written in a filter, on the command line and in JSON."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> Urgency:
        """The urgency of that word. Raises :class:`KeyError`."""
        return cls[word.upper()]


@dataclass(frozen=True)
class Incoming:
    """A post as a file or a feed gives it, cleaned.

    ``own_id`` is what its channel calls it, ``reply_to`` the id of the post it answers. ``at`` is
    UTC, ISO 8601, as precise as it was given; ``language`` only where it was told. ``community``
    is the group it is counted with, ``rating`` stars from 1 to 5, ``reach`` how many people it may
    have reached or moved, by whatever number its channel gives. ``by_brand``: we said it.
    """

    text: str
    channel: str
    own_id: str | None = None
    reply_to: str | None = None
    author: str | None = None
    at: str | None = None
    url: str | None = None
    language: str | None = None
    community: str | None = None
    rating: int | None = None
    reach: int | None = None
    by_brand: bool = False


@dataclass(frozen=True)
class Triage:
    """What was read of a post, as far as the inbox is filtered and ordered by it."""

    intent: Intent
    route: Route
    urgency: Urgency
    heat: float
    complaint: bool
    problem: bool


@dataclass(frozen=True)
class Heard:
    """A post as it is kept.

    ``copies`` counts the posts that say the same nearly to the letter; they are folded under the
    first of them (``copy_of``). ``triage`` is ``None`` while nobody has read it. ``known`` is how
    we know of ``state``; ``None`` for one that is new.
    """

    id: str
    brand: str
    channel: str
    text: str
    author: str | None
    at: str | None
    language: str
    url: str | None
    community: str | None
    rating: int | None
    reach: int | None
    own_id: str | None
    reply_to: str | None
    by_brand: bool
    state: State
    known: Known | None
    taken_by: str | None
    note: str
    copies: int
    copy_of: str | None
    changed_at: str
    triage: Triage | None = None

    @property
    def answered(self) -> bool:
        return self.state is State.ANSWERED


class Order(StrEnum):
    """What the inbox is ordered by."""

    URGENT = "urgent"
    NEWEST = "newest"
    OLDEST = "oldest"
    REACH = "reach"


@dataclass(frozen=True)
class Query:
    """What is asked of the inbox; what is left empty filters nothing.

    ``urgency`` is the least. ``since`` and ``until`` are days, as precise as they are given.
    ``theme`` is the id of a theme gathered before, ``words`` are sought in the texts (all of them,
    wherever they stand). ``by_brand`` shows our own posts too, ``copies`` each copy of a post.
    """

    states: tuple[State, ...] = ()
    urgency: Urgency | None = None
    routes: tuple[Route, ...] = ()
    languages: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    theme: str | None = None
    answered: bool | None = None
    complaint: bool | None = None
    since: str | None = None
    until: str | None = None
    words: str = ""
    taken_by: str | None = None
    by_brand: bool = False
    copies: bool = False
    order: Order = Order.URGENT
    page: int = 1
    size: int = 50


@dataclass(frozen=True)
class Page:
    """One page of the inbox. ``unread`` posts could not be held against the filters on urgency,
    route and complaint yet, nor be put in order by urgency: reading goes on."""

    posts: tuple[Heard, ...]
    total: int
    page: int
    pages: int
    unread: int


@dataclass(frozen=True)
class Counts:
    """How many posts of a query there are of each kind, for the filters beside the inbox."""

    total: int
    unread: int
    states: Mapping[str, int]
    urgencies: Mapping[str, int]
    routes: Mapping[str, int]
    languages: Mapping[str, int]
    channels: Mapping[str, int]
    communities: Mapping[str, int]


@dataclass(frozen=True)
class Challenged:
    """Words of the record that a post bears on, verbatim. ``commitment``: they promise something.
    ``source`` says who and where, ``date`` when."""

    passage_id: str
    words: str
    source: str
    date: str | None
    commitment: bool


@dataclass(frozen=True)
class Challenge:
    """What of the record a post challenges. ``bears`` is decided as for a draft; ``unknown`` are
    the subjects that the record never speaks of."""

    bears: bool
    statements: tuple[Challenged, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """A post opened: its reading in the reader's language, why it is as urgent as it is, what it
    challenges, what was said before and after, and the posts that say the same.

    ``challenge`` is ``None`` for a post of our own, and in a language Corail does not serve.
    """

    post: Heard
    reading: Reading
    urgency: Urgency
    why: tuple[str, ...]
    challenge: Challenge | None
    before: tuple[Heard, ...] = ()
    after: tuple[Heard, ...] = ()
    copies: tuple[Heard, ...] = ()
    theme: tuple[str, str] | None = None
    """The id and the name of the theme it is in."""


@dataclass(frozen=True)
class Refusal:
    """A row that could not be taken: where it is, and why."""

    file: str
    row: int | None
    reason: str


@dataclass(frozen=True)
class Imported:
    """What came of an import. ``new`` posts were kept, ``known`` ones were there already,
    ``copies`` of the new ones say what another post says, ``replies`` answer one that is here,
    ``own`` are the brand's. ``columns`` is which column each field was read from, by file;
    ``unused`` the columns that were not."""

    new: int = 0
    known: int = 0
    copies: int = 0
    replies: int = 0
    own: int = 0
    empty: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Tell(Protocol):
    """Hears how far a long work is: ``total`` is 0 where nobody knows. What it raises stops the
    work; what was done so far is kept."""

    def __call__(self, done: int, total: int, what: str) -> None: ...


class Challenges(Protocol):
    """The record, as it is asked what a post challenges."""

    def __call__(self, brand: str, post: Post) -> Challenge: ...


class Rights(Protocol):
    """Whether somebody may do something. Raises :class:`~assistant.errors.NotAllowed`."""

    def __call__(self, by: By, act: Act, brand: str) -> None: ...
