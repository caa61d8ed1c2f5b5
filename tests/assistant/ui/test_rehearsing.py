"""The Rehearse room: legible at a glance, nobody else's, and inert whatever is said in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.errors import ModelFailed
from assistant.model import Citation, Sentence, Standing
from assistant.rehearsal.challengers import load_challengers
from assistant.rehearsal.debrief import Debriefing
from assistant.rehearsal.outcome import BetterAnswer, Footing
from assistant.rehearsal.session import Rehearsals
from assistant.rehearsal.shelf import Shelf, Terms
from assistant.rehearsal.values import (
    Assessment,
    Before,
    Hold,
    Matter,
    Question,
    Recalled,
    Said,
    Spot,
    Technique,
)
from assistant.review import Person
from assistant.ui.rehearsing.room import RehearseRoom
from assistant.ui.rehearsing.view import View
from assistant.ui.shell import Shell
from knowledge.database import Database
from tests.assistant.ui.conftest import make_passage
from tests.assistant.ui.test_pieces import HOSTILE

QUOTE = "Two thirds of our bread flour is milled in Eure."
SAID = Said("p1", QUOTE, "2024-03-14", "Anne Roche")
PROMISE = "By next summer every loaf will be free."
WRONG = "All our flour comes from abroad."


def judge(question: Question, answer: str, terms: Terms) -> Assessment:
    """Knows one contradiction and one promise; what has no "flour" in it is an evasion."""
    at = {words: (answer.find(words), words) for words in (WRONG, PROMISE) if words in answer}
    spots = {w: Spot(w, start, start + len(w), "…", SAID) for w, (start, _) in at.items()}
    sentences = (Sentence(answer, Standing.EXTENDS, (Citation("p1", QUOTE, 1),)),)
    return Assessment(
        sentences,
        (spots[WRONG],) if WRONG in spots else (),
        (spots[PROMISE],) if PROMISE in spots else (),
        Technique("flour" in answer, words=len(answer.split()), seconds=7),
        voice=0.62,
        recalled=(Recalled(answer, 0, len(answer), (Before(SAID, past=True),)),),
    )


def better(*_: object, **__: object) -> BetterAnswer:
    return BetterAnswer(Footing.RECORD, (Sentence(QUOTE, Standing.QUOTED),), seconds=4)


class House:
    """A house with two people, in which one brand rehearses."""

    alone = False
    writer = None

    def __init__(self, database: Database) -> None:
        self.hostile = ""
        matters = [
            Matter(Hold.QUOTE, SAID),
            Matter(Hold.QUOTE, Said("gone", "We bake at night.", None, "Moulin")),
        ]
        self.rehearsals = Rehearsals(
            Shelf(database), load_challengers(), lambda *_: self.matters or matters, judge
        )
        self.matters: list[Matter] = []
        self.debriefing = Debriefing(self.rehearsals, better)  # type: ignore[arg-type]

    def person(self, name: str | None = None) -> Person:
        return Person(name or "")

    def colleagues(self) -> list[str]:
        return ["Ada", "Bob"]

    def passage_count(self, brand: str) -> int:
        return 1

    def speakers(self, brand: str) -> list[str]:
        return ["Anne Roche", self.hostile] if self.hostile else ["Anne Roche"]

    def topics(self, brand: str, locale: str) -> list[str]:
        return ["le pain"] if locale == "fr" else ["bread"]

    def passages_of(self, brand: str, ids: Sequence[str]) -> Mapping[str, Any]:
        text = f"{self.hostile} {QUOTE}" if self.hostile else QUOTE
        return {"p1": make_passage(text, title=self.hostile or "Flour")} if "p1" in ids else {}


@pytest.fixture
def house(sqlite: Database) -> House:
    return House(sqlite)


@pytest.fixture
def room(house: House) -> RehearseRoom:
    shell = Shell(None, None, None, "en")  # type: ignore[arg-type]
    return RehearseRoom(house, shell, clock=lambda: date(2026, 11, 23))  # type: ignore[arg-type]


def press(
    room: RehearseRoom,
    who: str,
    view: View,
    act: str,
    subject: str = "",
    spoken: str = "en",
    **fields: str,
) -> list[Any]:
    """What the page shows once an act is done."""
    told = {"act": act, "subject": subject, "fields": fields}
    asked = SimpleNamespace(username=who)
    return list(room.act(view, "moulin", spoken, asked, gr.EventData(None, told)))[-1]


def begin(room: RehearseRoom, who: str = "Ada", language: str = "en", topic: str = "bread") -> View:
    terms = {"challenger": "journalist", "level": "2", "language": language, "topic": topic}
    return press(room, who, View(), "begin", spoken=language, **terms)[0]


def waiting(house: House, view: View) -> str:
    pending = house.rehearsals.read(view.opened or "", "Ada").pending
    assert pending is not None
    return pending.id


def words_of(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


class Elements(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.handlers: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}


def test_who_comes_to_the_room_is_told_what_to_do_with_topics_to_try(room: RehearseRoom) -> None:
    asked: Any = SimpleNamespace(username="Ada")
    _, main, side, _ = room.enter("rehearse", None, "moulin", "fr", asked)
    told = words_of(main)
    for words in ("Qui interroge", "Journaliste", "Au nom de", "Anne Roche", "le pain"):
        assert words in told
    assert "Aucune encore" in words_of(side)
    # Without a chat model there is no choice of who asks by what.
    assert 'name="engine"' not in main


@pytest.mark.parametrize(
    ("language", "lead", "both"),
    [
        ("en", "Please check: the record says otherwise", ("You said", "On record")),
        ("fr", "À vérifier : le registre dit autre chose", ("Vous avez dit", "Au registre")),
    ],
)
def test_the_gravest_is_said_first_with_both_quotes_and_the_date(
    room: RehearseRoom, house: House, language: str, lead: str, both: tuple[str, str]
) -> None:
    view = begin(room, language=language)
    answer = f"{WRONG} {PROMISE}"
    shown = press(room, "Ada", view, "answer", waiting(house, view), spoken=language, answer=answer)
    told = words_of(re.split(r'class="readout"', shown[1])[1]).replace("\u00a0", " ")
    assert lead in told
    assert told.index(lead) < told.index(both[0]) < told.index(both[1])
    for words in (WRONG, QUOTE, PROMISE, "2024", "Anne Roche"):
        assert words in told
    # The words on record open as evidence, and the answer was let go of.
    assert re.search(r'id="evidence--1-1"', shown[2])
    assert 'data-done="answer-' in shown[3]


def test_an_answer_with_nothing_against_it_is_said_so_and_no_more(
    room: RehearseRoom, house: House
) -> None:
    view = begin(room)
    shown = press(
        room, "Ada", view, "answer", waiting(house, view), answer="Our flour is from Eure."
    )
    assert "Answered; nothing was found against it" in words_of(shown[1])
    assert "finding-warn" not in shown[1]
    assert "verdict-clear" in shown[1]


@pytest.mark.parametrize(
    ("language", "lead", "past"),
    [
        ("en", "What was said before on this", "replaced since"),
        ("fr", "Ce qui a été dit là-dessus", "remplacé depuis"),
    ],
)
def test_beside_a_claim_that_is_not_borne_out_stands_what_was_said_before_on_it(
    room: RehearseRoom, house: House, language: str, lead: str, past: str
) -> None:
    view = begin(room, language=language)
    words = "Our flour is from Eure."
    shown = press(room, "Ada", view, "answer", waiting(house, view), spoken=language, answer=words)
    talked = words_of(shown[1].split('class="recalled"')[1])
    debriefed = words_of(press(room, "Ada", view, "debrief", spoken=language)[1])
    for told in (talked, debriefed):
        assert all(one in told for one in (words, QUOTE, "Anne Roche", "2024", past))
    assert lead in debriefed
    assert re.search(r'id="evidence--1-1"', shown[2])


def test_words_quoted_from_what_is_no_longer_on_record_are_still_told_apart(
    room: RehearseRoom, house: House
) -> None:
    house.matters = [Matter(Hold.QUOTE, Said("gone", "We bake at night.", None, "Moulin"))]
    view = begin(room)
    _, main, side, _ = press(room, "Ada", view, "open", view.opened or "")
    assert "undated" in main
    assert side == ""


def test_a_chat_model_that_fails_gives_way_to_the_record_and_the_page_says_so(
    room: RehearseRoom, house: House, sqlite: Database
) -> None:
    def silent(*_: object) -> None:
        raise ModelFailed("timeout", "m")

    matters = [Matter(Hold.QUOTE, SAID)]
    house.rehearsals = Rehearsals(
        Shelf(sqlite), load_challengers(), lambda *_: matters, judge, silent
    )
    terms = {"challenger": "journalist", "level": "2", "language": "fr", "engine": "model"}
    _, main, _, _ = press(room, "Ada", View(), "begin", spoken="fr", **terms)
    [notice] = re.findall(r'class="calm notice"[^>]*>([^<]+)<', main)
    assert "Cette question vient du registre, sans lui." in notice
    assert QUOTE in words_of(main)


def test_an_empty_answer_is_refused_in_words_and_nothing_on_the_page_moves(
    room: RehearseRoom, house: House
) -> None:
    view = begin(room)
    shown = press(room, "Ada", view, "answer", waiting(house, view), spoken="fr", answer="  ")
    assert "Écrivez d&#x27;abord une réponse" in shown[3]
    assert not any(isinstance(one, str | View) for one in shown[:3])


def test_a_second_answer_is_a_branch_and_the_two_can_be_compared(
    room: RehearseRoom, house: House
) -> None:
    view = begin(room)
    first = waiting(house, view)
    press(room, "Ada", view, "answer", first, answer=PROMISE)
    asked, main, _, _ = press(room, "Ada", view, "again", first)
    assert f'data-form="otherwise-{first}"' in main
    view, main, _, _ = press(
        room, "Ada", asked, "otherwise", first, answer="Our flour is from Eure."
    )
    assert "Answer 2" in words_of(main)
    [pair] = re.findall(r'data-act="compare" data-subject="([^"]+)"', main)
    compared, main, _, _ = press(room, "Ada", view, "compare", pair)
    assert compared.shown == "compare"
    told = words_of(main)
    assert PROMISE in told
    assert "Our flour is from Eure." in told
    assert "better" in told
    # Back on the first branch, the first answer is the one that is read.
    _, main, _, _ = press(room, "Ada", view, "branch", first)
    assert PROMISE in words_of(main)
    assert "Our flour is from Eure." not in words_of(main)


def test_a_debrief_is_read_saved_and_says_what_to_say_instead(
    room: RehearseRoom, house: House
) -> None:
    view = begin(room)
    press(room, "Ada", view, "answer", waiting(house, view), answer=PROMISE)
    looked, main, _, _ = press(room, "Ada", view, "debrief")
    told = words_of(main)
    for words in ("What will be quoted", "to say otherwise", "Say about 4 s", QUOTE):
        assert words in told
    for kind in ("docx", "pdf"):
        saved = press(room, "Ada", looked, kind)[3]
        assert re.search(rf'download="moulin-debrief-[0-9a-f]{{8}}\.{kind}"', saved)


SOMEBODY_ELSES = (
    *("open", "answer", "otherwise", "branch", "compare", "debrief", "talk"),
    *("rehearse-rename", "rehearse-share", "rehearse-unshare", "rehearse-delete", "again"),
)


@pytest.mark.parametrize("act", SOMEBODY_ELSES)
def test_nobody_elses_rehearsal_is_reached_by_its_id(
    room: RehearseRoom, house: House, act: str
) -> None:
    view = begin(room)
    first = waiting(house, view)
    press(room, "Ada", view, "answer", first, answer=PROMISE)
    before = house.rehearsals.read(view.opened or "", "Ada")
    subject = view.opened if act == "open" else first
    if act == "compare":
        subject = f"{first} {first}"
    if act == "rehearse-unshare":
        subject = "Ada"
    shown = press(room, "Bob", view, act, subject or "", answer="Mine.", title="Mine", to="Bob")
    assert "This rehearsal is not here, or no longer." in shown[3]
    assert PROMISE not in "".join(str(one) for one in shown)
    assert house.rehearsals.read(view.opened or "", "Ada") == before


def test_a_shared_rehearsal_is_read_and_nothing_else(room: RehearseRoom, house: House) -> None:
    view = begin(room)
    first = waiting(house, view)
    press(room, "Ada", view, "answer", first, answer=PROMISE)
    press(room, "Ada", view, "rehearse-share", to="Bob")
    theirs, main, _, _ = press(room, "Bob", View(), "open", view.opened or "")
    assert "Ada shares this rehearsal with you for reading." in words_of(main)
    assert PROMISE in words_of(main)
    assert "<textarea" not in main
    assert "rehearse-delete" not in main
    shown = press(room, "Bob", theirs, "answer", waiting(house, view), answer="Mine.")
    assert "not here" in shown[3]
    # What was looked at while it was shared is saved only while it is.
    looked = press(room, "Bob", theirs, "debrief")[0]
    press(room, "Ada", view, "rehearse-unshare", "Bob")
    assert "not here" in press(room, "Bob", looked, "pdf")[3]


def test_only_colleagues_are_shared_with(room: RehearseRoom, house: House) -> None:
    view = begin(room)
    press(room, "Ada", view, "rehearse-share", to="Mallory")
    assert house.rehearsals.shelf.shared_with(view.opened or "", "Ada") == []


def _all_of(room: RehearseRoom, house: House, words: str, language: str) -> Iterator[str]:
    """Everything that the room draws, with ``words`` wherever somebody else's words can stand."""
    house.hostile = words
    house.matters = [Matter(Hold.QUOTE, Said("p1", f"{words} {QUOTE}", "2024-03-14", words))]
    asked: Any = SimpleNamespace(username="Ada")
    view = begin(room, language=language, topic=words)
    yield from room.enter("rehearse", None, "moulin", language, asked)[1:3]
    first = waiting(house, view)
    answered = press(
        room, "Ada", view, "answer", first, spoken=language, answer=f"{words} {PROMISE} {WRONG}"
    )
    yield from answered[1:]
    view = press(room, "Ada", view, "otherwise", first, spoken=language, answer=f"flour {words}")[0]
    beside = house.rehearsals.read(view.opened or "", "Ada").branches
    pair = " ".join(one.id for one in beside if one.parent is None)
    for act, subject in (("compare", pair), ("debrief", ""), ("progress", "")):
        yield from press(room, "Ada", view, act, subject, language)[1:]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_said_stands_on_the_page_as_words(
    room: RehearseRoom, house: House, words: str, language: str
) -> None:
    drawn = "".join(_all_of(room, house, words, language))
    seen = Elements(drawn)
    assert not seen.seen & {"script", "img", "iframe", "style", "form", "object"}
    assert not seen.handlers
    assert "${" not in drawn
    assert "{{" not in drawn
    assert "\u202e" not in drawn
