"""Conversations are kept on the server, by person, and come back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import store as stored
from assistant.errors import BadRequest
from assistant.freezing import freeze, thaw
from assistant.model import (
    Allegation,
    Citation,
    Contraindication,
    Draft,
    Engine,
    Finding,
    Intent,
    Length,
    Post,
    Reading,
    Reply,
    Route,
    Sentence,
    Severity,
    Size,
    Standing,
    Strategy,
    Tone,
    Turn,
    Usage,
    Wishes,
)
from assistant.store import Store
from knowledge import backup
from knowledge.database import Database
from knowledge.errors import UnknownThing
from knowledge.model import Access, Kind, Passage, Successor, Visibility

WORDS = "Nous payons 300 éleveurs."
PASSAGE = Passage(
    id="p1",
    document_id="d1",
    brand="halage",
    position=2,
    start=10,
    end=10 + len(WORDS),
    text=WORDS,
    sentences=((0, len(WORDS)),),
    tokens=6,
    title="Le prix",
    speaker="Léa",
    role="Présidente",
    date="2024-03",
    channel="site",
    language="fr",
    url="https://example.org/",
    kind=Kind.COMMITMENT,
    access=Access(Visibility.PUBLIC, None, "2030-01-01", "maya"),
    superseded_by=Successor("d2", "Mieux", "2025-01-01"),
)
REPLY = Reply(
    brand="halage",
    post=Post("Alors ?", "x", "Ana", "https://x.example/1", "2026", (Turn("Hé", "Bo"),), ("cut",)),
    reading=Reading("fr", Intent.HARM, (Allegation("Alors", 0, 5),), 0.4, Route.PRIVATE, ("b",)),
    drafts=(
        Draft(
            strategy=Strategy("facts", "Les faits", "SCCT"),
            language="fr",
            text=WORDS,
            sentences=(Sentence(WORDS, Standing.QUOTED, (Citation("p1", WORDS, 1),)),),
            length=Length(24, 280, "characters", True),
            findings=(Finding("sources", Severity.WARN, "Voir", 0, 4, ("p1",), "Mieux"),),
            note="À traduire",
            complete=False,
        ),
    ),
    passages=(PASSAGE,),
    engine=Engine("chat", "m", {"a": "b"}, "s", {"reading": 1.5}, Usage(10, 20, 0.01, "€")),
    answered=True,
    missing="rien",
    notes=("une note",),
    wishes=Wishes("fr", "facts", Tone.WARMER, Size.SHORT, "le lait", ("2019",), "plus court"),
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(tmp_path / "record.sqlite")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> Store:
    now = [datetime(2026, 11, 22, tzinfo=UTC)]

    def clock() -> datetime:
        now[0] += timedelta(seconds=1)
        return now[0]

    return Store(database, clock)


def test_what_speaks_against_a_reply_is_kept_and_what_was_kept_before_still_opens() -> None:
    avoid = (Contraindication("facts", "Not beside a person who was harmed."),)
    advised = replace(REPLY.reading, do_not_reply="It is a joke.", contraindicated=avoid)
    reply = replace(REPLY, reading=advised)
    assert thaw(Reply, freeze(reply)) == reply
    old = freeze(reply)
    del old["reading"]["do_not_reply"], old["reading"]["contraindicated"]
    assert thaw(Reply, old) == REPLY


def test_a_reply_comes_back_as_it_was() -> None:
    assert thaw(Reply, freeze(REPLY)) == REPLY
    assert thaw(Post, freeze(REPLY.post)) == REPLY.post
    assert thaw(Wishes, freeze(REPLY.wishes)) == REPLY.wishes
    assert isinstance(thaw(Reply, freeze(REPLY)).drafts[0].sentences[0].standing, Standing)


@pytest.mark.parametrize("garbage", [None, 3, "x", {}, {"brand": "halage"}])
def test_what_is_no_reply_is_refused(garbage: object) -> None:
    with pytest.raises(BadRequest, match="another version"):
        thaw(Reply, garbage)


def test_a_conversation_is_listed_and_opened_again(store: Store) -> None:
    first = store.save(None, "halage", "maya", [{"n": 1}], "  Your milk\n is a lie ")
    second = store.save(None, "halage", "maya", [{"n": 2}], "Second")
    assert [one.title for one in store.recent("maya")] == ["Second", "Your milk is a lie"]
    store.save(first, "halage", "maya", [{"n": 1}, {"n": "é"}], "not a new title")
    assert [(one.id, one.count) for one in store.recent("maya")] == [(first, 2), (second, 1)]
    kept, bodies = store.open(first, "maya")
    assert (kept.title, bodies) == ("Your milk is a lie", [{"n": 1}, {"n": "é"}])


def test_undoing_shortens_what_is_kept(store: Store) -> None:
    key = store.save(None, "halage", "maya", [{"n": 1}, {"n": 2}], "Milk")
    store.save(key, "halage", "maya", [{"n": 1}], "Milk")
    assert store.open(key, "maya")[1] == [{"n": 1}]


def test_nobody_finds_another_s_conversation(store: Store) -> None:
    key = store.save(None, "halage", "maya", [{"n": 1}], "Milk")
    assert store.recent("ines") == []
    for act in (
        lambda: store.open(key, "ines"),
        lambda: store.rename(key, "ines", "Mine"),
        lambda: store.delete(key, "ines"),
    ):
        with pytest.raises(UnknownThing):
            act()
    theirs = store.save(key, "halage", "ines", [{"n": 9}], "Hers")
    assert theirs != key
    assert store.open(key, "maya")[1] == [{"n": 1}]


def test_a_conversation_is_renamed_and_deleted(store: Store, tmp_path: Path) -> None:
    key = store.save(None, "halage", "maya", [{"n": "Quatrelivres"}], "Milk")
    store.rename(key, "maya", "Le lait\u202e \n" + "x" * 200)
    title = store.open(key, "maya")[0].title
    assert len(title) <= stored.LONGEST_TITLE
    assert "\u202e" not in title
    with pytest.raises(BadRequest):
        store.rename(key, "maya", " \n ")
    store.delete(key, "maya")
    assert store.recent("maya") == []
    files = [p.read_bytes() for p in tmp_path.glob("record.sqlite*")]
    assert all(b"Quatrelivres" not in data for data in files), "it is gone from the files too"


def test_what_was_deleted_meanwhile_is_kept_anew(store: Store) -> None:
    key = store.save(None, "halage", "maya", [{"n": 1}], "Milk")
    store.delete(key, "maya")
    again = store.save(key, "halage", "maya", [{"n": 1}, {"n": 2}], "Milk")
    assert again != key
    assert store.open(again, "maya")[1] == [{"n": 1}, {"n": 2}]


def test_the_oldest_go_beyond_what_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "KEPT", 3)
    for number in range(5):
        store.save(None, "halage", "maya", [{"n": number}], f"Talk {number}")
    store.save(None, "halage", "ines", [{"n": 0}], "Hers")
    assert [one.title for one in store.recent("maya")] == ["Talk 4", "Talk 3", "Talk 2"]
    assert len(store.recent("ines")) == 1


def test_an_exchange_that_is_too_large_is_refused_and_the_rest_stays(store: Store) -> None:
    key = store.save(None, "halage", "maya", [{"n": 1}], "Milk")
    with pytest.raises(BadRequest, match="cannot be kept"):
        store.save(key, "halage", "maya", [{"n": "x" * (stored.LARGEST + 1)}], "Milk")
    assert store.open(key, "maya")[1] == [{"n": 1}]


def test_a_backup_holds_the_conversations(store: Store, database: Database, tmp_path: Path) -> None:
    key = store.save(None, "halage", "maya", [freeze(REPLY)], "Milk")
    backup.backup(database, tmp_path / "record.zip")
    other = Database.open(tmp_path / "other.sqlite")
    backup.restore(other, tmp_path / "record.zip")
    assert thaw(Reply, Store(other).open(key, "maya")[1][0]) == replace(REPLY)
    other.close()


def test_a_record_from_before_conversations_is_brought_up_to_them(tmp_path: Path) -> None:
    """A database at the first migration keeps what it has, and can hold conversations."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import text

    import knowledge

    old = Database.open(tmp_path / "old.sqlite")
    with old.writing() as connection:
        config = Config()
        folder = Path(str(knowledge.__file__)).parent / "migrations"
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with old.reading() as connection:
        key = connection.execute(text("SELECT value FROM secrets")).scalar_one()
    old.migrate()
    with old.reading() as connection:
        assert connection.execute(text("SELECT value FROM secrets")).scalar_one() == key
    assert Store(old).save(None, "halage", "maya", [{"n": 1}], "Milk")
    old.close()
