"""What is typed under a draft becomes a change of wishes, in both languages, by rules."""

from __future__ import annotations

import time

import pytest

from assistant.model import Size, Tone, Wishes
from assistant.refining import unable, understand


@pytest.mark.parametrize(
    ("words", "wishes"),
    [
        ("shorter", Wishes(size=Size.SHORT)),
        ("Too long!", Wishes(size=Size.SHORT)),
        ("Raccourcis un peu.", Wishes(size=Size.SHORT)),
        ("pas si long", Wishes(size=Size.SHORT)),
        ("more detail please", Wishes(size=Size.FULL)),
        ("plus de détails", Wishes(size=Size.FULL)),
        ("warmer", Wishes(tone=Tone.WARMER)),
        ("less corporate", Wishes(tone=Tone.WARMER)),
        ("Plus chaleureux, s'il te plaît", Wishes(tone=Tone.WARMER)),
        ("not so warm", Wishes(tone=Tone.PLAINER)),
        ("plus sobre", Wishes(tone=Tone.PLAINER)),
        ("drop the pleasantries", Wishes(tone=Tone.PLAINER)),
        ("in English", Wishes(language="en")),
        ("traduis en anglais", Wishes(language="en")),
        ("translate it to French", Wishes(language="fr")),
        ("own up", Wishes(strategy="commit")),
        ("engage-toi", Wishes(strategy="commit")),
        ("facts only", Wishes(strategy="facts")),
        ("des chiffres", Wishes(strategy="facts")),
        ("invite her to talk", Wishes(strategy="dialogue")),
        ("propose un échange", Wishes(strategy="dialogue")),
        ("mention the 2030 target", Wishes(mention="the 2030 target")),
        ("say something about packaging", Wishes(mention="packaging")),
        ("parle du prix du lait", Wishes(mention="prix du lait")),
        ("without the 2019 quote", Wishes(without=("2019",))),
        ("enlève la phrase sur l'Europe", Wishes(without=("Europe",))),
    ],
)
def test_a_change_is_understood(words: str, wishes: Wishes) -> None:
    told = understand(words, Wishes(), "en")
    assert told.left == ""
    assert told.done
    assert told.wishes == Wishes(**{**vars(wishes), "words": words})


def test_several_changes_at_once_are_all_made() -> None:
    told = understand("Shorter and in English, and mention the co-op's pledge", Wishes(), "en")
    assert told.wishes.size is Size.SHORT
    assert told.wishes.language == "en"
    assert told.wishes.mention == "the co-op's pledge"
    assert told.done == ("mentions: the co-op's pledge", "shorter", "in English")


@pytest.mark.parametrize(
    ("words", "platform"),
    [
        ("for LinkedIn", "linkedin"),
        ("pour Bluesky", "bluesky"),
        ("make it fit X", "x"),
        ("sur Mastodon", "mastodon"),
    ],
)
def test_another_platform_is_understood(words: str, platform: str) -> None:
    assert understand(words, Wishes(), "en").platform == platform


@pytest.mark.parametrize("words", ["another quotation", "une autre citation", "change de citation"])
def test_another_quotation_is_understood(words: str) -> None:
    assert understand(words, Wishes(), "fr").another


@pytest.mark.parametrize(
    "words", ["ok", "thanks", "hmm", "make it rhyme", "lol", "fais rimer", "?"]
)
def test_what_is_no_change_is_left_as_it_is(words: str) -> None:
    told = understand(words, Wishes(), "en")
    assert told.wishes == Wishes(words=words)
    assert (told.platform, told.done, told.another) == (None, (), False)


def test_what_is_inside_a_topic_is_of_the_topic() -> None:
    told = understand("mention that we are in English schools", Wishes(), "en")
    assert told.wishes.language is None
    assert told.wishes.mention == "we are in English schools"


def test_a_topic_may_hold_an_and() -> None:
    told = understand("parle de l'eau et du prix du lait, plus court", Wishes(), "fr")
    assert told.wishes.mention == "eau et du prix du lait"
    assert told.wishes.size is Size.SHORT


def test_the_scales_go_step_by_step_and_say_where_they_end() -> None:
    full = Wishes(size=Size.FULL)
    usual = understand("shorter", full, "en").wishes
    short = understand("shorter", usual, "en").wishes
    assert (usual.size, short.size) == (Size.USUAL, Size.SHORT)
    assert understand("shorter", short, "en").done == ("already as short as it gets",)


def test_a_reset_keeps_the_language_only() -> None:
    before = Wishes("fr", "facts", Tone.WARMER, Size.FULL, "lait", ("2019",))
    assert understand("repars de zéro", before, "fr").wishes == Wishes(
        language="fr", words="repars de zéro"
    )


def test_what_cannot_be_done_is_told_in_a_sentence() -> None:
    told = understand("shorter, and make it rhyme", Wishes(), "en")
    assert told.done == ("shorter",)
    assert "make it rhyme" in unable(told.left, "en")
    assert "rimer" in unable("fais rimer", "fr")


@pytest.mark.parametrize("words", ["mention and " * 400, "et " * 900, "a" * 5_000, "(" * 3_000])
def test_hostile_words_take_no_time(words: str) -> None:
    begin = time.thread_time()
    understand(words, Wishes(), "en")
    assert time.thread_time() - begin < 0.5
