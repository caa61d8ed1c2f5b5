"""Adding to the record: what a document handed in is to what is there already.

A whole batch is decided in memory, from one look at what the record knows of its sources and
texts, and then written at once. Handing in the same batch again writes nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from knowledge.errors import BadInput
from knowledge.journal import Act, Scribe, canonical
from knowledge.model import (
    Passage,
    SourceDocument,
    document_id,
    embedded_text,
    passage_id,
    vector_key,
)
from knowledge.record import facts as of_facts
from knowledge.record.entries import Kept, Outcome
from knowledge.record.finding import by_parts
from knowledge.record.succession import resolve_declared
from knowledge.schema import brands, documents, passages

Item = tuple[SourceDocument, Sequence[Passage]]


@dataclass
class _Known:
    """A document on record, or about to be: its row, and what is to be written of it."""

    row: dict[str, Any]
    new: bool = False
    changes: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, column: str) -> Any:
        return self.row[column]

    def change(self, **values: Any) -> None:
        self.row.update(values)
        if not self.new:
            self.changes.update(values)

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def twin_of(self) -> tuple[str, str]:
        return (self.row["text_digest"], self.row["facts_digest"])

    @property
    def current(self) -> bool:
        """Whether this is what its source says now."""
        return not self.row["removed"] and self.row["superseded_how"] != "version"


class Batch:
    """One call of ``Record.add``, in one transaction."""

    def __init__(self, connection: Connection, brand: str, scribe: Scribe) -> None:
        self._connection = connection
        self._brand = brand
        self._scribe = scribe
        self._acts: list[Act] = []
        self._known: dict[str, _Known] = {}
        self._at_source: defaultdict[str, list[_Known]] = defaultdict(list)
        self._twins: defaultdict[tuple[str, str], list[_Known]] = defaultdict(list)
        self._passages: list[dict[str, Any]] = []
        self._retitled: set[str] = set()
        self._arrivals = 0

    def add(self, items: Sequence[Item]) -> list[Kept]:
        """What became of each item, in their order."""
        self._look(items)
        sources = defaultdict(set)
        for document, _ in items:
            sources[document.digest].add(document.source)
        kept = [self._take(document, cut, sources) for document, cut in items]
        self._write()
        return kept

    def _look(self, items: Sequence[Item]) -> None:
        """What the record knows of these sources and these texts."""
        wanted = [c for c in documents.c if c.name not in ("text", "notes")]
        seen = by_parts(items, 4_000)
        for part in seen:
            query = select(*wanted).where(
                documents.c.brand == self._brand,
                or_(
                    documents.c.source.in_({document.source for document, _ in part}),
                    documents.c.text_digest.in_({document.digest for document, _ in part}),
                ),
            )
            for row in self._connection.execute(query).mappings():
                if row["id"] not in self._known:
                    self._index(_Known(dict(row)))

    def _index(self, known: _Known) -> None:
        self._known[known.id] = known
        self._at_source[known["source"]].append(known)
        self._twins[known.twin_of].append(known)

    def _take(
        self, document: SourceDocument, cut: Sequence[Passage], sources: dict[str, set[str]]
    ) -> Kept:
        facts = of_facts.facts_of(document)
        of_facts.check_document(document, facts)
        identity = document_id(self._brand, document)
        facts_digest = of_facts.digest(facts)
        mine = self._known.get(identity)
        if mine is not None:
            return Kept(mine.id, self._again(mine, document, facts, facts_digest))
        for twin in self._twins[(document.digest, facts_digest)]:
            if not twin["removed"] and twin.twin_of == (document.digest, facts_digest):
                return Kept(twin.id, "duplicate")
        # A row that moved within its table is still said, at another place: not a version.
        replaced = [
            known
            for known in self._at_source[document.source]
            if known.current and not sources.get(known["text_digest"], set()) - {document.source}
        ]
        fresh = self._insert(document, facts, cut, replaced)
        return Kept(fresh.id, "replaced" if replaced else "added")

    def _again(
        self, mine: _Known, document: SourceDocument, facts: of_facts.Facts, facts_digest: str
    ) -> Outcome:
        """The same text at the same source: is anything else different?"""
        outcome: Outcome = "unchanged"
        if mine["facts_digest"] != facts_digest:
            self._update(mine, document, facts, facts_digest)
            outcome = "updated"
        if mine["removed"]:
            mine.change(removed=False, changed_at=self._scribe.at)
            outcome = "added"
        if mine["superseded_how"] == "version":
            # The source says again what it said before its last version.
            mine.change(superseded_by=None, superseded_how=None, changed_at=self._scribe.at)
            self._supersede(
                [k for k in self._at_source[document.source] if k.current and k is not mine], mine
            )
            outcome = "replaced"
        if outcome != "unchanged":
            self._tell(outcome, mine)
        return outcome

    def _update(
        self, mine: _Known, document: SourceDocument, facts: of_facts.Facts, facts_digest: str
    ) -> None:
        current = {name: mine[name] for name in facts}
        merged = of_facts.merge(current, mine["loaded"], facts)
        if merged["title"] != mine["title"]:
            self._retitled.add(mine.id)
        if merged["supersedes"] != mine["supersedes"]:
            # What it declared before, it declares no more.
            for known in self._declared_by(mine.id):
                known.change(superseded_by=None, superseded_how=None, changed_at=self._scribe.at)
            mine.change(resolved=False)
        mine.change(
            **merged,
            loaded=canonical(facts),
            facts_digest=facts_digest,
            notes=canonical(document.notes),
            changed_at=self._scribe.at,
        )
        self._twins[mine.twin_of].append(mine)

    def _declared_by(self, successor: str) -> Iterable[_Known]:
        query = select(*(c for c in documents.c if c.name not in ("text", "notes"))).where(
            documents.c.brand == self._brand,
            documents.c.superseded_by == successor,
            documents.c.superseded_how == "declared",
        )
        for row in self._connection.execute(query).mappings():
            if row["id"] not in self._known:
                self._index(_Known(dict(row)))
        return [
            known
            for known in self._known.values()
            if known["superseded_by"] == successor and known["superseded_how"] == "declared"
        ]

    def _insert(
        self,
        document: SourceDocument,
        facts: of_facts.Facts,
        cut: Sequence[Passage],
        replaced: Sequence[_Known],
    ) -> _Known:
        merged = facts
        inherited: dict[str, Any] = {"superseded_by": None, "superseded_how": None}
        if replaced:
            # What a person decided about the old version holds for the new one: its edited
            # facts, and that it was already superseded by another document.
            last = replaced[-1]
            merged = of_facts.merge({name: last[name] for name in facts}, last["loaded"], facts)
            inherited = {name: last[name] for name in inherited}
        self._arrivals += 1
        known = _Known(
            {
                "brand": self._brand,
                "id": document_id(self._brand, document),
                "arrival": self._arrivals,
                "source": document.source,
                "file_name": document.source.rsplit("/", 1)[-1],
                "text_digest": document.digest,
                "facts_digest": of_facts.digest(facts),
                **merged,
                "resolved": False,
                **inherited,
                "removed": False,
                "added_at": self._scribe.at,
                "changed_at": self._scribe.at,
                "notes": canonical(document.notes),
                "loaded": canonical(facts),
                "text": document.text,
            },
            new=True,
        )
        own = self._own_access(replaced)
        title = str(merged["title"])
        for passage in cut:
            self._passages.append(self._cut(passage, known, document, title, own))
        self._supersede(replaced, known)
        self._index(known)
        self._tell("replaced" if replaced else "added", known, passages=len(cut))
        return known

    def _supersede(self, replaced: Sequence[_Known], by: _Known) -> None:
        for known in replaced:
            known.change(superseded_by=by.id, superseded_how="version", changed_at=self._scribe.at)

    def _own_access(self, replaced: Sequence[_Known]) -> dict[str, dict[str, Any]]:
        """By text, what the old version's passages say of their own access: a sentence that was
        kept from the public is not let out by a correction elsewhere in its document."""
        columns = [passages.c[name] for name in of_facts.ACCESS]
        found: dict[str, dict[str, Any]] = {}
        for known in replaced:
            for row in self._passages:
                if row["document_id"] == known.id and any(row[n] for n in of_facts.ACCESS):
                    found[row["text"]] = {name: row[name] for name in of_facts.ACCESS}
            query = select(passages.c.text, *columns).where(
                passages.c.brand == self._brand,
                passages.c.document_id == known.id,
                or_(*(column.is_not(None) for column in columns)),
            )
            for kept in self._connection.execute(query).mappings():
                found[kept["text"]] = {name: kept[name] for name in of_facts.ACCESS}
        return found

    def _cut(
        self,
        passage: Passage,
        known: _Known,
        document: SourceDocument,
        title: str,
        inherited: dict[str, dict[str, Any]],
    ) -> dict[str, Any]:
        if passage.brand != self._brand or passage.document_id != known.id:
            raise BadInput(
                f"{document.source}: passage {passage.id} was cut for document "
                f"{passage.document_id} of {passage.brand!r}, not for {known.id} of "
                f"{self._brand!r}."
            )
        if document.text[passage.start : passage.end] != passage.text or passage.id != passage_id(
            known.id, passage.start, passage.text
        ):
            raise BadInput(
                f"{document.source}: passage {passage.id} is not what stands at "
                f"{passage.start}–{passage.end} of its document. Segment the document again."
            )
        of_facts.storable(document.source, "heading", passage.heading)
        own: dict[str, Any] = dict.fromkeys(of_facts.ACCESS)
        if passage.access != document.access:
            for name in of_facts.ACCESS:
                value = getattr(passage.access, name)
                if value != getattr(document.access, name) or name == "visibility":
                    own[name] = str(value) if value is not None else None
        own = {**own, **inherited.get(passage.text, {})}
        return {
            "brand": self._brand,
            "id": passage.id,
            "document_id": known.id,
            "position": passage.position,
            "start": passage.start,
            "stop": passage.end,
            "tokens": passage.tokens,
            "vector_key": vector_key(embedded_text(title, passage.heading, passage.text)),
            **own,
            "heading": passage.heading,
            "sentences": json.dumps([list(span) for span in passage.sentences]),
            "text": passage.text,
        }

    def _tell(self, outcome: Outcome, known: _Known, **more: Any) -> None:
        keyed = self._scribe.digest
        detail = {"text": keyed(known["text_digest"]), "facts": keyed(known["facts_digest"])}
        self._acts.append(Act(f"document {outcome}", known.id, {**detail, **more}))

    def _write(self) -> None:
        if not self._acts:
            return
        new = [known.row for known in self._known.values() if known.new]
        if new:
            first = self._connection.execute(
                update(brands)
                .where(brands.c.name == self._brand)
                .values(arrivals=brands.c.arrivals + len(new))
                .returning(brands.c.arrivals)
            ).scalar_one() - len(new)
            for row in new:
                row["arrival"] += first
            self._connection.execute(insert(documents), new)
        if self._passages:
            self._connection.execute(insert(passages), self._passages)
        self._write_changes()
        self._scribe.write(self._brand, self._acts)
        resolve_declared(self._connection, self._brand, self._scribe)

    def _write_changes(self) -> None:
        # Rows that change in the same columns are written together.
        alike: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for known in self._known.values():
            if known.changes:
                alike[tuple(sorted(known.changes))].append({"at_id": known.id, **known.changes})
        for columns, rows in alike.items():
            self._connection.execute(
                update(documents)
                .where(documents.c.brand == self._brand, documents.c.id == bindparam("at_id"))
                .values({name: bindparam(name) for name in columns}),
                rows,
            )
        for identity in self._retitled:
            rekey(self._connection, self._brand, identity)


def rekey(connection: Connection, brand: str, identity: str) -> None:
    """Give a document's passages the keys of their vectors under its present title."""
    title = connection.execute(
        select(documents.c.title).where(documents.c.brand == brand, documents.c.id == identity)
    ).scalar_one()
    rows = connection.execute(
        select(passages.c.id, passages.c.heading, passages.c.text).where(
            passages.c.brand == brand, passages.c.document_id == identity
        )
    ).all()
    if rows:
        connection.execute(
            update(passages)
            .where(passages.c.brand == brand, passages.c.id == bindparam("at_id"))
            .values(vector_key=bindparam("fresh")),
            [
                {"at_id": row.id, "fresh": vector_key(embedded_text(title, row.heading, row.text))}
                for row in rows
            ],
        )
