from __future__ import annotations

import pytest

from assistant.themes.consensus import read_out
from assistant.themes.stance import stance
from assistant.themes.values import Side, Voice
from tests.assistant.themes.conftest import Record, theme_of

CRITICS = [
    "The trains are awful and the heating is broken again. But the conductors are excellent.",
    "Terrible trains, terrible heating, never on time. The conductors are helpful though.",
    "You promised 12 new trains by 2023 and your letter was a disgrace: the old ones fail daily.",
    "Worst trains ever, a shambles. You idiots, shame on you, disgusting!!!",
]
SUPPORTERS = [
    "I love the trains, and the conductors are wonderful.",
    "Great trains, brilliant conductors, thank you.",
    "Lovely journey, happy to travel with you every week.",
]


def _voices(texts: list[str], language: str = "en") -> dict[str, Voice]:
    return {f"v{i}": Voice(f"v{i}", text, language, None, f"p{i}") for i, text in enumerate(texts)}


def test_what_both_sides_praise_is_granted_and_what_one_blames_is_contested() -> None:
    voices = _voices([*CRITICS, *SUPPORTERS])
    told = read_out(theme_of(voices.values()), voices)
    assert told.two_sides
    assert [line.about for line in told.granted] == ["conductors"]
    assert "trains" in [line.about for line in told.contested]
    granted = told.granted[0]
    assert {"v0", "v1"} <= set(granted.opposing) and {"v4", "v5"} <= set(granted.supporting)
    for line in (*told.granted, *told.contested):
        assert all(words in voices[who].text for who, words in line.quotes)


def test_the_strongest_point_is_calm_and_specific_and_not_the_loudest() -> None:
    voices = _voices([*CRITICS, *SUPPORTERS])
    told = read_out(theme_of(voices.values()), voices)
    assert told.strongest is not None
    assert told.strongest.quotes == (("v2", CRITICS[2]),)


def test_the_bridge_holds_the_words_of_the_record_and_its_passage(record: Record) -> None:
    voices = _voices([*CRITICS, *SUPPORTERS])
    bridge = read_out(theme_of(voices.values()), voices, answers=record).bridge
    assert bridge is not None
    assert record.words in bridge.text
    assert [quotation.passage_id for quotation in bridge.cited] == ["p1"]
    assert record.asked[0] == CRITICS[2], "the strongest point is what the record is asked first"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (Record("zebra"), "nothing on record"),
        (Record("e", answers=False), "speaks of the subject"),
        (Record("e", sayable=False), "cannot be said aloud"),
    ],
)
def test_a_bridge_that_cannot_be_said_is_not_shown_and_why_is_told(
    record: Record, why: str
) -> None:
    voices = _voices([*CRITICS, *SUPPORTERS])
    told = read_out(theme_of(voices.values()), voices, answers=record)
    assert told.bridge is None
    assert why in told.unbridged


def test_a_bridge_is_in_one_language() -> None:
    voices = _voices(["Les trains sont nuls, quelle honte, toujours en retard."] * 3, "fr")
    told = read_out(theme_of(voices.values()), voices, answers=Record("e"), locale="fr")
    assert told.bridge is None, "an English sentence is not said to people who write French"
    assert "dans la langue" in told.unbridged


@pytest.mark.parametrize(("locale", "words"), [("en", "no two sides"), ("fr", "pas deux camps")])
def test_where_all_complain_there_are_no_two_sides_and_it_is_said(locale: str, words: str) -> None:
    voices = _voices(CRITICS)
    told = read_out(theme_of(voices.values()), voices, locale=locale)
    assert not told.two_sides
    assert not (told.granted or told.contested or told.irreconcilable)
    assert any(words in note for note in told.notes)
    assert told.sides == {Side.FOR: 0, Side.AGAINST: 4, Side.NEITHER: 0}


def test_a_few_among_many_critics_make_no_camp_since_they_may_be_misread() -> None:
    voices = _voices([*(f"The trains are awful, carriage {i}." for i in range(20)), *SUPPORTERS])
    told = read_out(theme_of(voices.values()), voices)
    assert told.sides[Side.FOR] == 3
    assert not told.two_sides and not told.contested
    assert any("a fifth" in note for note in told.notes)


@pytest.mark.parametrize(
    ("texts", "opening"),
    [
        ([*CRITICS, *SUPPORTERS], "Whether you stand"),
        (CRITICS, "We have heard what you hold against us."),
        (SUPPORTERS, "We have read what you write."),
    ],
)
def test_the_bridge_says_that_people_disagree_only_where_they_do(
    texts: list[str], opening: str
) -> None:
    voices = _voices(texts)
    bridge = read_out(theme_of(voices.values()), voices, answers=Record("e")).bridge
    assert bridge is not None
    assert bridge.text.startswith(opening)


def test_authors_that_are_not_known_are_not_counted_as_one_that_is() -> None:
    voices = {f"v{i}": Voice(f"v{i}", text, "en") for i, text in enumerate(CRITICS)}
    assert read_out(theme_of(voices.values()), voices).authors == 0


@pytest.mark.parametrize(
    "text", ["J'aimerais qu'on me rappelle", "Je voudrais bien une réponse", "Rappelez-moi, merci"]
)
def test_a_wish_or_a_courtesy_is_no_praise(text: str) -> None:
    assert stance(text, "fr").side is Side.NEITHER


def test_a_campaign_is_one_voice_said_often() -> None:
    voices = _voices([*CRITICS[:3], *[SUPPORTERS[0]] * 9])
    copies = (tuple(f"v{i}" for i in range(3, 12)),)
    told = read_out(theme_of(voices.values(), copies), voices)
    assert told.voices == 4
    assert not told.two_sides


def test_positions_that_leave_nothing_to_talk_about_cannot_be_reconciled() -> None:
    firm = [f"The ferry is awful, terrible, never again, number {i}." for i in range(4)]
    voices = _voices([*firm, *[f"The ferry is great and lovely, day {i}." for i in range(4)]])
    told = read_out(theme_of(voices.values()), voices)
    assert [line.about for line in told.irreconcilable] == ["ferry"]
    assert not told.contested


@pytest.mark.parametrize(
    ("text", "language", "side"),
    [
        ("Bravo, j'adore votre démarche, continuez !", "fr", Side.FOR),
        ("Quelle honte, encore un mensonge, c'est inadmissible.", "fr", Side.AGAINST),
        ("À quelle heure ouvre la boutique ?", "fr", Side.NEITHER),
        ("Not happy, not impressed at all.", "en", Side.AGAINST),
        ("What time does the shop open?", "en", Side.NEITHER),
    ],
)
def test_a_side_is_read_off_the_words_in_both_languages(
    text: str, language: str, side: Side
) -> None:
    assert stance(text, language).side is side
