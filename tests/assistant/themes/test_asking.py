from __future__ import annotations

import numpy as np
import pytest

from assistant.themes.asking import _same, _told, asked_again, is_question, question_of
from assistant.themes.values import Voice
from knowledge.languages import detect
from tests.assistant.themes.conftest import Record


def _crowd() -> tuple[list[Voice], np.ndarray]:
    rng = np.random.default_rng(1)
    asked = [
        ("Where does the palm oil in your biscuits come from?", 0),
        ("@acme where does your palm oil come from?", 0),
        ("Where is the palm oil of the biscuits from?", 0),
        ("Will the Lyon plant close in spring?", 1),
        ("Is the Lyon plant going to close?", 1),
        ("The palm oil biscuits are my favourite.", 0),
    ]
    asked += [(f"Who painted mural number {chr(97 + i)}{chr(98 + i)}x?", 2 + i) for i in range(12)]
    voices = [
        Voice(str(i), text, "en", None, f"p{i}", "neighbours") for i, (text, _) in enumerate(asked)
    ]
    rows = [np.eye(32)[0] * 2 + np.eye(32)[1 + s] + rng.normal(0, 0.03, 32) for _, s in asked]
    return voices, np.array(rows, dtype=np.float32)


def test_a_question_asked_again_in_other_words_is_one_question() -> None:
    voices, vectors = _crowd()
    told = asked_again(voices, vectors, least=3)
    assert [question.voices for question in told] == [("0", "1", "2")]
    assert "palm oil" in told[0].question
    assert told[0].communities == {None: 3}, "three people are too few to name their community"


def test_questions_never_answered_come_first_and_say_whether_the_record_could() -> None:
    voices, vectors = _crowd()
    told = asked_again(
        voices, vectors, answered={"1"}, answers=Record("lyon", "It stays open."), least=2
    )
    assert [bool(question.answered) for question in told] == [False, True]
    assert [question.on_record for question in told] == [True, False]


@pytest.mark.parametrize(
    ("texts", "cosine", "same"),
    [
        (("Pourquoi ma facture augmente ?", "Pourquoi cette facture si chère ?"), 0.5, True),
        (("Quand sera réparée la ligne ?", "Pourquoi la ligne est-elle en panne ?"), 0.5, False),
        (("Que faire ?", "On fait quoi ?"), 0.7, True),
        (("Que faire ?", "On fait quoi ?"), 0.3, False),
        (("When will the pool open?", "When is the library sale?"), 0.3, False),
    ],
)
def test_short_questions_are_one_where_they_ask_for_the_same_thing(
    texts: tuple[str, str], cosine: float, same: bool
) -> None:
    one, other = (_told(Voice("", text, detect(text).code)) for text in texts)
    assert _same(one, other, cosine) is same


def test_what_asks_is_compared_without_the_story_before_it() -> None:
    voice = Voice("1", "Bonjour, trois jours sans eau. Rien ! Quand revient-elle ? Merci", "fr")
    assert question_of(voice) == "Quand revient-elle ?"


def test_what_is_told_is_not_taken_for_what_is_asked() -> None:
    assert not is_question(Voice("1", "The biscuits are my favourite.", "en"))
    assert is_question(Voice("2", "Pourquoi avoir fermé le guichet", "fr"))
