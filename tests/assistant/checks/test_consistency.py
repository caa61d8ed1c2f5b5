from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.checks import Context
from assistant.checks.consistency import Consistency, is_declared
from assistant.checks.running import Named, run
from assistant.checks.standing import quotation, stand
from assistant.inference.learned import Learned
from assistant.model import (
    Draft,
    Finding,
    Intent,
    Length,
    Post,
    Reading,
    Route,
    Sentence,
    Severity,
    Standing,
    Strategy,
)
from knowledge.model import Brand, Commitment, Kind, Passage, Successor
from knowledge.retrieval import Hit

PLASTIC = "We will remove single-use plastic from our yoghurts by the end of 2028."
PAY = "Our chief executive was paid 271,000 euros gross in 2025."
DATA = "We do not sell our members' personal data to anyone."
WATER = "Nos laiteries utilisent 2,8 litres d'eau par litre de lait en 2025."


def passage(identity: str, text: str, **facts: object) -> Passage:
    base = Passage(
        id=identity,
        document_id=f"d-{identity}",
        brand="b",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=((0, len(text)),),
        tokens=20,
        kind=Kind.STATEMENT,
        speaker="Ronsel",
        date="2025-02-03",
        language="fr" if text == WATER else "en",
    )
    return replace(base, **facts)  # type: ignore[arg-type]


class Known:
    """A record of a few passages, all of them near to everything."""

    revision = "b@1"

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages

    def near(self, sentence: str) -> list[Hit]:
        return [Hit(one, 1.0, 0.9, 1.0) for one in self.passages]

    def commitments(self) -> list[Commitment]:
        return []

    def replies(self, language: str) -> list[Passage]:
        return []

    def voice(self, language: str) -> None:
        return None


def held(text: str, *passages: Passage, language: str = "en", locale: str = "en") -> list[Finding]:
    reading = Reading(language, Intent.OTHER, (), 0.0, Route.REPLY, ())
    parts = tuple(Sentence(one.strip(), Standing.NOT_CHECKED) for one in text.split("|"))
    shown = text.replace("|", " ").replace("  ", " ")
    draft = Draft(Strategy("written", "", ""), language, shown, parts, Length(1, 280, "", True))
    context = Context(
        post=Post(shown),
        reading=reading,
        passages={},
        platform="x",
        locale=locale,
        today="2026-11-23",
        brand=Brand("b", "Ronsel"),
        record=Known(passages),
        answers=False,
    )
    entailer = Learned()
    stood = stand(draft, context, entailer)
    checks = [Named("consistency", Consistency(entailer).check)]
    return list(run(checks, stood, context))


def test_a_deadline_that_moved_is_shown_with_who_said_the_other_one_and_when() -> None:
    (one,) = held(
        "We will remove single-use plastic from our yoghurts by the end of 2030.",
        passage("p1", PLASTIC),
    )
    assert one.severity is Severity.BLOCK
    assert "deadline" in one.message
    assert "2025-02-03" in one.message
    assert "Ronsel" in one.message
    assert PLASTIC in one.message
    assert one.message.startswith("Please check")
    assert one.evidence == ("p1",)
    assert one.proposal == PLASTIC


def test_a_figure_that_differs_points_at_its_own_words() -> None:
    text = "Our chief executive was paid 310,000 euros gross in 2025."
    (one,) = held(text, passage("p1", PAY))
    assert text[one.start : one.end] == "310,000 euros"


def test_what_the_record_denies_is_told() -> None:
    (one,) = held("We sell our members' personal data.", passage("p1", DATA))
    assert "the contrary" in one.message


def test_findings_speak_the_reader_s_language() -> None:
    (one,) = held(
        "Nos laiteries utilisent 3,6 litres d'eau par litre de lait en 2025.",
        passage("p1", WATER),
        language="fr",
        locale="fr",
    )
    assert one.message.startswith("À vérifier")
    assert "«" in one.message


def test_a_change_that_the_text_owns_up_to_is_not_flagged() -> None:
    text = (
        "In 2025 we said we would remove single-use plastic from our yoghurts by the end of 2028; "
        "we now aim for 2030 because the refill trials failed."
    )
    assert held(text, passage("p1", PLASTIC)) == []


@pytest.mark.parametrize(
    ("text", "language", "declared"),
    [
        ("We said 40 % in 2021; we now say 30 % because the plant closed.", "en", True),
        ("Nous disions 40 % en 2021 ; nous disons désormais 30 %.", "fr", True),
        ("We will cut plastic by 30 %.", "en", False),
        ("Nous réduirons le plastique de 30 %.", "fr", False),
    ],
)
def test_a_declared_evolution_is_recognised(text: str, language: str, declared: bool) -> None:
    assert is_declared(text, language) is declared


def test_a_statement_that_was_superseded_is_only_a_note() -> None:
    after = Successor("d9", "The new target", "2026-01-01")
    (one,) = held(
        "We will remove single-use plastic from our yoghurts by the end of 2030.",
        passage("p1", PLASTIC, superseded_by=after),
    )
    assert one.severity is Severity.NOTE
    assert "superseded" in one.message


def test_what_says_the_same_raises_nothing() -> None:
    assert held(PLASTIC, passage("p1", PLASTIC), passage("p2", PAY)) == []
    assert held("We like cheese and long walks by the river.", passage("p1", PLASTIC)) == []


def test_without_a_record_the_check_says_that_it_did_not_look() -> None:
    context = Context(
        Post("x"),
        Reading("en", Intent.OTHER, (), 0.0, Route.REPLY, ()),
        {},
        "x",
        "en",
        "2026-11-23",
    )
    draft = Draft(
        Strategy("written", "", ""),
        "en",
        PAY,
        (Sentence(PAY, Standing.NOT_CHECKED),),
        Length(1, 280, "", True),
    )
    (one,) = Consistency(Learned()).check(draft, context)
    assert one.severity is Severity.NOTE
    assert "Not checked" in one.message


def test_what_somebody_else_told_the_house_neither_contradicts_it_nor_bears_it_out() -> None:
    told = passage("p1", PLASTIC, kind=Kind.OUTSIDE, speaker="Odile Marre")
    moved = "We will remove single-use plastic from our yoghurts by the end of 2030."
    assert held(moved, told) == []
    assert quotation(PLASTIC, [told]) is None
    assert quotation(PLASTIC, [replace(told, kind=Kind.STATEMENT)]) is not None
