"""The next question, by rules: what was just said is pressed first, then the record goes on.

A challenger comes back to an answer as often in a row as its level is hard, and never so often
that most questions rest on nothing the brand said. No question is put twice.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.phrasing import when
from assistant.rehearsal.challengers import Challenger
from assistant.rehearsal.values import Heard, Hold, Manner, Matter, Press, Question, Said
from knowledge.cleaning import squash

ANCHORED = 0.7
"""The share of questions that rest on dated words of the record, below which nothing is pressed
that holds none up."""
OPEN_EVERY = 6
"""How many questions lie between two that hold nothing up: what if, either or, and you yourself."""

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
    candidates = (*_presses(script, asked, heard), *_asks(script, asked), *_topical(script, asked))
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
    in_a_row = 0
    for one in reversed(asked):
        if one.heard is None:
            break
        in_a_row += 1
    if in_a_row >= script.level:
        return
    lines = script.challenger.presses.get(script.language, {})
    enough = sum(one.dated for one in asked) >= ANCHORED * (len(asked) + 1)
    for told in sorted(heard, key=lambda one: _PRESSED_FIRST.index(one.press)):
        against = told.against
        values = {"answer": told.words, "words": told.words}
        if against is not None:
            values |= {"quote": against.words, "who": against.who}
            values["date"] = dated_as(against.date, script.language)
        for wording in _least_used(lines.get(told.press, ()), asked, script.seed):
            quoted = (against,) if against is not None and "{quote}" in wording else ()
            text = _filled(wording, values)
            if text is None or not (enough or any(one.date for one in quoted)):
                continue
            yield Question(text, heard=told, wording=wording, quoted=quoted)


def _asks(script: Script, asked: Sequence[Question]) -> Iterator[Question]:
    """What the record gives, the hardest first, and not three of a kind in a row."""
    spent = {_words_of(said) for one in asked for said in one.quoted}
    spent |= {one.matter.key for one in asked if one.matter is not None}
    left = [
        matter
        for matter in script.matters
        if matter.key not in spent
        and not any(_words_of(said) in spent for said in matter.quoted[:1])
    ]
    holds = [one.matter.hold for one in asked if one.matter is not None]
    tired = holds[-1] if len(holds) >= 2 and holds[-1] is holds[-2] else None
    since = [one.matter.hold is not Hold.TOPIC for one in asked if one.matter is not None]
    if len(since) >= OPEN_EVERY - 1 and all(since[-(OPEN_EVERY - 1) :]):
        yield from _topical(script, asked)
    on_topic = [matter for matter in left if matter.on_topic]
    fresh = [matter for matter in on_topic if matter.hold is not tired]
    for matter in (*fresh, *on_topic, *left):
        yield from _worded(script, matter, asked)


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
    manners = Counter(one.manner for one in asked)
    by_wording = {one.wording: one for one in lines}
    last = asked[-1].manner if asked else None

    def order(wording: str) -> tuple[bool, int, int]:
        one = by_wording[wording]
        return one.manner is last, manners[one.manner], -one.level

    ordered = sorted(_least_used([*by_wording], asked, script.seed), key=order)
    used = Counter(one.wording for one in asked)
    for wording in sorted(ordered, key=lambda one: used[one]):
        ask = by_wording[wording]
        if (text := _filled(wording, _values(script, matter))) is not None:
            yield Question(text, ask.manner, matter, wording=wording, quoted=matter.quoted)


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
    """An ISO date as it is said aloud, as precise as it is: “3 May 2024”, “mai 2024”, “2024”."""
    if day is None:
        return "sans date" if language == "fr" else "undated"
    said = when(day, language, exact=True)
    return said.partition(" ")[2] if said is not None else day


def _least_used(wordings: Sequence[str], asked: Sequence[Question], seed: str) -> list[str]:
    """The wordings, the least used first; where they are even, from another one each time."""
    used = Counter(one.wording for one in asked)
    start = _offset(seed) % len(wordings) if wordings else 0
    turned = [*wordings[start:], *wordings[:start]]
    return sorted(turned, key=lambda wording: used[wording])


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


def _words_of(said: Said) -> str:
    return squash(said.words)


def _offset(seed: str) -> int:
    return zlib.crc32(seed.encode())
