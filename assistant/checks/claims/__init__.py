"""Claims about the environment, durability and purpose: what a text says, and what it may not.

:func:`detect` points at every environmental claim, lawful or not; :func:`find` says which clause a
claim may break, and what to say instead; :func:`check` does so for a draft, with the record at
hand. The clauses are data that a lawyer can read and edit (``rules.toml``), and the reading is
French and English. What no rule lists is compared with wordings that are data too
(``wordings.toml``): a second opinion, which warns and never blocks. A finding is a reason to
look, with the clause to look up: it is not legal advice
(``docs/decisions/0008-claims-rules.md``).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checks import Context, placed
from assistant.checks.claims.finding import Breach, Evidence, breaches, likenesses
from assistant.checks.claims.telling import told
from assistant.model import UNCHECKED, Draft, Finding, Severity, Standing
from knowledge.errors import EmbeddingFailed
from knowledge.model import Passage

logger = logging.getLogger(__name__)

_UNCHECKED = (
    "Not checked: claims in words that no rule lists. The embedded model cannot run here.",
    "Non vérifié : les allégations en des mots qu'aucune règle ne liste. Le modèle embarqué ne "
    "peut pas fonctionner ici.",
)

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
    certificates, plans, tests, statutes. ``today`` is an ISO day (default: the clock's). The
    first call loads the embedded model; where that cannot run, a note says so.
    """
    record = [Evidence(one) for one in evidence]
    found, note = _all(text, language, record, today)
    return [*(told(breach, text, language, record) for breach in found), *_noted(note, language)]


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
    found, note = _all(draft.text, draft.language, evidence, context.today)
    findings = [
        told(
            breach,
            draft.text,
            context.locale,
            evidence,
            on_record=any(a <= breach.start and breach.end <= b for a, b in quoted),
        )
        for breach in found
    ]
    return [*findings, *_noted(note, context.locale)]


def _all(
    text: str, language: str, evidence: Sequence[Evidence], today: str | None
) -> tuple[list[Breach], bool]:
    """The breaches by the rules and by likeness, and whether likeness could not be looked at."""
    found = breaches(text, language, evidence, today)
    try:
        more = likenesses(text, language, evidence, today, found)
    except EmbeddingFailed as error:
        logger.warning("Claims are read by the rules alone. %s", error)
        return found, True
    return sorted([*found, *more], key=lambda breach: (breach.start, breach.end)), False


def _noted(failed: bool, locale: str) -> list[Finding]:
    if not failed:
        return []
    return [Finding("claims", Severity.NOTE, _UNCHECKED[locale == "fr"], rule=UNCHECKED)]


def _evidence(passage: Passage, today: str) -> Evidence:
    """A passage as evidence: what is superseded or not public today can only contradict."""
    public = passage.access.is_public_on(today) and passage.superseded_by is None
    return Evidence(passage.text, passage.id, public)
