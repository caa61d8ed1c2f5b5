"""Who could speak, what is missing, and the map: read from what allies said, share and dispute."""

import re

import pytest

from assistant.errors import BadRequest
from assistant.reef.drawing import standing_alone
from assistant.reef.holes import Kind
from assistant.reef.mapping import Tied
from assistant.reef.values import Consent
from tests.assistant.reef.conftest import ALLIES, KEEPER


def test_what_an_ally_disputes_comes_with_what_they_share(full):
    told = full.voices("meule", "Your wheat is a scandal")
    [voice] = told.voices
    assert voice.ally.name == "Growers" and voice.citable
    assert [h.saying.words for h in voice.shares] == ["The price of wheat is published."]
    assert [h.saying.words for h in voice.disputes] == ["The price of wheat is too low."]


def test_an_ally_without_consent_may_be_approached_and_is_not_to_be_cited(full):
    [voice] = full.voices("meule", "plastic everywhere").voices
    assert (voice.ally.name, voice.consent, voice.citable) == ("Bag League", Consent.NONE, False)


def test_nobody_is_made_to_speak_to_what_they_never_spoke_of(full):
    told = full.voices("meule", "the moon")
    assert told.voices == () and told.of == 3
    with pytest.raises(BadRequest, match="What is it about"):
        full.voices("meule", " … ")


def test_no_disagreement_noted_is_unknown_and_not_agreement(full):
    found = full.holes("meule", "en")
    [unknown] = [one for one in found if one.kind is Kind.UNKNOWN and "disputes" in one.said]
    assert unknown.said.startswith("What Other Mill disputes is unknown")
    assert "not agreement" in unknown.said


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.CRISES, "Bag League only ever heard from the brand in a crisis"),
        (Kind.CONSENT, "Growers's consent ends on 1 December 2026"),
        (Kind.CONSENT, "Bag League may not be cited: consent never asked"),
        (Kind.SILENCE, "No contact with Other Mill is noted"),
        (Kind.TOPIC, "The price of wheat: Growers alone speaks to it"),
        (Kind.TOPIC, "nobody is known to share it"),
        (Kind.COMMUNITY, "Unions"),
    ],
)
def test_each_hole_is_told(full, kind, words):
    assert any(words in one.said for one in full.holes("meule", "en") if one.kind is kind)


def test_holes_are_told_in_french_too(full):
    said = " ".join(one.said for one in full.holes("meule", "fr"))
    assert "Cela ne vaut pas accord" in said and "qu'en temps de crise" in said


def test_an_empty_reef_has_one_hole(reef):
    assert [one.kind for one in reef.holes("meule", "en")] == [Kind.EMPTY]


def test_the_map_says_who_shares_who_disputes_and_nobody_is_left_out(full):
    drawn = full.map("meule", "en")
    names = {n.ally.id: n.ally.name for n in drawn.allies}
    topics = {n.topic.id: n.topic.name for n in drawn.topics}
    ties = {(names[e.ally_id], topics[e.topic_id]): e.tied for e in drawn.edges}
    assert ties == {
        ("Growers", "The price of wheat"): Tied.BOTH,
        ("Bag League", "Our packaging"): Tied.DISPUTES,
        # Of a topic of their own naming: the brand has none that they speak to.
        ("Other Mill", "flour"): Tied.SHARES,
    }
    places = [(n.x, n.y) for n in (*drawn.allies, *drawn.topics)]
    assert len(set(places)) == len(places)
    assert full.map("meule", "en") == drawn


def test_a_name_that_looks_like_markup_is_only_ever_text_in_the_drawing(full):
    hostile = ALLIES.replace("Other Mill", "<script>alert(1)</script>")
    full.take_in_text("meule", hostile, "allies.json", KEEPER)
    drawn = standing_alone(full.map("meule", "en"), "en")
    assert "<script" not in drawn and "&lt;script&gt;" in drawn
    assert not re.search(r"(href|url\(|@import)", drawn)
