"""A persona file is read whole or refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import BadRequest
from assistant.rehearsal.challengers import load_challengers
from assistant.rehearsal.values import LEVELS, Hold, Press

FRONT = """---
name: neighbour
label: {en: Neighbour, fr: Voisin}
who: {en: From across the road, fr: D'en face}
motives: {en: Quiet, fr: Le calme}
knowledge: {en: The road, fr: La rue}
register: {en: Plain, fr: Simple}
asks: [personal]
levels: {1: {en: Mild, fr: Doux}}
---
You live across the road.

## Asks en

"""


def house(folder: Path, body: str, front: str = FRONT) -> Path:
    (folder / "neighbour.md").write_text(front + body, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["en", "fr"])
def test_those_that_come_with_corail_can_ask_and_press_all_there_is(language: str) -> None:
    found = load_challengers()
    assert "journalist" in found
    for one in found.values():
        assert {ask.hold for ask in one.asks[language]} == set(Hold), one.name
        assert set(one.presses[language]) == set(Press), one.name
        assert set(one.levels) == set(LEVELS)
        assert one.openings[language]
        assert one.guidance[language]
        # Each thing can be asked at the lowest level.
        assert {ask.hold for ask in one.asks[language] if ask.level == 1} == set(Hold), one.name


def test_no_line_of_a_challenger_is_written_twice() -> None:
    for one in load_challengers().values():
        for language in ("en", "fr"):
            lines = [ask.wording for ask in one.asks[language]]
            lines += [said for press in one.presses[language].values() for said in press]
            assert len(lines) == len(set(lines)), one.name


def test_a_house_drops_in_a_file_of_its_own(tmp_path: Path) -> None:
    found = load_challengers(house(tmp_path, "- topic/personal/1: Would you live here, {topic}?\n"))
    assert {"journalist", "neighbour"} <= found.keys()
    [ask] = found["neighbour"].asks["en"]
    assert (ask.hold, ask.wording) == (Hold.TOPIC, "Would you live here, {topic}?")
    assert found["neighbour"].guidance["en"] == "You live across the road."


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("- topic/personal/1: What of {quote}?\n", r"\{quote\} is not known to topic"),
        ("- topic/rude/1: What?\n", "does not say what is asked"),
        ("- topic: What?\n", "does not say what is asked"),
        ("What?\n", "not a line of a challenger: 'What\\?'"),
        ("## Presses en\n\n- loud: What?\n", "'loud' is none of"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_file(
    tmp_path: Path, body: str, said: str
) -> None:
    with pytest.raises(BadRequest, match=said) as refused:
        load_challengers(house(tmp_path, body))
    assert "neighbour.md" in str(refused.value)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("Nothing here.\n", "begin with front matter"),
        (FRONT.replace("asks: [personal]", "asks: [rude]"), "asks"),
        (FRONT.replace("name: neighbour", "name: Neigh Bour"), "lower-case letters"),
        (FRONT.replace("fr: Voisin", "de: Nachbar"), "both languages"),
        (FRONT.replace("who: {en", "who: [en"), "not YAML"),
    ],
)
def test_front_matter_that_cannot_be_used_is_refused(tmp_path: Path, front: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        load_challengers(house(tmp_path, "", front))
