"""A better answer to a question: what to say to it aloud, from the record.

What is held up in a question says what it is about better than its wording, which is made to
sting. What speaks to it comes first: what replaced the words, a later figure, what became of the
promise, the statement that an answer went against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.model import Draft, Reply, Severity
from assistant.rehearsal.matter import said_in
from assistant.rehearsal.outcome import BetterAnswer, Footing
from assistant.rehearsal.sources import Sources
from assistant.rehearsal.technique import WORDS_A_MINUTE
from assistant.rehearsal.texts import Words
from assistant.rehearsal.values import Assessment, Hold, Press, Question, Said
from knowledge.cleaning import fold, squash
from knowledge.model import Brand, Commitment


@dataclass(frozen=True)
class Aloud:
    """What is to be answered aloud: what it is ``about``, in words that can be searched for;
    ``leads``, words that speak to it; ``held``, words that were held up in it. ``promised`` where
    it comes back to a promise just made; ``near`` where what is found must speak of what was held
    up, too."""

    about: str
    leads: tuple[Said, ...] = ()
    held: tuple[Said, ...] = ()
    promised: bool = False
    near: bool = False


Speak = Callable[[Aloud, str, str], Reply]
"""What is asked, the brand, the language -> one draft from the record to be said aloud."""
Pledges = Callable[[str], Sequence[Commitment]]
"""A brand's commitments, as they stand."""

_FOOTINGS = {
    "answer": Footing.RECORD,
    "owned": Footing.OWNED,
    "withdrawn": Footing.WITHDRAWN,
}


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
        aloud = self._aloud(asked, brand, language, topic, told)
        reply = self._speak(aloud, brand, language)
        footing = _footing(reply)
        if footing is Footing.OWNED and topic.strip():
            # Words that were held up find little beside themselves: the topic may find more.
            wider = replace(aloud, about=topic.strip(), near=True)
            other = self._speak(wider, brand, language)
            if _footing(other) is Footing.RECORD:
                reply, footing = other, Footing.RECORD
        draft = reply.drafts[0]
        passages = {passage.id: passage for passage in reply.passages}
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
        question, pressed = rooted(asked), asked[-1].heard
        against = tuple(
            spot.against for spot in (told.contradictions if told else ()) if spot.against
        )
        if pressed is not None and pressed.against is not None:
            # What an answer went against is what the next one has to say.
            against = (*against, pressed.against)
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
        promised = pressed is not None and pressed.press is Press.PROMISE and not against
        words = "\n".join(dict.fromkeys(about))
        return Aloud(words, tuple(dict.fromkeys(leads)), held, promised)

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


def _footing(reply: Reply) -> Footing:
    return _FOOTINGS.get(reply.drafts[0].strategy.name, Footing.SILENT)


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
