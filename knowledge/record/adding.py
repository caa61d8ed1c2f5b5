"""Adding to the record: what a document handed in is to what is there already.

A whole batch is decided in memory, from one look at what the record knows of its sources and
texts, and then written at once. Handing in the same batch again writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, or_, select, update

from knowledge.journal import Act, Scribe, canonical
from knowledge.record import facts as of_facts
from knowledge.record.entries import Kept, Outcome
from knowledge.record.finding import by_parts
from knowledge.record.handed import Handed, passage_row
from knowledge.record.known import Known, read_known
from knowledge.record.succession import resolve_declared
from knowledge.record.vectors import rekey
from knowledge.schema import brands, documents, passages


class Batch:
    """One call of ``Record.add``, in one transaction."""

    def __init__(self, connection: Connection, brand: str, scribe: Scribe) -> None:
        self._connection = connection
        self._brand = brand
        self._scribe = scribe
        self._acts: list[Act] = []
        self._known: dict[str, Known] = {}
        self._at_source: defaultdict[str, list[Known]] = defaultdict(list)
        self._twins: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        self._passages: dict[str, list[dict[str, Any]]] = {}
        self._retitled: set[str] = set()
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        self._arrivals = 0

    def add(self, handed: Sequence[Handed]) -> list[Kept]:
        """What became of each document, in their order."""
        self._look(handed)
        for one in handed:
            self._sources[one.digest].add(one.document.source)
        kept = [self._take(one) for one in handed]
        self._write()
        return kept

    def _look(self, handed: Sequence[Handed]) -> None:
        """What the record knows of these sources and these texts."""
        for part in by_parts(handed, 4_000):
            self._read(
                or_(
                    documents.c.source.in_({one.document.source for one in part}),
                    documents.c.text_digest.in_({one.digest for one in part}),
                )
            )

    def _read(self, which: ColumnElement[bool]) -> None:
        for known in read_known(self._connection, self._brand, which):
            if known.id not in self._known:
                self._index(known)

    def _index(self, known: Known) -> None:
        self._known[known.id] = known
        self._at_source[known["source"]].append(known)
        self._twins[known.twin_of].append(known)

    def _take(self, one: Handed) -> Kept:
        mine = self._known.get(one.id)
        if mine is not None:
            return Kept(mine.id, self._again(mine, one))
        for twin in self._twins[one.twin_of]:
            if not twin["removed"] and twin.twin_of == one.twin_of:
                return Kept(twin.id, "duplicate")
        replaced = self._latest_at(one.document.source)
        self._insert(one, replaced)
        return Kept(one.id, _outcome(replaced))

    def _latest_at(self, source: str) -> list[Known]:
        """What a new text at this source is a new version of."""
        # A row that moved within its table is still said, at another place: not a version.
        return [
            known
            for known in self._at_source[source]
            if known.latest and not self._sources.get(known["text_digest"], set()) - {source}
        ]

    def _again(self, mine: Known, one: Handed) -> Outcome:
        """The same text at the same source: is anything else different?"""
        outcome: Outcome = "unchanged"
        if not mine.latest:
            # The source says again what it said before its last version.
            replaced = self._latest_at(one.document.source)
            self._revive(mine, one, replaced)
            outcome = _outcome(replaced)
        elif mine["facts_digest"] != one.facts_digest:
            self._state(mine, one, self._merged(one, [mine]))
            outcome = "updated"
        if mine["removed"]:
            mine.change(removed=False, changed_at=self._scribe.at)
            outcome = "added"
        if outcome != "unchanged":
            self._tell(outcome, mine)
        return outcome

    def _merged(self, one: Handed, before: Sequence[Known]) -> of_facts.Facts:
        """The document's facts, as a person who edited its last version would have them."""
        if not before:
            return one.facts
        last = before[-1]
        return of_facts.merge({name: last[name] for name in one.facts}, last["loaded"], one.facts)

    def _state(self, mine: Known, one: Handed, facts: of_facts.Facts) -> None:
        """Let a document that is on record have these facts."""
        if facts["title"] != mine["title"]:
            self._retitled.add(mine.id)
        if facts["supersedes"] != mine["supersedes"]:
            # What it declared before, it declares no more.
            for known in self._declared_by(mine.id):
                known.change(superseded_by=None, superseded_how=None, changed_at=self._scribe.at)
            mine.change(resolved=False)
        mine.change(
            **facts,
            loaded=canonical(one.facts),
            facts_digest=one.facts_digest,
            notes=canonical(one.document.notes),
            changed_at=self._scribe.at,
        )
        self._twins[mine.twin_of].append(mine)

    def _revive(self, mine: Known, one: Handed, replaced: Sequence[Known]) -> None:
        """Let an earlier version stand in the place of the later ones."""
        self._state(mine, one, self._merged(one, replaced))
        for text, own in self._own_access(replaced).items():
            for row in self._passages.get(mine.id, ()):
                row.update(own if row["text"] == text else {})
            self._connection.execute(
                update(passages)
                .where(passages.c.brand == self._brand, passages.c.document_id == mine.id)
                .where(passages.c.text == text)
                .values(own)
            )
        mine.change(**_successor(replaced))
        self._supersede(replaced, mine)

    def _declared_by(self, successor: str) -> list[Known]:
        self._read(documents.c.superseded_by == successor)
        return [
            known
            for known in self._known.values()
            if known["superseded_by"] == successor and known["superseded_how"] == "declared"
        ]

    def _insert(self, one: Handed, replaced: Sequence[Known]) -> None:
        merged = self._merged(one, replaced)
        self._arrivals += 1
        document = one.document
        known = Known(
            {
                "brand": self._brand,
                "id": one.id,
                "arrival": self._arrivals,
                "source": document.source,
                "file_name": document.source.rsplit("/", 1)[-1],
                "text_digest": one.digest,
                "facts_digest": one.facts_digest,
                **merged,
                "resolved": False,
                **_successor(replaced),
                "removed": False,
                "added_at": self._scribe.at,
                "changed_at": self._scribe.at,
                "notes": canonical(document.notes),
                "loaded": canonical(one.facts),
                "text": document.text,
            },
            new=True,
        )
        own = self._own_access(replaced)
        title = str(merged["title"])
        self._passages[one.id] = [
            passage_row(passage, one, title) | own.get(passage.text, {}) for passage in one.cut
        ]
        self._supersede(replaced, known)
        self._index(known)
        instead = {"instead_of": [old.id for old in replaced]} if replaced else {}
        self._tell(_outcome(replaced), known, passages=len(one.cut), **instead)

    def _supersede(self, replaced: Sequence[Known], by: Known) -> None:
        for known in replaced:
            known.change(superseded_by=by.id, superseded_how="version", changed_at=self._scribe.at)

    def _own_access(self, replaced: Sequence[Known]) -> dict[str, dict[str, Any]]:
        """By text, what the old versions' passages say of their own access: a sentence that was
        kept from the public is not let out by a correction elsewhere in its document."""
        columns = [passages.c[name] for name in of_facts.ACCESS]
        old = {known.id for known in replaced}
        rows = [row for identity in old for row in self._passages.get(identity, ())]
        if old:
            query = select(passages.c.text, *columns).where(
                passages.c.brand == self._brand,
                passages.c.document_id.in_(old),
                or_(*(column.is_not(None) for column in columns)),
            )
            rows.extend(dict(row) for row in self._connection.execute(query).mappings())
        return {
            row["text"]: {name: row[name] for name in of_facts.ACCESS}
            for row in rows
            if any(row[name] is not None for name in of_facts.ACCESS)
        }

    def _tell(self, outcome: Outcome, known: Known, **more: Any) -> None:
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
        cut = list(chain.from_iterable(self._passages.values()))
        if cut:
            self._connection.execute(insert(passages), cut)
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


def _outcome(replaced: Sequence[Known]) -> Outcome:
    """What becomes of a document with these before it at its source."""
    return "replaced" if any(not known["removed"] for known in replaced) else "added"


def _successor(replaced: Sequence[Known]) -> dict[str, Any]:
    """What was in the place of the last version is in the place of the new one: a correction of
    a past statement does not make it a present one."""
    names = ("superseded_by", "superseded_how")
    return {name: replaced[-1][name] if replaced else None for name in names}
