"""A rehearsal goes on from what was said, can be tried otherwise, and loses no answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.errors import BadRequest, ModelFailed
from assistant.model import Sentence, Standing
from assistant.rehearsal.asking import Script
from assistant.rehearsal.challengers import load_challengers
from assistant.rehearsal.session import Rehearsals
from assistant.rehearsal.shelf import Shelf, Terms
from assistant.rehearsal.values import (
    Assessment,
    Heard,
    Hold,
    Matter,
    Press,
    Question,
    Said,
    Spot,
    Technique,
    Turn,
)
from knowledge.database import Database
from knowledge.errors import UnknownThing

TERMS = Terms("halte", "journalist", 2, "en", "record", "plastic")
SAID = Said("p1", "We will halve our plastic by the end of 2025.", "2021-03-16", "Halte")
MATTERS = [
    Matter(Hold.LATE, SAID, deadline="2025"),
    Matter(Hold.QUOTE, Said("p2", "We never buy carbon credits.", "2022-06-20", "Ada Quist")),
    Matter(Hold.FIGURE, Said("p3", "We used 2,140 tonnes in 2025.", "2026-02-12", "Halte")),
]


def judge(question: Question, answer: str, terms: Terms) -> Assessment:
    """Takes "always" for a contradiction, and what names no plastic for an evasion."""
    spots = (Spot(answer, 0, len(answer), "Not so.", SAID),) if "always" in answer else ()
    return Assessment(
        (Sentence(answer, Standing.OPINION),), spots, technique=Technique("plastic" in answer)
    )


@pytest.fixture
def rehearsals(database: Database) -> Rehearsals:
    return Rehearsals(
        Shelf(database), load_challengers(), lambda brand, topic, language: MATTERS, judge
    )


def test_it_begins_with_the_hardest_and_comes_back_to_what_was_said(
    rehearsals: Rehearsals,
) -> None:
    one = rehearsals.begin("Ada", TERMS)
    assert one.pending is not None
    assert one.pending.question.quoted == (SAID,)

    one = rehearsals.answer(one.listed.id, "Ada", "We always kept our word on plastic.")
    first, second = one.path
    assert (first.answer, one.pending) == ("We always kept our word on plastic.", second)
    assert first.assessment is not None
    assert first.assessment.contradictions[0].against == SAID
    assert second.question.heard is not None
    assert second.question.heard.press is Press.CONTRADICTION
    assert "We always kept our word on plastic." in second.question.text


def test_going_back_to_a_turn_leaves_the_first_answer_where_it_was(rehearsals: Rehearsals) -> None:
    begun = rehearsals.begin("Ada", TERMS)
    mine, root = begun.listed.id, begun.path[0]
    rehearsals.answer(mine, "Ada", "Plastic is down: plastic, yes.")
    one = rehearsals.answer(mine, "Ada", "I care.", turn=root.id)
    assert [turn.answer for turn in one.path] == ["I care.", None]
    assert [turn.answer for turn in one.beside(one.path[0])] == [
        "Plastic is down: plastic, yes.",
        "I care.",
    ]
    assert one.path[0].question == root.question
    assert rehearsals.read(mine, "Ada") == one


def test_two_tabs_that_answer_at_once_both_keep_their_words(rehearsals: Rehearsals) -> None:
    begun = rehearsals.begin("Ada", TERMS)
    mine, root = begun.listed.id, begun.path[0]
    heard: list[str] = []

    def meanwhile(question: Question, answer: str, terms: Terms) -> Assessment:
        if not heard:
            heard.append(answer)
            rehearsals.answer(mine, "Ada", "From the other tab, on plastic.")
        return judge(question, answer, terms)

    slow = Rehearsals(
        rehearsals.shelf, load_challengers(), lambda brand, topic, language: MATTERS, meanwhile
    )
    one = slow.answer(mine, "Ada", "From this tab, on plastic.")
    assert {turn.answer for turn in one.beside(root)} == {
        "From this tab, on plastic.",
        "From the other tab, on plastic.",
    }


def test_when_all_is_asked_there_is_no_next_question(database: Database) -> None:
    rehearsals = Rehearsals(
        Shelf(database), load_challengers(), lambda brand, topic, language: MATTERS[:1], judge
    )
    one = rehearsals.begin("Ada", replace(TERMS, topic=""))
    one = rehearsals.answer(one.listed.id, "Ada", "On plastic, no.")
    assert one.pending is None
    with pytest.raises(BadRequest, match="No question waits"):
        rehearsals.answer(one.listed.id, "Ada", "And more.")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"challenger": "nobody"}, "no challenger 'nobody'"),
        ({"level": 4}, "1, 2 or 3"),
        ({"language": "de"}, "English"),
        ({"engine": "model"}, "No chat model"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused(
    rehearsals: Rehearsals, change: dict[str, object], said: str
) -> None:
    with pytest.raises(BadRequest, match=said) as refused:
        rehearsals.begin("Ada", replace(TERMS, **change))
    assert refused.value.french
    assert rehearsals.shelf.recent("Ada") == []


@pytest.mark.parametrize(("words", "said"), [(" \n", "empty"), ("x" * 10_001, "10,001 characters")])
def test_an_answer_that_is_none_is_refused_and_the_question_waits(
    rehearsals: Rehearsals, words: str, said: str
) -> None:
    one = rehearsals.begin("Ada", TERMS)
    with pytest.raises(BadRequest, match=said) as refused:
        rehearsals.answer(one.listed.id, "Ada", words)
    assert refused.value.french
    assert rehearsals.read(one.listed.id, "Ada").pending == one.pending


def test_who_may_read_it_cannot_answer_in_it(rehearsals: Rehearsals) -> None:
    one = rehearsals.begin("Ada", TERMS)
    rehearsals.shelf.share(one.listed.id, "Ada", "Maya")
    assert rehearsals.read(one.listed.id, "Maya") == one
    with pytest.raises(UnknownThing):
        rehearsals.answer(one.listed.id, "Maya", "On plastic, yes.")
    assert rehearsals.read(one.listed.id, "Ada") == one


def test_a_model_that_has_no_question_that_holds_gives_way_to_the_record(
    database: Database,
) -> None:
    asked: list[tuple[int, Sequence[Heard]]] = []

    def converse(script: Script, path: Sequence[Turn], heard: Sequence[Heard]) -> Question | None:
        asked.append((len(path), heard))
        return Question("And plastic, then?", by="m-1") if not path else None

    rehearsals = Rehearsals(
        Shelf(database),
        load_challengers(),
        lambda brand, topic, language: MATTERS,
        judge,
        converse,
    )
    one = rehearsals.begin("Ada", replace(TERMS, engine="model"))
    one = rehearsals.answer(one.listed.id, "Ada", "On plastic: less of it.")
    assert [turn.question.by for turn in one.path] == ["m-1", "record"]
    assert asked == [(0, ()), (1, ())]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The model m-1 takes no more requests for now. This question comes from the"),
        ("fr", "Le modèle m-1 n'accepte plus de demandes pour l'instant. Cette question vient"),
    ],
)
def test_a_model_that_fails_gives_way_to_the_record_and_the_person_is_told_once(
    database: Database, language: str, told: str
) -> None:
    def converse(script: Script, path: Sequence[Turn], heard: Sequence[Heard]) -> Question | None:
        raise ModelFailed("busy", "m-1")

    rehearsals = Rehearsals(
        Shelf(database),
        load_challengers(),
        lambda brand, topic, language: MATTERS,
        judge,
        converse,
    )
    one = rehearsals.begin("Ada", replace(TERMS, engine="model", language=language))
    assert one.notice is not None
    assert one.notice.startswith(told)
    one = rehearsals.answer(one.listed.id, "Ada", "On plastic: less of it.")
    assert one.notice is None
    assert [turn.question.by for turn in one.path] == ["record", "record"]


def test_a_rehearsal_whose_model_is_gone_goes_on_from_the_record_and_says_so(
    rehearsals: Rehearsals, database: Database
) -> None:
    with_model = Rehearsals(
        rehearsals.shelf,
        load_challengers(),
        lambda brand, topic, language: MATTERS,
        judge,
        lambda script, path, heard: Question("And plastic, then?", by="m-1"),
    )
    one = with_model.begin("Ada", replace(TERMS, engine="model"))
    one = rehearsals.answer(one.listed.id, "Ada", "On plastic: less of it.")
    assert one.notice is not None
    assert one.notice.startswith("The model is configured no more.")
