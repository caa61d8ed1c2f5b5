"""Does the record answer a post, or does it merely speak of the same subject?

:mod:`assistant.bearing` tells whether the record bears on a post at all; that much is needed for a
draft, which a person reads. A count of posts "answered" is read by nobody behind the figure, so it
has to be sure: a post is answered only where some words of the record, fit to be quoted, hold most
of what it is about, give what it asks for (a figure, a day), and are no stock phrase, no notice of
one day's incident and no way to the help desk. One person's own case is answered by somebody who
opens a file, never by a record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from assistant.evidence import Scored
from assistant.model import Reading, Route
from assistant.phrasing import Quote
from knowledge.cleaning import fold

LEAST_WORDS = 0.42
"""Share of the post's telling words that the quoted sentence holds, where both are one language."""

LEAST_RELEVANCE = 0.6
"""What nearness and words come to together (see :class:`assistant.evidence.Scored`)."""

STANDS_OUT = 3.6
"""Across languages words cannot meet: how far its passage must stand out above the record."""

NOTICE = 320
"""Characters of a text that may be a notice; more is a document."""

REPEATED = 3
"""Texts of a record that say the same, from which it is a stock phrase."""

_OF_THE_DAY = re.compile(
    r"\b(?:ce (?:matin|soir|midi)|cette nuit|aujourd.?hui|hier|demain|actuellement|en ce moment|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|\d{1,2}/\d{1,2}|\d{1,2}h\d{0,2}|"
    r"today|tonight|this (?:morning|afternoon|evening)|yesterday|tomorrow|currently|right now|"
    r"at the moment|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_DESK = re.compile(
    r"\b(?:contacte[rz]|ecrivez|envoyez|appelez|rappel|joindre|retrouvez[- ](?:moi|nous)|"
    r"messager\w*|messenger|whats.?app|en (?:mp|dm|message prive)|"
    r"excuses|desoles?|gene occasionnee|patience|tiendrons|prise en charge par nos equipes|"
    r"demandes d.assistance|n.hesitez|"
    r"(?:nos |des )?equipes? (?:sont|est) (?:sur|mobilis)\w*|"
    r"contact us|call us|write to us|get in touch|reach out|message us|dm us|send us|apolog\w*|"
    r"sorry|inconvenience|bear with us|keep you (?:posted|informed|updated)|looking into|"
    r"working (?:hard )?to|let us know|happy to help)\b"
)


class Grade(StrEnum):
    """What a record has for a post."""

    ANSWERS = "answers it"
    SPEAKS = "speaks of it"
    NOTHING = "nothing on record"


Repeated = Callable[[Quote], int]
"""quotation -> in how many texts of the record it is said, itself among them."""

Fills = Callable[[str, str], bool]
"""what is asked, words of the record -> whether they give what is asked for (a figure, a day)."""


@dataclass(frozen=True)
class Graded:
    """What the record has for a post, and the words of it that answer, best first."""

    grade: Grade
    answering: tuple[Scored, ...] = ()


def grade(
    post: str,
    reading: Reading,
    evidence: tuple[Scored, ...],
    *,
    bears: bool,
    surely: bool,
    repeated: Repeated,
    fills: Fills,
) -> Graded:
    """What a record that ``bears`` on ``post`` with ``evidence`` has for it."""
    if not bears:
        return Graded(Grade.NOTHING)
    if reading.route is Route.PRIVATE or not surely:
        return Graded(Grade.SPEAKS)
    answering = tuple(
        one
        for one in evidence
        if _on_the_point(one, reading)
        and not is_passing(one.quote)
        and repeated(one.quote) < REPEATED
        and fills(post, one.quote.words)
    )
    return Graded(Grade.ANSWERS if answering else Grade.SPEAKS, answering)


def is_passing(quote: Quote) -> bool:
    """Whether the words are a notice of one day, or lead to somebody who helps: true when said,
    and no answer to anybody else."""
    told = fold(quote.words)
    if quote.pledge or (quote.figures and not _OF_THE_DAY.search(told)):
        return False
    short = len(quote.passage.text) <= NOTICE
    return short and bool(_OF_THE_DAY.search(told) or _DESK.search(told))


def _on_the_point(one: Scored, reading: Reading) -> bool:
    if one.companion:
        return False
    if one.quote.passage.language != reading.language:
        return one.standout >= STANDS_OUT
    return one.covered >= LEAST_WORDS and one.relevance >= LEAST_RELEVANCE
