"""The record as themes ask it: whether it bears on what somebody said, and what can be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.model import Post
from assistant.phrasing import when
from assistant.themes.values import Answer, Quotation

if TYPE_CHECKING:
    from assistant.assembly import Assistant

QUOTED = 3
"""Quotations that one answer gives."""
REMEMBERED = 5_000
"""Answers that are kept while the record stays as it is."""


class Consulting:
    """Asks a brand's record as a draft would: an :class:`~assistant.themes.values.Answers`."""

    def __init__(self, assistant: Assistant, brand: str) -> None:
        self._assistant = assistant
        self._brand = brand
        self._known: dict[str, Answer] = {}

    def __call__(self, text: str, language: str) -> Answer:
        if text in self._known:
            return self._known[text]
        if not text.strip():
            return Answer(bears=False)
        told = self._assistant.consult(Post(text), self._brand)
        quotations = []
        for scored in told.evidence[:QUOTED]:
            passage = scored.quote.passage
            spoken = language if language in ("fr", "en") else "en"
            source = ", ".join(
                part for part in (passage.speaker, when(passage.date, spoken, exact=True)) if part
            )
            quotations.append(Quotation(passage.id, scored.quote.words, source))
        found = Answer(told.bears, tuple(quotations), told.unknown)
        if len(self._known) < REMEMBERED:
            self._known[text] = found
        return found
