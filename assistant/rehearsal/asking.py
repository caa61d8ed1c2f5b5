"""The next question, by rules: what was just said is pressed first, then the record goes on.

A challenger comes back to an answer as often in a row as its level is hard, and never so often
that most questions rest on nothing the brand said. No question is put twice.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from assistant.phrasing import moment
from assistant.rehearsal.challengers import Ask, Challenger
from assistant.rehearsal.values import Heard, Hold, Manner, Matter, Press, Question, Said
from knowledge.cleaning import squash

ANCHORED = 0.7
"""The share of questions that rest on dated words of the record, below which nothing is pressed
that holds none up."""
AHEAD = 1
"""Questions by which it may fall short for a while: the first answers are pressed, too."""
OPEN_EVERY = 6
"""How many questions lie between two that hold nothing up: what if, either or, and you yourself."""
WORN = 2
"""Times that a line of a challenger's may be used while others are left."""

_Line = TypeVar("_Line")

_PRESSED_FIRST = (
    Press.CONTRADICTION,
    Press.PROMISE,
    Press.EVASIVE,
    Press.UNQUANTIFIED,
    Press.REPEATED,
    Press.QUOTED_BACK,
    Press.SHORT,
    Press.LONG,
)
_NEVER_LEFT = (Press.CONTRADICTION, Press.PROMISE)
"""What nobody who listens lets pass, however often they came back already."""


@dataclass(frozen=True)
class Script:
    """What a challenger asks from. ``seed`` has two rehearsals of one topic begin otherwise."""

    challenger: Challenger
    level: int
    language: str
    topic: str
    matters: Sequence[Matter]
    seed: str = ""


def next_question(
    script: Script, asked: Sequence[Question] = (), heard: Sequence[Heard] = ()
) -> Question | None:
    """What is asked after ``asked``, the last answer to which was ``heard``.

    ``None`` where the challenger has nothing left to ask: all matters and wordings are spent.
    """
    said = {squash(one.text) for one in asked}
    candidates = chain(
        _presses(script, asked, heard), _asks(script, asked), _topical(script, asked)
    )
    for question in candidates:
        if squash(question.text) not in said:
            return question if asked else _opened(script, question)
    return None


def _opened(script: Script, question: Question) -> Question:
    """The first question, after who asks it has said who they are."""
    lines = script.challenger.openings.get(script.language, ())
    if not lines or not script.topic.strip():
        return question
    line = lines[_offset(script.seed) % len(lines)]
    opening = _filled(line, {"topic": script.topic.strip()})
    return replace(question, text=f"{opening} {question.text}")


def _presses(
    script: Script, asked: Sequence[Question], heard: Sequence[Heard]
) -> Iterator[Question]:
    """Coming back to what was just said, unless it was done often enough in a row."""
    row: list[Press] = []
    for one in reversed(asked):
        if one.heard is None:
            break
        row.append(one.heard.press)
    tired = len(row) >= script.level
    lines = script.challenger.presses.get(script.language, {})
    enough = not must_rest(asked)
    for told in sorted(heard, key=lambda one: _PRESSED_FIRST.index(one.press)):
        if tired and (told.press not in _NEVER_LEFT or told.press in row):
            continue
        against = told.against
        values = {"answer": told.words, "words": told.words}
        if against is not None:
            values |= {"quote": against.words, "who": against.who}
            values["date"] = dated_as(against.date, script.language)
        used = Counter(one.wording for one in asked)
        for wording in sorted(
            _turned(lines.get(told.press, ()), script.seed), key=used.__getitem__
        ):
            quoted = (against,) if against is not None and "{quote}" in wording else ()
            text = _filled(wording, values)
            if text is None or not (enough or any(one.date for one in quoted)):
                continue
            yield Question(text, heard=told, wording=wording, quoted=quoted)


def _asks(script: Script, asked: Sequence[Question]) -> Iterator[Question]:
    """What the record gives, the hardest first, and not three of a kind in a row."""
    unspent = left(script, asked)
    holds = [one.matter.hold for one in asked if one.matter is not None]
    tired = holds[-1] if len(holds) >= 2 and holds[-1] is holds[-2] else None
    since = [one.matter.hold is not Hold.TOPIC for one in asked if one.matter is not None]
    rests = must_rest(asked)
    if rests:
        unspent.sort(key=lambda matter: not any(one.date for one in matter.quoted))
    if not rests and len(since) >= OPEN_EVERY - 1 and all(since[-(OPEN_EVERY - 1) :]):
        yield from _topical(script, asked)
    on_topic = [matter for matter in unspent if matter.on_topic]
    fresh = [matter for matter in on_topic if matter.hold is not tired]
    beside = [matter for matter in unspent if not matter.on_topic]
    if rests:
        on_topic = [matter for matter in on_topic if any(one.date for one in matter.quoted)]
        fresh = [matter for matter in fresh if matter in on_topic]
    used = Counter(one.wording for one in asked)
    # Another subject is better company than the same line a third time.
    for matter in (*fresh, *on_topic, *beside):
        for question in _worded(script, matter, asked):
            if used[question.wording] < WORN:
                yield question
    for matter in unspent:
        yield from _worded(script, matter, asked)


def left(script: Script, asked: Sequence[Question]) -> list[Matter]:
    """The matters of which nothing was held up yet, the hardest first."""
    spent = {one.matter.key for one in asked if one.matter is not None}
    quoted = [squash(said.words) for one in asked for said in one.quoted]

    def is_quoted(said: Said) -> bool:
        words = squash(said.words)
        return any(part in words for part in quoted)

    return [
        matter
        for matter in script.matters
        if matter.key not in spent and (matter.said is None or not is_quoted(matter.said))
    ]


def must_rest(asked: Sequence[Question]) -> bool:
    """Whether the next question has to rest on dated words of the record."""
    return sum(one.dated for one in asked) + AHEAD < ANCHORED * (len(asked) + 1)


def _topical(script: Script, asked: Sequence[Question]) -> Iterator[Question]:
    """What needs nothing of the record."""
    if script.topic.strip():
        yield from _worded(script, Matter(Hold.TOPIC), asked)


def _worded(script: Script, matter: Matter, asked: Sequence[Question]) -> Iterator[Question]:
    """A matter in the challenger's words, those used least first, the harder ones before."""
    lines = [
        one
        for one in script.challenger.asks.get(script.language, ())
        if one.hold is matter.hold and one.level <= script.level
    ]
    if matter.hold is Hold.TOPIC and any(one.on_topic for one in script.matters):
        # To be silent on a topic is to say that the record is: here it is not.
        lines = [one for one in lines if one.manner is not Manner.SILENCE]
    used = Counter(one.wording for one in asked)
    manners = Counter(one.manner for one in asked)
    last = asked[-1].manner if asked else None

    def order(one: Ask) -> tuple[int, bool, int, int]:
        return used[one.wording], one.manner is last, manners[one.manner], -one.level

    for ask in sorted(_turned(lines, script.seed), key=order):
        if (text := _filled(ask.wording, _values(script, matter))) is not None:
            yield Question(text, ask.manner, matter, wording=ask.wording, quoted=matter.quoted)


def _values(script: Script, matter: Matter) -> dict[str, str]:
    """What a wording can name of a matter."""
    values = {"topic": script.topic.strip(), "post": matter.post or ""}
    if matter.said is not None:
        values |= {
            "quote": matter.said.words,
            "who": matter.said.who,
            "date": dated_as(matter.said.date, script.language),
        }
    if matter.deadline is not None:
        values["deadline"] = dated_as(matter.deadline, script.language)
    if matter.beside is not None:
        there = dated_as(matter.beside.date, script.language)
        values |= {"later": matter.beside.words, "later_date": there}
        values |= {"fact": matter.beside.words, "fact_date": there}
    return values


def dated_as(day: str | None, language: str) -> str:
    """A date as it is said aloud, or that there is none: “3 May 2024”, “undated”."""
    if day is None:
        return "sans date" if language == "fr" else "undated"
    return moment(day, language, exact=True)


def _turned(lines: Sequence[_Line], seed: str) -> list[_Line]:
    """The lines from another one on for each rehearsal, so that no two begin alike."""
    start = _offset(seed) % len(lines) if lines else 0
    return [*lines[start:], *lines[:start]]


def _filled(wording: str, values: Mapping[str, str]) -> str | None:
    """The wording with its variables in place, ``None`` where one is not known. What is put in is
    never read again."""
    text, *parts = wording.split("{")
    for part in parts:
        name, _, rest = part.partition("}")
        if name not in values:
            return None
        text += values[name] + rest
    return text


def _offset(seed: str) -> int:
    return zlib.crc32(seed.encode())
