"""A brand, its passages and a desk that answers from them, for tests of the page's parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.model import (
    Citation,
    Draft,
    Engine,
    Finding,
    Glimpse,
    Intent,
    Length,
    Post,
    Reading,
    Reply,
    Route,
    Sentence,
    Standing,
    Strategy,
    Wishes,
)
from assistant.ui.pieces import Place
from assistant.ui.texts import say
from knowledge.model import Brand, Passage
from tests.memory import InMemory

TODAY = date(2026, 11, 23)


def make_passage(
    text: str = "Two thirds of our bread flour is milled in Eure.", **facts: Any
) -> Passage:
    base = Passage(
        id="p1",
        document_id="d1",
        brand="moulin",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=((0, len(text)),),
        tokens=12,
        title="Where our flour comes from",
        speaker="Anne Roche",
        role="Head miller",
        date="2024-03-14",
        channel="newsletter",
        language="en",
    )
    return replace(base, **facts)


def make_draft(
    *parts: tuple[str, Standing, tuple[Citation, ...]],
    text: str | None = None,
    findings: tuple[Finding, ...] = (),
    note: str | None = None,
    label: str = "Acknowledge and inform",
) -> Draft:
    words = " ".join(part[0] for part in parts) if text is None else text
    return Draft(
        strategy=Strategy("acknowledge", label, "SCCT: adjusting information (Coombs)"),
        language="en",
        text=words,
        sentences=tuple(Sentence(*part) for part in parts),
        length=Length(len(words), 280, "weighted characters", len(words) <= 280),
        findings=findings,
        note=note,
    )


def make_reply(
    post: Post,
    *drafts: Draft,
    passages: Sequence[Passage] = (),
    answered: bool = True,
    missing: str | None = None,
    reasons: tuple[str, ...] = ("It asks for a figure.",),
) -> Reply:
    return Reply(
        brand="moulin",
        post=post,
        reading=Reading("en", Intent.CRITICISM, (), 0.4, Route.REPLY, reasons),
        drafts=drafts,
        passages=tuple(passages),
        engine=Engine("composed", None, {}, "", {}),
        answered=answered,
        missing=missing,
    )


class FakeDesk:
    """Answers every post with the drafts it was given, and remembers what it was asked."""

    alone: bool = True

    def __init__(self) -> None:
        self.asked: list[tuple[Post, str, Wishes]] = []
        self.locales: list[str | None] = []
        self.raises: Exception | None = None
        self.notices: list[str] = []
        self.conversations = InMemory()
        self.stages: Sequence[str] = ("reading", "searching", "composing", "checking")
        self.hold: Callable[[str], None] = lambda stage: None

    def conversations_of(self, name: str | None) -> InMemory:
        return self.conversations

    def brands(self) -> list[Brand]:
        return [
            Brand("moulin", "Moulin d'Aval", ("Moulin",), ("moulinaval",)),
            Brand("verger", "Verger", (), ()),
        ]

    writer: str | None = None

    def strategies(self, locale: str) -> list[tuple[str, str]]:
        return [("inform", "Inform"), ("commit", "Commit")]

    def passage_count(self, brand: str) -> int:
        return 1 if brand == "moulin" else 0

    def platforms(self) -> list[tuple[str, str]]:
        return [("x", "X"), ("linkedin", "LinkedIn")]

    def commitments(self, brand: str | None = None) -> list[Any]:
        return []

    def example_posts(self, brand: str) -> list[Post]:
        return [Post("Is any of it local?", "linkedin", "@lea")] if brand == "moulin" else []

    def draft(
        self,
        post: Post,
        brand: str,
        wishes: Wishes | None = None,
        progress: Callable[[str | Glimpse], None] | None = None,
        locale: str | None = None,
    ) -> Reply:
        self.asked.append((post, brand, wishes or Wishes()))
        self.locales.append(locale)
        for stage in self.stages:
            if progress is not None:
                progress(stage)
            self.hold(stage)
        if self.raises is not None:
            raise self.raises
        passage = make_passage()
        cited = Citation(passage.id, passage.text, 1)
        draft = make_draft(
            ("Hello.", Standing.COURTESY, ()), (passage.text, Standing.QUOTED, (cited,))
        )
        return make_reply(post, draft, passages=[passage])


@pytest.fixture
def place() -> Place:
    return Place(say("en"), "en", 1, TODAY)


@pytest.fixture
def passage() -> Callable[..., Passage]:
    return make_passage


@pytest.fixture
def draft() -> Callable[..., Draft]:
    return make_draft


@pytest.fixture
def reply() -> Callable[..., Reply]:
    return make_reply


@pytest.fixture(scope="module")
def new_desk() -> Callable[[], FakeDesk]:
    return FakeDesk


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()
