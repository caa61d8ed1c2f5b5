"""Answers said aloud, held against passages: what is told, and what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.checks.spoken import against
from knowledge.model import Kind, Passage, Successor


def passage(identity: str, text: str, **facts: object) -> Passage:
    base = Passage(
        id=identity,
        document_id=identity,
        brand="meriden",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=((0, len(text)),),
        tokens=len(text.split()),
    )
    return replace(base, **facts)  # type: ignore[arg-type]


def told(answer: list[str], question: str, language: str, *record: Passage) -> dict[int, str]:
    found = against(answer, question, language, lambda words: record)
    return {at: one.words for at, one in found.items()}


NEWER = Successor("b", "It is done", "2026-01-01")
TUNNEL = "Le chantier du tunnel a quatre mois de retard."


def test_the_subject_may_be_in_the_question_alone() -> None:
    record = passage("a", TUNNEL, language="fr")
    question = "How far along are the works on the tunnel?"
    assert told(["We are ahead of what we planned."], question, "en", record) == {0: TUNNEL}


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("en", "I think the tunnel is ahead of plan."),
        ("en", "Is the tunnel ahead of plan?"),
        ("fr", "Je ne sais pas si le tunnel est en avance."),
        ("en", "We postponed the tunnel, and it is now ahead of plan."),
    ],
)
def test_opinions_questions_limits_and_changes_owned_up_to_are_left_alone(
    language: str, answer: str
) -> None:
    record = passage("a", TUNNEL, language="fr")
    assert told([answer], "Et le tunnel ?", language, record) == {}


def test_what_is_superseded_or_an_allys_is_not_held_against_anyone() -> None:
    old = passage("a", TUNNEL, language="fr", superseded_by=NEWER)
    ally = passage("c", TUNNEL, language="fr", kind=Kind.ALLY)
    assert told(["Le tunnel est en avance."], "Et le tunnel ?", "fr", old, ally) == {}
