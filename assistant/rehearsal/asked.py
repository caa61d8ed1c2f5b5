"""What a question asks for, and whether an answer gives it.

An interrogative leaves a place open: *how many* a figure, *when* a day, *why* a reason, *who*
somebody, *yes or no* a verdict. An answer that fills another place ("how many stations still have
steps?", "it costs 44 million") sounds concrete and gives nothing: so a figure counts only where it
can be one of what was asked for, and is said of it or at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.inference.stated import same, stated
from assistant.rehearsal.cues import cue, plain
from knowledge.quantities import COUNT, DATE, DURATION, SHARE, YEAR, Quantity, quantities
from knowledge.sentences import sentences
from knowledge.stemming import stem

TIMES = (YEAR, DATE, DURATION)
AT_ONCE, NEARLY_AT_ONCE = 2, 4
"""Words before a figure that is said at once; and before one that is rounded ("a little over")."""
BEGINS = 5
"""Letters by which a counted word is known again."""
REASON = 0.5
"""What a reason counts that was asked for and is not found: many are given without a "because"."""

_NAME = re.compile(r"(?<![.!?»”\"]\s)(?<!^)\b(?!I\b)[A-ZÀ-Þ][\w'’-]+")
_ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+\.\w+|https?://|\bwww\.")
_MONEY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Place:
    """What was asked for (``measure``, ``when``, ``why``, ``who``, ``verdict``), and its weight.

    Whom to turn to is filled by an address, too: then it is ``where``.
    """

    name: str
    filled: bool
    weight: float = 1.0

    @property
    def concrete(self) -> bool:
        """Whether it is filled by what can be held up: a figure, a day, an address."""
        return self.filled and self.name in ("measure", "when", "where")


def places(question: str, answer: str, language: str) -> tuple[Place, ...]:
    """The places that ``question`` leaves open, and whether ``answer`` fills them."""
    asking, told = plain(question), plain(answer)
    found = []
    if cue("asks.measure", language).search(asking):
        none = cue("none", language).search(told) is not None
        given = none or _measured(question, asking, answer, language)
        found.append(Place("measure", given))
    if cue("asks.when", language).search(asking):
        times = any(q.unit in TIMES for q in quantities(answer, language))
        found.append(Place("when", times or bool(cue("span", language).search(told))))
    if cue("asks.why", language).search(asking):
        found.append(Place("why", bool(cue("reason", language).search(told)), REASON))
    if cue("asks.who", language).search(asking):
        if _ADDRESS.search(answer):
            found.append(Place("where", filled=True))
        else:
            somebody = cue("somebody", language).search(told) or _NAME.search(answer)
            found.append(Place("who", somebody is not None))
    if cue("asks.verdict", language).search(asking):
        found.append(Place("verdict", bool(cue("verdict", language).search(told))))
    return tuple(found)


def _measured(question: str, asking: str, answer: str, language: str) -> bool:
    """Whether a figure of the answer can be the one that was asked for."""
    counted = cue("asks.many", language).search(asking)
    things = {
        stem(word, language)[:BEGINS] for word in (counted.groups() if counted else ()) if word
    }
    money = not counted and cue("asks.money", language).search(asking) is not None
    about = stated(question, language).terms
    for start, end in sentences(answer, language):
        words = answer[start:end].strip()
        shared = any(same(a, b) for a in stated(words, language).terms for b in about)
        for one in quantities(words, language):
            if not _can_be(one, things, money):
                continue
            first = len(words[: one.start].split())
            if shared or stem(one.of, language)[:BEGINS] in things:
                return True
            if first <= (NEARLY_AT_ONCE if one.about or one.bound else AT_ONCE):
                return True
    return False


def _can_be(one: Quantity, things: set[str], money: bool) -> bool:
    if one.unit in TIMES:
        return False
    if things:
        return one.unit in (SHARE, COUNT)
    return not money or bool(_MONEY.fullmatch(one.unit))
