"""What the texts of one installation are held against, and by which checks.

The checks themselves know no settings and no database: here they are put together for this
installation, with each brand's record, voice and commitments, made once for each state of the
record and kept.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.checks import OnRecord
from assistant.checks.running import Named
from assistant.settings import OffLimits
from knowledge.cleaning import fold
from knowledge.model import Brand, Commitment, Kind, Passage

if TYPE_CHECKING:
    from assistant.checks.offlimits import Limit
    from assistant.inference import Entailer
    from knowledge.embeddings import Embedder
    from knowledge.promised import Promises
    from knowledge.record import Record
    from knowledge.retrieval import Retriever
    from knowledge.voice import VoiceProfile

T = TypeVar("T")
K = TypeVar("K")

RECENT = 50
"""Replies that a new one is compared with."""
VOICED = 2_000
"""Passages that a voice is learned from, at most."""


class Checkroom:
    """The checks of one installation. Safe to share between threads."""

    def __init__(
        self,
        record: Record,
        embedder: Embedder,
        off_limits: Mapping[str, OffLimits],
        clock: Callable[[], date],
        sources_of: Callable[[str], Sequence[str]] = lambda document: (),
        folder: Path | None = None,
    ) -> None:
        self._record = record
        self._embedder = embedder
        self._changes = off_limits
        self._clock = clock
        self._sources_of = sources_of
        self._folder = folder
        self._voices: dict[tuple[str, int, tuple[str, str | None]], VoiceProfile] = {}
        self._replies: dict[tuple[str, int, str], list[Passage]] = {}
        self._lock = threading.Lock()

    @cached_property
    def _promises(self) -> Promises:
        from knowledge.promised import Promises

        return Promises(self._record, self._folder)

    @cached_property
    def entailer(self) -> Entailer:
        """What weighs statements against each other."""
        from assistant.inference.learned import Learned

        return Learned(self._embedder)

    @cached_property
    def off_limits(self) -> tuple[Limit, ...]:
        """The topics that this house does not comment on."""
        from assistant.checks.offlimits import house_limits

        changed = {key: topic and topic.model_dump() for key, topic in self._changes.items()}
        return house_limits(changed) if changed else house_limits()

    @cached_property
    def of_texts(self) -> tuple[Named, ...]:
        """The checks of any text, by name."""
        from assistant.checks import (
            characters,
            citations,
            claims,
            exposure,
            grounding,
            offlimits,
            platforms,
            promises,
            voice,
        )
        from assistant.checks.consistency import Consistency

        return (
            Named("platforms", platforms.check),
            Named("citations", citations.check),
            Named("characters", characters.check),
            Named("grounding", grounding.check),
            Named("consistency", Consistency(self.entailer).check),
            Named("promises", promises.check),
            Named("claims", claims.check),
            Named("exposure", exposure.check),
            Named("offlimits", offlimits.checking(self.off_limits)),
            Named("voice", voice.check),
        )

    @cached_property
    def of_drafts(self) -> tuple[Named, ...]:
        """The checks of a draft that was written here.

        One from the record is in the brand's own words: its voice is told in review. A sentence
        without a source is graver in a draft than in a person's text, and has a check of its own.
        """
        from assistant.checks import sources, writing

        return (
            *(one for one in self.of_texts if one.name not in ("voice", "grounding")),
            Named("sources", sources.check),
            Named("writing", writing.check),
        )

    def on_record(self, brand: Brand, retriever: Retriever, speaker: str | None = None) -> OnRecord:
        """The brand's record as the checks ask it, for one text or a few.

        ``speaker`` is whose text it is, where it is to sound like a person of the brand.
        """
        from assistant.checks.onrecord import BrandRecord

        return BrandRecord(
            retriever,
            f"{brand.name}@{self._record.revision_lately(brand.name)}",
            commitments=lambda: self.commitments(brand),
            replies=lambda language: self.replies(brand, language),
            voice=lambda language: self.voice(brand, language, speaker),
            behind=lambda reply: self._behind(brand, reply),
        )

    def _behind(self, brand: Brand, reply: Passage) -> list[Passage]:
        """The passages that a past reply rested on when it was sent."""
        ids = self._sources_of(reply.document_id)
        return list(self._record.passages(brand.name, ids).values()) if ids else []

    def voice(self, brand: Brand, language: str, speaker: str | None = None) -> VoiceProfile:
        """How the brand speaks in a language, learned from its replies, else its statements too.

        With a ``speaker``, how that person does, where the record has enough of them.
        """
        from knowledge.voice import ENOUGH, VoiceProfile

        key = (brand.name, self._record.revision_lately(brand.name), (language, speaker))

        def said_as(kind: Kind) -> list[Passage]:
            return self._record.newest(brand.name, kind, language, VOICED)

        with self._lock:
            if key not in self._voices:
                said = []
                if speaker is not None:
                    own = said_as(Kind.STATEMENT)
                    who = fold(self._record.aliases(brand.name).get(speaker, speaker))
                    said = [one for one in own if fold(one.who or "") == who]
                if len(said) < ENOUGH:
                    said = said_as(Kind.REPLY)
                if len(said) < ENOUGH:
                    said = [*said, *said_as(Kind.STATEMENT)]
                self._voices = _of_now(self._voices, key)
                texts = list(dict.fromkeys(passage.text for passage in said))
                self._voices[key] = VoiceProfile.learn(texts, language)
            return self._voices[key]

    def replies(self, brand: Brand, language: str) -> list[Passage]:
        """The brand's last replies in a language, the newest first."""
        key = (brand.name, self._record.revision_lately(brand.name), language)
        with self._lock:
            kept = self._replies.get(key)
        if kept is None:
            kept = self._record.newest(brand.name, Kind.REPLY, language, RECENT)
            with self._lock:
                self._replies = {**_of_now(self._replies, key), key: kept}
        return list(kept)

    def commitments(self, brand: Brand) -> list[Commitment]:
        """What the brand has committed itself to, the newest first, as it stands today."""
        return self._promises.of(brand, self._clock().isoformat())

    def forget(self, brand: str) -> None:
        """Let nothing be left in memory of what was taken off the brand's record."""
        self._promises.forget(brand)
        with self._lock:
            self._voices = {k: v for k, v in self._voices.items() if k[0] != brand}
            self._replies = {k: v for k, v in self._replies.items() if k[0] != brand}


def _of_now(
    kept: Mapping[tuple[str, int, K], T], key: tuple[str, int, K]
) -> dict[tuple[str, int, K], T]:
    """What is kept, without an earlier state of the brand's record."""
    return {k: v for k, v in kept.items() if k[0] != key[0] or k[:2] == key[:2]}
