"""What the reef asks of the record, which is handed in: what is near, topics, facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.reef.values import Fact, Topic


@dataclass(frozen=True)
class Words:
    """Something that may bear on a text: what is said, in which language, and what it is about."""

    text: str
    language: str
    about: str = ""


class Ground(Protocol):
    """One brand's record, as the reef asks it."""

    def near(self, text: str, heard: Sequence[Words]) -> list[float]:
        """How near each of ``heard`` is to ``text``, in the same or another language: 1 and above
        is near enough to bear on it."""
        ...

    def about(self, topics: Sequence[Topic], heard: Sequence[Words]) -> list[list[float]]:
        """For each of ``heard``, how near it is to each topic: 1 and above where it is about it.

        Topics compete: what is said is about the one or two that it is nearest to.
        """
        ...

    def topics(self, language: str) -> Sequence[Topic]:
        """What the brand answers for today: the parts of its purpose, and promises that bind it."""
        ...

    def purpose(self, language: str) -> str:
        """The sentence of its purpose; empty where there is none on record."""
        ...

    def facts(self, text: str, language: str) -> Sequence[Fact]:
        """What is public on record and speaks to ``text``, to the letter, best first."""
        ...

    def document(self, ref: str) -> str | None:
        """The id of a document on record; ``None`` where there is none, or several."""
        ...
