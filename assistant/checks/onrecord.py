"""The brand's record as the checks ask it, each question answered once for a draft."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from knowledge.model import Commitment, Kind, Passage
from knowledge.voice import VoiceProfile

if TYPE_CHECKING:
    from knowledge.retrieval import Hit, Retriever

NEAR = 8
"""Passages that a sentence is held against."""


class BrandRecord:
    """The :class:`assistant.checks.OnRecord` of one brand, for one draft or a few."""

    def __init__(
        self,
        retriever: Retriever,
        revision: str,
        *,
        commitments: Callable[[], Sequence[Commitment]],
        replies: Callable[[str], Sequence[Passage]],
        voice: Callable[[str], VoiceProfile | None],
        behind: Callable[[Passage], Sequence[Passage]] = lambda reply: (),
    ) -> None:
        self.revision = revision
        self._retriever = retriever
        self._commitments = cache(commitments)
        self._replies = cache(replies)
        self._voice = cache(voice)
        self._behind = behind
        self._found: dict[str, Sequence[Hit]] = {}
        self._lock = threading.Lock()

    def near(self, sentence: str) -> Sequence[Hit]:
        # Held while it searches: two checks that ask for one sentence embed it once.
        with self._lock:
            if sentence not in self._found:
                self._found[sentence] = self._resolved(self._retriever.search(sentence, k=NEAR))
            return self._found[sentence]

    def _resolved(self, hits: Sequence[Hit]) -> list[Hit]:
        """The hits, and for a past reply among them the passages that it rested on itself."""
        known = {hit.passage.id for hit in hits}
        more = []
        for hit in hits:
            if hit.passage.kind is not Kind.REPLY:
                continue
            for passage in self._behind(hit.passage):
                if passage.id not in known:
                    known.add(passage.id)
                    more.append(replace(hit, passage=passage))
        return [*hits, *more]

    def commitments(self) -> Sequence[Commitment]:
        return self._commitments()

    def replies(self, language: str) -> Sequence[Passage]:
        return self._replies(language)

    def voice(self, language: str) -> VoiceProfile | None:
        return self._voice(language)
