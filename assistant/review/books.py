"""The dossiers of an installation as they are read, and what acts on them are begun with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from assistant.review import shelf
from assistant.review.acting import Acting, Notify, Standing
from assistant.review.preparing import Preparing
from assistant.review.rivals import Pending, Rival
from assistant.review.rules import Rules
from assistant.review.states import State
from assistant.review.values import Dossier, Freeze
from knowledge.database import Database
from knowledge.journal import Scribe

Publish = Callable[[Connection, Dossier, Scribe], str]
"""Puts a reply on the record within the transaction that sends it; gives its document's id."""
Forget = Callable[[Connection, str, str], int]
"""Forgets what else was kept of a brand's post, within the transaction that erases it; how much."""
Retract = Callable[[Connection, Dossier, Scribe], None]
"""Marks it there as taken down, within the transaction that says so."""


class Books:
    """What is read, and by which rules it is acted on. Safe between threads."""

    def __init__(
        self,
        database: Database,
        publish: Publish,
        rules: Rules | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        retract: Retract | None = None,
        notify: Notify = lambda connection, done: None,
        standing: Standing = lambda connection, by: by,
        forget: Forget = lambda connection, brand, post: 0,
    ) -> None:
        self._database = database
        self._retract = retract
        self._forget = forget
        self._acting = Acting(database, clock, notify, standing)
        self._publish = publish
        self._rules = rules or Rules()
        self._clock = clock

    def read(self, dossier: str) -> Dossier:
        """A dossier whole. Raises :class:`UnknownThing`."""
        with self._database.reading() as connection:
            return shelf.read_dossier(connection, dossier)

    def listed(self, brand: str, **wanted: Any) -> list[shelf.Listed]:
        """A brand's dossiers; see :func:`shelf.read_list`."""
        with self._database.reading() as connection:
            return shelf.read_list(connection, brand, **wanted)

    def counts(self, brand: str) -> dict[State, int]:
        """How many dossiers of a brand are in each state."""
        with self._database.reading() as connection:
            return shelf.read_counts(connection, brand)

    @property
    def prepared(self) -> Preparing:
        """Answers that are approved before anybody asks."""
        return Preparing(self._acting, self._rules, self._clock)

    @property
    def rules(self) -> Rules:
        """What the house asks before a reply may leave."""
        return self._rules

    def freeze_of(self, brand: str) -> Freeze | None:
        """The freeze that stands for a brand, if one does."""
        with self._database.reading() as connection:
            return shelf.read_freeze(connection, brand)

    def find(self, beginning: str) -> list[str]:
        """The ids of dossiers that begin so, at most two."""
        with self._database.reading() as connection:
            return shelf.read_ids(connection, beginning)

    def sources_of(self, document: str) -> tuple[str, ...]:
        """The passages that a reply on record rested on when it was sent, by their ids."""
        with self._database.reading() as connection:
            return shelf.read_sources(connection, document)

    def with_pending(
        self, dossier: str, compare: Callable[[Pending, Iterable[Pending]], list[Rival]]
    ) -> list[Rival]:
        """What ``compare`` finds between a dossier and the pending ones of its brand."""
        with self._database.reading() as connection:
            one, others = shelf.read_pending(connection, dossier)
        return compare(one, others)
