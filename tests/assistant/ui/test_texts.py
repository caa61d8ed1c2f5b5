"""The page's texts: both languages say the same things, and which one a person gets."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from assistant.listening import columns
from assistant.listening import values as listening
from assistant.model import Intent, Route, Severity, Standing
from assistant.review import Decision, State
from assistant.themes.values import Unit
from assistant.ui.conversation import STAGES
from assistant.ui.inbox import filtering, works
from assistant.ui.inbox.view import PARTS
from assistant.ui.reviewing.acts import ACTS
from assistant.ui.reviewing.listing import SHOWN
from assistant.ui.texts import CATALOGUE, language_name, note, preferred, say
from knowledge.cleaning import clean
from knowledge.model import Kind, Status
from knowledge.voice.features import FEATURES


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_every_text_is_written_in_both_languages_with_the_same_placeholders() -> None:
    for key, text in CATALOGUE.items():
        assert text.en.strip(), key
        assert text.fr.strip(), key
        assert _placeholders(text.en) == _placeholders(text.fr), key


def test_no_text_holds_what_html_would_read() -> None:
    for key, text in CATALOGUE.items():
        for words in text:
            assert not re.search(r"[<>&\"`$\\]", words), key


def test_every_value_the_jobs_can_send_has_a_name_on_the_page() -> None:
    names = (
        [f"intent {one}" for one in Intent]
        + [f"route {one}" for one in Route]
        + [f"standing {one}" for one in Standing]
        + [f"severity {one}" for one in Severity]
        + [f"kind {one}" for one in Kind]
        + [f"stage {one}" for one in STAGES]
        + [f"status {one}" for one in Status]
        + [f"state {one}" for one in State]
        + [f"decided {one}" for one in Decision]
        + [f"shown {one}" for one in SHOWN]
        + [f"done {one}" for one in ACTS]
        + [f"trait {one.name}" for one in FEATURES if not one.kinds]
        + [f"post state {one}" for one in listening.State]
        + [f"known {one}" for one in listening.Known]
        + [f"urgency {one.word}" for one in listening.Urgency]
        + [f"order {one}" for one in listening.Order]
        + [f"unit in {one}" for one in Unit]
        + [f"post field {one}" for one in columns.names()]
        + [f"filter {one}" for one in filtering.STATES]
        + [f"work {works.SHOWN.get(one, one)}" for one in works.WORKS]
        + [f"work done {works.SHOWN.get(one, one)}" for one in works.WORKS]
        + [f"part {one}" for one in PARTS]
    )
    assert [name for name in names if name not in CATALOGUE] == []


def test_every_text_of_the_catalogue_is_used() -> None:
    from pathlib import Path

    room = Path(__file__).parents[3] / "assistant" / "ui"
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in room.rglob("*.py") if p.parent.name != "texts"
    )
    # Keys that are put together: "intent troll", "length over", "also found one".
    built = re.compile(
        r"^(rec|intent|route|room|standing|status|trait|severity|kind|stage|step|length|unit|language)"
        r" |^(tone|size|chip|part|state|shown|act|done|decided|rival|export|role|may) |one$"
        r"|^(under way|fact voice|save|feed|level|pledge) "
        r"|^(column|legend|answer|stance|pick|call question|call state|made by) "
        r"|^(note|contact|consent|ask|edit|erase) heading$|^shares unknown$"
        r"|^(post field|post state|known|urgency|filter|order|work|imported|sides) "
    )
    unused = [
        key
        for key in CATALOGUE
        if f'"{key}"' not in code and f"'{key}'" not in code and not built.search(key)
    ]
    assert unused == []


def test_placeholders_in_what_a_person_wrote_are_left_alone() -> None:
    assert say("en")("to brand", brand="{count} {0}") == "to {count} {0}"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en-GB,en;q=0.9,fr;q=0.8", "en"),
        ("de-DE,de;q=0.9,fr;q=0.5,en;q=0.4", "fr"),
        ("fr;q=0.3, en;q=0.7", "en"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
        ("fr;q=nonsense," * 2000, "fr"),
        ("*;q=0.1,\x00", "en"),
    ],
)
def test_the_browser_s_own_order_of_languages_is_followed(
    header: str | None, language: str
) -> None:
    assert preferred(header) == language


def test_a_note_that_hidden_characters_were_removed_is_told_in_french() -> None:
    [words] = clean("Bon\u200bjour \u202egnp.exe").notes
    assert note(words, "fr").startswith("Caractères cachés retirés\u00a0: 2 (")
    assert "largeur nulle" in note(words, "fr")
    assert note(words, "en") == f"{words}."


def test_a_note_of_unknown_wording_is_shown_as_it_is() -> None:
    assert note("Something new", "fr") == "Something new"


def test_a_language_without_a_name_is_shown_by_its_code() -> None:
    assert language_name("fr", "fr") == "français"
    assert language_name("xx", "fr") == "xx"
