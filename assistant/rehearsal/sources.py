"""The sources of a document, each with one number, in the order in which they are first named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.model import Sentence
from knowledge.model import Passage


class Sources:
    """Gives passages their numbers."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._passages: list[Passage] = []

    def number(self, passage: Passage) -> int:
        """The passage's number, from 1."""
        if passage.id not in self._numbers:
            self._passages.append(passage)
            self._numbers[passage.id] = len(self._passages)
        return self._numbers[passage.id]

    def cite(
        self, sentences: Iterable[Sentence], passages: Mapping[str, Passage]
    ) -> tuple[Sentence, ...]:
        """The sentences with the numbers of this document in their citations."""
        return tuple(
            replace(
                one,
                citations=tuple(
                    replace(cited, number=self.number(passages[cited.passage_id]))
                    for cited in one.citations
                    if cited.passage_id in passages
                ),
            )
            for one in sentences
        )

    def listed(self) -> Sequence[Passage]:
        """All of them, the first is number 1."""
        return tuple(self._passages)
