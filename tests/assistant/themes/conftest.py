"""What the tests of themes share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest

from assistant.themes.values import Answer, Quotation, Theme, Voice


@dataclass
class Record:
    """A record that bears on texts with some word, and keeps what it was asked."""

    word: str
    words: str = "We answer every letter within ten days."
    asked: list[str] = field(default_factory=list)
    answers: bool = True
    sayable: bool = True

    def __call__(self, text: str, language: str) -> Answer:
        self.asked.append(text)
        if self.word in text.lower():
            said = Quotation("p1", self.words, "Acme, 3 May 2024", "en", self.sayable)
            return Answer(True, (said,), answers=self.answers)
        return Answer(False, unknown=("parking",))


@pytest.fixture
def record() -> Record:
    return Record("letter")


def theme_of(voices: Iterable[Voice], copies: tuple[tuple[str, ...], ...] = ()) -> Theme:
    """A theme of all these voices."""
    ids = tuple(voice.id for voice in voices)
    return Theme("t-1", "parking", ("parking",), ids, ids[:3], 0.8, copies)
