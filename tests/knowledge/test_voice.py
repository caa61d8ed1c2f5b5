from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.voice import VoiceProfile, address
from knowledge.voice.profile import ENOUGH

SUBJECTS = ("harbour", "orchard", "bakers", "ferry", "river", "weavers", "valley", "mill")
CHEERFUL = [
    f"Hey folks! Guess what the {SUBJECTS[i % 8]} and {SUBJECTS[(i * 3 + 1) % 8]} did today?! "
    f"So happy for you all 🎉 {i}"
    for i in range(60)
]
SOLEMN = [
    f"The company regards the {SUBJECTS[i % 8]} with the seriousness that the matter of "
    f"the {SUBJECTS[(i * 7 + 2) % 8]} requires; moreover, it shall report accordingly."
    for i in range(60)
]


def test_a_profile_of_few_texts_says_that_it_knows_too_little() -> None:
    profile = VoiceProfile.learn(CHEERFUL[: ENOUGH - 1], "en")
    told = profile.score("Anything at all.")
    assert not profile.knows_enough
    assert not told.enough
    assert told.deviations == ()
    assert told.known == ENOUGH - 1


def test_a_text_in_the_voice_is_nearer_to_it_than_one_in_another() -> None:
    profile = VoiceProfile.learn(CHEERFUL[:40], "en")
    own = [profile.nearness(text) for text in CHEERFUL[40:]]
    others = [profile.nearness(text) for text in SOLEMN]
    assert min(own) > max(others)
    assert profile.score(SOLEMN[0]).percentile < 5


def test_what_strays_is_named_and_points_at_the_words() -> None:
    profile = VoiceProfile.learn(SOLEMN, "en")
    text = "OMG!!! You guys are awesome 🎉🎉🎉 lol!!!"
    told = profile.score(text)
    assert 1 <= len(told.deviations) <= 3
    traits = {one.trait for one in told.deviations}
    assert traits & {"emoji", "exclamations", "casual", "sentence length", "length", "you"}
    assert all(text[a:b] for one in told.deviations for a, b in one.spans)


def test_the_same_texts_teach_the_same_voice() -> None:
    one, other = VoiceProfile.learn(SOLEMN, "en"), VoiceProfile.learn(SOLEMN, "en")
    assert one.score(CHEERFUL[0]) == other.score(CHEERFUL[0])


def test_links_handles_and_hashtags_do_not_give_a_voice_away() -> None:
    profile = VoiceProfile.learn(SOLEMN, "en")
    assert profile.nearness("See https://a.example/b #One @two") == profile.nearness(
        "See https://other.example/c #Three @four"
    )


PROFILE = VoiceProfile.learn(CHEERFUL, "en")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_percentile_and_spans_within_it(text: str) -> None:
    told = PROFILE.score(text)
    assert 0 <= told.percentile <= 100
    for one in told.deviations:
        for start, end in one.spans:
            assert 0 <= start <= end <= len(text)


def test_a_text_of_twenty_thousand_characters_is_scored() -> None:
    assert 0 <= PROFILE.score("We said so, and so. " * 1_000).percentile <= 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Peux-tu nous envoyer ton numéro ?", "tu"),
        ("Pouvez-vous nous envoyer votre numéro ?", "vous"),
        ("Écrivez-nous en message privé.", "vous"),
        ("N'hésite pas, écris-moi quand tu veux !", "tu"),
        ("T'as raison, c'est raté.", "tu"),
        ("La livraison est prévue demain.", None),
    ],
)
def test_tu_and_vous_are_told_apart(text: str, said: str | None) -> None:
    assert address(text) == said
