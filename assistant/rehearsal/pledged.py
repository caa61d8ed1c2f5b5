"""Whether a sentence is heard as a promise, and whether the record made it before.

In speech "next year the bakery opens a crèche" promises as much as "we will open one". What is on
record may be said again in other words or the other language: "one driver in four" is 25 %.
"""

from __future__ import annotations

from assistant.conflicts import figures
from assistant.rehearsal.cues import cue, plain
from knowledge.commitments import subject
from knowledge.model import Passage
from knowledge.quantities import DATE, DURATION, YEAR, Quantity, agree, comparable, quantities

SAME = 0.5
"""The share of a promise's own words that the passage has which made it before."""

NO_PROMISE = -1.5
"""The log-odds of the second opinion below which no rule makes a promise of a sentence."""
PROMISE, BY_RULES = 1.5, 1.0
"""The log-odds from which a sentence is heard as one, and what the rules add where they agree."""


def is_promise(words: str, language: str, sounds: float | None) -> bool:
    """Whether a sentence is heard as a promise by the rules and by how it ``sounds`` together.

    ``sounds`` are log-odds (:func:`assistant.rehearsal.likeness.promising`); where they are not
    known, the rules decide.
    """
    coming = is_coming(words, language)
    if sounds is None:
        return coming
    asked = words.rstrip("»”\"' \u00a0\u202f").endswith("?")
    return not asked and sounds + BY_RULES * coming >= PROMISE


def is_coming(words: str, language: str) -> bool:
    """Whether a sentence says what is to be, in its speaker's own name: heard as a promise."""
    spoken = "fr" if language == "fr" else "en"
    said = plain(words)
    if said.rstrip("»”\"' ").endswith("?"):
        return False
    if cue("word", spoken).search(said) or cue("bound", spoken).search(said):
        return True
    if is_idle(words, spoken):
        return False
    if cue("coming", spoken).search(said):
        return True
    return cue("ahead", spoken).search(said) is not None and not cue("past", spoken).search(said)


def is_idle(words: str, language: str) -> bool:
    """Whether it is a supposition, a refusal to say, or what is not known; no word is given."""
    spoken = "fr" if language == "fr" else "en"
    said = plain(words)
    if cue("word", spoken).search(said) or cue("bound", spoken).search(said):
        return False
    return any(cue(name, spoken).search(said) for name in ("idle", "refusal", "unknown"))


def is_refusal(words: str, language: str) -> bool:
    """Whether its speaker says what they will not say."""
    return cue("refusal", "fr" if language == "fr" else "en").search(plain(words)) is not None


def is_past(words: str, language: str) -> bool:
    """Whether a sentence tells of what was, and of nothing that is to be."""
    spoken = "fr" if language == "fr" else "en"
    said = plain(words)
    ahead = any(cue(name, spoken).search(said) for name in ("word", "coming", "ahead", "idle"))
    return cue("past", spoken).search(said) is not None and not ahead


def says_so(passage: Passage, words: str, language: str) -> bool:
    """Whether a passage speaks of what a sentence does, with all its figures."""
    about = subject(words, language)
    shared = about & subject(passage.text, passage.language)
    enough = len(shared) >= max(1, SAME * len(about))
    return enough and figures(words) <= figures(passage.text)


def promises_so(passage: Passage, words: str, question: str, language: str) -> bool:
    """Whether a passage has the figures, the years and a word of what is promised.

    What is said in few words ("it'll be a quarter") is about what the question was about.
    """
    told = quantities(words, language)
    measures, years = _measures(told), _years(told)
    counted = {word for figure in told for word in _own(words, figure, language)}
    about = subject(words, language) - counted
    brief = not about
    if not measures or not (years or brief):
        return False
    there = quantities(passage.text, passage.language)
    if not years <= _years(there):
        return False
    if not all(any(comparable(f, g) and agree(f, g) for g in there) for f in measures):
        return False
    meant = about or subject(question, language)
    return len(measures) > 1 or bool(meant & subject(passage.text, passage.language))


def _own(words: str, figure: Quantity, language: str) -> frozenset[str]:
    """The words that a figure is made of: "a quarter" is about no quarter."""
    return subject(words[figure.start : figure.end], language)


def _measures(told: list[Quantity]) -> list[Quantity]:
    return [one for one in told if one.unit not in (YEAR, DATE, DURATION)]


def _years(told: list[Quantity]) -> set[int]:
    dated = [one for one in told if one.unit in (YEAR, DATE)]
    return {int(q.value) if q.unit == YEAR else int(q.value) // 10_000 for q in dated} - {0}
