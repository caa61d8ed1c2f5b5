"""The numbers of what is quoted on the page, and the evidence cards that they open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.model import Draft, Length, Sentence, Strategy
from assistant.rehearsal.values import Said, Turn
from assistant.ui import ages, pieces
from assistant.ui.marking import marked_text
from assistant.ui.pieces import Place, aside
from assistant.ui.texts import say
from knowledge.model import Passage

EXCHANGE = -1
"""The number under which the room's evidence cards stand in the page: no other room's."""


def place(language: str, today: date, *, alone: bool = True) -> Place:
    """Where the pieces of the room stand."""
    return Place(say(language), language, EXCHANGE, today, alone)


class Sources:
    """Passages by the numbers they have here, in the order in which they are first quoted.

    A passage that is no longer on record keeps its number, and its mark says so.
    """

    def __init__(self, here: Place, passages: Mapping[str, Passage]) -> None:
        self._here = here
        self._passages = passages
        self._numbers: dict[str, int] = {}
        self._words: dict[str, list[str]] = {}

    @classmethod
    def of(cls, here: Place, passages: Sequence[Passage]) -> Sources:
        """Passages that have their numbers already, in their order."""
        found = cls(here, {one.id: one for one in passages})
        found._numbers = {one.id: number for number, one in enumerate(passages, 1)}
        return found

    def mark(self, passage_id: str, words: str = "") -> str:
        """A citation mark; ``words`` are what is quoted of the passage."""
        number = self._numbers.setdefault(passage_id, len(self._numbers) + 1)
        told = self._words.setdefault(passage_id, [])
        if words and words not in told:
            told.append(words)
        return pieces.mark(number, self._passages.get(passage_id), self._here)

    def numbered(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """Sentences whose citations bear the numbers of this page."""
        found = []
        for sentence in sentences:
            citations = []
            for one in sentence.citations:
                self.mark(one.passage_id, one.words)
                citations.append(replace(one, number=self._numbers[one.passage_id]))
            found.append(replace(sentence, citations=tuple(citations)))
        return tuple(found)

    def marked(self, sentences: Sequence[Sentence], words: str) -> str:
        """A text with the marks of its sentences, as a draft has them."""
        length = Length(0, 0, "", True)
        numbered = self.numbered(sentences)
        draft = Draft(Strategy("spoken", "", ""), "", words, numbered, length)
        return marked_text(draft, self._passages, self._here)

    def attributed(self, said: Said) -> str:
        """A mark, who said the words, and when."""
        who = f"{aside(said.who)}, " if said.who else ""
        when = ages.written(said.date, self._here.language, self._here.text)
        mark = self.mark(said.passage_id, said.words)
        return f'<span class="attributed">{mark} {who}<span class="when">{when}</span></span>'

    def evidence(self, *, newest_first: bool = False) -> str:
        """The cards of all that was marked; nothing where nothing was."""
        shown = [
            pieces.evidence_card(self._passages[i], self._words.get(i, ()), self._here, number)
            for i, number in self._numbers.items()
            if i in self._passages
        ]
        if not shown:
            return ""
        cards = "".join(reversed(shown) if newest_first else shown)
        return f'<div class="evidence"><h2>{self._here.text("evidence")}</h2>{cards}</div>'


def quoted_in(turns: Sequence[Turn]) -> list[str]:
    """The ids of all passages that questions, answers and what the judge says of them quote."""
    found: dict[str, None] = {}
    for turn in turns:
        found |= dict.fromkeys(one.passage_id for one in turn.question.quoted)
        told = turn.assessment
        if told is None:
            continue
        for sentence in told.sentences:
            found |= dict.fromkeys(one.passage_id for one in sentence.citations)
        found |= dict.fromkeys(
            one.against.passage_id for one in told.contradictions if one.against is not None
        )
        for claim in told.recalled:
            found |= dict.fromkeys(one.said.passage_id for one in claim.before)
    return list(found)
