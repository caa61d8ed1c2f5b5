"""Complaints and reported problems, told by their words. The texts were written for these tests."""

from __future__ import annotations

import time

import pytest

from assistant.reading.complaints import complaint, problem, valence


@pytest.mark.parametrize(
    ("text", "language", "is_one"),
    [
        ("Still waiting for my sofa after six weeks, nobody answers. Appalling.", "en", True),
        ("Toujours rien reçu après six semaines, personne ne répond. Inadmissible.", "fr", True),
        ("The zip broke on the second day, I want a refund", "en", True),
        ("Le zip a cassé au deuxième jour, je veux un remboursement", "fr", True),
        ("Do you have the blue one in size 40?", "en", False),
        ("Avez-vous le modèle bleu en taille 40 ?", "fr", False),
        ("Thanks, the new shop is lovely :)", "en", False),
        ("Merci, la nouvelle boutique est magnifique :)", "fr", False),
        ("", "en", False),
    ],
)
def test_a_complaint_is_told_from_a_question_and_from_thanks(
    text: str, language: str, is_one: bool
) -> None:
    assert complaint(text, language).is_so is is_one


@pytest.mark.parametrize(
    ("text", "language", "is_one"),
    [
        ("L'appli plante au démarrage depuis la mise à jour", "fr", True),
        ("The app crashes on opening since the update", "en", True),
        ("Aucun bug, très pratique", "fr", False),
        ("No crashes so far, easy to use", "en", False),
        ("Trop cher pour ce que c'est", "fr", False),
    ],
)
def test_a_problem_is_told_and_one_that_is_denied_is_not(
    text: str, language: str, is_one: bool
) -> None:
    assert problem(text, language).is_so is is_one


def test_the_reasons_are_words_of_the_post() -> None:
    told = complaint("I've been on hold for two hours, this is ridiculous", "en")
    assert told.reasons
    assert all(
        word in "i've been on hold for two hours, this is ridiculous" for word in told.reasons
    )


def test_a_good_word_denied_speaks_ill_and_a_bad_one_denied_speaks_well() -> None:
    assert valence("Pas satisfait du tout", "fr").bad == ("satisfait",)
    assert valence("Sans problème", "fr").good == ("probleme",)
    assert valence("Not happy", "en").bad


def test_a_long_run_of_anything_is_read_in_bounded_time() -> None:
    began = time.perf_counter()
    for text in ("not " * 20_000, "ne marche " * 20_000, "a" * 100_000, "n't " * 20_000):
        complaint(text, "fr")
        problem(text, "en")
    assert time.perf_counter() - began < 5
