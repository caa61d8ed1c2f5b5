"""The lines of the answers that will be quoted: at most three, the worst first.

By what a critic would take: what goes against the record, a flat denial, a promise; and where
three such are not found, the line by which one would want to be quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checks.exposure.lines import lines as lines_of
from assistant.checks.exposure.wording import headlines
from assistant.model import Draft, Length, Severity, Standing, Strategy
from assistant.rehearsal.outcome import QuotedLine
from assistant.rehearsal.texts import Words
from assistant.rehearsal.values import Turn
from knowledge.cleaning import squash
from knowledge.quantities import quantities

MOST = 3
SHORTEST, LONGEST = 4, 30
"""Words of a line that is quoted."""
_BORNE = frozenset({Standing.QUOTED, Standing.SUPPORTED})
_ANSWER = Strategy("spoken", "", "")


def quoted_lines(turns: Sequence[Turn], language: str) -> tuple[QuotedLine, ...]:
    """The lines that will be quoted, from answered turns along a path."""
    words = Words(language)
    found = [
        (rank, one)
        for number, turn in enumerate(turns, 1)
        for rank, one in _lines(turn, number, words)
    ]
    chosen: dict[str, QuotedLine] = {}
    for _, one in sorted(found, key=lambda pair: (pair[0], len(pair[1].words))):
        chosen.setdefault(squash(one.words), one)
    wanted = [one for one in chosen.values() if one.wanted]
    risky = [one for one in chosen.values() if not one.wanted]
    return tuple([*risky, *wanted][:MOST])


def _lines(turn: Turn, number: int, words: Words) -> Iterator[tuple[int, QuotedLine]]:
    """Lines with their rank, the worst 0."""
    told, answer = turn.assessment, turn.answer
    if told is None or answer is None:
        return
    for spot in told.contradictions:
        said = spot.against
        why = spot.message or words("contradiction bare")
        if said is not None:
            date, quote = words.day(said.date), words.quote(said.words)
            why = words("line contradiction", who=said.who, date=date, quote=quote)
        yield 0, QuotedLine(spot.words, number, why)
    draft = Draft(_ANSWER, words.language, answer, told.sentences, Length(0, 0, "", True))
    for one in headlines(lines_of(draft), words.language, words.language):
        rank = 1 if one.severity is Severity.WARN else 3
        yield rank, QuotedLine(one.line.words.strip(), number, one.why)
    for spot in told.promises:
        yield 2, QuotedLine(spot.words, number, words("line promise"))
    for spot in told.technique.vague:
        yield 4, QuotedLine(spot.words, number, spot.message)
    for sentence in told.sentences:
        counted = quantities(sentence.text, words.language)
        if sentence.standing in _BORNE and SHORTEST <= len(sentence.text.split()) <= LONGEST:
            rank = 5 if counted else 6
            yield rank, QuotedLine(sentence.text, number, words("line wanted"), wanted=True)
