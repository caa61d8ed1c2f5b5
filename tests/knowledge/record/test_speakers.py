"""One person written in several ways is one to whoever asks; the document keeps the letter."""

import pytest

from knowledge.curator import Curator
from knowledge.errors import BadInput, UnknownThing
from knowledge.model import Brand, Kind
from knowledge.retrieval import Retriever
from knowledge.speaking import Voice, voice_of


@pytest.fixture
def curator(database, clock):
    return Curator(database, clock)


@pytest.fixture
def three(record, item):
    batch = [
        item("We will halve our plastic.", "/a.md", speaker="Camille Martin", date="2024-05"),
        item("Plastic is our problem.", "/b.md", speaker="C. Martin", date="2025"),
        item("We sort our plastic.", "/c.md", speaker="@halage"),
    ]
    return [kept.document_id for kept in record.add("halage", batch, "maya")]


def test_an_alias_is_followed_wherever_speakers_are_compared(
    record, curator, three, index, embedder
):
    retriever = Retriever(record=record, index=index, embedder=embedder, brand="halage")
    assert len(retriever.search("plastic", speaker="Camille Martin")) == 1
    curator.alias("halage", "C. Martin", "Camille Martin", "maya")

    for asked in ("Camille Martin", "C. Martin"):
        assert len(retriever.search("plastic", speaker=asked)) == 2
        assert len(record.documents("halage", speaker=asked)) == 2
    said = record.catalogue("halage")
    assert [e.speaker for e in said] == ["Camille Martin", "Camille Martin", "@halage"]
    [passage] = [p.passage for p in curator.pieces("halage", three[1])]
    assert (passage.speaker, passage.who) == ("C. Martin", "Camille Martin")  # The letter stays.

    halage = Brand("halage", title="Halage", names=("Halage",))
    handle = curator.pieces("halage", three[0])[0].passage
    assert voice_of(handle, halage) is Voice.PERSON
    curator.alias("halage", "Camille Martin", "Halage", "maya")
    spoken = curator.speakers("halage")
    assert [(s.spelling, s.name, s.documents) for s in spoken[:2]] == [
        ("C. Martin", "Halage", 1),
        ("Camille Martin", "Halage", 1),
    ]
    both = record.passages("halage", [said[0].id, said[1].id]).values()
    assert {voice_of(p, halage) for p in both} == {Voice.HOUSE}

    # Undone, what was said before it stands again.
    act = curator.done("halage")[0]
    assert (act.act, act.after["name"]) == ("speaker alias set", "Halage")
    curator.undo("halage", act.seq, "maya")
    assert record.aliases("halage") == {"C. Martin": "Camille Martin"}
    assert curator.alias("halage", "C. Martin", None, "maya")
    assert record.aliases("halage") == {}


def test_what_is_no_alias_is_refused(record, curator, three):
    with pytest.raises(UnknownThing, match="Nobody is written 'Paul'"):
        curator.alias("halage", "Paul", "Camille Martin", "maya")
    with pytest.raises(BadInput, match="already, to the letter"):
        curator.alias("halage", "C. Martin", "C. Martin", "maya")
    curator.alias("halage", "C. Martin", "Camille Martin", "maya")
    with pytest.raises(BadInput, match="the other way round"):
        curator.alias("halage", "Camille Martin", "C. Martin", "maya")


def test_a_name_that_was_erased_is_in_no_alias_and_in_no_act(record, curator, three, database):
    from sqlalchemy import text

    curator.alias("halage", "C. Martin", "Camille Martin", "maya")
    record.erase("halage", three[1], "maya")
    assert record.aliases("halage") == {}
    with database.reading() as connection:
        kept = connection.execute(text("SELECT body FROM record_befores")).scalars().all()
    assert kept == []
    assert {d.kind for d in record.documents("halage")} == {Kind.STATEMENT}


def test_documents_are_found_by_any_words_in_them(record, curator, item):
    batch = [
        item("L'ÉNERGIE vient du fleuve.", "/a.md", title="Bilan", speaker="Inès Fabre"),
        item("We sort 50 % of it.", "/energie.md", title="Waste"),
        item("Nothing here.", "/c.md", title="Other"),
    ]
    ids = [kept.document_id for kept in record.add("halage", batch, "maya")]
    assert curator.containing("halage", "energie") == set(ids[:2])
    assert curator.containing("halage", "ines fleuve") == {ids[0]}
    assert curator.containing("halage", "50 %") == {ids[1]}
    assert curator.containing("halage", "absent") == set()
