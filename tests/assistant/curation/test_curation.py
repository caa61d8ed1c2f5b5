"""The record as somebody keeps it: rights, refusals in two languages, what is brought in, and what
is proposed and never done by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from assistant.curation.likely import likely
from assistant.curation.query import Query
from assistant.errors import BadRequest, NotAllowed, Overtaken
from assistant.review.people import Person, Role
from knowledge import snapshot
from knowledge.curator import Proposed, Speaker
from knowledge.model import Kind

KEEPER = Person("kim", frozenset({Role.KNOWLEDGE_MANAGER}))
DRAFTER = Person("dov", frozenset({Role.DRAFTER}))
ADMINISTRATOR = Person("ada", frozenset({Role.ADMINISTRATOR}))
FIGURES = (
    "Our creamery in Arlen employs {people} people in three shifts. It takes in milk from the "
    "farms of the valley twice a day. Every supplier is paid within {days} days of the invoice. "
    "The members elect the board every three years, one vote each."
)


@pytest.fixture
def house(assistant: Assistant, write: Callable[[str, str], Path]) -> Assistant:
    rows = [
        {"text": FIGURES.format(people=210, days=30), "title": "Key figures 2024", "kind": "fact",
         "date": "2024-03-01", "speaker": "Halte"},
        {"text": "We will halve our plastic packaging by 2030.", "title": "Plastic",
         "date": "2024-06-01", "speaker": "Inès Fabre"},
        {"text": "Hedges keep our soil in place.", "title": "Hedges", "speaker": "I. Fabre"},
    ]  # fmt: skip
    told = "\n".join(json.dumps({**row, "language": "en"}) for row in rows)
    assistant.ingest([write("said.jsonl", told)], brand="halte")
    return assistant


def titled(house: Assistant, title: str) -> str:
    return next(d.id for d in house.record.documents("halte", removed=True) if d.title == title)


def test_who_may_not_keep_the_record_reads_it_and_changes_nothing(house: Assistant) -> None:
    room, plastic = house.curation, titled(house, "Plastic")
    assert room.open("halte", plastic, DRAFTER).entry.title == "Plastic"
    for act in (
        lambda: room.edit("halte", plastic, {"title": "Mine"}, DRAFTER),
        lambda: room.remove("halte", plastic, DRAFTER),
        lambda: room.alias("halte", "I. Fabre", "Inès Fabre", DRAFTER),
        lambda: room.take_statement("halte", "We mend.", {}, DRAFTER),
        lambda: room.erase("halte", plastic, DRAFTER),
        lambda: room.edit("halte", plastic, {"title": "Mine"}, ADMINISTRATOR),
    ):
        with pytest.raises(NotAllowed, match="knowledge manager"):
            act()
    with pytest.raises(NotAllowed):
        room.documents("halte", Query(), Person("nobody"))
    room.erase("halte", plastic, ADMINISTRATOR)
    assert len(house.record.documents("halte")) == 2


def test_a_fact_that_cannot_be_is_refused_in_a_sentence(house: Assistant) -> None:
    plastic = titled(house, "Plastic")
    for fields, english, french in (
        ({"date": "soon"}, "is not a date", "n'est pas une date"),
        ({"title": "  "}, "needs a title", "a besoin d'un titre"),
        ({"url": "javascript:alert(1)"}, "is not a web address", "n'est pas une adresse web"),
        ({"visibility": "embargoed"}, "until when", "jusqu'à quand"),
        ({"kind": "song"}, "no kind of document", "n'est pas un type"),
    ):
        with pytest.raises(BadRequest, match=english) as refused:
            house.curation.edit("halte", plastic, {"speaker": "Paul", **fields}, KEEPER)
        assert french in refused.value.said("fr")
    assert house.record.document("halte", plastic).speaker == "Inès Fabre"


def test_an_edit_over_what_somebody_else_changed_meanwhile_is_not_made(house: Assistant) -> None:
    room, plastic = house.curation, titled(house, "Plastic")
    seen = room.open("halte", plastic, KEEPER).entry.changed_at
    room.edit("halte", plastic, {"date": "1 June 2023", "channel": "speech"}, KEEPER, seen=seen)
    assert house.record.document("halte", plastic).date == "2023-06-01"
    with pytest.raises(Overtaken):
        room.edit("halte", plastic, {"title": "Mine"}, KEEPER, seen=seen)
    assert house.record.document("halte", plastic).title == "Plastic"


def test_documents_are_listed_by_what_is_asked_of_them(house: Assistant) -> None:
    room = house.curation

    def found(**asked: object) -> list[str]:
        page = room.documents("halte", Query(**asked), KEEPER)  # type: ignore[arg-type]
        return [one.title for one in page.documents]

    assert found() == ["Plastic", "Key figures 2024", "Hedges"]
    assert found(words="FABRE ines") == ["Plastic"]
    assert found(kind=Kind.FACT) == ["Key figures 2024"]
    room.alias("halte", "I. Fabre", "Inès Fabre", KEEPER)
    assert found(speaker="I. Fabre") == ["Plastic", "Hedges"]
    assert house.speakers("halte") == ["Inès Fabre"]
    room.remove("halte", titled(house, "Hedges"), KEEPER)
    assert found(state="removed") == ["Hedges"]
    assert found(since="2024-05") == ["Plastic"]


def test_newer_figures_are_proposed_in_place_of_the_old_and_a_person_decides(
    house: Assistant, write: Callable[[str, str], Path]
) -> None:
    room, old = house.curation, titled(house, "Key figures 2024")
    head = "---\ntitle: Key figures 2025\nkind: fact\nspeaker: Halte\ndate: 2025-03-01\n---\n"
    path = write("figures.md", head + FIGURES.format(people=260, days=45))
    taken = room.take_files("halte", [path, write("song.mp3", "la")], KEEPER)
    assert sorted((row.outcome, bool(row.reason)) for row in taken.report.rows) == [
        ("added", False),
        ("skipped", True),
    ]
    [one] = taken.looked.found
    new = titled(house, "Key figures 2025")
    assert (one.kind, one.new_id, one.old_id) == (Proposed.REPLACES, new, old)
    assert house.record.document("halte", old).superseded_by is None

    # Dismissed, it is not proposed again; undone, it is to be decided once more.
    room.dismiss("halte", one.id, KEEPER)
    assert room.look_at("halte", new, KEEPER).found == ()
    with pytest.raises(Overtaken):
        room.accept("halte", one.id, KEEPER)
    act = next(d for d in room.done("halte", KEEPER) if d.act == "proposal dismissed")
    room.undo("halte", act.seq, KEEPER)
    room.accept("halte", one.id, KEEPER)
    assert house.record.document("halte", old).superseded_by is not None
    assert room.proposals("halte", KEEPER) == []
    act = next(d for d in room.done("halte", KEEPER) if d.act == "document superseded")
    room.undo("halte", act.seq, KEEPER)
    assert [p.id for p in room.proposals("halte", KEEPER)] == [one.id]

    # The same bytes again, wherever they lie, are the same document.
    again = write("again/figures.md", path.read_text(encoding="utf-8"))
    assert room.take_files("halte", [again], KEEPER).report.unchanged == 1


def test_what_says_otherwise_is_put_side_by_side_as_a_question(house: Assistant) -> None:
    room = house.curation
    said = {"date": "2025-02-01", "speaker": "Inès Fabre", "language": "en"}
    taken = room.take_statement(
        "halte", "We will halve our plastic packaging by 2035.", {**said, "title": "Later"}, KEEPER
    )
    [one] = taken.looked.found
    assert (one.kind, one.reason) == (Proposed.CONTRADICTS, "date")
    assert one.new_words.endswith("2035.")
    assert one.old_words.endswith("2030.")
    assert one.new_id == titled(house, "Later")
    # Too little time: what was not looked at is said to be so.
    late = room.look("halte", [one.new_id], seconds=-1)
    assert (late.looked, late.left) == (0, 1)
    with pytest.raises(BadRequest) as refused:
        room.take_statement("halte", " ", {}, KEEPER)
    assert refused.value.said("fr") == "Collez ce qui a été dit."


def test_names_that_may_be_one_are_guessed_and_namesakes_left_alone() -> None:
    names = (
        *("Inès Fabre", "INES FABRE", "@inesfabre", "I. Fabre", "Claire Martin"),
        *("Camille Martin", "C. Martin", "Paul Roy", "Pauline Roy"),
    )
    guesses = likely([Speaker(name, 2, None) for name in names])
    assert {(one.spelling, one.name, one.why) for one in guesses} == {
        ("INES FABRE", "Inès Fabre", "letters"),
        ("@inesfabre", "Inès Fabre", "handle"),
        ("I. Fabre", "Inès Fabre", "initial"),
    }


def test_what_is_taken_off_the_record_is_nowhere_and_an_edit_reads_little_anew(
    house: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "WORTH", 1)
    retriever, folder = house.retriever("halte"), house.settings.data_dir / "search"
    retriever.search("hedges")
    held, [file] = retriever._held, list(folder.iterdir())
    assert b"hedges" in file.read_bytes()

    house.curation.edit("halte", titled(house, "Plastic"), {"speaker": "Paul"}, KEEPER)
    assert retriever._held is held
    assert retriever.search("plastic packaging")[0].passage.speaker == "Paul"

    house.curation.erase("halte", titled(house, "Hedges"), ADMINISTRATOR)
    assert retriever._held is not held and not retriever._held.lexical.ids
    assert list(folder.iterdir()) == []
    assert all("Hedges" not in hit.passage.text for hit in retriever.search("hedges"))
    assert b"hedges" not in next(folder.iterdir()).read_bytes()
