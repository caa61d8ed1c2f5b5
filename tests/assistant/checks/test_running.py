from __future__ import annotations

import threading

from assistant.checks import Context
from assistant.checks.running import Named, run
from assistant.model import (
    Draft,
    Finding,
    Intent,
    Length,
    Post,
    Reading,
    Route,
    Severity,
    Strategy,
)

CONTEXT = Context(
    Post("x"), Reading("en", Intent.OTHER, (), 0.0, Route.REPLY, ()), {}, "x", "en", "2026-11-23"
)
DRAFT = Draft(Strategy("s", "", ""), "en", "Some words.", (), Length(1, 280, "", True))


def _says(name: str, severity: Severity, start: int = 0) -> Named:
    return Named(name, lambda _draft, _context: [Finding(name, severity, "!", start, start + 1)])


def test_the_gravest_comes_first_and_then_the_order_of_the_text() -> None:
    found = run(
        [
            _says("voice", Severity.NOTE),
            _says("claims", Severity.BLOCK, 5),
            _says("sources", Severity.BLOCK, 2),
        ],
        DRAFT,
        CONTEXT,
    )
    assert [one.check for one in found] == ["sources", "claims", "voice"]


def test_a_check_that_breaks_says_not_checked_and_takes_no_other_with_it() -> None:
    def broken(_draft: Draft, _context: Context) -> list[Finding]:
        raise ValueError("no")

    found = run([Named("claims", broken), _says("sources", Severity.WARN)], DRAFT, CONTEXT)
    assert [one.check for one in found] == ["sources", "claims"]
    assert found[1].message.startswith("Not checked")


def test_a_check_that_is_late_is_not_waited_for() -> None:
    done = threading.Event()

    def late(_draft: Draft, _context: Context) -> list[Finding]:
        done.wait(10)
        return []

    found = run([Named("voice", late), _says("sources", Severity.WARN)], DRAFT, CONTEXT, 0.2)
    done.set()
    assert {one.check for one in found} == {"sources", "voice"}
    assert any("Not checked" in one.message for one in found)


def test_the_same_past_words_are_held_against_the_same_words_once() -> None:
    def holds(name: str, severity: Severity, evidence: str, span: tuple[int, int]) -> Named:
        found = [Finding(name, severity, "!", *span, evidence=(evidence,))]
        return Named(name, lambda _draft, _context: found)

    found = run(
        [
            holds("exposure", Severity.WARN, "p1", (0, 11)),
            holds("consistency", Severity.BLOCK, "p1", (2, 4)),
            holds("promises", Severity.WARN, "p2", (0, 11)),
            holds("claims", Severity.WARN, "p1", (0, 11)),
        ],
        DRAFT,
        CONTEXT,
    )
    assert [one.check for one in found] == ["consistency", "claims", "promises"]
