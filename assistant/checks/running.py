"""All the checks on one draft, each within its time; what could not run says "not checked".

A check that takes too long, or breaks, takes no other with it and loses no text: its place among
the findings says that it did not look.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from assistant.checks import Check, Context
from assistant.model import UNCHECKED, Draft, Finding, Severity
from assistant.tracing import carried, span

logger = logging.getLogger(__name__)

SECONDS = 5.0
"""What all checks together may take, before a person is told that some did not look."""
AT_ONCE = 2
KEPT = 8
"""Pairs of threads that are kept for the next drafts: to start one waits for all that is busy."""

_idle: deque[ThreadPoolExecutor] = deque()

_HOLDING = frozenset({"consistency", "promises", "exposure"})
"""The checks that hold past words against a text, each for its own reason."""

_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.NOTE: 2}
_NAMES = {
    "characters": ("hidden characters", "les caractères cachés"),
    "citations": ("the quotations", "les citations"),
    "claims": ("environmental claims", "les allégations environnementales"),
    "consistency": ("what was said before", "ce qui a été dit avant"),
    "exposure": ("what a critic would make of it", "ce qu'un critique en ferait"),
    "grounding": ("the sources of each sentence", "les sources de chaque phrase"),
    "judge": ("the model's judgement of each sentence", "le jugement du modèle sur chaque phrase"),
    "offlimits": ("topics left to others", "les sujets réservés"),
    "platforms": ("the length", "la longueur"),
    "promises": ("new promises", "les promesses nouvelles"),
    "sources": ("figures and sources", "les chiffres et leurs sources"),
    "voice": ("the voice", "le ton de la marque"),
    "writing": ("language and completeness", "la langue et l'intégrité"),
}


@dataclass(frozen=True)
class Named:
    """A check, with the name under which its findings stand."""

    name: str
    check: Check


def run(
    checks: Sequence[Named], draft: Draft, context: Context, seconds: float = SECONDS
) -> tuple[Finding, ...]:
    """What ``checks`` find in ``draft``: the gravest first, then in the order of the text."""
    try:
        pool = _idle.pop()
    except IndexError:
        pool = ThreadPoolExecutor(AT_ONCE, "corail-check")
    asked: dict[Future[list[Finding]], str] = {
        pool.submit(carried(_look), one, draft, context): one.name for one in checks
    }
    done, late = wait(asked, timeout=seconds)
    if late or len(_idle) >= KEPT:
        # Whoever is late may end by itself; nobody waits for it.
        pool.shutdown(wait=False, cancel_futures=True)
    else:
        _idle.append(pool)
    found = [not_checked(asked[one], context.locale) for one in late]
    for one in done:
        error = one.exception()
        if error is None:
            found += one.result()
        else:
            logger.error("The check %r failed.", asked[one], exc_info=error)
            found.append(not_checked(asked[one], context.locale))
    return _once(sorted(found, key=lambda f: (_ORDER[f.severity], f.start, f.end, f.check)))


def _look(one: Named, draft: Draft, context: Context) -> list[Finding]:
    with span(f"check.{one.name}") as told:
        found = one.check(draft, context)
        told.tell(findings=len(found))
    return found


def _once(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, the same past words held against the same words but once: the gravest."""
    kept: list[Finding] = []
    for one in found:
        told = one.check in _HOLDING and any(
            other.check in _HOLDING
            and other.check != one.check
            and set(one.evidence) & set(other.evidence)
            and other.start < one.end
            and one.start < other.end
            for other in kept
        )
        if not told:
            kept.append(one)
    return tuple(kept)


def not_checked(name: str, locale: str, why: str = "") -> Finding:
    """That a check did not look: silence must never look like approval."""
    what = _NAMES.get(name, (name, name))[locale == "fr"]
    told = f"Non vérifié : {what}." if locale == "fr" else f"Not checked: {what}."
    return Finding(name, Severity.NOTE, f"{told} {why}".rstrip(), rule=UNCHECKED)
