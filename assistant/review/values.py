"""A dossier as it is read: the post, versions, decisions, comments. Plain values, never changed.

Times are UTC, ISO 8601, to the microsecond; they are for the reader, and what orders things is
``turn`` and the numbers of versions, decisions and comments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from assistant.model import UNCHECKED, Post
from assistant.review.states import Act, State

OPTIONAL = frozenset({"judge", "voice"})
"""Checks that may have nothing to say: no model is there, or the voice is too little known."""


class Decision(StrEnum):
    """What a reviewer says of one exact text."""

    APPROVED = "approved"
    CHANGES = "changes asked"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Made:
    """What made a version: ``person``, ``record`` (composed), or ``model`` with its name.

    ``prompts`` are digests by name, ``settings`` the digest of the settings in force.
    """

    by: str = "person"
    model: str | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)
    settings: str = ""


@dataclass(frozen=True)
class Noted:
    """A finding of an examination. ``key`` is the same for the same finding of the same words."""

    key: str
    check: str
    severity: str
    message: str
    start: int = 0
    end: int = 0
    evidence: tuple[str, ...] = ()
    rule: str | None = None

    @property
    def blocks(self) -> bool:
        """Whether it has to be resolved or overridden: silence of a check is no approval."""
        unchecked = self.rule == UNCHECKED and self.check not in OPTIONAL
        return self.severity == "block" or unchecked


@dataclass(frozen=True)
class Examination:
    """What a text was held against, and what was found: kept with the version and the decision.

    ``record`` names the state of the record ("brand@revision"). ``sentences`` have their words,
    standing and the passages they rest on.
    """

    record: str
    findings: tuple[Noted, ...] = ()
    sentences: tuple[Mapping[str, Any], ...] = ()
    judge: str | None = None
    complete: bool = True
    """False for a text that broke off while it was written: it cannot be approved."""

    @property
    def blocking(self) -> tuple[Noted, ...]:
        return tuple(one for one in self.findings if one.blocks)

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the passages that the sentences rest on, in their order, each once."""
        cited = [c for sentence in self.sentences for c in sentence.get("cites", ())]
        return tuple(dict.fromkeys(str(c["passage"]) for c in cited))


@dataclass(frozen=True)
class Version:
    """One exact text, with who wrote it and what was found in it when it came."""

    number: int
    text: str
    digest: str
    author: str
    at: str
    language: str
    made: Made
    examined: Examination


@dataclass(frozen=True)
class Decided:
    """A decision on a version: by whom, why, and which blocking findings were overridden why."""

    number: int
    version: int
    digest: str
    person: str
    act: Decision
    at: str
    reason: str
    overrides: Mapping[str, str]
    examined: Examination


@dataclass(frozen=True)
class Comment:
    """Words about a version, or about one of its sentences (from 0)."""

    number: int
    version: int
    sentence: int | None
    person: str
    at: str
    words: str
    settled_by: str | None = None


@dataclass(frozen=True)
class Freeze:
    """A halt on everything that leaves the house for a brand."""

    brand: str
    set_by: str
    set_at: str
    reason: str


@dataclass(frozen=True)
class Dossier:
    """One reply on its way out.

    ``turn`` grows with every act: hand it back with the next one. ``post`` is ``None`` once what
    somebody wrote was erased. ``document_id`` is the reply's on the record, once sent.
    """

    id: str
    brand: str
    state: State
    turn: int
    version: int
    platform: str
    post: Post | None
    opened_by: str
    opened_at: str
    changed_at: str
    assignee: str | None = None
    due_at: str | None = None
    look_again: str | None = None
    corrects: str | None = None
    document_id: str | None = None
    url: str | None = None
    topic: str | None = None
    """What a prepared answer answers; ``None`` for an answer to a post."""
    origin: str | None = None
    """The prepared answer that this one was made of."""
    versions: tuple[Version, ...] = ()
    decisions: tuple[Decided, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def current(self) -> Version:
        """The last version."""
        return self.versions[-1]

    @property
    def approvals(self) -> tuple[Decided, ...]:
        """The approvals that stand: of the current version, since anything else was decided."""
        standing: list[Decided] = []
        for one in self.decisions:
            if one.version != self.version or one.act is not Decision.APPROVED:
                standing = []
            elif one.digest == self.current.digest:
                standing.append(one)
        return tuple(standing)


@dataclass(frozen=True)
class Done:
    """An act that was carried out by somebody at a time.

    ``dossier`` is as it stands after it; ``None`` for what is of a whole brand.
    """

    act: Act
    brand: str
    by: str
    at: str
    dossier: Dossier | None = None


def digest_of(text: str) -> str:
    """SHA-256 of a text, to the letter, hexadecimal: what an approval is of."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def key_of(check: str, words: str, rule: str | None, evidence: Sequence[str]) -> str:
    """The key of a finding: of which check, clause and passages, and about which words."""
    told = "\x1f".join((check, rule or "", words, *sorted(evidence)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
