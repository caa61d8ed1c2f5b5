"""A better answer to a question: what to say to it aloud, from the record.

What is held up in a question says what it is about better than its wording, which is made to
sting. What speaks to it comes first: what replaced the words, a later figure, what became of the
promise, the statement that an answer went against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.model import Draft, Reply, Severity
from assistant.rehearsal.matter import said_in
from assistant.rehearsal.outcome import BetterAnswer, Footing
from assistant.rehearsal.sources import Sources
from assistant.rehearsal.technique import WORDS_A_MINUTE
from assistant.rehearsal.texts import Words
from assistant.rehearsal.values import Assessment, Hold, Question, Said
from knowledge.cleaning import fold, squash
from knowledge.model import Brand, Commitment


@dataclass(frozen=True)
class Aloud:
    """What is to be answered aloud: what it is ``about``, in words that can be searched for;
    ``leads``, words that speak to it; ``held``, words that were held up in it."""

    about: str
    leads: tuple[Said, ...] = ()
    held: tuple[Said, ...] = ()


Speak = Callable[[Aloud, str, str], Reply]
"""What is asked, the brand, the language -> one draft from the record to be said aloud."""
Pledges = Callable[[str], Sequence[Commitment]]
"""A brand's commitments, as they stand."""

_FOOTINGS = {"answer": Footing.RECORD, "owned": Footing.OWNED}


class Bettering:
    """Composes better answers. Safe to share between threads."""

    def __init__(self, speak: Speak, pledges: Pledges, brand_of: Callable[[str], Brand]) -> None:
        self._speak = speak
        self._pledges = pledges
        self._brand_of = brand_of

    def __call__(
        self,
        asked: Sequence[Question],
        brand: str,
        language: str,
        topic: str,
        sources: Sources,
        told: Assessment | None = None,
    ) -> BetterAnswer:
        """An answer to the last question of ``asked``; ``told`` is what was made of the one given.

        Its citations have the numbers that ``sources`` gives.
        """
        reply = self._speak(self._aloud(asked, brand, language, topic, told), brand, language)
        draft = reply.drafts[0]
        passages = {passage.id: passage for passage in reply.passages}
        footing = _FOOTINGS.get(draft.strategy.name, Footing.SILENT)
        seconds = round(len(draft.text.split()) * 60 / WORDS_A_MINUTE)
        sentences = sources.cite(draft.sentences, passages)
        return BetterAnswer(footing, sentences, _note(draft, language), seconds)

    def _aloud(
        self,
        asked: Sequence[Question],
        brand: str,
        language: str,
        topic: str,
        told: Assessment | None,
    ) -> Aloud:
        question = rooted(asked)
        against = tuple(
            spot.against for spot in (told.contradictions if told else ()) if spot.against
        )
        matter = question.matter
        held = question.quoted
        leads = list(against)
        if matter is not None and matter.hold is Hold.CHANGED and matter.beside is not None:
            # What was replaced is not said again.
            leads.append(matter.beside)
            held = (matter.beside,)
        elif matter is not None and matter.beside is not None:
            leads.append(matter.beside)
        if matter is not None and matter.said is not None:
            leads += self._became(matter.said, brand, language)
        about = [one.words for one in (*against, *held)]
        if not about:
            about = [(matter.post if matter else None) or topic or question.text]
        return Aloud("\n".join(dict.fromkeys(about)), tuple(dict.fromkeys(leads)), held)

    def _became(self, said: Said, brand: str, language: str) -> Iterator[Said]:
        """What kept, dropped or replaced a promise, where it can be said in the language."""
        for one in self._pledges(brand):
            because = one.because
            if because is None or because.language != language or not _holds(one, said):
                continue
            mine = set(fold(said.words).split())
            words = max(because.quotes, key=lambda words: len(mine & set(fold(words).split())))
            yield said_in(because, words, self._brand_of(brand))
            return


def rooted(asked: Sequence[Question]) -> Question:
    """The question that a line of pressing began with: what the last one is about."""
    for one in reversed(asked):
        if one.heard is None:
            return one
    return asked[-1]


def _holds(one: Commitment, said: Said) -> bool:
    return any(
        worded.passage.id == said.passage_id and squash(worded.words) == squash(said.words)
        for worded in (one, *one.others)
    )


def _note(draft: Draft, language: str) -> str | None:
    """What to know before saying it: what the composer says, and what stands in the way."""
    words = Words(language)
    blocks = [one for one in draft.findings if one.severity is Severity.BLOCK]
    told = [words("check first", finding=one.message) for one in blocks]
    if draft.strategy.name == "answer" and draft.note:
        told.insert(0, draft.note)
    return " ".join(told) or None
