"""From an open call to a purpose on record: answers in, who wrote them out, and each step traced.

Over the example brand's own call, with the tests' stand-in for the embedding model.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from assistant import example
from assistant.assembly import Assistant, build
from assistant.errors import BadRequest, NotAllowed
from assistant.exporting import call_rows, csv_text, pdf, tell_call, word
from assistant.review.people import Person, Role
from assistant.settings import Settings
from assistant.workshop.candidates import Proposal
from assistant.workshop.values import Call, Source, State
from knowledge.database import Database
from knowledge.errors import KnowledgeError, UnknownThing
from knowledge.journal import Journal
from knowledge.model import Kind
from knowledge.record import Record
from tests.conftest import WordEmbedder

KEEPER = Person("Nadia", frozenset({Role.KNOWLEDGE_MANAGER}))
MAYA = Person("Maya", frozenset({Role.DRAFTER}))
PEOPLE = [Person(f"P{n}", frozenset({Role.DRAFTER})) for n in range(6)]
STRANGER = Person("Somebody")


@pytest.fixture(scope="module")
def ronsel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("call"), locale="en", actor="Nadia")
    with build(settings, clock=lambda: date(2026, 11, 22), embedder=WordEmbedder()) as built:
        built.ensure_example()
        yield built


@pytest.fixture
def call(ronsel: Assistant) -> Call:
    found = ronsel.example_call("ronsel", KEEPER)
    assert found is not None
    return found


def everything_kept(assistant: Assistant) -> str:
    """All that the database holds, as text."""
    from sqlalchemy import MetaData, select

    metadata = MetaData()
    metadata.reflect(assistant.database.engine)
    with assistant.database.reading() as connection:
        return "\n".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def test_a_purpose_goes_from_the_call_to_the_record_with_its_provenance(
    ronsel: Assistant, call: Call
) -> None:
    shop = ronsel.workshop
    assert shop.count(call) == 61
    study = shop.study(call)
    heard = study.heard

    # What is proposed is made of answers, to the letter, or of today's purpose, or joins.
    assert {p.language for p in study.proposals} == {"fr", "en"}
    for proposal in study.proposals:
        _rests_on_its_answers(proposal, {a.id: a.text for a in heard.answers})
    ready = next(p for p in study.proposals if "[" not in p.text and p.language == "en")
    first = shop.take_up(call, ready, MAYA, "record")
    own = shop.write(call, "We exist to feed people galactically well.", "en", PEOPLE[0])
    assert "galactically" in heard.borne(own.text, "en").unsaid
    french = shop.write(call, "Nous existons pour nourrir les gens d'ici.", "fr", MAYA)

    # One vote a person, changeable; nobody sees how it goes while it is open.
    for one in PEOPLE:
        shop.vote(call, str(own.number), one)
    for one in PEOPLE[1:]:
        shop.vote(call, first.id, one)
    tally = shop.tally(call, PEOPLE[1])
    assert (tally.voters, tally.votes, tally.mine) == (6, None, first.id)
    shop.comment(call, first.id, "I could say this at a kitchen table.", MAYA)

    with pytest.raises(BadRequest, match="still open"):
        shop.decide(call, [first.id], KEEPER)
    closed = shop.close(call, KEEPER)
    assert shop.tally(closed, MAYA).votes == {first.id: 5, own.id: 1}
    assert all(one.name not in _voters(ronsel, call) for one in PEOPLE)
    for act in (
        lambda: shop.vote(closed, first.id, MAYA),
        lambda: shop.comment(closed, None, "Late.", MAYA),
    ):
        with pytest.raises(BadRequest, match="closed"):
            act()

    before = {d.id: d for d in ronsel.record.documents("ronsel", kind=Kind.PURPOSE)}
    today = next(d for d in before.values() if d.title == "Our purpose")
    decided = shop.decide(closed, [first.id, french.id], KEEPER, supersedes={"en": today.id})
    assert len(decided) == 2
    told = next(d for d in decided if d.provenance["candidate"] == first.id)
    assert told.provenance["answers"] == 61
    assert (told.provenance["votes"], told.provenance["voters"]) == (5, 6)
    assert told.decided_by == "Nadia"
    kept = ronsel.record.document("ronsel", told.document_id)
    assert (kept.kind, kept.language) == (Kind.PURPOSE, "en")
    assert ronsel.record.text("ronsel", kept.id) == first.text
    assert any(call.id in note for note in kept.notes)
    after = {d.id: d for d in ronsel.record.documents("ronsel", kind=Kind.PURPOSE)}
    # Only the one that the person named gives up its place.
    gone = [d for d in before if after[d].superseded_by and not before[d].superseded_by]
    assert gone == [today.id]
    assert shop.call("ronsel", call.id).state is State.DECIDED
    assert Journal(ronsel.database).verify().holds


def _rests_on_its_answers(proposal: Proposal, texts: dict[str, str]) -> None:
    for piece in proposal.pieces:
        if piece.source is Source.ANSWER:
            assert piece.of is not None
            assert piece.text.lower() in texts[piece.of].lower()
            assert piece.of in proposal.named
        else:
            assert piece.source in (Source.JOINT, Source.PURPOSE, Source.BLANK)


def _voters(assistant: Assistant, call: Call) -> set[str]:
    from sqlalchemy import select

    from knowledge.schema import purpose_votes

    with assistant.database.reading() as connection:
        query = select(purpose_votes.c.person).where(purpose_votes.c.call_id == call.id)
        return set(connection.execute(query).scalars())


def test_nothing_tells_who_answered(ronsel: Assistant, write: Callable[[str, str], Path]) -> None:
    shop = ronsel.workshop
    call = shop.open("ronsel", {"en": "What for?"}, KEEPER)
    path = write(
        "answers.csv",
        "Employee ID,Name,E-mail,Your answer,Site,Date\n"
        'E4411,Zoltan Quirrel,zq@x.example,"Feed people, says Mr Quirrel.",Auvry,2026-05-04\n',
    )
    report = shop.take_in(call, path, KEEPER, mapping={"id": "Employee ID"})
    assert report.added == 1
    kept = everything_kept(ronsel)
    for told in ("E4411", "zq@x.example", "2026-05-04"):
        assert told not in kept
    # What somebody wrote is kept as it is, in a row that can be erased, and shown masked.
    with pytest.raises(BadRequest, match="too few"):
        shop.study(call)
    _, shown = shop._answers(call)
    assert "Quirrel" not in shown[0].text
    shop.erase(call, [shown[0].id], KEEPER)
    assert "Quirrel" not in everything_kept(ronsel)


def test_the_same_file_again_adds_nothing_and_equal_answers_are_two_peoples(
    ronsel: Assistant, write: Callable[[str, str], Path]
) -> None:
    shop = ronsel.workshop
    call = shop.open("ronsel", {"en": "What for?"}, KEEPER)
    path = write("a.csv", "Answer\nFeed people.\nFeed people.\nPay farmers.\n,\n")
    report = shop.take_in(call, path, KEEPER)
    assert (report.added, report.known) == (3, 0)
    again = shop.take_in(call, path, KEEPER)
    assert (again.added, again.known) == (0, 3)
    other = write("b.jsonl", '{"answer": "Pay farmers."}\n{broken\n{"answer": {"a": 1}}\n')
    third = shop.take_in(shop.call("ronsel", call.id), other, KEEPER)
    assert (third.added, third.known) == (0, 1)
    assert [bad.row for bad in third.refused] == [2, 3]


def test_answers_come_from_a_workbook_too(ronsel: Assistant, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Réponse", "Pays"])
    book.active.append(["Nourrir les gens.", "France"])
    book.save(tmp_path / "a.xlsx")
    call = ronsel.workshop.open("ronsel", {"fr": "À quoi sert-on ?"}, KEEPER)
    report = ronsel.workshop.take_in(call, tmp_path / "a.xlsx", KEEPER)
    assert (report.added, dict(report.columns.groups)) == (1, {"country": "Pays"})


def test_an_import_that_was_stopped_goes_on_where_it_was(
    ronsel: Assistant, write: Callable[[str, str], Path]
) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, whole: int, what: str) -> None:
        raise Stopped

    shop = ronsel.workshop
    call = shop.open("ronsel", {"en": "What for?"}, KEEPER)
    path = write("many.csv", "Answer\n" + "".join(f"Feed {n} people.\n" for n in range(450)))
    with pytest.raises(Stopped):
        shop.take_in(call, path, KEEPER, progress=stop)
    assert 0 < shop.count(call) < 450
    report = shop.take_in(call, path, KEEPER)
    assert report.known > 0
    assert shop.count(call) == 450


def test_who_may_do_what(ronsel: Assistant, call: Call) -> None:
    shop = ronsel.workshop
    with example.answers() as path:
        for act in (
            lambda: shop.open("ronsel", {"en": "?"}, MAYA),
            lambda: shop.take_in(call, path, MAYA),
            lambda: shop.close(call, MAYA),
            lambda: shop.decide(call, ["1"], MAYA),
            lambda: shop.erase_call(call, MAYA),
            lambda: shop.exported(call, MAYA, "pdf"),
            lambda: shop.vote(call, None, STRANGER),
            lambda: shop.comment(call, None, "Hello.", STRANGER),
        ):
            with pytest.raises(NotAllowed):
                act()
    own = shop.write(call, "We exist to pay farmers.", "en", MAYA)
    with pytest.raises(NotAllowed):
        shop.withdraw(call, own.id, PEOPLE[0])
    shop.withdraw(call, own.id, MAYA)
    assert shop.candidates(call) == []


def test_a_vote_of_few_tells_no_counts(ronsel: Assistant, call: Call) -> None:
    shop = ronsel.workshop
    one = shop.write(call, "We exist to pay farmers.", "en", MAYA)
    for person in PEOPLE[:4]:
        shop.vote(call, one.id, person)
    assert shop.tally(shop.close(call, KEEPER), MAYA).votes is None


def test_a_sentence_with_a_place_to_fill_is_no_choice(ronsel: Assistant, call: Call) -> None:
    shop = ronsel.workshop
    one = shop.write(call, "We exist to [say it here].", "en", MAYA)
    with pytest.raises(BadRequest, match="brackets"):
        shop.vote(call, one.id, MAYA)
    closed = shop.close(call, KEEPER)
    with pytest.raises(BadRequest, match="brackets"):
        shop.decide(closed, [one.id], KEEPER)


def test_what_leaves_has_no_answer_by_its_id_and_no_small_group(
    ronsel: Assistant, call: Call
) -> None:
    shop = ronsel.workshop
    study = shop.study(call)
    shop.write(call, "We exist to pay farmers.", "en", MAYA)
    put, tally = shop.candidates(call), shop.tally(call, MAYA)
    rows = call_rows(call, study, put, tally, "fr")
    table = list(csv.DictReader(io.StringIO(csv_text(rows).removeprefix("\ufeff"))))
    assert {"theme", "theme by group", "sentence", "purpose today"} <= {r["table"] for r in table}
    assert not any("Brème" in (row["group"] or "") for row in table)
    small = [r for r in table if r["table"] == "theme by group" and r["count"] in ("1", "2", "3")]
    assert small == []
    for language in ("en", "fr"):
        told = tell_call(call, study, put, tally, [], language)
        document = docx.Document(io.BytesIO(word(told)))
        words = "\n".join(p.text for p in document.paragraphs) + str(rows)
        assert call.asks(language) == told.title
        assert not any(answer.id in words for answer in study.heard.answers)
        assert "Vasseur" not in words
        assert "okafor" not in words
        assert len(PdfReader(io.BytesIO(pdf(told))).pages) >= 1


def test_erasing_an_answer_takes_it_out_of_all_that_was_read(ronsel: Assistant, call: Call) -> None:
    shop = ronsel.workshop
    study = shop.study(call)
    gone = study.heard.answers[0]
    shop.erase(call, [gone.id], KEEPER)
    heard = shop.study(call).heard
    assert gone.id not in heard.by_id
    assert len(heard) == 60
    with pytest.raises(UnknownThing):
        shop.erase(call, [gone.id], KEEPER)
    shop.erase_call(call, KEEPER)
    with pytest.raises(UnknownThing):
        shop.call("ronsel", call.id)


def test_a_reading_is_kept_and_made_anew_when_answers_come(
    ronsel: Assistant, call: Call, write: Callable[[str, str], Path]
) -> None:
    shop = ronsel.workshop
    first = shop.study(call)
    assert shop.study(call) is first
    path = write("more.csv", "Answer\nFeed the valley.\n")
    shop.take_in(call, path, KEEPER)
    assert len(shop.study(call).heard) == 62


def test_calls_are_kept_in_either_database(database: Database, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from assistant.workshop.ballots import Ballots
    from assistant.workshop.importing import Arrival
    from assistant.workshop.shelf import Shelf
    from assistant.workshop.values import Piece

    shelf = Shelf(database, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    ballots = Ballots(shelf)
    call = shelf.open("halage", {"en": "What for?"}, {}, "Nadia", anonymous=True, least=2)
    arrived = [Arrival(f"a{n}", "Feed.", "en", f"a{n}", {"site": "x"}) for n in range(3)]
    assert shelf.take(call, arrived, "Nadia") == 3
    assert shelf.take(call, arrived, "Nadia") == 0
    put = ballots.put(call, "en", [Piece("We feed.", Source.PERSON)], "Maya", "person")
    for person in PEOPLE[:2]:
        ballots.vote(call, put.id, person)
    closed = shelf.close(call, "Nadia", lambda c, s: ballots.seal(c, s, call))
    assert ballots.tally(closed, MAYA).votes == {put.id: 2}
    shelf.erase(closed, ["a1"], "Nadia")
    assert shelf.count(closed) == 2
    shelf.erase_call(closed, "Nadia")
    assert shelf.calls("halage") == []
    assert Journal(database).verify().holds
    assert isinstance(Record(database).brands(), list)


def test_the_commands_do_it_all(
    ronsel: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from typer.testing import CliRunner

    import assistant.assembly
    from assistant.cli import app

    monkeypatch.setattr(assistant.assembly, "build", lambda settings: ronsel)
    monkeypatch.setattr(ronsel, "close", lambda: None)

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["purpose", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    opened = json.loads(run("open", "--example", "--json"))
    where = ("--call", opened["id"], "--brand", "ronsel")
    listed = json.loads(run("list", "--brand", "ronsel", "--json"))
    assert listed[0]["answers"] == 61
    assert json.loads(run("themes", *where, "--json"))["themes"]
    for command in ("few", "tensions", "words", "gap"):
        json.loads(run(command, *where, "--json"))
        assert run(command, *where)
    proposals = json.loads(run("candidates", *where, "--json"))["proposals"]
    ready = next(n for n, p in enumerate(proposals, 1) if "[" not in p["text"])
    run("candidates", *where, "--take", str(ready))
    written = json.loads(run("write", "We exist to pay farmers.", "-l", "en", *where, "--json"))
    number = str(written["candidate"]["number"])
    run("vote", number, *where)
    run("comment", "Plain enough.", "--on", number, *where)
    for name in ("a.docx", "a.pdf", "a.csv"):
        run("export", str(tmp_path / name), *where)
        assert (tmp_path / name).stat().st_size > 500
    run("close", *where)
    decided = json.loads(run("outcome", number, "--internal", *where, "--json"))
    kept = ronsel.record.document("ronsel", decided[0]["document_id"])
    assert kept.access.visibility == "internal"


def test_a_file_that_is_no_table_is_refused(
    ronsel: Assistant, write: Callable[[str, str], Path]
) -> None:
    call = ronsel.workshop.open("ronsel", {"en": "What for?"}, KEEPER)
    with pytest.raises(KnowledgeError, match="no table"):
        ronsel.workshop.take_in(call, write("a.md", "# Answers"), KEEPER)
