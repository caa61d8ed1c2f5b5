"""From retrieved passages to the words worth quoting: what answers this post, best first.

Every sentence of every retrieved passage is weighed: how near it is to the post, whether it can
stand alone (:mod:`assistant.quoting`), whether the brand speaks of itself, how old it is. What is
not public today, superseded, a past reply or somebody else's word never becomes a quotation: a
reply serves voice and consistency, and is never the evidence for the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from assistant.phrasing import Quote, is_overdue, years
from assistant.quoting import Quotable, quotations
from knowledge.cleaning import fold, squash
from knowledge.lately import lately
from knowledge.model import Brand, Kind, Passage
from knowledge.nearness import Nearness, has_substance
from knowledge.speaking import OTHERS, Voice, voice_of

Coverage = Callable[[str], float]
"""sentence -> share in [0, 1] of the post's telling words, by weight, that the sentence holds."""

Sought = Callable[[Quote], bool]
"""quotation -> whether it is of the kind that a post asks for: a figure, a promise."""

_NEVER_QUOTED = frozenset({Kind.REPLY, *OTHERS})
_SECOND_PERSON = (" you ", " your ", " vous ", " votre ", " vos ", " tu ", " ton ")
SHORT, MAX_WORDS_BEFORE_LONG = 8, 32

# A sentence is on the point when the sum of two things reaches a bar: how far its passage stands
# out from the record at large (in standard deviations), and COVERED
# times the share of the post's telling words that the sentence itself holds; and when it falls no
# further than BEHIND below the best found, quotable or not. Across languages words cannot meet.
# The surer it is that the record answers (log-odds, up to SUREST), the lower the bar, by SURE each.
BAR = 2.9
SURE = 0.3
SUREST = 3.0
COVERED = 5.0
BEHIND = 2.2
STANDS_ACROSS = 2.7
LEAST_ACROSS = 0.35
FITS_ACROSS = 3.4

# In the post's own language a sentence without one of its telling words must stand out by itself.
# So does one of the passage that stands out above all others, by LEADS.
STANDS_ALONE = 4.5
LEADS, LEADING = 1.0, 2.5

# In a short statement every sentence is about what the whole is about, to this share.
SHORT_STATEMENT, SHARED = 320, 0.6

# "How much" is answered by a figure, and a promise recalled by the promise: such a sentence may
# fall further behind the best, and comes before others.
BEHIND_ASKED, ASKED_FOR = 3.4, 0.2

# Of that kind, and about a year that the post names: "you promised it for 2025" and "we will not
# meet the date of 2025" share no other word. It counts as holding this share of the post's.
SAME_YEAR = 0.5

# A pledge for a day that has passed answers less than what came of it.
PASSED = 0.3

# A passage of a year that the post names comes before one of another.
OF_THE_YEAR = 0.15

# A quotation in the language that the reply is wanted in needs no translation.
OF_THE_LANGUAGE = 0.4

# A post that opens on an account answers somebody: small talk, unless it holds the post's words.
LEAST_IN_AN_ANSWER = 0.2


class Found(Protocol):
    """What retrieval hands over for one passage, as in ``knowledge.retrieval.Hit``."""

    @property
    def passage(self) -> Passage: ...
    @property
    def score(self) -> float: ...
    @property
    def similarity(self) -> float: ...
    @property
    def coverage(self) -> float: ...
    @property
    def standout(self) -> float: ...


@dataclass(frozen=True)
class Scored:
    """A quotation and how well it answers the post.

    ``standout`` is how far its passage stands out from the record at large, in standard
    deviations; ``covered`` the share of the post's telling words in the sentence; ``relevance``
    joins them, in [0, 1]; ``worth`` adds what makes a sentence good to send.
    """

    quote: Quote
    relevance: float
    worth: float
    standout: float = 4.0
    covered: float = 1.0
    companion: bool = False
    """It stands beside a sentence on the point, in the same passage, and never leads."""
    wished: bool = False
    """It speaks to what the person asked to have mentioned."""


@dataclass(frozen=True)
class Asked:
    """One thing a post says or asks, and what was found for it.

    ``strictness`` is added to the bar: a part of a post has fewer words and more chances than the
    whole, so it must fit better. ``near`` tells how near to it what was found is, where measured.
    """

    found: Sequence[Found]
    coverage: Coverage
    strictness: float = 0.0
    near: Nearness | None = None

    def fit(self, hit: Found) -> float:
        """How well the passage fits, in the units of :data:`BAR`."""
        return hit.standout + COVERED * self.coverage(hit.passage.text) - self.strictness

    def leads(self, hit: Found) -> bool:
        """Whether the passage stands out above all others, and not only above the record."""
        others = (o.standout for o in self.found if o.passage.id != hit.passage.id)
        return hit.standout >= LEADING and hit.standout - max(others, default=0.0) >= LEADS

    @cached_property
    def best(self) -> float:
        """The fit of the best passage that says anything, quotable or not; 0 without any."""
        told = (hit for hit in self.found if has_substance(hit.passage.text))
        return max((self.fit(hit) for hit in told), default=0.0)


def weigh(
    post: str,
    asked: Sequence[Asked],
    *,
    brand: Brand,
    language: str,
    today: str,
    sureness: float = 0.0,
    wanted: str | None = None,
    sought: Sought = lambda quote: False,
) -> list[Scored]:
    """The quotations found for ``post`` (in ``language``), best first, no two alike.

    ``sureness`` is the log-odds that the record answers (:mod:`assistant.bearing`); ``wanted``
    the language of the reply, where it is another than the post's; ``sought`` whether a
    quotation is of the kind that the post asks for.
    """
    bar = BAR - SURE * min(max(sureness, 0.0), SUREST)
    scored = [
        one
        for part in asked
        for hit in part.found
        if _may_be_quoted(hit.passage, today)
        for one in _of_passage(post, part, hit, brand, language, today, bar, sought)
    ]
    if wanted not in (None, language):
        scored = [
            replace(s, worth=s.worth + OF_THE_LANGUAGE) if s.quote.passage.language == wanted else s
            for s in scored
        ]
    scored.sort(key=lambda s: (not s.companion, s.worth), reverse=True)
    kept: list[Scored] = []
    for one in scored:
        if all(overlap(one.quote.words, other.quote.words) < 0.6 for other in kept):
            kept.append(one)
    return kept


def _of_passage(
    post: str,
    asked: Asked,
    hit: Found,
    brand: Brand,
    language: str,
    today: str,
    bar: float,
    sought: Sought,
) -> list[Scored]:
    """The passage's sentences on the point, and those that may stand beside them."""
    standout = hit.standout
    one_language = hit.passage.language == language
    near = min(1.0, max(0.0, (standout - 1.0) / 3.0))
    on_the_point: list[Scored] = []
    beside: list[Scored] = []
    whole = asked.coverage(hit.passage.text) if _is_short_statement(hit.passage) else 0.0
    leads = asked.leads(hit)
    named = years(post, today)
    for quote, told in _quotable(post, hit.passage):
        covered = max(asked.coverage(quote.words), SHARED * whole)
        if sought(quote) and named & years(quote.words, today):
            covered = max(covered, SAME_YEAR)
        relevance = near
        if one_language:
            relevance = 0.45 * near + 0.55 * min(1.0, covered / 0.6)
        relevance -= 0.1 * asked.strictness
        relevance += OF_THE_YEAR * ((hit.passage.date or "")[:4] in named)
        answering = covered > 0 and sought(quote)
        worth = relevance + _worth(quote, told, brand, today) + ASKED_FOR * answering
        one = Scored(quote, relevance, worth, standout, covered)
        behind = BEHIND_ASKED if answering else BEHIND
        fits = _on_the_point(standout, covered, asked, one_language, bar, leads, behind)
        if _answers_somebody(hit.passage.text) and covered < LEAST_IN_AN_ANSWER:
            continue
        (on_the_point if fits else beside).append(one)
    if not on_the_point:
        return []
    lead = max(s.relevance for s in on_the_point)
    return on_the_point + [
        replace(s, relevance=0.85 * lead, worth=s.worth - 0.15, companion=True)
        for s in beside
        if s.quote.figures or s.covered > 0
    ]


def _is_short_statement(passage: Passage) -> bool:
    return passage.position == 0 and len(passage.text) <= SHORT_STATEMENT


def _answers_somebody(text: str) -> bool:
    return text.lstrip(". ").startswith("@")


def _on_the_point(
    standout: float,
    covered: float,
    asked: Asked,
    one_language: bool,
    bar: float,
    leads: bool,
    behind: float,
) -> bool:
    """Whether a sentence is about what the post is about, and not only near it in tone."""
    if not one_language:
        # Names and figures are the same in both languages.
        fit = standout + COVERED * covered - asked.strictness
        return (
            standout - asked.strictness >= STANDS_ACROSS
            or covered >= LEAST_ACROSS
            or fit >= FITS_ACROSS - (BAR - bar)
        )
    if not covered and standout < STANDS_ALONE and not leads:
        return False
    fit = standout + COVERED * covered - asked.strictness
    return fit >= max(bar, asked.best - behind)


def overlap(one: str, other: str) -> float:
    """Share of the shorter text's words that the other holds too, accents and case folded."""
    a, b = _words(one), _words(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _may_be_quoted(passage: Passage, today: str) -> bool:
    return (
        passage.kind not in _NEVER_QUOTED
        and passage.superseded_by is None
        and passage.access.is_public_on(today)
    )


def _quotable(post: str, passage: Passage) -> list[tuple[Quote, Quotable]]:
    """The passage's quotations."""
    said = squash(post)
    found = []
    told = passage.kind is Kind.STATEMENT
    for one in quotations(passage.text, passage.sentences, passage.language or "en", told=told):
        # The post's own words are never given back as ours.
        if squash(one.words) in said:
            continue
        cues = (one.ages, one.pledge, one.figures, one.partial, one.unkept)
        quote = Quote(passage, one.words, *cues)
        found.append((quote, one))
    return found


def _worth(quote: Quote, told: Quotable, brand: Brand, today: str) -> float:
    """What makes one relevant sentence better to send than another, around zero."""
    passage, words = quote.passage, quote.words
    named = any(fold(name) in fold(words) for name in (brand.title, brand.name) if len(name) > 2)
    value = 0.14 if told.owned or named else -0.06
    value += 0.05 if quote.figures else 0.0
    value -= 0.18 if quote.ages else 0.0
    value -= PASSED if is_overdue(quote, today) else 0.0
    value -= 0.12 if told.blemish else 0.0
    value -= 0.1 if len(words.split()) < SHORT and not quote.figures else 0.0
    value -= 0.15 if words[:1].islower() or told.partial else 0.0
    value -= 0.12 if words.rstrip("”»\"' ").endswith("!") else 0.0
    value -= 0.0 if voice_of(passage, brand) is Voice.HOUSE else 0.03
    padded = f" {fold(words)} "
    value -= 0.10 if any(p in padded for p in _SECOND_PERSON) else 0.0
    value -= min(0.2, 0.012 * max(0, len(words.split()) - MAX_WORDS_BEFORE_LONG))
    if passage.date:
        age = max(0, int(today[:4]) - int(passage.date[:4]))
        value += 0.06 - 0.012 * min(age, 8)
    value += {Kind.COMMITMENT: 0.05, Kind.FACT: 0.04, Kind.STATEMENT: 0.03}.get(passage.kind, 0.0)
    return value


@lately(4_096)
def _words(text: str) -> frozenset[str]:
    told = (word.strip(".,;:!?\"'“”«»()") for word in fold(text).split())
    return frozenset(word for word in told if len(word) > 2)
