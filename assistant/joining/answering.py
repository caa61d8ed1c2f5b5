"""The record as themes ask it: whether it answers what somebody said, and what can be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answerable import Grade, Graded, grade, is_passing
from assistant.evidence import overlap
from assistant.model import Post
from assistant.phrasing import Quote, when
from assistant.rehearsal.asked import places
from assistant.rehearsal.sayable import stands_alone
from assistant.reply import Consulted
from assistant.themes.values import Answer, Quotation

if TYPE_CHECKING:
    from assistant.assembly import Assistant

QUOTED = 3
"""Quotations that one answer gives."""
REMEMBERED = 5_000
"""Answers that are kept while the record stays as it is."""

SAME = 0.75
"""Share of the words of the shorter of two texts from which they say the same."""
NEIGHBOURS = 8
"""Passages among which a stock phrase is sought again."""
STRICT = frozenset({"measure", "when"})
"""What is given or not: a figure and a day. Whether a reason was given, words tell less surely."""


class Consulting:
    """Asks a brand's record as a draft would: an :class:`~assistant.themes.values.Answers`."""

    def __init__(self, assistant: Assistant, brand: str) -> None:
        self._assistant = assistant
        self._brand = brand
        self._known: dict[str, Answer] = {}
        self._said: dict[str, int] = {}

    def __call__(self, text: str, language: str) -> Answer:
        if text in self._known:
            return self._known[text]
        if not text.strip():
            return Answer(bears=False)
        told = self._assistant.consult(Post(text), self._brand)
        graded = self._graded(text, told)
        spoken = language if language in ("fr", "en") else "en"
        quotations = tuple(
            _quotation(one.quote, spoken) for one in (graded.answering or told.evidence)[:QUOTED]
        )
        found = Answer(
            bears=told.bears,
            quotations=quotations,
            unknown=told.unknown,
            answers=graded.grade is Grade.ANSWERS,
        )
        if len(self._known) < REMEMBERED:
            self._known[text] = found
        return found

    def _graded(self, text: str, told: Consulted) -> Graded:
        reading = told.reading
        if reading is None:
            return Graded(Grade.NOTHING)

        def fills(asked: str, words: str) -> bool:
            strict = [p for p in places(asked, words, reading.language) if p.name in STRICT]
            return not strict or any(place.filled for place in strict)

        return grade(
            text,
            reading,
            told.evidence,
            bears=told.bears,
            surely=told.surely,
            repeated=self._repeated,
            fills=fills,
        )

    def _repeated(self, quote: Quote) -> int:
        """In how many texts of the record the words stand, nearly to the letter."""
        known = self._said.get(quote.words)
        if known is None:
            near = self._assistant.retriever(self._brand).search(quote.words, k=NEIGHBOURS)
            same = {
                hit.passage.document_id
                for hit in near
                if overlap(quote.words, hit.passage.text) >= SAME
            }
            known = self._said[quote.words] = len(same | {quote.passage.document_id})
        return known


def _quotation(quote: Quote, language: str) -> Quotation:
    # What names a moving time was true when it was said: read out, it is said of today.
    whole = not (quote.partial or quote.ages or is_passing(quote))
    return Quotation(
        quote.passage.id,
        quote.words,
        _source(quote, language),
        language=quote.passage.language or "",
        sayable=whole and stands_alone(quote.words),
    )


def _source(quote: Quote, language: str) -> str:
    passage = quote.passage
    told = (passage.speaker, when(passage.date, language, exact=True))
    return ", ".join(part for part in told if part)
