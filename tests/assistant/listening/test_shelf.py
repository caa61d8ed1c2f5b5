"""The inbox answers what is asked of it, and forgets for good what it must."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from assistant.errors import Overtaken
from assistant.listening.shelf import NoSuchPost, Shelf
from assistant.listening.triage import Reader
from assistant.listening.values import Imported, Order, Query, State, Urgency
from assistant.model import Post, Route
from assistant.reading import read
from assistant.review.acting import post_digest
from knowledge.database import Database
from knowledge.journal import Journal
from knowledge.model import vector_key
from knowledge.record import Record
from knowledge.schema import vectors
from tests.assistant.listening.conftest import ADA, Somebody

ROWS = (
    {"id": "1", "author": "@Ana", "date": "2026-05-10", "channel": "x", "text":
     "Why do you still pack everything in plastic? You promised.", "reach": 50},
    {"id": "2", "author": "bob", "date": "2026-05-11", "channel": "x", "text":
     "My baby was rushed to hospital after your yoghurt!"},
    {"id": "3", "author": "zoé", "date": "2026-06-01", "channel": "trustpilot", "text":
     "Bravo pour vos pots, merci à toute l'équipe", "community": "Lyon", "reach": "12 000"},
    {"id": "4", "author": "leo", "channel": "x", "text": "@ana 100% right_here \\ they said so"},
)  # fmt: skip


@pytest.fixture
def filled(shelf: Shelf, take: Callable[..., Imported], write: Callable[[str, str], Path]) -> Shelf:
    take(write("a.jsonl", "\n".join(json.dumps(row) for row in ROWS)))
    reader = _reader()
    shelf.keep_readings("halage", reader.triage(shelf.waiting("halage", "r1", 9)), "r1")
    return shelf


def _reader() -> Reader:
    return Reader(lambda post, locale: read(post, locale=locale))


def ids(shelf: Shelf, **query: Any) -> list[str | None]:
    return [one.own_id for one in shelf.page("halage", Query(**query), "r1").posts]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["2", "3", "1", "4"]),
        ({"order": Order.OLDEST}, ["1", "2", "3", "4"]),
        ({"order": Order.NEWEST}, ["3", "2", "1", "4"]),
        ({"order": Order.REACH}, ["3", "1", "2", "4"]),
        ({"urgency": Urgency.NOW}, ["2"]),
        ({"routes": (Route.PRIVATE,)}, ["2"]),
        ({"languages": ("fr",)}, ["3"]),
        ({"channels": ("trustpilot",)}, ["3"]),
        ({"communities": ("Lyon",)}, ["3"]),
        ({"since": "2026-05-11", "until": "2026-05"}, ["2"]),
        ({"words": "equipe BRAVO"}, ["3"]),
        ({"words": "100%"}, ["4"]),
        ({"words": "n_t"}, []),
        ({"words": "\\"}, ["4"]),
        ({"states": (State.IGNORED,)}, []),
        ({"answered": False, "size": 1, "page": 9}, ["4"]),
    ],
)
def test_the_inbox_is_a_query(filled: Shelf, query: dict[str, Any], expected: list[str]) -> None:
    assert ids(filled, **query) == expected


def test_counts_tell_how_many_of_each_and_what_nobody_read(filled: Shelf) -> None:
    told = filled.counts("halage", Query(channels=("x",)), "r1")
    assert (told.total, told.unread, told.channels) == (3, 0, {"x": 3})
    assert told.urgencies["now"] == 1
    assert filled.counts("halage", Query(), "other rules").urgencies == {"unread": 4}
    assert filled.unread("halage", "other rules") == 4
    assert filled.counts("amont", Query(), "r1").total == 0


def test_marks_are_kept_told_in_the_journal_and_not_written_over(filled: Shelf) -> None:
    [post] = filled.page("halage", Query(words="plastic"), "r1").posts
    filled.mark("halage", [post.id[:8]], ADA, state=State.DRAFTING, note="call them", taker="Ada")
    now = filled.post("halage", post.id)
    assert (now.state, now.note, now.taken_by) == (State.DRAFTING, "call them", "Ada")
    with pytest.raises(Overtaken) as told:
        filled.mark("halage", [post.id], Somebody("Bo"), taker="Bo")
    assert told.value.said("fr").startswith("Ada s'occupe")
    assert (
        filled.mark("halage", [post.id], Somebody("Bo"), taker="Bo", over=True)[0].taken_by == "Bo"
    )
    [first, _] = Journal(filled.database).entries(subject=post.id)
    assert (first.act, first.actor, first.detail["state"]) == ("post marked", "Ada", "drafting")
    assert "call them" not in json.dumps([vars(e) for e in Journal(filled.database).entries()])
    with pytest.raises(NoSuchPost):
        filled.post("amont", post.id)


def test_a_post_follows_the_replies_to_it_but_not_over_a_person(filled: Shelf) -> None:
    [post, other] = filled.page("halage", Query(words="y", order=Order.OLDEST), "r1").posts[:2]
    filled.mark("halage", [other.id], ADA, state=State.IGNORED)
    digests = {post_digest(Post(one.text)): State.DRAFTING for one in (post, other)}
    filled.follow("halage", digests)
    states = [filled.post("halage", one.id).state for one in (post, other)]
    assert states == [State.DRAFTING, State.IGNORED]
    filled.follow("halage", dict.fromkeys(digests, State.ANSWERED))
    assert all(filled.post("halage", one.id).answered for one in (post, other))


def test_an_author_is_forgotten_for_good(
    filled: Shelf, take: Callable[..., Imported], write: Callable[[str, str], Path]
) -> None:
    database, record = filled.database, Record(filled.database)
    texts = [one.text for one in filled.page("halage", Query(), "r1").posts]
    record.keep_vectors("m", {vector_key(text): [1.0, 0.0] for text in texts})
    [anas] = filled.by_authors("halage", ["ANA"])

    assert filled.erase_author("halage", "ana", ADA) == 1

    assert ids(filled, order=Order.OLDEST) == ["2", "3", "4"]
    [leo] = filled.page("halage", Query(words="100%"), "r1").posts
    assert leo.text == "@… 100% right_here \\ they said so"
    kept = record.vectors("m", [vector_key(text) for text in texts])
    assert vector_key(anas.text) not in kept and len(kept) == 2
    assert take(write("again.jsonl", "\n".join(json.dumps(row) for row in ROWS))).new == 0
    assert ids(filled, order=Order.OLDEST) == ["2", "3", "4"]
    told = json.dumps([vars(e) for e in Journal(database).entries()]).casefold()
    assert "author erased" in told and "@ana" not in told and "plastic" not in told
    assert Journal(database).verify().holds


def test_the_first_of_its_copies_stands_for_a_post_that_was_erased(
    shelf: Shelf, take: Callable[..., Imported], write: Callable[[str, str], Path]
) -> None:
    said = "Why do you still pack everything in plastic?"
    rows = [{"id": str(i), "author": f"a{i}", "text": said} for i in range(3)]
    take(write("a.jsonl", "\n".join(json.dumps(row) for row in rows)))
    shelf.erase_author("halage", "a0", ADA)
    [one] = shelf.page("halage", Query(), "r1").posts
    assert (one.own_id, one.copies) == ("1", 1)
    shelf.erase_author("halage", "a2", ADA)
    assert shelf.post("halage", one.id).copies == 0


def test_erasing_a_document_leaves_the_vectors_of_posts(filled: Shelf) -> None:
    record = Record(filled.database)
    text = filled.page("halage", Query(), "r1").posts[0].text
    record.keep_vectors("m", {vector_key(text): [1.0, 0.0], vector_key("gone"): [0.0, 1.0]})
    from knowledge.record.vectors import purge

    with filled.database.writing() as connection:
        assert purge(connection) == 1
        assert connection.execute(select(vectors.c.key)).scalars().all() == [vector_key(text)]


@dataclass(frozen=True)
class _Case:
    text: str
    urgency: Urgency
    why: str


@pytest.mark.parametrize(
    "case",
    [
        _Case("Ma fille est hospitalisée après votre repas", Urgency.NOW, "hospitalise"),
        _Case("I am a journalist: any comment?", Urgency.NOW, "journalist"),
        _Case("Je résilie, vous ne tenez pas parole", Urgency.TODAY, "départ"),
        _Case("Quel est votre objectif pour 2030 ?", Urgency.LATER, "question"),
        _Case("Bravo pour cette initiative", Urgency.NONE, "Rien n'y appelle"),
        _Case("mdr connard ta gueule", Urgency.NONE, "provocation"),
        _Case("L'écluse est en panne depuis ce matin", Urgency.TODAY, "vient de"),
        _Case("Le quai était superbe ce matin", Urgency.NONE, "Rien n'y appelle"),
        _Case("Trois semaines que la borne ne marche plus", Urgency.TODAY, "longtemps"),
        _Case("Vos relances me sont bien parvenues", Urgency.LATER, "relances"),
        _Case("Ce voyage va vous faire exploser de rire", Urgency.NONE, "Rien n'y appelle"),
        _Case("I want to cancel my ticket for Monday", Urgency.LATER, "cancel"),
        _Case("This is it, I cancel my subscription", Urgency.TODAY, "départ"),
        _Case("Please help with the lock at the quay", Urgency.LATER, "please help"),
        _Case("Das Schiff ist heute leider nicht gekommen", Urgency.LATER, "allemand"),
    ],
    ids=lambda case: case.text[:20],
)  # fmt: skip
def test_urgency_comes_with_its_reasons(
    case: _Case, shelf: Shelf, take: Callable[..., Imported], write: Callable[[str, str], Path]
) -> None:
    take(write("a.jsonl", json.dumps({"text": case.text})))
    [post] = shelf.page("halage", Query(), "r1").posts
    _, level, why = _reader().open(post, (), "fr")
    assert level is case.urgency
    assert case.why in " ".join(why)
    _, _, english = _reader().open(post, (), "en")
    assert len(english) == len(why) and english != why


def test_a_database_that_is_only_read_still_shows_the_inbox(filled: Shelf) -> None:
    if filled.database.engine.dialect.name != "sqlite":
        pytest.skip("a file that is only read")
    read_only = Database.open(Path(filled.database.place), read_only=True)
    assert len(Shelf(read_only, post_digest).page("halage", Query(), "r1").posts) == 4
    read_only.close()
