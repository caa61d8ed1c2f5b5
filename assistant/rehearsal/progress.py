"""How somebody gets on over their rehearsals: the data of a plot, and of its table.

What is counted is told as it is. No sum is made of it: two rehearsals with two challengers, at two
levels, are no race.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.rehearsal.outcome import Measures, Progress, Series, Session
from assistant.rehearsal.session import Rehearsal
from assistant.rehearsal.texts import Words
from assistant.rehearsal.weighing import measures

_COUNTED: tuple[tuple[str, str, bool | None, Callable[[Measures], float | None]], ...] = (
    ("answered", "%", True, lambda one: _share(one.answered, one.answers)),
    ("borne", "%", True, lambda one: _share(one.borne_out, one.claims)),
    ("promises", "", False, lambda one: _each(one.promises, one.answers)),
    ("contradictions", "", False, lambda one: float(one.contradictions)),
    ("seconds", "s", None, lambda one: one.seconds),
    ("voice", "%", True, lambda one: None if one.voice is None else 100 * one.voice),
)


def progress(person: str, rehearsals: Sequence[Rehearsal], language: str) -> Progress:
    """The rehearsals with an answer, each along the path it stands at, the oldest first."""
    words = Words(language)
    found = []
    for one in sorted(rehearsals, key=lambda one: one.listed.created_at):
        counted = measures(one.path)
        if counted.answers:
            listed, terms = one.listed, one.listed.terms
            found.append(
                Session(
                    rehearsal=listed.id,
                    title=listed.title,
                    at=listed.created_at,
                    challenger=terms.challenger,
                    level=terms.level,
                    language=terms.language,
                    measures=counted,
                )
            )
    series = tuple(
        Series(
            name,
            words(f"series {name}"),
            unit,
            rises,
            tuple(_rounded(value(one.measures)) for one in found),
        )
        for name, unit, rises, value in _COUNTED
    )
    return Progress(person, tuple(found), series)


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _each(count: int, answers: int) -> float | None:
    return count / answers if answers else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
