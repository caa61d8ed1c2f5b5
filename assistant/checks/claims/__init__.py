"""Claims about the environment, durability and purpose: what a text says, and what it may not.

:func:`detect` points at every environmental claim, lawful or not; :func:`find` says which clause a
claim may break, and what to say instead; :func:`check` does so for a draft, with the record at
hand. The clauses are data that a lawyer can read and edit (``rules.toml``), and the reading is
French and English. A finding is a reason to look, with the clause to look up: it is not legal
advice (``docs/decisions/0008-claims-rules.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks import Context, placed
from assistant.checks.claims.finding import Evidence, breaches
from assistant.checks.claims.telling import told
from assistant.model import Draft, Finding, Standing
from knowledge.model import Passage

__all__ = ["Span", "check", "detect", "find"]


@dataclass(frozen=True)
class Span:
    """A claim at ``text[start:end]``, which are its ``words`` to the letter."""

    start: int
    end: int
    words: str


def detect(text: str, language: str) -> list[Span]:
    """The sentences of ``text`` that make an environmental claim, lawful or not.

    ``language`` is ``"fr"`` or ``"en"``; what is denied, reported or asked is no claim.
    """
    from assistant.checks.claims.detecting import claiming

    return [Span(start, end, text[start:end]) for start, end in claiming(text, language)]


def find(
    text: str, language: str, evidence: Sequence[str] = (), today: str | None = None
) -> list[Finding]:
    """What may break a clause, in the order of the text, told in ``language``.

    Each finding names its clause in ``rule``. ``evidence`` are texts of the brand's record:
    certificates, plans, tests, statutes. ``today`` is an ISO day (default: the clock's).
    """
    record = [Evidence(one) for one in evidence]
    return [told(b, text, language, record) for b in breaches(text, language, record, today)]


def check(draft: Draft, context: Context) -> list[Finding]:
    """The same for a draft, held against the passages it cites and those near its claims."""
    record = {p.id: _evidence(p, context.today) for p in context.passages.values()}
    if context.record is not None:
        # A sentence may be wrong by the record alone, so each of them asks it.
        for sentence in draft.sentences:
            if sentence.standing is not Standing.COURTESY:
                for hit in context.record.near(sentence.text):
                    record.setdefault(hit.passage.id, _evidence(hit.passage, context.today))
    quoted = [span for s, span in placed(draft) if s.standing is Standing.QUOTED]
    evidence = list(record.values())
    found = breaches(draft.text, draft.language, evidence, context.today)
    return [
        told(
            breach,
            draft.text,
            context.locale,
            evidence,
            on_record=any(a <= breach.start and breach.end <= b for a, b in quoted),
        )
        for breach in found
    ]


def _evidence(passage: Passage, today: str) -> Evidence:
    """A passage as evidence: what is superseded or not public today can only contradict."""
    public = passage.access.is_public_on(today) and passage.superseded_by is None
    return Evidence(passage.text, passage.id, public)
