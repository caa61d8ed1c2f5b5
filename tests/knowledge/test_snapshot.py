"""What is kept in memory of a large record is kept in a file too, and the record has the last word.

The bar from which on a file is worth it is lowered, so that a small record has one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import update

from knowledge import backup, snapshot
from knowledge.database import Database
from knowledge.holdings import Holdings
from knowledge.index import PassageIndex
from knowledge.lexical import LexicalIndex
from knowledge.model import Access, Visibility
from knowledge.record import Record
from knowledge.retrieval import Retriever
from knowledge.schema import brands

Put = Callable[..., str]


@pytest.fixture
def record(sqlite: Database, clock: Any) -> Record:
    return Record(sqlite, clock)


@pytest.fixture
def filled(put: Put, monkeypatch: pytest.MonkeyPatch) -> Put:
    monkeypatch.setattr(snapshot, "WORTH", 1)
    put("Nos péniches ne brûleront plus de fioul lourd après 2030.", language="fr", date="2023")
    put("The canteen serves lunch.\n\nAda Rennes chairs the board.", speaker="Ada\nRennes")
    put(
        "We close the Arras yard.",
        access=Access(Visibility.EMBARGOED, embargoed_until="2027-01-01", owner="maya"),
    )
    return put


@pytest.fixture
def opened(
    record: Record, index: PassageIndex, embedder: Any, tmp_path: Path, filled: Put
) -> Callable[[], Retriever]:
    """A retriever as a new process has it: with nothing in memory."""

    def _opened() -> Retriever:
        return Retriever(
            record=record, index=index, embedder=embedder, brand="halage", folder=tmp_path / "s"
        )

    return _opened


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are read from the record and stemmed from here on."""
    seen: list[str] = []
    changed = LexicalIndex.changed

    def _counted(self: LexicalIndex, *, added: Any = (), dropped: Any = ()) -> LexicalIndex:
        taken = list(added)
        seen.extend(text for _, text, _ in taken)
        return changed(self, added=taken, dropped=dropped)

    monkeypatch.setattr(LexicalIndex, "changed", _counted)
    return seen


def found(retriever: Retriever) -> list[tuple[str, float, float, float]]:
    questions = ("fioul lourd 2030", "who chairs the board?", "Arras yard")
    return [
        (h.passage.id, h.score, h.standout, h.coverage)
        for question in questions
        for h in retriever.search(question)
    ]


def test_a_second_start_reads_nothing_anew_and_finds_the_same(
    opened: Callable[[], Retriever], read_anew: list[str]
) -> None:
    first = found(opened())
    assert first
    assert len(read_anew) >= 3
    read_anew.clear()
    assert found(opened()) == first
    assert read_anew == []


def test_every_filter_works_on_what_was_kept(opened: Callable[[], Retriever]) -> None:
    opened().search("canteen")
    again = opened()
    assert {h.passage.language for h in again.search("2030", language="fr")} == {"fr"}
    assert {h.passage.speaker for h in again.search("board", speaker="ada\nrennes")} == {
        "Ada\nRennes"
    }
    assert all("Arras" not in h.passage.text for h in again.search("yard", public_on="2026-11-22"))
    assert any("Arras" in h.passage.text for h in again.search("yard", public_on="2027-01-02"))
    assert again.search("fioul", since="2023", until="2023")


def test_what_the_record_became_since_is_what_is_found(
    opened: Callable[[], Retriever], filled: Put, read_anew: list[str]
) -> None:
    opened().search("canteen")
    filled("The Quesnoy lock was rebuilt.")
    read_anew.clear()
    assert "Quesnoy" in opened().search("Quesnoy", k=1)[0].passage.text
    assert [text for text in read_anew if "Quesnoy" not in text] == []
    read_anew.clear()
    assert "Quesnoy" in opened().search("Quesnoy", k=1)[0].passage.text
    assert read_anew == []


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 torn", None], ids=["empty", "torn", "cut"])
def test_a_damaged_file_counts_for_nothing(
    opened: Callable[[], Retriever], tmp_path: Path, damage: bytes | None
) -> None:
    first = found(opened())
    (file,) = (tmp_path / "s").iterdir()
    file.write_bytes(file.read_bytes()[:-200] if damage is None else damage)
    assert found(opened()) == first
    assert found(opened()) == first


def test_a_changed_byte_is_seen(opened: Callable[[], Retriever], tmp_path: Path) -> None:
    first = found(opened())
    (file,) = (tmp_path / "s").iterdir()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(bytes(data))
    assert found(opened()) == first


def test_a_file_made_by_other_code_counts_for_nothing(
    opened: Callable[[], Retriever], read_anew: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().search("canteen")
    read_anew.clear()
    monkeypatch.setattr(snapshot, "_code", lambda: "another")
    opened().search("canteen")
    assert len(read_anew) >= 3


def test_another_record_in_the_same_place_is_not_taken_for_it(
    opened: Callable[[], Retriever],
    filled: Put,
    record: Record,
    tmp_path: Path,
    read_anew: list[str],
) -> None:
    """Restored from a backup after its database was lost, with the same count of changes."""
    saved = tmp_path / "record.zip"
    backup.backup(record.database, saved)
    filled("A statement that the backup does not have.")
    assert any("backup" in h.passage.text for h in opened().search("backup statement"))
    count = record.revision("halage")
    with record.database.writing() as connection:
        for table in reversed(backup.schema.metadata.sorted_tables):
            connection.execute(table.delete())
    backup.restore(record.database, saved)
    with record.database.writing() as connection:
        connection.execute(update(brands).values(revision=count))
    read_anew.clear()
    assert all("backup" not in h.passage.text for h in opened().search("backup statement"))
    assert len(read_anew) >= 3


def test_what_was_erased_is_in_no_file(
    opened: Callable[[], Retriever], filled: Put, record: Record, tmp_path: Path
) -> None:
    identity = filled("Gwendoline Quatrelivres wrote to us from Arras.")
    working = opened()
    working.search("Quatrelivres")
    (file,) = (tmp_path / "s").iterdir()
    assert b"quatrelivres" in file.read_bytes()
    record.erase("halage", identity, "maya")
    working.search("Arras")  # takes up the change, and keeps what is left
    (file,) = (tmp_path / "s").iterdir()
    assert b"quatrelivres" not in file.read_bytes()
    working.forget()
    assert list((tmp_path / "s").iterdir()) == []


def test_the_file_is_for_its_owner_alone(opened: Callable[[], Retriever], tmp_path: Path) -> None:
    opened().search("canteen")
    (file,) = (tmp_path / "s").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_costs_no_answer(
    opened: Callable[[], Retriever], tmp_path: Path
) -> None:
    (tmp_path / "s").write_text("not a folder")
    assert opened().search("canteen")


def test_a_small_record_has_no_file(
    opened: Callable[[], Retriever], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "WORTH", 2_000)
    assert opened().search("canteen")
    assert not (tmp_path / "s").exists()


def test_the_arrays_hold_all_there_is() -> None:
    """Nothing was added to what is held in memory that a start from the file would lack."""
    held = Holdings()
    again = Holdings.of(held.arrays(), -1, "none")
    assert vars(again).keys() == vars(held).keys()
    assert len(again) == 0
    assert np.array_equal(again.sample, held.sample)
