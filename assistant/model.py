"""The values that travel through the jobs: from a Post to a Reply.

All are frozen and plain. ``Post`` comes in, ``Reading`` says what it is, ``Draft`` is one answer
made of ``Sentence`` values that carry their ``Citation``, ``Finding`` is what a check has to say,
and ``Reply`` holds the whole, ready for the page, the command line or JSON.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.model import Passage


@dataclass(frozen=True)
class Turn:
    """One message of the thread that came before the post. ``by_brand``: we said it."""

    text: str
    author: str | None = None
    by_brand: bool = False


@dataclass(frozen=True)
class Post:
    """What was said to the brand, cleaned at entry.

    ``platform`` is a key of :mod:`assistant.checks.platforms`. ``notes`` say what cleaning did
    (hidden characters removed, cut at the size limit), so that a person is told.
    """

    text: str
    platform: str = "x"
    author: str | None = None
    url: str | None = None
    time: str | None = None
    thread: tuple[Turn, ...] = ()
    notes: tuple[str, ...] = ()


class Tone(StrEnum):
    """How a reply sounds, beside how the brand's past replies do."""

    USUAL = "usual"
    WARMER = "warmer"
    PLAINER = "plainer"


class Size(StrEnum):
    """How much a reply says, within what the platform takes."""

    SHORT = "short"
    USUAL = "usual"
    FULL = "full"


@dataclass(frozen=True)
class Wishes:
    """How a person wants the reply. What is left as it is, Corail chooses.

    ``language`` is ``fr`` or ``en`` (default: the post's); ``strategy`` the name of the only
    strategy wanted; ``mention`` a topic that the reply must speak to, from the record;
    ``without`` words that no quotation may hold; ``words`` what the person asked for in their
    own words, which only a chat model can follow.
    """

    language: str | None = None
    strategy: str | None = None
    tone: Tone = Tone.USUAL
    size: Size = Size.USUAL
    mention: str | None = None
    without: tuple[str, ...] = ()
    words: str | None = None


class Intent(StrEnum):
    """Who speaks, and what for."""

    QUESTION = "question"
    HARM = "harm"
    CRITICISM = "criticism"
    ALLY = "ally"
    JOURNALIST = "journalist"
    PRAISE = "praise"
    PILE_ON = "pile-on"
    TROLL = "troll"
    OTHER = "other"


class Route(StrEnum):
    """What we recommend doing with the post. A person decides."""

    REPLY = "reply"
    PRIVATE = "private"
    ESCALATE = "escalate"
    LISTEN = "listen"
    SILENT = "silent"


@dataclass(frozen=True)
class Allegation:
    """One thing the post holds against the brand, or asks of it: a span of the post's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Contraindication:
    """A way of replying that would do harm here, and why, in the reader's language.

    ``strategy`` is the name of one in ``prompts/strategies``, or of a move that any of them could
    make: ``"denial"``, ``"promise"``, ``"compensation"``, ``"humour"``.
    """

    strategy: str
    reason: str


@dataclass(frozen=True)
class Reading:
    """What the post is: language (ISO 639-1), intent, what is alleged, heat in [0, 1], route.

    ``heat`` is arousal as the words show it: 0 is calm, 1 shouting and insult; whether the post is
    for or against is the intent's to say. ``reasons`` are sentences a person can check against the
    post, one for each judgement. ``do_not_reply`` is why a public reply is better not made at all,
    where something speaks against it; ``contraindicated`` the ways of replying that would do harm.
    """

    language: str
    intent: Intent
    allegations: tuple[Allegation, ...]
    heat: float
    route: Route
    reasons: tuple[str, ...]
    do_not_reply: str | None = None
    contraindicated: tuple[Contraindication, ...] = ()


class Standing(StrEnum):
    """How a sentence stands against the record."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    EXTENDS = "extends"
    CONTRADICTS = "contradicts"
    NEW = "new"
    OPINION = "opinion"
    COURTESY = "courtesy"
    NOT_CHECKED = "not checked"


class Severity(StrEnum):
    """How much a finding matters."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


UNCHECKED = "not checked"
"""The ``rule`` of a finding that says that a check did not look."""


@dataclass(frozen=True)
class Finding:
    """What a check has to say about a text.

    ``start`` and ``end`` are offsets into the checked text. ``message`` is a sentence for a
    non-specialist, in the reader's language. ``evidence`` are passage ids. ``proposal`` is a
    rewording, where one is possible. ``rule`` names the clause that a text may break ("4a",
    "L229-68") for checks that go by written rules, or what kind of finding this is ("new").
    """

    check: str
    severity: Severity
    message: str
    start: int = 0
    end: int = 0
    evidence: tuple[str, ...] = ()
    proposal: str | None = None
    rule: str | None = None


@dataclass(frozen=True)
class Citation:
    """Words we claim a passage contains, and which passage.

    ``number`` is the mark shown to the reader, from 1, one for each passage of a reply.
    """

    passage_id: str
    words: str
    number: int


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft, with where it comes from. ``text`` carries no citation mark."""

    text: str
    standing: Standing
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Length:
    """A text's length as the platform counts it. ``unit`` names what is counted."""

    used: int
    limit: int
    unit: str
    fits: bool


@dataclass(frozen=True)
class Strategy:
    """A way of answering. ``theory`` is its name in SCCT (Coombs) or image repair (Benoit)."""

    name: str
    label: str
    theory: str


@dataclass(frozen=True)
class Draft:
    """One candidate answer. ``text`` is ready to paste: no citation marks, within the platform."""

    strategy: Strategy
    language: str
    text: str
    sentences: tuple[Sentence, ...]
    length: Length
    findings: tuple[Finding, ...] = ()
    note: str | None = None
    """What the person should know before sending: what needs translating, what is missing."""
    complete: bool = True
    """Whether it was written to its end: one that was cut off can never be approved."""


@dataclass(frozen=True)
class Glimpse:
    """A draft being written: its strategy, its place among the candidates, its text so far."""

    strategy: Strategy
    number: int
    text: str


@dataclass(frozen=True)
class Usage:
    """What a chat model took: tokens in and out, and their cost where a price is configured."""

    prompt: int = 0
    completion: int = 0
    cost: float | None = None
    currency: str = ""


@dataclass(frozen=True)
class Engine:
    """What made a reply: drafter, model, digests, and milliseconds by stage.

    ``writer`` is the chat model that this installation writes with, whether or not it was asked;
    ``failure`` says why it did not write what it was asked for.
    """

    drafter: str
    model: str | None
    prompts: dict[str, str]
    settings: str
    milliseconds: dict[str, float]
    usage: Usage | None = None
    writer: str | None = None
    failure: str | None = None


@dataclass(frozen=True)
class Reply:
    """All that one post led to.

    ``answered`` is false when nothing on record bears on the post: ``drafts`` then holds a
    holding reply, and ``missing`` says what to put on record and who should answer.
    """

    brand: str
    post: Post
    reading: Reading
    drafts: tuple[Draft, ...]
    passages: tuple[Passage, ...]
    engine: Engine
    answered: bool
    missing: str | None = None
    notes: tuple[str, ...] = field(default=())
    wishes: Wishes = field(default=Wishes())
