"""What the page asks of the rest: a protocol that the assembled Assistant answers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from assistant.access import Access
from assistant.checking import Held
from assistant.curation.desk import Curation
from assistant.listening.facade import Listening
from assistant.model import Glimpse, Post, Reply, Wishes
from assistant.reef.work import Reef
from assistant.rehearsal.briefed import Brief
from assistant.rehearsal.debrief import Debriefing
from assistant.rehearsal.session import Rehearsals
from assistant.review import Dossier
from assistant.review.desk import ReviewDesk
from assistant.review.people import Person
from assistant.store import Kept
from assistant.workshop.desk import Workshop
from assistant.workshop.values import Call
from knowledge.model import Brand, Commitment, Passage


class Conversations(Protocol):
    """The conversations of one person, as :class:`assistant.store.Own` keeps them."""

    def recent(self) -> Sequence[Kept]:
        """Them all, the one that changed last first."""
        ...

    def save(
        self, conversation: str | None, brand: str, bodies: Sequence[Mapping[str, Any]], title: str
    ) -> str:
        """Keep a conversation, anew where ``conversation`` is none of theirs; its id."""
        ...

    def open(self, conversation: str) -> tuple[Kept, Sequence[Mapping[str, Any]]]:
        """A conversation that was kept, and its exchanges."""
        ...

    def rename(self, conversation: str, title: str) -> None:
        """Give it another title."""
        ...

    def delete(self, conversation: str) -> None:
        """Delete it for good."""
        ...


class Desk(Protocol):
    """Whoever drafts replies, as the page sees it. Safe to call from several threads at once."""

    @property
    def notices(self) -> Sequence[str]:
        """What a person should know of this installation now, a sentence each."""
        ...

    def brands(self) -> Sequence[Brand]:
        """The brands on record."""
        ...

    def passage_count(self, brand: str) -> int:
        """How many passages the brand has on record."""
        ...

    def platforms(self) -> Sequence[tuple[str, str]]:
        """The platforms known: key and label, the usual one first."""
        ...

    @property
    def writer(self) -> str | None:
        """The chat model that writes the drafts, by name; ``None`` without one."""
        ...

    def strategies(self, locale: str) -> Sequence[tuple[str, str]]:
        """The strategies that can be wished for: name and label."""
        ...

    def draft(
        self,
        post: Post,
        brand: str,
        wishes: Wishes | None = None,
        progress: Callable[[str | Glimpse], None] | None = None,
        locale: str | None = None,
    ) -> Reply:
        """Cited drafts for ``post``; ``progress`` is told each stage, and what is being written.

        ``wishes`` say how it is wanted; ``locale`` is the language of the person it is explained
        to.
        """
        ...

    def check(
        self,
        text: str,
        *,
        brand: str | None = None,
        platform: str | None = None,
        post: Post | None = None,
        locale: str | None = None,
    ) -> Held:
        """``text`` held sentence by sentence against the brand's record, and what was found."""
        ...

    def commitments(self, brand: str | None = None) -> Sequence[Commitment]:
        """What the brand has promised, and how each promise stands today."""
        ...

    @property
    def curation(self) -> Curation:
        """The record as it is kept."""
        ...

    @property
    def reef(self) -> Reef:
        """The allies, and who could speak to what."""
        ...

    @property
    def review(self) -> ReviewDesk:
        """Replies on their way out."""
        ...

    def sources_of(self, dossier: Dossier) -> Mapping[str, Passage]:
        """The passages that a reply rests on, by id."""
        ...

    def colleagues(self) -> Sequence[str]:
        """The names of those who may be here; none where nobody signs in."""
        ...

    @property
    def access(self) -> Access:
        """Who may be here, and what lets them in."""
        ...

    @property
    def alone(self) -> bool:
        """Whether nobody signs in here: a personal tool."""
        ...

    def person(self, name: str | None = None) -> Person:
        """Who acts: whoever signed in as ``name``, or who is alone here."""
        ...

    def example_posts(self, brand: str) -> Sequence[Post]:
        """Posts to try with an example brand; none for another."""
        ...

    @property
    def listening(self) -> Listening:
        """What is said about the brands."""
        ...

    @property
    def rehearsals(self) -> Rehearsals:
        """What people rehearse here; each asks by their own name."""
        ...

    @property
    def debriefing(self) -> Debriefing:
        """What rehearsals come to."""
        ...

    def brief(self, topic: str, brand: str | None = None, language: str | None = None) -> Brief:
        """One page on a topic for whoever goes on air."""
        ...

    def passages_of(self, brand: str, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages on record by their ids, without those that are no longer there."""
        ...

    def speakers(self, brand: str) -> Sequence[str]:
        """Who speaks on the brand's record, by name, who says most first."""
        ...

    def topics(self, brand: str, locale: str) -> Sequence[str]:
        """Topics to try with an example brand; none for another."""
        ...

    @property
    def workshop(self) -> Workshop:
        """Open calls on the purpose, and what comes of them."""
        ...

    def example_call(self, brand: str, by: Person) -> Call | None:
        """The example brand's open call with its answers; ``None`` for another brand."""
        ...

    def purposes(self, brand: str) -> Sequence[Passage]:
        """The passages of the brand's purpose documents in force."""
        ...

    def conversations_of(self, name: str | None) -> Conversations:
        """The conversations of whoever signed in as ``name``, or of who is alone here."""
        ...


def brand_of(desk: Desk, name: str) -> Brand:
    """The brand on record under ``name``, or one that has nothing but its name."""
    return next((b for b in desk.brands() if b.name == name), Brand(name=name))
