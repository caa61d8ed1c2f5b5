"""Every write of an ingest fails once: what was acknowledged is there, nothing half-done shows,
and the same ingest done again completes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knowledge.database import Database
from knowledge.errors import KnowledgeError
from knowledge.index import open_index
from knowledge.ingest import ingest
from knowledge.journal import Journal
from knowledge.loading import Loaded, Outcome
from knowledge.model import SourceDocument
from knowledge.record import Record
from tests.failing import failing

FIRST = (
    ("pledge.md", "We will close the wells by 2030.\n\nThe canteen closes at three."),
    ("barges.md", "Our barges carry grain from Lanseuil."),
)
SECOND = (
    ("pledge.md", "We will close the wells by 2032.\n\nThe canteen closes at three."),
    ("school.md", "Our school for pilots takes forty apprentices a year."),
)


def _read(files: tuple[tuple[str, str], ...]) -> list[Outcome]:
    return [
        Loaded(Path(name), (SourceDocument(f"/halage/{name}", text, language="en"),))
        for name, text in files
    ]


def _shown(record: Record, brand: str) -> dict[tuple[str, str], tuple[tuple[str, ...], str]]:
    """What a reader sees of a record: each document by source and text, its passages, and the
    text of what replaced it."""
    documents = {d.id: d for d in record.documents(brand)}
    passages: dict[str, list[Any]] = {identity: [] for identity in documents}
    ids = [entry.id for entry in record.catalogue(brand)]
    for passage in record.passages(brand, ids).values():
        passages[passage.document_id].append(passage)
    return {
        (one.source, record.text(brand, one.id)): (
            tuple(p.text for p in sorted(passages[one.id], key=lambda p: p.start)),
            record.text(brand, one.superseded_by.document_id) if one.superseded_by else "",
        )
        for one in documents.values()
    }


def test_whichever_write_of_an_ingest_fails_nothing_is_lost_and_the_next_completes_it(
    sqlite: Database, embedder: Any, tmp_path: Path
) -> None:
    """Faults 25 and 26: the n-th write of the record, of its vectors and of the index fails."""
    record = Record(sqlite)
    index = open_index(record, embedder, tmp_path / "chroma")
    whole: dict[str, Any] = {}
    kinds: set[str] = set()
    n = 0
    while True:
        # A brand of its own for each n: each begins with nothing on record.
        brand, n = f"b{n}", n + 1
        acknowledged: list[tuple[tuple[str, str], ...]] = []
        with failing(n, sqlite, index=True) as told:
            try:
                for files in (FIRST, SECOND):
                    report = ingest(record, index, embedder, brand, _read(files), "maya")
                    acknowledged.append(files)
                    assert report.refused == 0
            except KnowledgeError:
                assert told.struck
        shown = _shown(record, brand)
        for files in acknowledged:
            assert all((f"/halage/{name}", text) in shown for name, text in files)
        for (_, text), (passages, _) in shown.items():
            assert " ".join(passages).split() == text.split(), "a document is there in part"
        # What is found is on record, whatever state the index was left in.
        known = {entry.id for entry in record.catalogue(brand)}
        found = index.search(brand, embedder.embed_query("wells"), 9)
        assert {identity for identity, _ in found} <= known
        if not told.struck:
            break
        kinds.add(told.written[n - 1])
        for files in (FIRST, SECOND):
            ingest(record, index, embedder, brand, _read(files), "maya")
        whole[brand] = _shown(record, brand)
        assert not record.missing_vectors(brand, embedder.name)
        found = index.search(brand, embedder.embed_query("wells"), 9)
        assert {identity for identity, _ in found} == {e.id for e in record.catalogue(brand)}
    index.close()
    _every_write_of_opening_fails(record, embedder, tmp_path / "chroma", brand)
    assert Journal(sqlite).verify().holds
    assert {"change", "commit", "upsert", "modify", "_write"} <= kinds
    assert n > 20, "that is not every write"
    assert all(one == shown for one in whole.values()), "a record came out otherwise"


def _every_write_of_opening_fails(record: Record, embedder: Any, folder: Path, brand: str) -> None:
    """The index is as good as it was, and the record answers meanwhile."""
    wanted = {entry.id for entry in record.catalogue(brand)}
    n = 0
    while True:
        n += 1
        index = open_index(record, embedder, folder)
        with failing(n, record.database, index=True) as told:
            found = index.search(brand, embedder.embed_query("wells"), 9)
        index.close()
        assert {identity for identity, _ in found} == wanted
        assert not any("made anew" in note for note in index.notes), f"write {n}: {told.written}"
        if not told.struck:
            break
    assert n > 2
