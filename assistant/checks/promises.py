"""Whether a draft promises what nothing on record commits the brand to.

A promise made in a reply binds as much as one made in a report, and is remembered longer. So a
sentence that pledges is looked for among the commitments on record: by what it is about, then by
its figures and its day. The same is no finding; another figure or day is shown beside the one on
record; what is not there at all blocks where it is firm and could be counted against the brand.

A reply's own small promises ("we will get back to you") bind the person who answers, not the
brand: only one with a time to it is told. What is quoted from the record was pledged there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from assistant.checks import Context, placed
from assistant.model import UNCHECKED, Draft, Finding, Severity, Standing
from knowledge.commitments import alike, figure_of, pledges, same_day, subject
from knowledge.model import Commitment, Passage, Status
from knowledge.pledges import Pledge
from knowledge.quantities import DATE, DURATION, YEAR, agree, quantities

NEAR = 0.4
"""Share of the shorter subject that a commitment on record holds: it may be the one meant, and is
if its figures are the same."""
MEANT = 0.6
"""... and it is the one meant, whatever its figures."""
LONGEST_PROPOSAL = 400
PROMISES = "promises"
"""The name of the check."""
VAGUE = "vague"
NEW = frozenset({"new", VAGUE})
"""The rules of its findings on what nothing on record commits the brand to."""
_OVER = (Status.DROPPED, Status.SUPERSEDED)


def check(draft: Draft, context: Context) -> list[Finding]:
    """The promises of a draft that are not the brand's on record, each at its sentence."""
    if context.record is None:
        words = _words(context.locale)["unchecked"]
        return [Finding(PROMISES, Severity.NOTE, words, 0, len(draft.text), rule=UNCHECKED)]
    brand = context.brand
    names = (brand.title, *brand.names) if brand is not None else ()
    found: list[Finding] = []
    for sentence, (start, end) in placed(draft):
        if sentence.standing is Standing.QUOTED or end <= start:
            continue
        for pledge in pledges(
            sentence.text, draft.language, names=[n for n in names if n], said=context.today
        ):
            span = (start + pledge.start, min(start + pledge.end, end))
            if pledge.service:
                found += _timed(pledge, span, context)
            else:
                near = _near(pledge, draft.language, context.record.commitments())
                found += _findings(pledge, span, draft.language, near, context)
    return found


def _timed(pledge: Pledge, span: tuple[int, int], context: Context) -> Iterator[Finding]:
    if pledge.soon:
        words = _words(context.locale)["timed"].replace("<time>", pledge.soon)
        yield Finding(PROMISES, Severity.WARN, words, *span, rule="timed")


def _findings(
    pledge: Pledge,
    span: tuple[int, int],
    language: str,
    near: Sequence[tuple[float, Commitment]],
    context: Context,
) -> Iterator[Finding]:
    same = [one for _, one in near if _same_figures(pledge, one, language)]
    if holding := [one for one in same if one.status not in _OVER]:
        if not any(_is_public(one, context) for one in holding):
            yield _about(holding[0], Severity.BLOCK, "internal", span, context)
        return
    public = [(share, c) for share, c in near if c.status not in _OVER and _is_public(c, context)]
    nearest = public[0][1] if public else None
    if same:
        yield _replaced(same[0], nearest, span, context)
        return
    meant = next((c for share, c in public if share >= MEANT), None)
    counted = bool(pledge.target or pledge.deadline or pledge.soon)
    if meant is not None and counted:
        yield _differing(pledge, meant, span, context)
        return
    if meant is None:
        yield _new(pledge, counted, _found(pledge, language, context) or nearest, span, context)


def _found(pledge: Pledge, language: str, context: Context) -> Commitment | None:
    """What the brand does commit itself to on the matter: the first of what is found for it."""
    if context.record is None:
        return None
    standing = {
        c.passage.id: replace(c, status=one.status, because=one.because)
        for one in context.record.commitments()
        for c in (one, *one.others)
        if one.status not in _OVER and _is_public(c, context)
    }
    ids = [hit.passage.id for hit in context.record.near(pledge.words)]
    found = [standing[i] for i in ids if i in standing]
    return next((c for c in found if c.passage.language == language), None)


def _new(
    pledge: Pledge,
    counted: bool,
    nearest: Commitment | None,
    span: tuple[int, int],
    context: Context,
) -> Finding:
    told = _words(context.locale)
    severity = Severity.BLOCK if pledge.firm and counted else Severity.WARN
    what = ", ".join(x for x in (pledge.target, pledge.deadline or pledge.soon) if x)
    rule = "new" if counted else "vague"
    message = told[rule].replace("<what>", f" ({what})" if what else "")
    evidence = (nearest.passage.id,) if nearest else ()
    proposal = _proposal(nearest, told)
    return Finding(
        PROMISES, severity, message, *span, evidence=evidence, proposal=proposal, rule=rule
    )


def _replaced(
    over: Commitment, nearest: Commitment | None, span: tuple[int, int], context: Context
) -> Finding:
    told = _words(context.locale)
    found = _about(over, Severity.WARN, "replaced", span, context)
    how = told["dropped" if over.status is Status.DROPPED else "superseded"]
    after = over.because or (nearest.passage if nearest else None)
    return replace(
        found,
        message=found.message.replace("<how>", how),
        evidence=(over.passage.id, *((after.id,) if after else ())),
        proposal=_proposal(nearest, told),
    )


def _is_public(one: Commitment, context: Context) -> bool:
    return one.passage.access.is_public_on(context.today)


def _about(
    one: Commitment, severity: Severity, said: str, span: tuple[int, int], context: Context
) -> Finding:
    told = _words(context.locale)
    message = told[said].replace("<date>", one.passage.date or told["undated"])
    return Finding(PROMISES, severity, message, *span, evidence=(one.passage.id,), rule=said)


def _differing(pledge: Pledge, one: Commitment, span: tuple[int, int], context: Context) -> Finding:
    told = _words(context.locale)
    message = (
        told["differs"]
        .replace("<here>", _figures(pledge.target, pledge.deadline, told))
        .replace("<there>", _figures(one.target, one.deadline, told))
        .replace("<date>", one.passage.date or told["undated"])
    )
    return Finding(
        PROMISES,
        Severity.WARN,
        message,
        *span,
        evidence=(one.passage.id,),
        proposal=_proposal(one, told),
        rule="differs",
    )


def _figures(target: str | None, deadline: str | None, told: Mapping[str, str]) -> str:
    return f"{target or told['no_target']}, {deadline or told['no_deadline']}"


def _proposal(one: Commitment | None, told: Mapping[str, str]) -> str | None:
    """The commitment on record in its own words, with its date."""
    if one is None or len(one.words) > LONGEST_PROPOSAL:
        return None
    date = f" ({one.passage.date})" if one.passage.date else ""
    words = " ".join(one.words.split())
    return told["proposal"].replace("<date>", date).replace("<words>", words)


# --- the same on record ---------------------------------------------------------------------------


def _near(
    pledge: Pledge, language: str, recorded: Sequence[Commitment]
) -> list[tuple[float, Commitment]]:
    """The commitments that are about what is promised, the nearest first, then the newest.

    Each in that of its wordings which is nearest: the French one for a French draft.
    """
    mine = subject(pledge.words, language)
    shares = []
    for one in recorded:
        wordings = (one, *one.others)
        told = [alike(mine, _subject_of(c.passage, c.words)) for c in wordings]
        best = max(range(len(wordings)), key=told.__getitem__)
        nearest = replace(wordings[best], status=one.status, because=one.because)
        shares.append((told[best], nearest))
    return sorted((s for s in shares if s[0] >= NEAR), key=lambda s: -round(s[0], 1))


def _subject_of(passage: Passage, words: str) -> frozenset[str]:
    told = subject(words, passage.language)
    if len(told) < 2:
        told |= subject(f"{passage.heading} {passage.title}", passage.language)
    return told


def _same_figures(pledge: Pledge, one: Commitment, language: str) -> bool:
    """Whether all that could be counted of a promise is in the commitment on record."""
    if pledge.deadline and not same_day(pledge.deadline, one.deadline):
        years = [q for q in quantities(one.words, one.passage.language) if q.unit in (YEAR, DATE)]
        if not any(str(int(q.value))[:4] == pledge.deadline[:4] for q in years):
            return False
    if pledge.target is None:
        return pledge.deadline is not None or not pledge.soon
    goal = figure_of(pledge.target, language)
    if goal is None:
        return bool(subject(pledge.target, language) & subject(one.words, one.passage.language))
    there = quantities(one.words, one.passage.language)
    if (theirs := figure_of(one.target, one.passage.language)) is not None:
        there.append(theirs)
    measures = [q for q in there if q.unit not in (YEAR, DATE, DURATION)]
    return any(q.unit == goal.unit and agree(goal, q) for q in measures)


@cache
def _words(locale: str) -> Mapping[str, str]:
    raw = resources.files("assistant.checks").joinpath("promises.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(raw)["fr" if locale == "fr" else "en"])
