"""Answers over the example brand, judged without a chat model: what of them would be held up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assembly import Assistant, build
from assistant.rehearsal.recalled import shown_once
from assistant.rehearsal.shelf import Terms
from assistant.rehearsal.values import Assessment, Press, Question
from assistant.settings import Settings


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with build(Settings(data_dir=tmp_path_factory.mktemp("judged"), locale="en")) as one:
        one.ensure_example()
        yield one


def judged(assistant: Assistant, question: str, answer: str, language: str) -> Assessment:
    terms = Terms("ronsel", "journalist", 2, language, "record", "")
    return assistant.judge(Question(question), answer, terms)


@pytest.mark.parametrize(
    ("language", "question", "answer", "wrong", "right"),
    [
        (
            "fr",
            "Quelle part du prix du lait est indexée ?",
            "Depuis avril 2024, nous indexons le prix du lait pour 80 % sur les coûts de "
            "production de nos éleveurs.",
            "80 %",
            "60 %",
        ),
    ],
)
def test_an_answer_against_the_record_is_told_with_the_words_and_day_it_goes_against(
    assistant: Assistant, language: str, question: str, answer: str, wrong: str, right: str
) -> None:
    told = judged(assistant, question, answer, language)
    [spot] = told.contradictions
    assert wrong in answer[spot.start : spot.end] == spot.words
    assert spot.against is not None
    assert right in spot.against.words
    assert spot.against.date == "2024-02-21"
    passage = assistant.record.passages("ronsel", [spot.against.passage_id])
    assert spot.against.words in passage[spot.against.passage_id].text
    assert Press.CONTRADICTION in [one.press for one in told.heard]


def test_a_promise_that_is_not_on_record_is_told_and_one_that_is_is_not(
    assistant: Assistant,
) -> None:
    question = "Et maintenant, que faites-vous ?"
    new = "L'an prochain, nous ouvrons une crèche à la biscuiterie."
    ours = "Nous ne descendrons pas sous 440 euros les mille litres avant fin 2026."
    told = judged(assistant, question, f"{ours} {new}", "fr")
    [spot] = told.promises
    assert spot.words == new
    assert Press.PROMISE in [one.press for one in told.heard]


def test_an_evasion_is_heard_and_a_straight_answer_is_not(assistant: Assistant) -> None:
    question = "What percentage of your members voted for closing Brème?"
    evaded = judged(assistant, question, "Democracy is noisy, and I respect the debate.", "en")
    straight = judged(
        assistant, question, "58% of our members voted for the closure in April 2025.", "en"
    )
    assert Press.EVASIVE in [one.press for one in evaded.heard]
    assert not straight.heard
    assert straight.technique.answered


def test_beside_a_claim_in_other_words_stands_what_was_said_before_on_it(
    assistant: Assistant,
) -> None:
    question = "What of people who think the eggs in your biscuits are from caged hens?"
    told = judged(assistant, question, "A third of our eggs still come from caged hens.", "en")
    [claim] = told.recalled
    assert any("plein air" in one.said.words and one.said.date for one in claim.before)
    assert len(claim.before) <= 3
    on_record = {one.id: one.text for one in told.passages}
    assert all(one.said.words in on_record[one.said.passage_id] for one in claim.before)
    # Once is enough, however many claims are about the same.
    assert not shown_once([claim, claim])[1:]
