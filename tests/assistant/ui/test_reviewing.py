"""Replies on their way, as the Review room shows them and lets them be acted on."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.assembly import Assistant
from assistant.model import Post
from assistant.review import Dossier, Person, Role, State
from assistant.ui.reviewing.desk_part import DeskPart, View
from assistant.ui.shell import Shell
from knowledge.journal import Journal
from tests.assistant.ui.test_pieces import HOSTILE

WRITER = frozenset({Role.DRAFTER})
PEOPLE = {
    "Maya": Person("Maya", WRITER),
    "Nadia": Person("Nadia", frozenset({Role.REVIEWER})),
    "Ada": Person("Ada", frozenset({Role.ADMINISTRATOR})),
}
SAID = "We cut plastic packaging by 18 % between 2020 and 2025."
BOLD = "We will halve our plastic packaging by 2029."
POST = Post("You promised less plastic.", "x", author="@someone")


class House:
    """An Assistant in a house where people sign in."""

    alone = False

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def person(self, name: str | None = None) -> Person:
        return PEOPLE[name or ""]


class Seen(HTMLParser):
    """The elements, attributes and buttons of what is drawn."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.acts: list[str] = []
        self.fields: dict[str, str] = {}
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.elements.add(tag)
        self.attributes |= set(told)
        if "data-act" in told:
            self.acts.append(str(told["data-act"]))
        if told.get("name"):
            self.fields[str(told["name"])] = str(told.get("value") or "")


@pytest.fixture
def house(assistant: Assistant, write: Callable[[str, str], Path]) -> House:
    file = write("said.csv", f'text,date,speaker\n"{SAID}",2026-02-03,Halte\n')
    assistant.ingest([file], brand="halte")
    return House(assistant)


@pytest.fixture
def part(house: House) -> DeskPart:
    shell = Shell(None, None, None, "en")  # type: ignore[arg-type]
    return DeskPart(house, shell, clock=house._clock)  # type: ignore[arg-type]


@pytest.fixture
def opened(house: House) -> Dossier:
    return house.review.open("halte", POST, f"Hello, {SAID}", PEOPLE["Maya"])  # type: ignore[no-any-return]


def _asks(name: str) -> Any:
    return SimpleNamespace(username=name)


def _press(
    part: DeskPart,
    who: str,
    view: View,
    act: str,
    subject: str = "",
    fields: Mapping[str, str] | None = None,
    language: str = "en",
) -> list[Any]:
    told = {"act": act, "subject": subject, "fields": dict(fields or {})}
    return part.act(view, "halte", language, _asks(who), gr.EventData(None, told))


def _open(part: DeskPart, who: str, one: str) -> tuple[View, Seen, str]:
    view, main, _, _ = _press(part, who, View(), "show", one)
    return view, Seen(main), main


def test_a_reviewer_sees_on_one_screen_what_a_decision_needs(
    part: DeskPart, house: House, opened: Dossier
) -> None:
    sent = house.review.ledger.submit(opened.id, opened.turn, PEOPLE["Maya"])
    view, seen, main = _open(part, "Nadia", opened.id)
    assert view.opened == opened.id
    words = re.sub(r"<[^>]+>", " ", main)
    for told in ("In review", "Version 1", "Maya", POST.text, "18 %", f"{sent.turn}"):
        assert told in words or told in main, told
    assert {"approve", "ask", "reject", "comment", "mine"} <= set(seen.acts)
    assert not {"submit", "send", "take", "freeze"} & set(seen.acts)
    assert seen.fields["digest"] == opened.current.digest


def test_what_is_offered_goes_by_rights_and_state(
    part: DeskPart, house: House, opened: Dossier
) -> None:
    assert {"submit", "revise"} <= set(_open(part, "Maya", opened.id)[1].acts)
    assert "submit" not in _open(part, "Ada", opened.id)[1].acts
    _, seen, _ = _open(part, "Maya", opened.id)
    _press(part, "Maya", View(opened.id), "submit", fields=seen.fields)
    # Whoever wrote it is told that another person approves it.
    seen = _open(part, "Maya", opened.id)[1]
    assert not {"approve", "send", "take"} & set(seen.acts)


def test_approval_is_of_the_text_that_was_seen_and_the_page_says_who_was_first(
    part: DeskPart, house: House, opened: Dossier
) -> None:
    _, seen, _ = _open(part, "Maya", opened.id)
    _press(part, "Maya", View(opened.id), "submit", fields=seen.fields)
    view, before, _ = _open(part, "Nadia", opened.id)
    # Maya changes a word while Nadia reads.
    changed = {**_open(part, "Maya", opened.id)[1].fields, "text": f"Hello! {SAID}"}
    _press(part, "Maya", view, "revise", fields=changed)
    outcome = _press(part, "Nadia", view, "approve", fields=before.fields)
    assert "Maya acted first" in outcome[3]
    assert house.review.read(opened.id).approvals == ()
    # What Nadia looks at is left as it was, so that nothing she wrote is lost.
    assert all(not isinstance(one, str) for one in outcome[:3])


def test_case_40_a_finding_that_blocks_takes_a_reason_and_the_text_goes_out_as_approved(
    part: DeskPart, house: House
) -> None:
    one = house.review.open("halte", POST, f"Hello, {BOLD}", PEOPLE["Maya"])
    house.review.ledger.submit(one.id, one.turn, PEOPLE["Maya"])
    view, seen, _ = _open(part, "Nadia", one.id)
    keys = [name for name in seen.fields if name.startswith("why:")]
    assert keys
    refused = _press(part, "Nadia", view, "approve", fields=seen.fields)
    assert "stands in the way" in refused[3]
    reasons = dict.fromkeys(keys, "The new audit says so; the record follows today.")
    done = _press(part, "Nadia", view, "approve", fields=seen.fields | reasons)
    assert "Approved, under your name." in done[3]
    assert f'data-done="{one.id}"' in done[3]
    after = house.review.read(one.id)
    assert after.state is State.APPROVED
    assert set(after.decisions[-1].overrides.values()) == set(reasons.values())
    _, seen, main = _open(part, "Maya", one.id)
    assert "send" in seen.acts
    assert "The new audit says so" in main
    taken = _press(part, "Maya", view, "take", fields=seen.fields)
    assert f'data-copy="{after.current.text}"' in taken[3]
    sent = _press(part, "Maya", view, "send", fields={**seen.fields, "url": "https://x.example/1"})
    assert "on the record" in sent[3]
    assert house.review.read(one.id).document_id is not None
    assert Journal(house.database).verify().holds


def test_case_41_an_act_without_the_role_is_refused_and_journalled(
    part: DeskPart, house: House, opened: Dossier
) -> None:
    _, seen, _ = _open(part, "Maya", opened.id)
    _press(part, "Maya", View(opened.id), "submit", fields=seen.fields)
    _, seen, _ = _open(part, "Ada", opened.id)
    refused = _press(part, "Ada", View(opened.id), "approve", fields=seen.fields)
    assert "It takes the role: reviewer" in refused[3]
    last = Journal(house.database).entries()[-1]
    assert (last.actor, last.act, last.detail) == ("Ada", "act refused", {"act": "approve"})


@pytest.mark.parametrize("words", HOSTILE)
def test_case_37_and_38_hostile_words_stay_words_wherever_a_reply_is_shown(
    part: DeskPart, house: House, words: str
) -> None:
    post = Post(f"{words} plastic", "x", author=words, url="javascript:alert(1)")
    one = house.review.open("halte", post, f"Hello {words}.", PEOPLE["Maya"])
    house.review.ledger.comment(one.id, words, PEOPLE["Nadia"], version=1, sentence=0)
    one = house.review.revise(one.id, one.turn, f"Hello you {words}!", PEOPLE["Maya"])
    one = house.review.ledger.assign(one.id, one.turn, words, PEOPLE["Maya"])
    house.review.ledger.freeze("halte", words, PEOPLE["Ada"])
    _, main, evidence, _ = _press(part, "Nadia", View(), "show", one.id)
    listed = _press(part, "Maya", View(), "list", "pending")[1]
    for markup in (main, evidence, listed):
        seen = Seen(markup)
        assert not {"script", "img", "iframe", "a", "svg", "form", "object"} & seen.elements
        assert not {name for name in seen.attributes if name.startswith("on")}
        assert not {"src", "href", "srcdoc", "action"} & seen.attributes
        assert "${" not in markup


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_reply_is_saved_for_the_file_by_whoever_may(
    part: DeskPart, house: House, opened: Dossier, kind: str
) -> None:
    told = _press(part, "Nadia", View(opened.id), "export", kind)[3]
    found = re.search(
        r'download="([^"]+)" href="data:application/octet-stream;base64,([^"]+)"', told
    )
    assert found is not None
    assert found[1] == f"halte-{opened.id[:8]}.{kind}"
    assert base64.b64decode(found[2])[:2] in (b"PK", b"%P")
    assert Journal(house.database).entries()[-1].act == "dossier exported"
    assert "takes the role" in _press(part, "Maya", View(opened.id), "export", kind)[3]


def test_an_answer_is_prepared_approved_and_used_for_a_post(part: DeskPart, house: House) -> None:
    told = {"topic": "Packaging", "prepared-text": f"Hello, {SAID}"}
    view = _press(part, "Maya", View(), "prepare", fields=told)[0]
    _, seen, main = _open(part, "Maya", view.opened)
    assert "Prepared for" in main
    _press(part, "Maya", view, "submit", fields=seen.fields)
    _, seen, _ = _open(part, "Nadia", view.opened)
    _press(part, "Nadia", view, "approve", fields=seen.fields)
    _, seen, _ = _open(part, "Maya", view.opened)
    assert "use" in seen.acts and not {"take", "send"} & set(seen.acts)
    assert "Paste the post" in _press(part, "Maya", view, "use", fields=seen.fields)[3]
    fields = {**seen.fields, "for-post": POST.text}
    used = _press(part, "Maya", view, "use", fields=fields)[0]
    assert used.opened != view.opened
    _, seen, main = _open(part, "Maya", used.opened)
    assert {"take", "send"} <= set(seen.acts)
    assert "to the letter" in main
    assert view.opened in _press(part, "Maya", View(), "list", "prepared")[1]


def test_the_list_tells_whose_and_when_and_filters(
    part: DeskPart, house: House, opened: Dossier
) -> None:
    ledger = house.review.ledger
    ledger.assign(
        opened.id, opened.turn, "Nadia", PEOPLE["Maya"], due_at="2026-01-01T08:00:00.000000Z"
    )
    late = _press(part, "Nadia", View(), "list", "mine")[1]
    assert opened.id in late
    assert "was due" in late
    assert "Nadia is on it" in re.sub(r"<[^>]+>", "", late)
    # A platform goes by its label, as it does everywhere else on the page.
    assert " · X · " in re.sub(r"<[^>]+>", "", late)
    assert opened.id not in _press(part, "Ada", View(), "list", "mine")[1]
    assert opened.id not in _press(part, "Nadia", View(), "list", "waiting")[1]
    french = _press(part, "Nadia", View(), "list", "pending", language="fr")[1]
    assert "Brouillon" in french


def test_an_act_that_is_not_known_and_a_page_that_says_nothing_change_nothing(
    part: DeskPart, house: House, opened: Dossier
) -> None:
    before = house.review.read(opened.id)
    for act, fields in (("burn", {"turn": "1"}), ("submit", {}), ("settle", {"turn": "1"})):
        told = _press(part, "Maya", View(opened.id), act, fields=fields)[3]
        assert 'role="alert"' in told, act
    nothing = part.act(View(opened.id), "halte", "en", _asks("Maya"), gr.EventData(None, None))
    assert 'role="alert"' in nothing[3]
    assert house.review.read(opened.id) == before


def test_a_step_is_taken_and_an_act_done_by_one_of_two_that_hear_the_press(
    part: DeskPart, opened: Dossier
) -> None:
    def pressed(hears: Any, act: str) -> list[Any]:
        told = gr.EventData(None, {"act": act, "subject": opened.id})
        return hears(View(), "halte", "en", _asks("Maya"), told)  # type: ignore[no-any-return]

    assert pressed(part.step, "show")[0] == View(opened.id)
    assert pressed(part.once, "show") == [gr.skip()] * 4
    assert pressed(part.step, "submit") == [gr.skip()] * 4
    assert 'role="alert"' in pressed(part.once, "burn")[3]
