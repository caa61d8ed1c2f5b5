"""What the brand said before, held beneath a reply: promises, other figures, the same reply again.

A statement that precedes conflicting conduct reads as more hypocritical than one that follows it
(Wagner, Lutz and Weitz 2009), and identical replies feed a storm (Herhausen and others 2019).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.checks import Context, OnRecord
from assistant.checks.exposure.lines import NAME, Line, quote, subjects
from assistant.inference.mismatch import pledging
from assistant.model import Draft, Finding, Severity
from assistant.phrasing import when
from knowledge.cleaning import fold, squash
from knowledge.lately import lately
from knowledge.model import Commitment, Passage, Status
from knowledge.quantities import (
    COUNT,
    DATE,
    DURATION,
    YEAR,
    Quantity,
    agree,
    comparable,
    quantities,
)
from knowledge.speaking import OTHERS

MOST = 2
"""Past quotes that are shown: the two a critic would choose."""
LOOKED_AT = 8
"""Passages near a line that are looked at."""
SHARED = 2
"""Subjects that a line and a past sentence must have in common to be about the same."""
CLOSELY, CLOSE_SHARE = 3, 0.2
"""And for another figure, or a promise, to be of the same thing: so many, or this share of all."""
RESTATED = 0.7
"""From this share on, a line says the promise again: nothing is held against it."""
STANDS_OUT = 3.0
"""And across languages, where words cannot meet: standard deviations above the record."""
FEWEST_WORDS = 5
SHINGLE = 3
ALIKE = 0.6
"""Share of three-word sequences from which two replies are nearly the same (Jaccard)."""
FEWEST_SHINGLES = 6
"""Thanks of a few words may well be said twice."""
REPLIES = 200

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"@\w+|https?://\S+|[\^*–—-]\s?\w+(?:\s\d/\d)?\s*$")
_UNFIT = frozenset({YEAR, DATE, DURATION})

_WHY = {
    "superseded": ("since replaced by {after}", "remplacé depuis par {after}"),
    "dropped": ("a commitment given up since", "un engagement abandonné depuis"),
    "late": ("a commitment whose day has passed", "un engagement dont l'échéance est passée"),
    "figure": ("another figure than {figure}", "un autre chiffre que {figure}"),
    "promise": ("a promise", "une promesse"),
}
_RECALLED = (
    "Expect this beneath your reply: {quote} ({who}, {day}): {why}. Make sure that both hold side "
    "by side.",
    "On vous le mettra sous la réponse : {quote} ({who}, {day}) : {why}. Assurez-vous que les deux "
    "tiennent côte à côte.",
)
_SAME = (
    "You sent the same reply {day}. Said again word for word, it reads as a machine: write this "
    "one for this person.",
    "Vous avez déjà envoyé la même réponse {day}. Redite mot pour mot, elle fait automate : "
    "écrivez celle-ci pour cette personne.",
)
_NEARLY = (
    "This is nearly the reply you sent {day}: {quote} Write this one for this person.",
    "C'est presque la réponse que vous avez envoyée {day} : {quote} Écrivez celle-ci pour cette "
    "personne.",
)
_BEFORE = ("before", "auparavant")


@dataclass(frozen=True)
class _Recalled:
    """Past words that a critic would hold against a line, how gravely, and why."""

    kind: str
    passage: Passage
    words: str
    line: Line
    score: float
    figure: str = ""

    def worst_first(self) -> tuple[int, float]:
        return list(_WHY).index(self.kind), -self.score


def quotes(
    draft: Draft, written: Sequence[Line], context: Context, record: OnRecord
) -> list[Finding]:
    """The past words a critic would screenshot, to the letter, at most :data:`MOST`."""
    commitments: dict[str, list[Commitment]] = {}
    for commitment in record.commitments():
        commitments.setdefault(commitment.passage.id, []).append(commitment)
    cited = frozenset(passage_id for line in written for passage_id in line.cited)
    found = [
        one
        for line in written
        if len(line.words.split()) >= FEWEST_WORDS and not line.words.rstrip().endswith("?")
        for one in _recalled(line, draft, context, record, commitments, cited)
    ]
    chosen: dict[str, _Recalled] = {}
    for one in sorted(found, key=_Recalled.worst_first):
        chosen.setdefault(squash(one.words), one)
    return [_told(one, context) for one in list(chosen.values())[:MOST]]


def _recalled(
    line: Line,
    draft: Draft,
    context: Context,
    record: OnRecord,
    commitments: Mapping[str, Sequence[Commitment]],
    cited: frozenset[str],
) -> Iterator[_Recalled]:
    about = subjects(line.words, draft.language)
    figures = [one for one in quantities(line.words) if one.unit not in _UNFIT]
    for hit in record.near(line.words)[:LOOKED_AT]:
        passage = hit.passage
        shown = passage.date and passage.access.is_public_on(context.today)
        if not shown or passage.kind in OTHERS or passage.id in cited:
            continue
        for words in passage.quotes:
            if squash(words) in squash(draft.text):
                continue
            near = _nearness(about, words, passage, draft.language, hit.standout)
            promised = commitments.get(passage.id, ())
            kind, one = _kind(words, passage, figures, near, line, promised)
            if kind:
                figure = line.words[one.start : one.end] if one else ""
                yield _Recalled(kind, passage, words, line, hit.score, figure)


def _nearness(
    about: frozenset[str], words: str, passage: Passage, language: str, standout: float
) -> tuple[int, float]:
    """How many subjects two sentences share, and which share of all theirs; none if unrelated."""
    if passage.language and passage.language != language:
        return (CLOSELY, CLOSE_SHARE) if standout >= STANDS_OUT else (0, 0.0)
    theirs = subjects(words, language)
    shared = len(about & theirs)
    return (shared, shared / len(about | theirs)) if shared >= SHARED else (0, 0.0)


def _kind(
    words: str,
    passage: Passage,
    figures: Sequence[Quantity],
    near: tuple[int, float],
    line: Line,
    commitments: Sequence[Commitment],
) -> tuple[str, Quantity | None]:
    """What makes past words worth a screenshot, and the draft's figure where theirs is another."""
    shared, share = near
    if not shared:
        return "", None
    if passage.superseded_by is not None:
        return "superseded", None
    promised = [c for c in commitments if c.words in words or words in c.words]
    for status, kind in ((Status.DROPPED, "dropped"), (Status.LATE, "late")):
        if any(c.status is status for c in promised):
            return kind, None
    # Beside what is quoted from the record, another open promise or figure of it is no surprise.
    if line.quoted or (shared < CLOSELY and share < CLOSE_SHARE):
        return "", None
    for one in figures:
        if pledging(line.words) != pledging(words):
            break  # a target and a result
        theirs = [other for other in quantities(words) if _measures(one, other)]
        if theirs and not any(agree(one, other) for other in theirs):
            return "figure", one
    return ("promise", None) if promised and share < RESTATED else ("", None)


def _measures(one: Quantity, other: Quantity) -> bool:
    return (
        other.unit not in _UNFIT and (one.unit != COUNT or bool(one.of)) and comparable(one, other)
    )


def _told(one: _Recalled, context: Context) -> Finding:
    french = context.locale == "fr"
    after = one.passage.superseded_by
    title = (after.title or after.date or "?") if after else ""
    why = _WHY[one.kind][french].format(
        after=quote(title, french), figure=quote(one.figure, french)
    )
    message = _RECALLED[french].format(
        quote=quote(one.words, french),
        who=_speaker(one.passage, context),
        day=_day(one.passage, context),
        why=why,
    )
    severity = Severity.NOTE if one.kind == "promise" else Severity.WARN
    span = (one.line.start, one.line.end)
    return Finding(NAME, severity, message, *span, evidence=(one.passage.id,))


def _speaker(passage: Passage, context: Context) -> str:
    brand = context.brand
    return passage.speaker or (brand.title or brand.name if brand else "") or passage.brand


def _day(passage: Passage, context: Context) -> str:
    locale = "fr" if context.locale == "fr" else "en"
    return when(passage.date, locale, exact=True) or _BEFORE[locale == "fr"]


# --- the same reply again ---------------------------------------------------------------------


def sameness(draft: Draft, context: Context, record: OnRecord) -> Iterator[Finding]:
    """Whether a recent reply says the same in as good as the same words: the one most alike."""
    ours = _shingles(draft.text)
    if len(ours) < FEWEST_SHINGLES:
        return
    alike = [
        (_jaccard(ours, theirs), reply)
        for reply in record.replies(draft.language)[:REPLIES]
        if (theirs := _shingles(reply.text))
    ]
    share, reply = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    if reply is None or share < ALIKE:
        return
    french = context.locale == "fr"
    form = _SAME if share == 1.0 else _NEARLY
    message = form[french].format(day=_day(reply, context), quote=quote(reply.text, french))
    yield Finding(NAME, Severity.WARN, message, 0, len(draft.text), evidence=(reply.id,))


@lately(512)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The sequences of three words of a text, without accounts, links and signature."""
    words = _WORD.findall(fold(_ASIDE.sub(" ", text)))
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def _jaccard(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    return len(one & other) / len(one | other)
