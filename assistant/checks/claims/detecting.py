"""Which sentences make an environmental claim, lawful or not.

A claim says, or lets think, that something is good for the environment or less bad for it. Here
that is a wording that says so by itself, or something of the environment beside something done,
offered or promised; talk of markets, risks and accounts counts against it. The words are data
(``words.toml``), the weights few and set by hand on principle.
"""

from __future__ import annotations

from assistant.checks.claims.finding import breaches
from assistant.checks.claims.letters import letters_of
from assistant.checks.claims.rules import phrase
from assistant.checks.claims.saying import Mode, mode
from knowledge.sentences import sentences

ENOUGH = 2.0
"""The weight from which a sentence counts as a claim."""
_ALONE, _CORE, _BOTH, _OWN, _ASIDE = 1.5, 2.0, 1.0, 0.5, -0.5
_MOST = 3
_LONGEST = 2_000
"""Letters of a sentence that are weighed: a longer one is no sentence."""
_ENVIRONMENTAL = ("2a", "4a", "4b", "4c", "6.2.d")


def claiming(text: str, language: str) -> list[tuple[int, int]]:
    """The spans of the sentences that claim."""
    letters = letters_of(text)
    wrong = {b.sentence for b in breaches(text, language) if b.clause.id in _ENVIRONMENTAL}
    found = []
    for start, end in sentences(text, language):
        span = letters.find(start), letters.find(end)
        if (start, end) in wrong or weight(letters.folded, span) >= ENOUGH:
            found.append((start, end))
    return found


def weight(letters: str, span: tuple[int, int]) -> float:
    """How much in a sentence speaks for a claim; :data:`ENOUGH` is where one begins."""
    start, end = span
    end = min(end, start + _LONGEST)
    sentence = letters[start:end]
    other = phrase("detecting", "other")
    plain = other.sub(lambda match: "~" * len(match.group()), sentence)
    total = 0.0
    alone = [m.span() for m in phrase("detecting", "alone").finditer(plain)]
    said = [s for s in alone[:_MOST] if _said(sentence, s)]
    total += _ALONE * min(len(said), 2)
    if (core := phrase("detecting", "core").search(plain)) and _said(sentence, core.span()):
        total += _CORE
    topics = sum(1 for _ in phrase("detecting", "topic").finditer(plain))
    better = sum(1 for _ in phrase("detecting", "better").finditer(plain))
    total += _BOTH * (min(topics, 2) * min(better, 2)) / 2 if topics else 0.0
    if not topics and not alone:
        return 0.0
    total += _OWN * bool(phrase("detecting", "own").search(plain))
    total += _ASIDE * min(_MOST, sum(1 for _ in phrase("detecting", "aside").finditer(plain)))
    return total


def _said(sentence: str, span: tuple[int, int]) -> bool:
    # Done or to come is one here, so the year doesn't matter.
    return mode(sentence, (0, len(sentence)), span, year=0) in (Mode.ASSERTED, Mode.AHEAD)
