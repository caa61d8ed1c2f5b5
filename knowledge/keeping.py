"""What became of a pledge, on a day, by what was said after it.

What happened first settles it: it was reported done (KEPT), taken back (DROPPED), or replaced
(SUPERSEDED) by another target or day, or with its whole document. Where nothing did, its day
tells: behind us it is LATE, within twelve months DUE, else OPEN.

A report is a sentence of a later passage of the same brand that shares the subject and says in
the past what was done: with a figure that reaches the target, or in so many words ("objectif
tenu"). It takes a later *date*: undated passages prove nothing, and neither does the document
that pledged. Words are data, in ``commitments.toml``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge import dates
from knowledge.commitments import (
    KEPT_APART,
    Said,
    alike,
    cue,
    figure_of,
    merged,
    newest_first,
    same_day,
    same_target,
    subject,
)
from knowledge.model import Commitment, Passage, Status
from knowledge.quantities import COUNT, DATE, DURATION, SHARE, YEAR, Quantity, agree, quantities

TOLD = 0.5
"""Share of a pledge's subject that a report of it speaks of."""
REPLACED = 0.75
"""And that a later pledge shares with the one it replaces."""
_BEFORE = 60


@dataclass(frozen=True)
class Report:
    """A sentence that says what was done, or what is given up."""

    passage: Passage
    words: str
    subject: frozenset[str]
    done: bool
    kept: bool
    dropped: bool


@dataclass(frozen=True)
class _Event:
    day: str
    rank: int
    status: Status
    because: Passage | None


def held(
    commitments: Iterable[Commitment], evidence: Iterable[Passage], today: str
) -> list[Commitment]:
    """The pledges, each once, the newest first, with their status on ``today`` (ISO).

    ``evidence`` are the passages of the brand, those that pledge among them.
    """
    said = list(commitments)
    pledging: defaultdict[str, set[int]] = defaultdict(set)
    for one in said:
        pledging[one.passage.id].add(one.start)
    passages = list(evidence)
    told = [report for p in passages for report in reports(p, pledging[p.id])]
    return judged(said, told, {p.document_id: p for p in reversed(passages)}, today)


def judged(
    commitments: Iterable[Commitment],
    told: Sequence[Report],
    heads: Mapping[str, Passage],
    today: str,
) -> list[Commitment]:
    """As :func:`held`, by what was reported, in the order of the record.

    ``heads`` are the first passages of the documents that stand in the place of pledges.
    """
    said = merged(commitments)
    by_stem: defaultdict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(told):
        for root in report.subject:
            by_stem[root].append(number)
    later = _Later(said)
    return newest_first(
        _judged(one, [told[n] for n in _near(one, by_stem)], later, heads, today) for one in said
    )


def _judged(
    one: Said,
    reports: Sequence[Report],
    later: _Later,
    heads: Mapping[str, Passage],
    today: str,
) -> Commitment:
    events = [e for r in reports if (e := _event(one, r)) is not None]
    events += later.events(one)
    if after := one.newest.passage.superseded_by:
        there = heads.get(after.document_id)
        events.append(_Event(dates.order(after.date) or "9999", 2, Status.SUPERSEDED, there))
    found = replace(one.newest, others=tuple(newest_first(one.others)))
    if events:
        first = min(events, key=lambda e: (e.day, e.rank))
        return replace(found, status=first.status, because=first.because)
    return replace(found, status=_by_its_day(found.deadline, today), because=None)


def _by_its_day(deadline: str | None, today: str) -> Status:
    if deadline is None:
        return Status.OPEN
    last = dates.span(deadline)[1]
    if last < today:
        return Status.LATE
    return Status.DUE if last <= f"{int(today[:4]) + 1}{today[4:]}" else Status.OPEN


# --- what was reported ----------------------------------------------------------------------------


def reports(passage: Passage, pledging: Collection[int] = ()) -> list[Report]:
    """What a passage says was done or is given up; ``pledging`` is where its pledges begin."""
    if passage.date is None:
        return []
    found = []
    for start, end in passage.sentences:
        words = passage.text[start:end]
        dropped = cue("dropped").search(words) is not None
        done = not (start in pledging or cue("missed").search(words)) and _is_past(words, passage)
        if dropped or done:
            kept = done and cue("kept").search(f"{passage.title} {words}") is not None
            told = subject(words, passage.language)
            if kept:
                told |= subject(f"{passage.heading} {passage.title}", passage.language)
            found.append(Report(passage, words, told, done, kept, dropped))
    return found


def _is_past(words: str, passage: Passage) -> bool:
    """Whether a sentence tells of something done, and names no year to come."""
    if not cue("result").search(words):
        return False
    return all(year <= (passage.date or "")[:4] for year in cue("year").findall(words))


def _near(one: Said, by_stem: dict[str, list[int]]) -> list[int]:
    """The reports that share at least a word with a pledge, those that share most first."""
    shared: Counter[int] = Counter()
    for root in one.subject:
        shared.update(by_stem.get(root, [])[-KEPT_APART:])
    return [number for number, _ in shared.most_common(KEPT_APART)]


def _event(one: Said, report: Report) -> _Event | None:
    since, passage = dates.order(one.since), report.passage
    if not one.since or dates.order(passage.date) <= since:
        return None
    own = passage.document_id == one.newest.passage.document_id
    share = len(one.subject & report.subject)
    told = share >= 2 and share >= TOLD * min(len(one.subject), 2 * len(report.subject))
    # Without a day, a figure may be there by chance.
    whole = told and share >= (TOLD if one.newest.deadline else REPLACED) * len(one.subject)
    day = dates.order(passage.date)
    if report.dropped and not own and (told or (share and _names_day(one.newest, report.words))):
        return _Event(day, 1, Status.DROPPED, passage)
    if not report.done or _lasts_beyond(one.newest, passage.date):
        return None
    if (whole and _reaches(one.newest, report)) or (told and _said_kept(one.newest, report)):
        return _Event(day, 0, Status.KEPT, passage)
    return None


def _lasts_beyond(commitment: Commitment, day: str | None) -> bool:
    """Whether it is to be kept until a day that had not come: "not below 440 euros before 2026"."""
    if commitment.deadline is None or not cue("lasting").search(commitment.words):
        return False
    by = cue("by").search(commitment.words)
    return by is None and (day or "") <= dates.span(commitment.deadline)[1]


def _names_day(commitment: Commitment, words: str) -> bool:
    return commitment.deadline is not None and commitment.deadline[:4] in words


def _said_kept(commitment: Commitment, report: Report) -> bool:
    """Whether it is said in so many words, with no figure that says otherwise."""
    if not report.kept:
        return False
    goal = figure_of(commitment.target, commitment.passage.language)
    if goal is None:
        return True
    measured = [q for q in _measured(report) if _of_one_kind(goal, q)]
    return not measured or any(_enough(commitment, goal, q) for q in measured)


def _reaches(commitment: Commitment, report: Report) -> bool:
    goal = figure_of(commitment.target, commitment.passage.language)
    if goal is None:
        return False
    return any(_of_one_kind(goal, q) and _enough(commitment, goal, q) for q in _measured(report))


def _measured(report: Report) -> list[Quantity]:
    """The figures of what was done; not those of the aim, nor of what was started from."""
    return [
        q
        for q in quantities(report.words, report.passage.language)
        if q.unit not in (YEAR, DATE, DURATION)
        and not cue("aim").search(report.words[max(0, q.start - _BEFORE) : q.start])
    ]


def _of_one_kind(goal: Quantity, measured: Quantity) -> bool:
    if goal.unit == COUNT and measured.unit == COUNT:
        return goal.of == measured.of or not (goal.of and measured.of)
    return goal.unit == measured.unit


def _enough(commitment: Commitment, goal: Quantity, measured: Quantity) -> bool:
    """Whether a figure reaches the target: at most it where less is the aim, else at least it.

    "Cut by 40 %" is a share of a fall, and more of it is better.
    """
    if agree(goal, measured):
        return True
    before = commitment.words[: max(0, commitment.words.find(commitment.target or ""))]
    if cue("floor").search(before) or goal.bound == ">":
        return measured.value >= goal.value
    falls = cue("lower").search(before) and goal.unit != SHARE
    if falls or goal.bound == "<" or cue("ceiling").search(before):
        return measured.value <= goal.value
    return measured.value >= goal.value


# --- what was said in its place -------------------------------------------------------------------


class _Later:
    """The pledges by the words of their subject, to find the one that took another's place."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said
        self.by_stem: defaultdict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(said):
            for root in one.subject:
                self.by_stem[root].append(number)

    def events(self, one: Said) -> list[_Event]:
        return [
            _Event(dates.order(other.since), 2, Status.SUPERSEDED, other.newest.passage)
            for other in (self.said[n] for n in _near(one, self.by_stem))
            if other is not one and _replaces(other, one)
        ]


def _one_subject(one: Said, other: Said) -> bool:
    """Whether two pledges are about the same, apart from what they aim at: "net zero" alone is
    the whole brand's, and not that of its bottles."""
    mine, theirs = (
        s.subject - subject(s.newest.target or "", s.newest.passage.language) for s in (one, other)
    )
    if not mine and not theirs:
        return one.subject == other.subject
    return alike(mine, theirs) >= REPLACED


def _replaces(other: Said, one: Said) -> bool:
    new, old = other.newest, one.newest
    if not (old.passage.date and other.since):
        return False
    if dates.order(other.since) <= dates.order(old.passage.date):
        return False
    if not _one_subject(one, other):
        return False
    moved = bool(new.deadline and old.deadline) and not same_day(new.deadline, old.deadline)
    a = figure_of(new.target, new.passage.language)
    b = figure_of(old.target, old.passage.language)
    changed = a is not None and b is not None and _of_one_kind(a, b) and not same_target(new, old)
    # Two steps of one way ("50 % by 2030, 90 % by 2045") stand side by side.
    return changed if a is not None and b is not None and not moved else moved and not changed
