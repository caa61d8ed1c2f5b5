"""Answers to be said aloud, from the record alone: the brand's own words, and one line before.

Whoever answers on air was just read words of theirs. So what was held up is not read back as an
answer; what speaks to it is said first; and where the record has no more, the words are owned and
the gap is said.
"""

from __future__ import annotations

import re
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
from knowledge.commitments import subject
from knowledge.model import Passage
from knowledge.quantities import DATE, YEAR, quantities
from knowledge.speaking import OTHERS

LONGEST = 80
"""Words of an answer: half a minute on air."""
_SCOPES = re.compile(r"(?i)\bscopes?\s\d(?:\s?(?:,|and|et|&|\+)\s?\d)*")
SHARED = 3
"""Words that two sentences on one subject share."""
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
    up in it. ``promised`` is whether it comes back to a promise that nobody took on: what answers
    it is that it was said too soon. ``near`` has what is found speak of what was held up, where
    it was looked for by something else.
    """

    name = "spoken"
    model: str | None = None

    def __init__(
        self,
        playbooks: Mapping[str, Playbook],
        leads: Sequence[Words],
        held: Sequence[Words],
        *,
        promised: bool = False,
        near: bool = False,
    ) -> None:
        self._playbooks = playbooks
        self._leads = leads
        self._held = held
        self._promised = promised
        self._near = near

    def draft(self, case: Case, report: Report | None = None) -> Drafted:
        passages = {passage.id: passage for passage in case.passages}
        held = list(_quotes(self._held, passages))
        leads = list(_quotes(self._leads, passages))
        taken = [*held, *leads]
        # A figure or a promise is answered by a figure.
        counted = any(one.figures or one.pledge or _is_counted(one) for one in held)
        beyond = [
            one
            for one in (case.evidence if case.bears and not case.loosely else ())
            if (_is_counted(one.quote) or not counted)
            and (not self._near or any(_tells_more(one.quote, other) for other in held))
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
        if self._promised:
            # What stands is what was published, and no more of it than was held up.
            ours = [one for one in held if one.passage.kind not in OTHERS]
            evidence, strategy = _first(ours, ()), "withdrawn"
        books = self._playbooks
        if self._promised:
            books = {**books, "hold": books["withdrawn"]}
        style = replace(
            case.style,
            brand=replace(case.style.brand, signature=""),
            manner=replace(case.style.manner, address="vous"),
            measure=aloud,
            wishes=Wishes(language=case.style.language, strategy=strategy),
        )
        drafts = compose(case.post, case.reading, evidence, books, style)
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


def _tells_more(one: Quote, other: Quote) -> bool:
    """Whether a sentence has a figure on what another speaks of, in whatever words."""
    theirs = subject(other.words, other.passage.language)
    shared = len(subject(one.words, one.passage.language) & theirs)
    return shared >= max(2, min(SHARED, len(theirs))) and _is_counted(one)


def _is_counted(one: Quote) -> bool:
    """Whether a sentence has a figure: the 3 of "Scope 3" is a name."""
    return bool(_counts(one)) or (one.figures and not _SCOPES.search(one.words))


def _counts(one: Quote) -> frozenset[tuple[float, str]]:
    """The figures of a sentence that are neither years nor names."""
    told = quantities(_SCOPES.sub("", one.words), one.passage.language or "en")
    return frozenset((said.value, said.unit) for said in told if said.unit not in (YEAR, DATE))


def _says_again(one: Quote, other: Quote) -> bool:
    """Whether a sentence says what another did: nearly its words, or in another language and on
    the same day. A later count of the same is what became of it, and says something new."""
    passage, said = one.passage, other.passage
    if overlap(one.words, other.words) >= ALIKE:
        later = (passage.date or "") > (said.date or passage.date or "")
        return not (later and _counts(one) and _counts(one) != _counts(other))
    return passage.language != said.language and passage.date == said.date is not None
