"""When the record answers a post, and when it merely speaks of the same subject."""

from __future__ import annotations

import pytest

from assistant.answerable import Grade, grade, is_passing
from assistant.evidence import Scored
from assistant.model import Post
from assistant.phrasing import Quote
from assistant.reading import read
from knowledge.model import Kind, Passage

ASKED = "How much do you pay your farmers for a litre of milk?"
PRICE = "We pay our farmers 48 cents a litre of milk."


def _quote(words: str, language: str = "en") -> Quote:
    passage = Passage(
        id="p1",
        document_id="d1",
        brand="acme",
        kind=Kind.STATEMENT,
        text=words,
        start=0,
        end=len(words),
        position=0,
        sentences=((0, len(words)),),
        tokens=len(words.split()),
        language=language,
    )
    return Quote(passage, words, ages=False, pledge=False, figures=False)


def _graded(
    words: str = PRICE,
    post: str = ASKED,
    *,
    covered: float = 0.8,
    surely: bool = True,
    repeated: int = 1,
    fills: bool = True,
    bears: bool = True,
) -> Grade:
    scored = Scored(_quote(words), relevance=0.9, worth=1.0, covered=covered)
    return grade(
        post,
        read(Post(post)),
        (scored,),
        bears=bears,
        surely=surely,
        repeated=lambda quote: repeated,
        fills=lambda asked, told: fills,
    ).grade


def test_a_post_is_answered_by_words_that_hold_what_it_is_about_and_give_what_it_asks() -> None:
    assert _graded() is Grade.ANSWERS


@pytest.mark.parametrize(
    "told",
    [
        {"covered": 0.2},
        {"surely": False},
        {"repeated": 6},
        {"fills": False},
        {"words": "Please contact us about milk and what we pay our farmers."},
        {"post": "You owe me 40 euros for my milk order, still waiting for three weeks."},
    ],
    ids=["few words", "loosely", "stock phrase", "no figure", "the help desk", "own case"],
)
def test_what_only_speaks_of_the_subject_does_not_answer(told: dict[str, object]) -> None:
    assert _graded(**told) is Grade.SPEAKS  # type: ignore[arg-type]


def test_a_record_that_does_not_bear_on_a_post_has_nothing() -> None:
    assert _graded(bears=False) is Grade.NOTHING


@pytest.mark.parametrize(
    ("words", "passing"),
    [
        ("Nous rencontrons actuellement une panne à Melun.", True),
        ("Nos équipes sont mobilisées, merci de votre patience.", True),
        ("Our app was down on Tuesday evening.", True),
        ("Nos magasins sont ouverts à tous les producteurs du canton.", False),
        ("We pay every farmer within ten days.", False),
    ],
)
def test_a_notice_of_one_day_is_told_from_what_lasts(words: str, passing: bool) -> None:
    assert is_passing(_quote(words)) is passing
