"""The parts of one installation, each opened when it is first needed.

A command that only reads the record never loads the embedding model; one that never drafts opens
no chat model. What is opened here is closed here.
"""

from __future__ import annotations

import getpass
import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import BadSettings
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.access import Access
    from assistant.chat import ChatModel
    from assistant.checkroom import Checkroom
    from assistant.notices import Carriers, Outbox
    from assistant.review import Ledger
    from assistant.store import Own
    from assistant.strategies import Playbook
    from assistant.tracing import Tracer
    from knowledge.database import Database
    from knowledge.embeddings import Embedder
    from knowledge.index import PassageIndex
    from knowledge.record import Record
    from knowledge.retrieval import Retriever


class Installation:
    """What the settings describe, opened. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], date] = date.today,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        embedder: Embedder | None = None,
    ) -> None:
        self.settings = settings
        self._handed = embedder
        self.locale = settings.locale or _terminal_locale()
        self._clock = clock
        self._now = now
        self._retrievers: dict[str, Retriever] = {}
        self._lock = threading.RLock()

    @property
    def actor(self) -> str:
        """Who is named in the journal for what this Assistant writes."""
        if self.settings.actor:
            return self.settings.actor
        with suppress(OSError, KeyError):
            return getpass.getuser()
        return "unknown"

    @property
    def today(self) -> date:
        """The day that everything here is done on."""
        return self._clock()

    def now(self) -> datetime:
        """The moment that something is written down at."""
        return self._now()

    @cached_property
    def database(self) -> Database:
        from knowledge.database import Database

        with self._lock:
            database = Database.open(self.settings.database)
            database.migrate()
            return database

    @cached_property
    def record(self) -> Record:
        from knowledge.record import Record

        return Record(self.database)

    def conversations_of(self, name: str | None) -> Own:
        """The conversations of whoever signed in as ``name``, or of :attr:`actor`."""
        from assistant.store import Own, Store

        return Own(Store(self.database), name or self.actor)

    @cached_property
    def embedder(self) -> Embedder:
        from assistant.providers import embedder

        return self._handed or embedder(self.settings)

    @cached_property
    def index(self) -> PassageIndex:
        from knowledge.index import open_index

        with self._lock:
            return open_index(
                self.record,
                self.embedder,
                self.settings.data_dir / "index",
                url=self.settings.chroma_url,
            )

    @cached_property
    def checks(self) -> Checkroom:
        """What a text of this installation is held against, and by which checks."""
        from assistant.checkroom import Checkroom

        return Checkroom(
            self.record,
            self.embedder,
            self.settings.off_limits,
            self._clock,
            sources_of=self.ledger.sources_of,
            folder=self.settings.data_dir / "search",
        )

    @cached_property
    def access(self) -> Access:
        """Who may be here, and what lets them in."""
        from assistant.access import Access, House

        return Access(self.database, House.of(self.settings), clock=self._now)

    @cached_property
    def ledger(self) -> Ledger:
        """The replies on their way out, under this house's rules."""
        from assistant.review import Ledger
        from assistant.review.publishing import off_record, on_record
        from assistant.review.rules import Rules
        from assistant.store import forget_post

        publish = on_record(self.record, self.settings.passage_tokens)
        rules = Rules(self.settings.approvals, self.settings.approve_own)
        return Ledger(
            self.database,
            publish,
            rules,
            self._now,
            off_record(self.record),
            self.outbox.notify,
            self.access.standing,
            forget_post,
        )

    @cached_property
    def outbox(self) -> Outbox:
        """The notices on their way to people, where any way out is open."""
        from assistant.notices import Channels, Outbox

        return Outbox(self.database, Channels.of(self.settings, self.locale), self._now)

    def carriers(self) -> Carriers:
        """What carries them, from entering to leaving it; a record that is only read has none."""
        from assistant.notices import Carriers

        return Carriers(self.outbox, {} if self.database.read_only else None)

    @cached_property
    def playbooks(self) -> Mapping[str, Playbook]:
        from assistant.strategies import load_playbooks

        return load_playbooks()

    @cached_property
    def tones(self) -> Mapping[str, Playbook]:
        from assistant.strategies import load_tones

        return load_tones()

    @cached_property
    def spoken(self) -> Mapping[str, Playbook]:
        from assistant.strategies import load_spoken

        return load_spoken()

    @cached_property
    def tracer(self) -> Tracer | None:
        """What the trace of a draft is told to; ``None`` unless the settings ask for one."""
        if self.settings.trace is None:
            return None
        try:
            from assistant.tracing.opentelemetry import tracer
        except ModuleNotFoundError as error:
            raise BadSettings(
                "Setting 'trace' needs a package: pip install 'corail[trace]'."
            ) from error
        with self._lock:
            return tracer(self.settings.trace)

    @cached_property
    def chat_model(self) -> ChatModel | None:
        """The model that writes the drafts; ``None`` when they are composed without one."""
        from assistant.providers import chat_model

        with self._lock:
            return chat_model(self.settings)

    @property
    def writer(self) -> str | None:
        """The name of the chat model that writes the drafts; ``None`` without one."""
        return self.chat_model.name if self.chat_model is not None else None

    @property
    def notices(self) -> list[str]:
        """What a person should know of this installation now, a sentence each."""
        if "index" not in self.__dict__:
            return []
        found = [str(n) for n in getattr(self.index, "notes", ())]
        if self.index.holder:
            found.insert(
                0,
                f"The index is held by {self.index.holder}; this process reads beside it."
                if self.locale == "en"
                else f"L'index est tenu en écriture par {self.index.holder} ; lecture à côté.",
            )
        return found

    def close(self) -> None:
        """Release the index's lock and the database."""
        with self._lock:
            for name in ("index", "database", "tracer"):
                part = self.__dict__.pop(name, None)
                close = getattr(part, "close", None)
                if close is not None:
                    close()
            for name in _RESTING:
                self.__dict__.pop(name, None)
            self._retrievers.clear()


# What stands on the database, and goes when it does.
_RESTING = (
    *("record", "checks", "access", "outbox", "ledger", "review", "reef"),
    *("rehearsals", "gathering", "judge", "debriefing", "bettering", "briefing"),
    *("workshop", "curation"),
)


def _terminal_locale() -> str:
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "fr" if told.lower().startswith("fr") else "en"
