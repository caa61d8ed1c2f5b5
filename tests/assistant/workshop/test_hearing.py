"""What bears a sentence out, what nobody said, what few say, and what pulls apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assistant.themes.values import Themes
from assistant.workshop.few import few
from assistant.workshop.gap import gap
from assistant.workshop.hearing import Heard
from assistant.workshop.tensions import pole_names, tensions
from knowledge.model import Kind, Passage
from tests.assistant.workshop.conftest import SAID

Hear = Callable[[Sequence[str]], Heard]


def texts(heard: Heard, ids: Sequence[str]) -> set[str]:
    return {heard.by_id[one].text for one in ids}


def test_a_sentence_is_borne_out_by_the_answers_that_say_so(heard: Heard) -> None:
    told = heard.borne("We exist to teach children to ride to school.", "en")
    said = texts(heard, told.answers)
    assert "To teach every child to ride to school." in said
    assert "To pay mechanics a decent wage." not in said


def test_a_sentence_of_two_aims_is_borne_out_by_those_who_say_one_of_them(heard: Heard) -> None:
    told = heard.borne("We exist to mend old bicycles, and to pay mechanics a decent wage.", "en")
    said = texts(heard, told.answers)
    assert {"To mend old bicycles so that they last.", "To pay mechanics a decent wage."} <= said


def test_words_nobody_said_are_told_and_those_that_frame_a_sentence_are_not(heard: Heard) -> None:
    told = heard.borne("Velo exists to mend bicycles with galactic excellence.", "en")
    assert told.unsaid == ("galactic", "excellence")
    assert heard.borne("Velo exists to mend bicycles.", "en").unsaid == ()


def test_a_text_that_nobody_could_have_meant_is_borne_out_by_nobody(heard: Heard) -> None:
    assert heard.borne("Quarterly dividends delight shareholders.", "en").answers == ()


def test_what_one_says_alone_is_kept(heard: Heard) -> None:
    kept = {text for one in few(heard) for text in texts(heard, one.members)}
    assert "A bell on every handlebar, nothing more." in kept


def test_what_somebody_sets_above_another_thing_is_a_tension_with_who_wants_it(
    heard: Heard,
) -> None:
    found = next(one for one in tensions(heard) if one.kind == "rather")
    assert found.one == (("a13", "We should mend here rather than sell abroad."),)
    assert [words for _, words in found.other] == ["To sell cargo bikes abroad and grow."]
    for side in (found.one, found.other):
        for identity, words in side:
            assert words in heard.by_id[identity].text


def test_two_poles_are_named_where_several_stand_at_each(hear: Hear) -> None:
    far = ["To export our bikes worldwide.", "To sell abroad, all over the world, overseas."]
    near = ["To serve our region and nobody else.", "To mend for our neighbours."]
    heard = hear([*SAID[:12], *far, *near])
    found = next(one for one in tensions(heard) if one.kind == "poles near")
    assert pole_names(found, "fr") == ("au plus près", "plus loin")
    assert {w for _, w in found.other} == set(far)
    assert {w for _, w in found.one} == set(near)


def test_a_denied_pole_counts_for_the_other(hear: Hear) -> None:
    heard = hear(
        [*SAID[:12], "To stay small and human.", "To remain human scale.",
         "No more growth, please, in this town.", "To grow and conquer."]
    )  # fmt: skip
    assert not [one for one in tensions(heard) if one.kind == "poles size"]


def test_a_sentence_of_today_that_nobody_said_and_a_theme_it_lacks_are_told(heard: Heard) -> None:
    def passage(text: str) -> Passage:
        spans = ((0, len(text)),)
        return Passage("p" + text[:3], "d", "velo", 0, 0, len(text), text, spans, 9,
                       kind=Kind.PURPOSE, language="en")  # fmt: skip

    told = gap(
        heard,
        [passage("We mend old bicycles so that they last."),
         passage("Our heritage inspires tomorrow's premium mobility.")],
    )  # fmt: skip
    assert [line.text for line in told.unsaid] == [
        "Our heritage inspires tomorrow's premium mobility."
    ]
    lacking: list[Any] = [heard.themes.named(one.theme_id) for one in told.missing]
    members = {heard.by_id[m].text for theme in lacking for m in theme.members}
    assert "To pay mechanics a decent wage." in members
    assert told.lines[0].said


def test_themes_are_found_and_none_claims_a_share_that_so_few_cannot_bear(heard: Heard) -> None:
    assert isinstance(heard.themes, Themes)
    assert len(heard.themes.themes) >= 2
    for one in heard.told():
        assert (one.low, one.high) == (None, None)
        assert one.of == len(SAID)
