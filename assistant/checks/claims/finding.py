"""What is wrong in a text, clause by clause, sentence by sentence.

The wordings of a clause are looked for; how they are said decides whether the brand claims
(:mod:`.saying`); what stands beside them, or on record, decides how much it matters
(:mod:`.grounds`). Of one clause a sentence gets one finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.checks.claims import grounds
from assistant.checks.claims.letters import Letters, letters_of
from assistant.checks.claims.opinion import likely
from assistant.checks.claims.rules import Clause, clauses, phrase
from assistant.checks.claims.saying import Mode, mode
from assistant.checks.claims.status import status
from assistant.model import Severity
from knowledge.sentences import sentences

_SHARE = re.compile(r"\d+\s?%\s?$")
_PLANNED = "plan+verified"
_GENERAL = ("2a", "4a", "4b")
_EACH = 40
"""Places of one clause that are judged in one sentence; the first that is wrong is told."""


@dataclass(frozen=True)
class Evidence:
    """A text on record, and the id of its passage where it has one.

    What is not ``public`` may contradict a claim, but a claim cannot stand on it.
    """

    text: str
    id: str = ""
    public: bool = True


@dataclass(frozen=True)
class Breach:
    """One clause broken at ``text[start:end]``, in the sentence at ``sentence``.

    ``weighed`` is what on record lowers or raises it; ``company`` whether the claim is made of
    the company, where the clause is written for products; ``like`` the wording that it reads like,
    where no rule lists it.
    """

    clause: Clause
    start: int
    end: int
    sentence: tuple[int, int]
    severity: Severity
    weighed: tuple[Evidence, ...] = ()
    company: bool = False
    like: str = ""


def breaches(
    text: str, language: str, evidence: Sequence[Evidence] = (), today: str | None = None
) -> list[Breach]:
    """The breaches in the order of the text. ``today`` is an ISO day (default: the clock's)."""
    year = int((today or date.today().isoformat())[:4])
    letters = letters_of(text)
    spans = sentences(text, language)
    found: list[Breach] = []
    for index, (start, end) in enumerate(spans):
        head, foot = spans[max(0, index - 1)][0], spans[min(len(spans) - 1, index + 1)][1]
        beside = _window(text, head, foot, start, end)
        here = _Place(text, letters, (start, end), beside, year, language)
        found.extend(_of_sentence(here, evidence))
    return sorted(found, key=lambda breach: (breach.start, breach.end))


def likenesses(
    text: str,
    language: str,
    evidence: Sequence[Evidence] = (),
    today: str | None = None,
    known: Sequence[Breach] = (),
) -> list[Breach]:
    """What reads like a breach though no rule lists it, where ``known`` has none: warnings.

    Raises :class:`knowledge.errors.EmbeddingFailed`: it needs the embedded model.
    """
    year = int((today or date.today().isoformat())[:4])
    letters = letters_of(text)
    first = {clause.id: clause for clause in reversed(clauses())}
    found: list[Breach] = []
    for one in likely(text, language):
        span = (one.start, one.end)
        told = [*known, *found]
        if one.clause not in first or any(b.start < one.end and one.start < b.end for b in told):
            continue
        here = _Place(text, letters, span, text[slice(*span)], year, language)
        if _read_already(here):
            continue
        # A fact with its figure is no such wording, whatever it is of.
        if one.clause in _GENERAL and grounds.stands("specification", text[slice(*span)]):
            continue
        # A part that is named is often how the whole came to be praised: it excuses nothing here.
        clause = replace(first[one.clause], accepts=_beside(first[one.clause]))
        breach = _judged(clause, here.folded, here, evidence)
        if breach is not None:
            found.append(replace(breach, severity=Severity.WARN, company=False, like=one.like))
    return found


def _read_already(here: _Place) -> bool:
    """Whether a rule has its wording there, and what was said of it, or stands for it, excused it.

    A likeness goes by what is spoken of, and hears a "not" or a certificate but faintly.
    """
    letters, (start, end) = here.letters.folded, here.folded
    # "A clean record" is known to be something else.
    if any(c.unlike is not None and c.unlike.search(letters, start, end) for c in clauses()):
        return True
    return any(
        how is not Mode.ASSERTED or not clause.ahead
        for clause in clauses()
        if not (clause.needs_record or clause.needs_with or clause.needs_beside)
        for _, how in here.said(clause)
    )


def _beside(clause: Clause) -> tuple[str, ...]:
    more = ("harm",) if clause.id in ("23d", "23e") else ()
    return (*(kind for kind in clause.accepts if kind not in ("scope", "specification")), *more)


@dataclass(frozen=True)
class _Place:
    """One sentence, in the text and in its letters, and what stands beside it."""

    text: str
    letters: Letters
    span: tuple[int, int]
    beside: str
    year: int
    language: str

    @property
    def today(self) -> str:
        """What stands beside it, without the neighbours that speak of what is to come."""
        told = self.beside
        for start, end in sentences(told, self.language):
            one = told[start:end]
            if one not in self.text[slice(*self.span)] and status(one, "") == "planning":
                told = told.replace(one, " ")
        return told

    @property
    def folded(self) -> tuple[int, int]:
        return self.letters.find(self.span[0]), self.letters.find(self.span[1])

    def said(self, clause: Clause) -> Iterator[tuple[tuple[int, int], Mode]]:
        """Where the clause's wordings stand, and how each is said."""
        start, end = self.folded
        if clause.beside is not None and not clause.beside.search(self.letters.folded, start, end):
            return
        for count, span in enumerate(clause.matches(self.letters.folded, start, end)):
            if count >= _EACH:
                return
            how = mode(self.letters.folded, (start, end), span, self.year)
            if clause.id == "4c" and how is Mode.ASSERTED and grounds.stands(_PLANNED, self.beside):
                # "Net zero: when? 2042, with steps, in a public plan that is checked each year."
                how = Mode.AHEAD
            yield span, how


def _window(text: str, head: int, foot: int, start: int, end: int) -> str:
    """The sentence and its neighbours: the same medium, as a reader takes it in."""
    return text[max(head, start - 400) : min(foot, end + 400)]


def _of_sentence(here: _Place, evidence: Sequence[Evidence]) -> Iterator[Breach]:
    start, end = here.folded
    french = here.language == "fr" or bool(
        phrase("saying", "french").search(here.letters.folded, start, end)
    )
    broken: dict[str, Breach] = {}
    ahead: list[tuple[str, tuple[int, int]]] = []
    for clause in clauses():
        if clause.id in broken or (clause.french and not french):
            continue
        if clause.needs_with and clause.needs_with not in broken:
            continue
        spans = [span for number, span in ahead if number == clause.id] if clause.ahead else []
        for span, how in here.said(clause):
            if how is Mode.AHEAD and clause.future is not None:
                ahead.append((clause.future, span))
            elif how is Mode.AHEAD or (how is Mode.ASSERTED and not clause.ahead):
                # A battery that "will last a lifetime" is promised today.
                spans.append(span)
        for span in spans:
            breach = _judged(clause, span, here, evidence)
            if breach is not None and not _covered(breach, broken):
                broken[clause.id] = breach
                break
    yield from broken.values()


def _judged(
    clause: Clause, span: tuple[int, int], here: _Place, evidence: Sequence[Evidence]
) -> Breach | None:
    start, end = here.letters.place(*span)
    beside = here.text[slice(*here.span)] if clause.accepts == ("scope",) else here.beside
    if "specification" in clause.accepts and not grounds.stands("certificate", beside):
        # "100 % planet-safe" explains nothing by its own figure, nor does what is still to come.
        beside = here.today.replace(_with_figure(here.text, start, end), " ")
    if any(grounds.stands(kind, beside) for kind in clause.accepts):
        return None
    if clause.needs_beside and not grounds.stands(clause.needs_beside, beside):
        return None
    if clause.needs_record:
        weighed = [e for e in evidence if grounds.against(clause.needs_record, beside, e.text)]
        if not weighed:
            return None
        return Breach(clause, start, end, here.span, clause.severity, tuple(weighed))
    public = [e for e in evidence if e.public and not grounds.lapsed(e.text, here.year)]
    near = [e for e in public if grounds.about(beside, e.text, here.language)]
    if clause.unless:
        # A test in which it failed after 4,800 cycles bears out no 15,000.
        near = [e for e in near if not grounds.stands(clause.unless, e.text)]
    if any(_held(kind, here.beside, public, near) for kind in clause.lifted_by):
        return None
    lowering = tuple(
        e for e in near if any(grounds.stands(kind, e.text) for kind in clause.lowered_by)
    )
    company = clause.id == "4c" and bool(
        phrase("saying", "company").search(here.letters.folded, here.folded[0], span[0])
    )
    severity = clause.severity
    if severity is Severity.BLOCK and (lowering or company):
        severity = Severity.WARN
    return Breach(clause, start, end, here.span, severity, lowering, company)


def _held(kind: str, beside: str, public: Sequence[Evidence], near: Sequence[Evidence]) -> bool:
    """Whether all that is asked together stands, partly beside the claim, partly on record."""
    parts = kind.split("+")
    said = (beside,) if len(parts) > 1 else ()
    for part in parts:
        record = public if part in grounds.OF_THE_BRAND else near
        if not any(grounds.stands(part, text) for text in (*said, *(e.text for e in record))):
            return False
    return True


def _with_figure(text: str, start: int, end: int) -> str:
    figure = _SHARE.search(text[max(0, start - 12) : start])
    return text[start - len(figure.group()) if figure else start : end]


def _covered(breach: Breach, broken: dict[str, Breach]) -> bool:
    """Whether another clause of the same law already has these very words."""
    if breach.clause.id != "4b":
        return False
    other = broken.get("4a")
    return False if other is None else other.start <= breach.start and breach.end <= other.end
