"""Answers to be said aloud, from the record alone: the brand's own words, and one line before.

Whoever answers on air was just read words of theirs. So what was held up is not read back as an
answer; what speaks to it is said first; and where the record has no more, the words are owned and
the gap is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.composing import compose
from assistant.drafting import Case, Drafted, Report
from assistant.evidence import Scored, overlap
from assistant.model import Length, Wishes
from assistant.phrasing import Quote
from assistant.quoting import quotable_sentences
from assistant.strategies import Playbook
from knowledge.cleaning import squash
from knowledge.model import Passage
from knowledge.speaking import OTHERS

LONGEST = 80
"""Words of an answer: half a minute on air."""
ALIKE = 0.6
"""Share of words from which a sentence says what was held up."""

Words = tuple[str, str]
"""A passage's id, and words in it to the letter."""


def aloud(text: str) -> Length:
    """A text's length as it is said: in words."""
    used = len(text.split())
    return Length(used, LONGEST, "words", used <= LONGEST)


class SpokenDrafter:
    """Composes one answer. Needs no model.

    ``leads`` are words that speak to the question and come first, ``held`` those that were held
    up in it.
    """

    name = "spoken"
    model: str | None = None

    def __init__(
        self, playbooks: Mapping[str, Playbook], leads: Sequence[Words], held: Sequence[Words]
    ) -> None:
        self._playbooks = playbooks
        self._leads = leads
        self._held = held

    def draft(self, case: Case, report: Report | None = None) -> Drafted:
        passages = {passage.id: passage for passage in case.passages}
        held = list(_quotes(self._held, passages))
        leads = list(_quotes(self._leads, passages))
        taken = [*held, *leads]
        # A figure or a promise is answered by a figure.
        counted = any(one.figures or one.pledge for one in held)
        beyond = [
            one
            for one in (case.evidence if case.bears and not case.loosely else ())
            if (one.quote.figures or not counted)
            and not any(_says_again(one.quote, other) for other in taken)
        ]
        # On air nobody reads out another language while there is anything to say in their own.
        spoken = [one for one in beyond if one.quote.passage.language == case.style.language]
        evidence = [*_first(leads, spoken), *(spoken if taken or spoken else beyond)]
        strategy = "answer"
        if not evidence:
            # What somebody else told the house is not its own to stand by.
            ours = [one for one in held if one.passage.kind not in OTHERS]
            evidence, strategy = _first(ours, ()), "owned" if ours else "hold"
        style = replace(
            case.style,
            brand=replace(case.style.brand, signature=""),
            manner=replace(case.style.manner, address="vous"),
            measure=aloud,
            wishes=Wishes(language=case.style.language, strategy=strategy),
        )
        drafts = compose(case.post, case.reading, evidence, self._playbooks, style)
        prompts = {f"spoken/{name}": book.digest for name, book in self._playbooks.items()}
        return Drafted(tuple(drafts[:1]), prompts=prompts)


def _quotes(words: Sequence[Words], passages: Mapping[str, Passage]) -> list[Quote]:
    """Words of passages that were found, as quotations."""
    return [
        _quote(passages[identity], said)
        for identity, said in words
        if identity in passages and squash(said) in squash(passages[identity].text)
    ]


def _quote(passage: Passage, words: str) -> Quote:
    language = "fr" if passage.language == "fr" else "en"
    for one in quotable_sentences(passage.text, passage.sentences, language):
        if squash(one.words) == squash(words):
            return Quote(passage, one.words, one.ages, one.pledge, one.figures, one.partial)
    # What cannot stand alone was held up all the same: it is given with its date.
    return Quote(passage, words, ages=True, pledge=False, figures=False)


def _first(quotes: Sequence[Quote], others: Collection[Scored]) -> list[Scored]:
    """Quotations that lead: worth more than what was found, and no bar to what goes with them."""
    relevance = max((one.relevance for one in others), default=1.0)
    standout = max((one.standout for one in others), default=4.0)
    return [
        Scored(quote, relevance, 10.0 - number, standout, covered=0.0)
        for number, quote in enumerate(quotes)
    ]


def _says_again(one: Quote, other: Quote) -> bool:
    """Whether a sentence says what another did: nearly its words, or in another language and on
    the same day."""
    if overlap(one.words, other.words) >= ALIKE:
        return True
    passage, said = one.passage, other.passage
    return passage.language != said.language and passage.date == said.date is not None
