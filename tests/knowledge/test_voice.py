"""A voice is learned from what was said; a text is told how close it is, and where it departs."""

import json
import os
import random
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.voice import ENOUGH, Speaking, VoiceProfile, learn_voices

SHARED = Path(os.environ.get("CORAIL_SHARED", Path(__file__).parents[3] / "../shared"))

SUBJECTS = (
    *("our new ferry", "the harbour works", "this winter's timetable", "our crews", "the refit"),
    *("cleaner engines", "the night crossing", "our oldest lighthouse", "the spring fares"),
)
CALM = (
    "Good morning. We would like to inform you about {}. Please find the details on our site.",
    "We regret the delay concerning {}. Our teams are working on it and will keep you informed.",
    "Following your questions on {}, we have published an answer. We thank you for your patience.",
    "We are pleased to share our report on {}. It was reviewed by an independent body.",
)
LIVELY = (
    "Guess what?! {} is HERE 🎉🎉 Tag a friend!! #sea #fun",
    "omg we're obsessed with {} 😍 who's in?? 🌊 #sea #waves",
    "Hey folks!! {} just dropped 🔥 link in bio 👇 #fun",
    "yay!! {} 🥳 tell us everything below 👇👇 #sea #love",
)


def _said(patterns: tuple[str, ...], count: int, seed: int = 0) -> list[str]:
    lot = random.Random(seed)
    return [
        lot.choice(patterns).format(lot.choice(SUBJECTS)) + f" ({lot.randint(1, 99)})"
        for _ in range(count)
    ]


@pytest.fixture(scope="module")
def calm() -> VoiceProfile:
    """The voice of a company that writes calmly."""
    return VoiceProfile.learn(_said(CALM, 80), "en")


def test_a_profile_of_few_texts_says_that_it_knows_too_little() -> None:
    profile = VoiceProfile.learn(_said(CALM, ENOUGH - 1), "en")

    score = profile.score("Hello.")

    assert not profile.knows_enough
    assert profile.statements == ENOUGH - 1
    assert (score.percentile, score.deviations, score.enough) == (50.0, (), False)


def test_blank_texts_are_not_statements() -> None:
    profile = VoiceProfile.learn([*_said(CALM, ENOUGH - 1), "", " \n"], "en")

    assert not profile.knows_enough


def test_a_text_in_the_voice_is_closer_than_one_that_is_not(calm: VoiceProfile) -> None:
    own = [calm.score(text).percentile for text in _said(CALM, 20, seed=1)]
    other = [calm.score(text).percentile for text in _said(LIVELY, 20, seed=1)]

    assert min(own) > max(other)
    assert max(other) == 0.0


def test_the_percentile_of_unseen_texts_of_its_own_is_spread_evenly(calm: VoiceProfile) -> None:
    own = np.sort([calm.score(text).percentile for text in _said(CALM, 400, seed=2)])

    assert np.abs(own - np.linspace(0, 100, len(own))).mean() < 10


def test_a_deviation_points_at_the_words_where_it_shows(calm: VoiceProfile) -> None:
    text = (
        "We would like to inform you about the refit 🎉🎉🎉. Please find the details on our site."
    )

    found = {d.feature: d for d in calm.score(text).deviations}

    emoji = found["emoji"]
    assert [text[start:end] for start, end in emoji.spans] == ["🎉", "🎉", "🎉"]
    assert (emoji.value, emoji.usual, emoji.direction) == (3.0, (0.0, 0.0), "more")


def test_what_is_missing_is_pointed_at_where_it_would_stand() -> None:
    lively = VoiceProfile.learn(_said(LIVELY, 80), "en")
    text = "The refit is here. Tell us everything below"

    found = {d.feature: d for d in lively.score(text).deviations}

    missing = [d for d in found.values() if d.direction == "less"]
    assert missing
    assert all(text[start:end] for d in missing for start, end in d.spans)


def test_words_that_are_not_the_brands_are_named(calm: VoiceProfile) -> None:
    text = "Good morning. Whatevs dudes, zonked zebras jumping quixotically. We thank you."

    wording = next(d for d in calm.score(text).deviations if d.feature == "wording")

    words = {text[start:end] for start, end in wording.spans}
    assert words <= {"Whatevs", "dudes", "zonked", "zebras", "jumping", "quixotically", "thank"}
    assert "quixotically" in words


def test_at_most_three_deviations_are_told_and_a_usual_text_has_none(calm: VoiceProfile) -> None:
    assert len(calm.score(_said(LIVELY, 1)[0]).deviations) == 3
    usual = [len(calm.score(text).deviations) for text in _said(CALM, 40, seed=3)]
    assert np.mean(usual) < 2


def test_emoji_spelt_out_by_an_export_are_the_emoji() -> None:
    spelt = [text.replace("🎉", ":party_popper:") for text in _said(LIVELY, 60)]
    profile = VoiceProfile.learn(spelt, "en")
    text = _said(LIVELY, 1, seed=4)[0]

    assert profile.score(text) == VoiceProfile.learn(_said(LIVELY, 60), "en").score(text)


def test_whom_a_text_names_does_not_change_how_close_it_is(calm: VoiceProfile) -> None:
    one = calm.score("We regret the delay @anna. See https://a.example/1 #refit")
    other = calm.score("We regret the delay @bert. See https://b.example/2 #ferry")

    assert one.percentile == other.percentile


def test_the_brand_and_its_executive_have_voices_of_their_own() -> None:
    brand, head = Speaking("Ferry", "x", "en"), Speaking("Anna, chief executive", "x", "en")
    said = [(brand, text) for text in _said(LIVELY, 40)] + [(head, t) for t in _said(CALM, 40)]

    voices = learn_voices(said)

    text = _said(CALM, 1, seed=5)[0]
    assert set(voices) == {brand, head}
    assert voices[brand].score(text).percentile < voices[head].score(text).percentile


def test_a_brand_that_says_vous_is_told_where_a_draft_says_tu() -> None:
    asks = (
        *("Bonjour, pouvez-vous nous écrire ?", "Vous pouvez nous joindre ici, le soir aussi."),
        *("Votre dossier est complet.", "Nous revenons vers vous.", "Merci de votre patience !"),
    )
    lot = random.Random(0)
    said = [" ".join(lot.sample(asks, lot.randint(1, 4))) for _ in range(60)]
    text = "Bonjour, tu peux nous écrire ? Ton dossier est complet. Merci de ta patience !"

    found = {d.feature: d for d in VoiceProfile.learn(said, "fr").score(text).deviations}

    address = found["address"]
    assert [text[start:end] for start, end in address.spans] == ["tu", "Ton", "ta"]
    assert (address.value, address.usual) == ("tu", ("vous",))


def test_the_language_is_told_from_the_texts_where_it_is_not_given() -> None:
    french = [f"Bonjour, nous vous remercions de votre message numéro {i}." for i in range(40)]

    assert VoiceProfile.learn(french).language == "fr"


def test_a_language_that_is_not_served_has_a_voice_too() -> None:
    german = [f"Guten Tag, wir danken Ihnen für Ihre Nachricht zum Thema {i}." for i in range(40)]
    profile = VoiceProfile.learn(german, "de")

    assert profile.score(german[0]).percentile > profile.score("lol 😂 was geht???").percentile


def test_the_same_record_gives_the_same_voice() -> None:
    said, text = _said(CALM, 60), "We would like to thank you 🎉 for the refit"

    assert VoiceProfile.learn(said, "en").score(text) == VoiceProfile.learn(said, "en").score(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "🎉🔥🇫🇷👩‍🚀1️⃣",
        ":party_popper:" * 50,
        "a" * 20_000,
        "ab. " * 5_000,
        "ab " * 6_667,
        "@" * 20_000,
        ":" * 20_000,
        "#" * 20_000,
        "(" * 20_000,
        ":a" * 10_000,
        "\n" + " " * 20_000,
        "\n" * 20_000,
        ", " * 10_000,
        "www." * 5_000,
        "l'" * 10_000,
        "s'il vous " * 2_000,
        "\u202e\u200b\x00\ud800 İSTANBUL ﬁ",
    ],
)
def test_hostile_texts_are_scored_in_a_moment(text: str) -> None:
    # In French: it is there that the most is looked for.
    _FRENCH.score("chaud")
    start = time.process_time()

    score = _FRENCH.score(text)

    assert 0 <= score.percentile <= 100
    assert time.process_time() - start < 0.2


def test_a_record_of_hostile_texts_is_learned() -> None:
    odd = ["🎉", "@", ":", "a" * 20_000, "\ud800", "İ", "…", "0", "#x", "\x00"]

    profile = VoiceProfile.learn(odd * 4, "fr")

    assert 0 <= profile.score("Bonjour").percentile <= 100


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400) | st.text(alphabet="aé @#:_!?.…'’\n🎉👩‍🚀1️⃣tu", max_size=120))
def test_whatever_is_scored_percentile_and_spans_stay_in_their_bounds(text: str) -> None:
    for deviation in (score := _CALM.score(text)).deviations:
        assert all(0 <= start < end <= len(text) for start, end in deviation.spans)
        assert deviation.spans or not text.strip()
    assert 0 <= score.percentile <= 100
    assert len(score.deviations) <= 3
    assert _CALM.score(text) == score


_CALM = VoiceProfile.learn(_said(CALM, 60), "en")
_FRENCH = VoiceProfile.learn(
    [f"Bonjour, pouvez-vous nous écrire ? Le dossier {i} avance." for i in range(40)], "fr"
)


@pytest.mark.skipif(
    not (SHARED / "eval").is_dir(), reason=f"the labelled rows are not under {SHARED}"
)
def test_two_organisations_that_tweet_are_told_apart() -> None:
    path = SHARED / "eval" / "06_corporate_messaging.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    own = [r["text"] for r in rows if r["screenname"] == "Citi"]
    other = [r["text"] for r in rows if r["screenname"] == "Nestle"]

    profile = VoiceProfile.learn(own[:300], "en")

    medians = [np.median([profile.score(t).percentile for t in ts[-100:]]) for ts in (own, other)]
    assert 30 < medians[0] < 70
    assert medians[1] < 10
