"""Answers to be said aloud: never the question's own words given back as an answer."""

from __future__ import annotations

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
) -> Draft:
    post = Post(PLEDGE, "linkedin")
    brand = Brand("halte", "Halte", ("Halte",), signature="– Maya, for Halte")
    case = Case(
        post=post,
        reading=read(post, locale="en"),
        evidence=evidence,
        passages=[SAID, COUNTED, TRANSLATED],
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
        load_spoken(), [(p.id, p.text) for p in leads], [(p.id, p.text) for p in held]
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
