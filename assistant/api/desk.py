"""What the API asks of the rest: a protocol that the assembled Assistant answers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.access import Access
from assistant.checking import Held
from assistant.listening.facade import Listening
from assistant.model import Glimpse, Post, Reply, Wishes
from assistant.review.desk import ReviewDesk
from knowledge.ingest import Report
from knowledge.model import Brand, Commitment
from knowledge.record import Record

if TYPE_CHECKING:
    from knowledge.retrieval import Hit


class Desk(Protocol):
    """Whoever does the jobs, as the API sees it. Safe to call from several threads at once."""

    @property
    def access(self) -> Access:
        """Who may be here, and what lets them in."""
        ...

    @property
    def record(self) -> Record:
        """What the brands have said."""
        ...

    @property
    def review(self) -> ReviewDesk:
        """Replies on their way out."""
        ...

    @property
    def listening(self) -> Listening:
        """What is said about the brands."""
        ...

    def brands(self) -> Sequence[Brand]:
        """The brands on record."""
        ...

    def brand(self, name: str | None = None) -> Brand:
        """The brand of that name. Raises :class:`UnknownThing`."""
        ...

    def passage_count(self, brand: str) -> int:
        """How many passages the brand has on record."""
        ...

    def platforms(self) -> Sequence[tuple[str, str]]:
        """The platforms known: key and label, the usual one first."""
        ...

    def commitments(self, brand: str | None = None) -> Sequence[Commitment]:
        """What the brand has promised, and how each promise stands today."""
        ...

    def timeline(self, topic: str, *, brand: str | None = None, k: int = 12) -> Sequence[Hit]:
        """What the brand has said about a topic, oldest first."""
        ...

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        brand: str | None = None,
        mapping: Mapping[str, str] | None = None,
        defaults: Mapping[str, str] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        actor: str | None = None,
        known_as: Mapping[Path, str] | None = None,
    ) -> Report:
        """Put files on a brand's record."""
        ...

    def draft(
        self,
        post: Post,
        brand: str | None = None,
        wishes: Wishes | None = None,
        progress: Callable[[str | Glimpse], Any] | None = None,
        locale: str | None = None,
    ) -> Reply:
        """Cited drafts that answer a post."""
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
        """A text held sentence by sentence against the brand's record."""
        ...
