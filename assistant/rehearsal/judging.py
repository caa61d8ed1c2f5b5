"""What an answer is worth: held against the record, then how it met the question.

The judge knows the question and the answer, and neither who asks nor how hard: a challenger that
judged would turn helpful. It says what a challenger may come back to; the rest is for whoever
rehearses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from assistant.checking import Held
from assistant.checks.promises import NEW, PROMISES, VAGUE
from assistant.checks.spoken import Against, Near, against
from assistant.model import Finding, Sentence, Severity, Standing
from assistant.rehearsal import likeness, technique
from assistant.rehearsal.delivery import rate
from assistant.rehearsal.matter import said_in
from assistant.rehearsal.pledged import (
    NO_PROMISE,
    is_coming,
    is_past,
    is_promise,
    is_refusal,
    promises_so,
    says_so,
)
from assistant.rehearsal.recalled import recalled
from assistant.rehearsal.shelf import Terms
from assistant.rehearsal.values import Assessment, Question, Spot
from knowledge.cleaning import fold
from knowledge.errors import EmbeddingFailed
from knowledge.model import Brand, Passage

_ON_RECORD = frozenset({Standing.QUOTED, Standing.SUPPORTED, Standing.COURTESY})
_AS_SAID = frozenset({Standing.QUOTED, Standing.COURTESY})
_HEARD = {
    "en": "This is heard as a promise, and nothing on record commits the brand to it.",
    "fr": "On entend ici une promesse, et rien au registre n'y engage la marque.",
}

_OTHERWISE = {
    "en": "Please check: in other words, the record seems to say something else.",
    "fr": "À vérifier : en d'autres termes, le registre semble dire autre chose.",
}

Hold = Callable[[str, str, Terms], Held]
"""The answer, the question's words, the terms -> the answer held against the record."""


class Judge:
    """Assesses answers by what ``hold`` finds. Safe to share between threads.

    With ``near_in``, what goes against the record in other words is told too: an Assistant hands
    none over, because on a record that it was not made with three of four such were wrong
    (``docs/decisions/0009-inference.md``).
    """

    def __init__(
        self,
        hold: Hold,
        brand_of: Callable[[str], Brand],
        near_in: Callable[[str], Near] | None = None,
    ) -> None:
        self._hold = hold
        self._brand_of = brand_of
        self._near_in = near_in

    def __call__(self, question: Question, answer: str, terms: Terms) -> Assessment:
        """What ``answer`` to ``question`` is worth."""
        held = self._hold(answer, question.text, terms)
        brand = self._brand_of(terms.brand)
        passages = {passage.id: passage for passage in held.passages}
        placed = list(_placed(held))
        spoken = self._spoken(question, placed, terms)
        said = [technique.Said(one.text, start, one.standing) for one, start in placed]
        nearest = {
            at: [passages[one] for one in ids if one in passages]
            for at, ids in held.nearest.items()
        }
        sounds = _sounds(lambda: likeness.evading([one.text for one, _ in placed])) or 0.0
        against = tuple(_contradictions(held, placed, passages, spoken, brand, terms.language))
        told = {spot.start for spot in against}
        beside = recalled(placed, nearest, question.text, brand, terms.language)
        return Assessment(
            sentences=held.sentences,
            contradictions=against,
            promises=tuple(_promises(held, placed, passages, question.text, terms.language)),
            technique=technique.weigh(
                question.text, answer, said, terms.language, held.passages, sounds
            ),
            voice=_voice(held),
            passages=held.passages,
            delivery=rate(question.text, answer, terms.language),
            recalled=tuple(one for one in beside if one.start not in told),
        )

    def hearing(self, near_in: Callable[[str], Near]) -> Judge:
        """The same judge, which also tells what goes against the record in other words."""
        return Judge(self._hold, self._brand_of, near_in)

    def _spoken(
        self, question: Question, placed: list[tuple[Sentence, int]], terms: Terms
    ) -> Mapping[int, Against]:
        """What goes against the record in other words; a promise is told as one, and not here."""
        if self._near_in is None:
            return {}
        words = [sentence.text for sentence, _ in placed]
        found = against(words, question.text, terms.language, self._near_in(terms.brand))
        return {
            at: one
            for at, one in found.items()
            if placed[at][0].standing not in _AS_SAID and not is_coming(words[at], terms.language)
        }


def _sounds(ask: Callable[[], float]) -> float | None:
    """How something sounds; ``None`` where the embedded model cannot run: the rules are left."""
    try:
        return ask()
    except EmbeddingFailed:
        return None


def _voice(held: Held) -> float | None:
    """How near the answer is to the voice on record, where enough of it is known."""
    score = held.voice
    return score.percentile / 100 if score is not None and score.enough else None


def _placed(held: Held) -> Iterator[tuple[Sentence, int]]:
    """Each sentence with where it begins in the answer."""
    end = 0
    for sentence in held.sentences:
        start = max(held.text.find(sentence.text, end), 0)
        end = start + len(sentence.text)
        yield sentence, start


def _contradictions(
    held: Held,
    placed: list[tuple[Sentence, int]],
    passages: Mapping[str, Passage],
    spoken: Mapping[int, Against],
    brand: Brand,
    language: str,
) -> Iterator[Spot]:
    """Each sentence that goes against a statement in force, once, with that statement.

    What is certain comes before what goes against it in other words.
    """
    told: dict[int, tuple[Finding | None, Passage]] = {}
    for finding in held.findings:
        if not _contradicts(finding):
            continue
        at = _at(placed, finding)
        against = next((passages[one] for one in finding.evidence if one in passages), None)
        if at is not None and against is not None:
            told.setdefault(at, (finding, against))
    for at, (sentence, _) in enumerate(placed):
        near = [passages[one] for one in held.nearest.get(at, ()) if one in passages]
        if sentence.standing is Standing.CONTRADICTS and at not in told and near:
            told[at] = (None, near[0])
    for at in sorted({*told, *spoken}):
        sentence, start = placed[at]
        if at in told:
            found, passage = told[at]
            message = found.message if found is not None else ""
            there = said_in(passage, _nearest_words(sentence.text, passage), brand)
        else:
            message = _OTHERWISE["fr" if language == "fr" else "en"]
            there = said_in(spoken[at].passage, spoken[at].words, brand)
        yield Spot(sentence.text, start, start + len(sentence.text), message, there)


def _contradicts(finding: Finding) -> bool:
    if finding.check == "consistency":
        return finding.severity is not Severity.NOTE
    return finding.check == PROMISES and finding.rule == "differs"


def _promises(
    held: Held,
    placed: list[tuple[Sentence, int]],
    passages: Mapping[str, Passage],
    question: str,
    language: str,
) -> Iterator[Spot]:
    """Each sentence that promises what nothing on record commits to, once.

    Beside what the check of promises finds in any text, what is heard as one in speech.
    """

    @cache
    def sounding(at: int) -> float | None:
        return _sounds(lambda: likeness.promising(placed[at][0].text, language))

    told: dict[int, str] = {}
    for finding in held.findings:
        at = _at(placed, finding) if finding.check == PROMISES and finding.rule in NEW else None
        if at is None or is_past(placed[at][0].text, language):
            continue
        heard = sounding(at)
        if heard is not None and heard < NO_PROMISE:
            continue
        # "I will name nobody" is read as a vague promise, and refuses to say.
        if finding.rule != VAGUE or not is_refusal(placed[at][0].text, language):
            told.setdefault(at, finding.message)
    for at, (sentence, _) in enumerate(placed):
        if at in told or sentence.standing in _ON_RECORD:
            continue
        if not is_promise(sentence.text, language, sounding(at)):
            continue
        near = [passages[one] for one in held.nearest.get(at, ()) if one in passages]
        if not any(says_so(passage, sentence.text, language) for passage in near):
            told[at] = _HEARD["fr" if language == "fr" else "en"]
    in_force = [one for one in passages.values() if one.superseded_by is None]
    for at, message in sorted(told.items()):
        sentence, start = placed[at]
        if not any(promises_so(passage, sentence.text, question, language) for passage in in_force):
            yield Spot(sentence.text, start, start + len(sentence.text), message)


def _at(placed: list[tuple[Sentence, int]], finding: Finding) -> int | None:
    """The number of the sentence that a finding is at."""
    for at, (sentence, start) in enumerate(placed):
        if start <= finding.start < start + len(sentence.text):
            return at
    return None


def _nearest_words(words: str, passage: Passage) -> str:
    """The sentence of a passage that shares most words with ``words``."""
    mine = set(fold(words).split())
    quotes = passage.quotes
    return max(quotes, key=lambda quote: len(mine & set(fold(quote).split())), default=passage.text)
