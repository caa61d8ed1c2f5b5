"""Answers to be said aloud: never the question's own words given back as an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.composing import Style
from assistant.drafting import Case
from assistant.drafting.spoken import LONGEST, SpokenDrafter
from assistant.evidence import Scored
from assistant.model import Draft, Length, Post, Standing
from assistant.phrasing import Quote
from assistant.reading import read
from assistant.strategies import load_spoken
from knowledge.model import Brand, Kind, Passage
from knowledge.voice import Manner

PLEDGE = "We will halve our plastic packaging by 2030."
FIGURE = "We used 2,140 tonnes of plastic packaging in 2025, 23 % less than in 2020."
FRENCH = "Nous réduirons de moitié nos emballages plastique d'ici 2030."


def passage(number: int, text: str, language: str = "en", date: str = "2026-02-12") -> Passage:
    return Passage(
        id=f"p{number}",
        document_id=f"d{number}",
        brand="halte",
        position=0,
        start=0,
        end=len(text),
        text=text,
        sentences=((0, len(text)),),
        tokens=12,
        kind=Kind.STATEMENT,
        speaker="Halte",
        date=date,
        language=language,
    )


SAID = passage(1, PLEDGE, date="2025-06-01")
COUNTED = passage(2, FIGURE)
TRANSLATED = passage(3, FRENCH, "fr", "2025-06-01")


def scored(one: Passage, figures: bool = True) -> Scored:
    return Scored(Quote(one, one.text, ages=False, pledge=False, figures=figures), 0.9, 1.0)


def answer(
    *evidence: Scored,
    leads: tuple[Passage, ...] = (),
    held: tuple[Passage, ...] = (SAID,),
    bears: bool = True,
    language: str = "en",
    passages: tuple[Passage, ...] = (SAID, COUNTED, TRANSLATED),
    promised: bool = False,
    near: bool = False,
) -> Draft:
    post = Post(PLEDGE, "linkedin")
    brand = Brand("halte", "Halte", ("Halte",), signature="– Maya, for Halte")
    case = Case(
        post=post,
        reading=read(post, locale="en"),
        evidence=evidence,
        passages=passages,
        bears=bears,
        loosely=False,
        style=Style(
            brand=brand,
            manner=Manner("Hello"),
            language=language,
            measure=lambda text: Length(len(text), 3_000, "units", True),
            today="2026-11-22",
            locale="en",
        ),
        hold=lambda draft: draft,
    )
    drafter = SpokenDrafter(
        load_spoken(),
        [(p.id, p.text) for p in leads],
        [(p.id, p.text) for p in held],
        promised=promised,
        near=near,
    )
    [draft] = drafter.draft(case).drafts
    return draft


def cited(draft: Draft) -> list[str]:
    return [c.passage_id for s in draft.sentences for c in s.citations]


def test_what_was_held_up_is_answered_by_something_else_on_record() -> None:
    draft = answer(scored(SAID), scored(COUNTED))
    assert (draft.strategy.name, cited(draft)) == ("answer", ["p2"])
    assert FIGURE in draft.text
    assert "Maya" not in draft.text and "Hello" not in draft.text


def test_a_translation_of_what_was_held_up_is_no_answer_to_it() -> None:
    draft = answer(scored(TRANSLATED))
    assert (draft.strategy.name, cited(draft)) == ("owned", ["p1"])


def test_a_promise_is_answered_by_a_figure_and_not_by_fine_words() -> None:
    fine = passage(2, "We are proud of every one of the teams that work on our packaging.")
    assert answer(scored(fine, figures=False)).strategy.name == "owned"


def test_where_the_record_has_no_more_the_words_are_owned_and_the_gap_is_said() -> None:
    draft = answer(bears=False)
    assert draft.strategy.name == "owned"
    assert PLEDGE in draft.text
    assert "[name]" in draft.text and "[day]" in draft.text


def test_what_speaks_to_the_question_comes_first() -> None:
    draft = answer(scored(passage(1, "We closed 3 lines in 2024."), True), leads=(COUNTED,))
    assert cited(draft)[0] == "p2"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "published answer"), ("fr", "réponse publiée")]
)
def test_with_nothing_on_record_it_says_so_and_claims_nothing(language: str, said: str) -> None:
    draft = answer(held=(), bears=False, language=language)
    assert draft.strategy.name == "hold"
    assert {one.standing for one in draft.sentences} == {Standing.COURTESY}
    assert len(draft.text.split()) <= LONGEST
    assert said in draft.text or "public" in draft.text


def test_a_later_count_of_what_was_held_up_answers_it_in_nearly_the_same_words() -> None:
    before = passage(4, "Out-of-work members fall month after month: 160 fewer.", date="2025-01-01")
    after = passage(5, "Out-of-work members fall month after month: 360 fewer.", date="2026-01-01")
    told = {"passages": (before, after)}
    assert cited(answer(scored(after), held=(before,), **told)) == ["p5"]
    # An earlier one is no news.
    assert cited(answer(scored(before), held=(after,), **told)) == ["p5"]


def test_what_somebody_else_told_the_house_is_never_owned_as_its_words() -> None:
    told = replace(SAID, kind=Kind.OUTSIDE, speaker="Odile Marre")
    draft = answer(bears=False, held=(told,), passages=(told,))
    assert draft.strategy.name == "hold"
    assert PLEDGE not in draft.text


@pytest.mark.parametrize(("language", "said"), [("en", "[Name]"), ("fr", "[Nom]")])
def test_a_promise_made_a_moment_ago_is_taken_back_and_what_was_published_stands(
    language: str, said: str
) -> None:
    draft = answer(scored(COUNTED), promised=True, language=language)
    assert (draft.strategy.name, cited(draft)) == ("withdrawn", ["p1"])
    assert said in draft.text
    alone = answer(promised=True, held=(), language=language)
    assert (alone.strategy.name, cited(alone)) == ("withdrawn", [])


def test_what_the_topic_finds_must_count_what_was_held_up_and_scope_3_is_a_name() -> None:
    named = passage(2, "Our plastic packaging is counted in Scope 3, as the protocol says.")
    assert answer(scored(named), near=True, passages=(SAID, named)).strategy.name == "owned"
    other = passage(2, "We hired 120 people in the valley.")
    assert answer(scored(other), near=True, passages=(SAID, other)).strategy.name == "owned"
    half = passage(2, "We have cut our plastic packaging by a third: 2,140 tonnes to halve.")
    assert cited(answer(scored(half), near=True, passages=(SAID, half))) == ["p2"]
