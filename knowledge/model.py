"""What the record is made of: plain values, with no database and no model behind them.

A :class:`SourceDocument` is what loading makes of a file or a row. Segmenting cuts it into
:class:`Passage` values, the unit that is embedded, retrieved and cited. Both carry the facts a
reader needs to weigh a sentence: who said it, when, where, and who may see it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a document is to the brand. Of an ally and from outside, somebody else speaks."""

    PURPOSE = "purpose"
    STATEMENT = "statement"
    REPLY = "reply"
    COMMITMENT = "commitment"
    FACT = "fact"
    POLICY = "policy"
    ALLY = "ally"
    OUTSIDE = "outside"


class Visibility(StrEnum):
    """Who may read a text today. Only ``public`` ever enters a draft."""

    PUBLIC = "public"
    INTERNAL = "internal"
    EMBARGOED = "embargoed"


@dataclass(frozen=True)
class Brand:
    """An organisation, or a person, with a record of its own. Nothing crosses brands.

    ``name`` is the short name used on the command line (lower case, ``[a-z0-9-]``);
    ``names`` are the ways people write it, ``handles`` its accounts without the at sign;
    ``signature`` closes its replies ("– Maya, for Halage"); ``languages`` are ISO 639-1 codes.
    """

    name: str
    title: str = ""
    names: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    signature: str = ""
    languages: tuple[str, ...] = ("fr", "en")


@dataclass(frozen=True)
class Access:
    """Who may see a text, and until when it holds. Dates are ISO days; ``None`` means no limit."""

    visibility: Visibility = Visibility.PUBLIC
    embargoed_until: str | None = None
    expires: str | None = None
    owner: str | None = None

    def is_public_on(self, day: str) -> bool:
        """Whether the text may enter a draft on ``day`` (ISO, ``YYYY-MM-DD``)."""
        if self.expires is not None and day > self.expires:
            return False
        if self.visibility is Visibility.PUBLIC:
            return self.embargoed_until is None or day >= self.embargoed_until
        if self.visibility is Visibility.EMBARGOED:
            return self.embargoed_until is not None and day >= self.embargoed_until
        return False


@dataclass(frozen=True)
class SourceDocument:
    """One document, or one row of a table of statements, as loading hands it over.

    ``source`` is how the same document is known again at the next ingest: an absolute POSIX
    path, with ``#row`` after it for a row. ``text`` is cleaned, and mended where extraction
    left debris: passages are exact substrings of it. ``date`` is ISO and as precise as the
    source was: ``2023``, ``2023-05`` or ``2023-05-10``; ``None`` is undated, never today.
    ``supersedes`` names an older document by source, file name, title or id. ``kind_said`` is
    false where no source says the kind, and it may be told from who speaks.
    """

    source: str
    text: str
    title: str = ""
    kind: Kind = Kind.STATEMENT
    speaker: str | None = None
    role: str | None = None
    date: str | None = None
    channel: str | None = None
    language: str | None = None
    url: str | None = None
    supersedes: str | None = None
    access: Access = field(default_factory=Access)
    notes: tuple[str, ...] = ()
    """What a reader should know of how it was read: encoding, mends, what was stripped."""
    kind_said: bool = True

    @property
    def digest(self) -> str:
        """SHA-256 of the text alone, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class Successor:
    """The document that replaced a superseded one."""

    document_id: str
    title: str
    date: str | None


@dataclass(frozen=True)
class Passage:
    """A few whole sentences of one document, cited as one.

    ``text`` is ``document.text[start:end]`` to the letter. ``sentences`` are the spans of its
    sentences, as offsets into ``text``. ``position`` counts passages in the document from 0.
    The rest is the document's, repeated so that a citation needs no second look-up; ``known_as``
    is whose spelling ``speaker`` was said to be.
    """

    id: str
    document_id: str
    brand: str
    position: int
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    tokens: int
    heading: str = ""
    title: str = ""
    kind: Kind = Kind.STATEMENT
    speaker: str | None = None
    role: str | None = None
    date: str | None = None
    channel: str | None = None
    language: str | None = None
    url: str | None = None
    source: str = ""
    access: Access = field(default_factory=Access)
    superseded_by: Successor | None = None
    known_as: str | None = None

    @property
    def who(self) -> str | None:
        """Who speaks: ``speaker`` as it is written, or whose spelling that was said to be."""
        return self.known_as or self.speaker

    @property
    def quotes(self) -> tuple[str, ...]:
        """The passage's sentences, each to the letter."""
        return tuple(self.text[a:b] for a, b in self.sentences)


class Status(StrEnum):
    """How a commitment stands on a given day."""

    OPEN = "open"
    DUE = "due"
    LATE = "late"
    KEPT = "kept"
    DROPPED = "dropped"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Commitment:
    """What the brand said it would do: the words, and what they bind it to.

    ``words`` are ``passage.text[start:end]`` to the letter. ``target`` is what is to be reached as
    it is written ("50 %", "2.5 million farmers"), ``deadline`` and ``baseline`` are ISO dates as
    precise as the text is (``2030``, ``2030-06``), ``owner`` who answers for it. ``firm`` is false
    for wording that hedges ("we seek to"). ``status`` holds on the day it was asked for;
    ``because`` is the passage that kept, dropped or replaced it. ``others`` are its other
    wordings on record, the newest first, in another language or of another day.
    """

    passage: Passage
    start: int
    end: int
    words: str
    target: str | None = None
    deadline: str | None = None
    baseline: str | None = None
    owner: str | None = None
    firm: bool = True
    status: Status = Status.OPEN
    because: Passage | None = None
    others: tuple[Commitment, ...] = ()


def document_id(brand: str, document: SourceDocument) -> str:
    """The id of one version of one document: a digest of brand, source and text.

    The same file with another text is another version, with another id.
    """
    parts = (brand, document.source, document.digest)
    return (
        "d" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    )


def passage_id(document: str, start: int, text: str) -> str:
    """The id of a passage: a digest of its document (which digests its source), place and text.

    The same sentence said by two people in two years is two passages.
    """
    parts = (document, str(start), text)
    return (
        "p" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    )


def embedded_text(title: str, heading: str, text: str) -> str:
    """What is embedded for a passage: its text, led by the words that say what it is about."""
    about = " — ".join(part for part in (title, heading) if part and part not in text)
    return f"{about}: {text}" if about else text


def vector_key(text: str) -> str:
    """The key under which a text's vector is cached, together with the model's name."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
