"""What sounds like a promise, or like no answer, is heard in words that no list has."""

from __future__ import annotations

import pytest

from assistant.model import Standing
from assistant.rehearsal.likeness import evading, promising
from assistant.rehearsal.pledged import is_coming, is_promise
from assistant.rehearsal.technique import Said, weigh


def test_a_promise_in_words_of_no_list_is_heard_and_the_same_as_a_deed_is_not() -> None:
    promise = "Qui a acheté un pain moisi en reçoit un neuf et dix euros, dès demain."
    deed = "Tous ceux qui avaient acheté un pain moisi en ont reçu un neuf."
    assert not is_coming(promise, "fr")
    assert is_promise(promise, "fr", promising(promise, "fr"))
    assert not is_promise(deed, "fr", promising(deed, "fr"))
    english = "Anyone who bought a mouldy loaf gets a new one and ten pounds, starting tomorrow."
    assert promising(english, "en") > promising("Anyone who bought one got a new one.", "en")


@pytest.mark.parametrize(
    ("language", "question", "evasion", "answer"),
    [
        (
            "en",
            "Do you still use that flour?",
            "Bread is a promise that is kept every morning, and our bakers are artists.",
            "Yes, in two loaves out of five.",
        ),
        (
            "fr",
            "Utilisez-vous encore cette farine ?",
            "Le pain est un lien qui se refait chaque matin, et nos boulangers sont des artistes.",
            "Oui, dans deux pains sur cinq.",
        ),
    ],
)
def test_how_an_answer_sounds_counts_with_what_it_gives(
    language: str, question: str, evasion: str, answer: str
) -> None:
    assert evading([evasion]) > 0 > evading([answer])
    for words, is_answer in ((evasion, False), (answer, True)):
        said = [Said(words, 0, Standing.NEW)]
        told = weigh(question, words, said, language, sounds=evading([words]))
        assert told.answered is is_answer


def test_without_the_embedded_model_the_rules_decide() -> None:
    for words in ("We will open a second oven.", "We opened a second oven."):
        assert is_promise(words, "en", None) is is_coming(words, "en")
    # Neither decides alone: no rule's word and a faint sound make no promise, nor does a question.
    assert not is_promise("We opened a second oven.", "en", 1.0)
    assert not is_promise("Will we open a second oven?", "en", 9.0)
