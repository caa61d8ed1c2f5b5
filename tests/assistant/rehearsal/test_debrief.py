"""A debrief says what held, what did not, and what to say instead: cited, or honest."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.errors import BadRequest
from assistant.model import Sentence, Standing
from assistant.rehearsal.comparing import compare
from assistant.rehearsal.debrief import _topic
from assistant.rehearsal.lines import quoted_lines
from assistant.rehearsal.outcome import Better, Fault
from assistant.rehearsal.progress import progress
from assistant.rehearsal.session import Rehearsal
from assistant.rehearsal.shelf import Listed, Terms
from assistant.rehearsal.texts import _ENGLISH, _FRENCH, Words
from assistant.rehearsal.values import (
    Assessment,
    Bridge,
    Hold,
    Matter,
    Question,
    Said,
    Spot,
    Technique,
    Turn,
)
from assistant.rehearsal.weighing import HEARD, merits, weaknesses

AGAINST = Said("p1", "We will be there by 2028.", "2024-10-08", "Halte")
PROMISE = "Next year we open a crèche."
MET = Technique(answered=True, words=20, seconds=8)
CLEAN = "We used 2,140 tonnes of plastic in 2025."


def spot(words: str, against: Said | None = None) -> Spot:
    return Spot(words, 0, len(words), "Not on record.", against)


def turn(name: str, answer: str, told: Assessment, question: str = "When?") -> Turn:
    return Turn(name, None, Question(question), answer, told)


def told(
    *sentences: tuple[str, Standing],
    contradictions: Sequence[Spot] = (),
    promises: Sequence[Spot] = (),
    technique: Technique = MET,
    voice: float | None = None,
) -> Assessment:
    return Assessment(
        tuple(Sentence(words, standing) for words, standing in sentences),
        tuple(contradictions),
        tuple(promises),
        technique,
        voice,
    )


WRONG = told(
    ("We are there.", Standing.CONTRADICTS), contradictions=[spot("We are there.", AGAINST)]
)
CLEAR = told((CLEAN, Standing.SUPPORTED), voice=0.8)


def test_a_contradiction_is_a_question_with_the_words_their_speaker_and_their_date() -> None:
    [weak] = weaknesses(WRONG, Words("en"))
    assert (weak.fault, weak.words, weak.against) == (
        Fault.CONTRADICTION,
        "We are there.",
        AGAINST,
    )
    assert weak.message.startswith("Please check")
    for part in ("Halte", "8 October 2024", AGAINST.words):
        assert part in weak.message
    [weak] = weaknesses(WRONG, Words("fr"))
    assert weak.message.startswith("À vérifier") and "8 octobre 2024" in weak.message


def test_what_is_said_of_an_answer_goes_from_grave_to_small() -> None:
    way = Technique(
        answered=False,
        bridge=Bridge.INSTEAD,
        repeated=("greenwashing",),
        hedges=("perhaps", "rather"),
        seconds=HEARD + 1,
    )
    found = weaknesses(told(promises=[spot(PROMISE)], technique=way), Words("en"))
    assert [one.fault for one in found] == [
        Fault.PROMISE,
        Fault.EVASION,
        Fault.REPEATED,
        Fault.HEDGED,
        Fault.LONG,
    ]
    assert "moves on before" in found[1].message


def test_what_was_done_well_is_said_too() -> None:
    way = Technique(answered=True, acknowledged=True, bridge=Bridge.AFTER_ANSWER)
    said = merits(told((CLEAN, Standing.QUOTED), technique=way), Words("en"))
    assert len(said) == 4


def test_the_worst_lines_come_first_and_each_once() -> None:
    denial = "We have never misled anybody."
    turns = [
        turn("a", CLEAN, CLEAR),
        turn("b", PROMISE, told((PROMISE, Standing.NEW), promises=[spot(PROMISE)])),
        turn("c", denial, told((denial, Standing.OPINION))),
        turn("d", "We are there.", WRONG),
        turn("e", "We are there.", WRONG),
    ]
    lines = quoted_lines(turns, "en")
    assert [(one.words, one.number) for one in lines] == [
        ("We are there.", 4),
        (denial, 3),
        (PROMISE, 2),
    ]
    assert not any(one.wanted for one in lines)
    assert "8 October 2024" in lines[0].why


def test_a_clean_answer_gives_the_line_to_be_quoted_by() -> None:
    [line] = quoted_lines([turn("a", CLEAN, CLEAR)], "en")
    assert (line.words, line.wanted) == (CLEAN, True)


def test_two_answers_are_compared_in_what_counts() -> None:
    compared = compare(turn("a", "We are there.", WRONG), turn("b", CLEAN, CLEAR), "en")
    better = {one.name: one.better for one in compared.differences}
    assert better["contradictions"] is Better.OTHER
    assert better["borne"] is Better.OTHER
    assert better["promises"] is Better.SAME
    assert [one.fault for one in compared.one.weaknesses] == [Fault.CONTRADICTION]
    assert compared.other.weaknesses == ()


def test_only_two_answers_to_one_question_are_compared() -> None:
    one = turn("a", CLEAN, CLEAR)
    with pytest.raises(BadRequest, match="two answers"):
        compare(one, turn("b", CLEAN, CLEAR, "Why?"), "en")
    with pytest.raises(BadRequest, match="two answers"):
        compare(one, one, "en")
    with pytest.raises(BadRequest, match="no answer"):
        compare(one, Turn("b", None, Question("When?")), "en")


def test_progress_is_told_session_by_session_and_what_was_not_measured_is_left_out() -> None:
    def rehearsal(name: str, at: str, *turns: Turn) -> Rehearsal:
        terms = Terms("halte", "journalist", 2, "en", "record", "plastic")
        listed = Listed(name, "Ada", terms, "plastic", at, at, None, len(turns))
        return Rehearsal(listed, turns, turns)

    later = rehearsal("2", "2026-11-27", turn("b", CLEAN, CLEAR))
    first = rehearsal("1", "2026-11-26", turn("a", "We are there.", WRONG))
    empty = rehearsal("3", "2026-11-28", Turn("c", None, Question("When?")))
    found = progress("Ada", [later, empty, first], "fr")
    assert [one.rehearsal for one in found.sessions] == ["1", "2"]
    values = {one.name: one.values for one in found.series}
    assert values["contradictions"] == (1.0, 0.0)
    assert values["borne"] == (0.0, 100.0)
    assert values["voice"] == (None, 80.0)
    assert found.series[0].label == "Questions traitées"


def test_what_is_said_in_one_language_is_said_in_the_other() -> None:
    assert _ENGLISH.keys() == _FRENCH.keys()


@pytest.mark.parametrize(
    ("hold", "begins"),
    [
        (Hold.LATE, "what became of"),
        (Hold.QUOTE, "what there is to say beyond"),
        (Hold.TOLD, "an answer to what Halte told you"),
    ],
)
def test_a_gap_is_named_by_what_was_held_up(hold: Hold, begins: str) -> None:
    question = Question("And?", matter=Matter(hold, AGAINST), quoted=(AGAINST,))
    topic = _topic(question, "plastic", Words("en"))
    assert topic.startswith(begins)
    assert AGAINST.words in topic
