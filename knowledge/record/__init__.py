"""The record in SQL: the one truth of what a brand has said.

A :class:`Record` keeps documents and their passages, brand by brand, with who may see them and
what stands in the place of what. Nothing that was said is lost by saying something else: a new
version supersedes the old one, which stays citable as past. What was removed can come back; only
:meth:`Record.erase` is for good. Every change names its actor and is journalled with it.

The index of vectors is derived from here and can be made anew at any time.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from knowledge.database import Database
from knowledge.errors import BadInput, UnknownThing
from knowledge.journal import Act, Scribe, head_of, signed
from knowledge.model import Brand, Kind, Passage
from knowledge.record import curating, finding, vectors
from knowledge.record.adding import Batch
from knowledge.record.catalogue import read_catalogue
from knowledge.record.entries import DocumentEntry, Entry, Kept
from knowledge.record.handed import Handed, Item
from knowledge.record.known import settled
from knowledge.record.speakers import read_aliases
from knowledge.record.vectors import Vector
from knowledge.schema import brands, documents, journal

__all__ = ["DocumentEntry", "Entry", "Kept", "Record", "within"]

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

CATALOGUED = 200_000
"""Passages of a catalogue that is kept in memory, at most: some 60 MB."""

SEEN_FOR = 0.05
"""Seconds for which a record that this process did not write to is taken as it was last seen."""


class Record:
    """The record on a database that has been migrated. Safe to share between threads."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.database = database
        self._clock = clock
        self._seen: dict[str, tuple[int, float, int]] = {}
        self._catalogue: tuple[tuple[str, int, int, str], list[Entry]] | None = None

    def brands(self) -> list[Brand]:
        """The brands, by name."""
        with self.database.reading() as connection:
            return finding.read_brands(connection)

    def brand(self, name: str) -> Brand:
        """The brand of that name. Raises :class:`UnknownThing`."""
        with self.database.reading() as connection:
            for brand in finding.read_brands(connection, name):
                return brand
            known = [brand.name for brand in finding.read_brands(connection)]
        raise UnknownThing(
            f"No brand {name!r} on record"
            + (f"; there is {', '.join(known)}." if known else " yet.")
            + " A brand is made at its first `corail ingest`."
        )

    def keep_brand(self, brand: Brand, actor: str) -> None:
        """Add the brand, or change what is on record about it. Writes nothing when it is so."""
        with self.database.writing() as connection:
            self._keep_brand(connection, brand, self._scribe(connection, actor))

    def _keep_brand(self, connection: Connection, brand: Brand, scribe: Scribe) -> None:
        if not _NAME.fullmatch(brand.name):
            raise BadInput(
                f"A brand cannot be called {brand.name!r}: use up to 64 of a-z, 0-9 and hyphens."
            )
        known = finding.read_brands(connection, brand.name)
        if known == [brand]:
            return
        values = {
            "title": brand.title,
            "names": json.dumps(brand.names, ensure_ascii=False),
            "handles": json.dumps(brand.handles, ensure_ascii=False),
            "signature": brand.signature,
            "languages": json.dumps(brand.languages),
        }
        if known:
            connection.execute(update(brands).where(brands.c.name == brand.name).values(values))
        else:
            connection.execute(
                insert(brands).values(name=brand.name, revision=0, arrivals=0, **values)
            )
        act = "brand changed" if known else "brand added"
        digest = scribe.digest(json.dumps(values, ensure_ascii=False))
        scribe.write(brand.name, [Act(act, brand.name, {"facts": digest})])

    def revision(self, brand: str) -> int:
        """A number that grows with every write that touches the brand's passages or vectors."""
        with self.database.reading() as connection:
            return self._revision(connection, brand)

    def _revision(self, connection: Connection, brand: str) -> int:
        query = select(brands.c.revision).where(brands.c.name == brand)
        return connection.execute(query).scalar_one_or_none() or 0

    def revision_lately(self, brand: str) -> int:
        """:meth:`revision`; what another process wrote is seen within :data:`SEEN_FOR` seconds.

        For what is asked several times over for one answer.
        """
        writes, now = self.database.writes, time.monotonic()
        seen = self._seen.get(brand)
        if seen is None or seen[0] != writes or now - seen[1] >= SEEN_FOR:
            seen = self._seen[brand] = (writes, now, self.revision(brand))
        return seen[2]

    def last_entry(self) -> tuple[int, str]:
        """The number and the digest of the journal's last entry; see :meth:`remembers`."""
        with self.database.reading() as connection:
            head = head_of(connection)
            return head.seq, head.digest

    def remembers(self, seq: int, digest: str) -> bool:
        """Whether the journal has that entry: whether this is the record it was read in."""
        with self.database.reading() as connection:
            query = select(journal.c.digest).where(journal.c.seq == seq)
            return connection.execute(query).scalar_one_or_none() == digest

    def add(self, brand: str, items: Sequence[Item], actor: str) -> list[Kept]:
        """Take documents with their passages into the record, all of them or none.

        A brand that is not on record is made. Handing in again what is there writes nothing,
        and looks at no passage.
        Raises :class:`BadInput` for what cannot be kept as it is, naming its source.
        """
        signed(actor)
        handed = [Handed(brand, document, cut) for document, cut in items]
        with self.database.reading() as connection:
            before = settled(connection, brand, handed)
        known = [kept for kept in before if kept is not None]
        if handed and len(known) == len(handed):
            return known
        for one, kept in zip(handed, before, strict=True):
            # Passages may be cut as they are asked for, which takes its time: not while others
            # wait for their turn to write.
            one.cut = list(one.cut) if kept is None else one.cut
        with self.database.writing() as connection:
            return self._take(connection, brand, handed, self._scribe(connection, actor))

    def brands_within(self, connection: Connection, name: str) -> list[Brand]:
        """The brand of that name or none, as a part of somebody else's transaction."""
        return finding.read_brands(connection, name)

    def add_within(
        self, connection: Connection, brand: str, items: Sequence[Item], scribe: Scribe
    ) -> list[Kept]:
        """As :meth:`add`, as a part of a transaction that is somebody else's."""
        handed = [Handed(brand, document, list(cut)) for document, cut in items]
        return self._take(connection, brand, handed, scribe)

    def _take(
        self, connection: Connection, brand: str, handed: Sequence[Handed], scribe: Scribe
    ) -> list[Kept]:
        if not finding.read_brands(connection, brand):
            self._keep_brand(connection, Brand(brand), scribe)
        kept = Batch(connection, brand, scribe).add(handed)
        if any(one.outcome not in ("unchanged", "duplicate") for one in kept):
            curating.touch(connection, brand)
        return kept

    def documents(
        self,
        brand: str,
        *,
        kind: str | None = None,
        speaker: str | None = None,
        since: str | None = None,
        until: str | None = None,
        language: str | None = None,
        removed: bool = False,
    ) -> list[DocumentEntry]:
        """The brand's documents by date, undated ones last; the removed ones too on demand.

        ``since`` and ``until`` are as precise as they are given: ``until="2023"`` takes all of
        2023, and a document dated ``2023`` may lie on either side of ``2023-06``. Undated
        documents lie in no period. ``speaker`` is a name, whichever way it is written.
        """
        with self.database.reading() as connection:
            found = finding.read_documents(
                connection, brand, kind=kind, language=language, removed=removed
            )
            who = read_aliases(connection, brand).get(speaker, speaker) if speaker else None
        return [
            entry
            for entry in found
            if (who is None or (entry.who or "").casefold() == who.casefold())
            and within(entry.date, since, until)
        ]

    def aliases(self, brand: str) -> dict[str, str]:
        """From each spelling of a speaker that is somebody's to who they are."""
        with self.database.reading() as connection:
            return read_aliases(connection, brand)

    def document(self, brand: str, ref: str) -> DocumentEntry:
        """The document of that id or beginning of an id, removed or not."""
        with self.database.reading() as connection:
            identity = finding.resolve_document(connection, brand, ref)
            return finding.read_documents(connection, brand, ids=[identity], removed=True)[0]

    def text(self, brand: str, ref: str) -> str:
        """The whole text of a document."""
        with self.database.reading() as connection:
            identity = finding.resolve_document(connection, brand, ref)
            query = select(documents.c.text).where(
                documents.c.brand == brand, documents.c.id == identity
            )
            return str(connection.execute(query).scalar_one())

    def catalogue(self, brand: str) -> list[Entry]:
        """Every passage that is not removed, superseded ones included, by date and position.

        All that is worked out of a record begins with it, so that it is asked for several times
        over after each write: the last one read is kept while the record stays as it is.
        """
        with self.database.reading() as connection:
            head = head_of(connection)
            at = (brand, self._revision(connection, brand), head.seq, head.digest)
            kept = self._catalogue
            if kept is None or kept[0] != at:
                kept = (at, read_catalogue(connection, brand))
                self._catalogue = kept if len(kept[1]) <= CATALOGUED else None
            return list(kept[1])

    def passages(self, brand: str, ids: Iterable[str]) -> dict[str, Passage]:
        """The passages among ``ids`` that are on record, in the order asked for."""
        with self.database.reading() as connection:
            return finding.read_passages(connection, brand, ids)

    def newest(self, brand: str, kind: Kind, language: str, most: int) -> list[Passage]:
        """The passages of a kind in a language, those of the latest documents first."""
        with self.database.reading() as connection:
            ids = finding.newest(connection, brand, kind.value, language, most)
            return list(finding.read_passages(connection, brand, ids).values())

    def edit(
        self, brand: str, ref: str, changes: Mapping[str, str | None], actor: str
    ) -> DocumentEntry | Passage:
        """Change the facts of a document, or who may see a passage; the thing as it is then.

        ``ref`` is a document's or a passage's id, or its beginning. Raises :class:`BadInput`
        for a fact that does not exist or a value that cannot be.
        """
        with self.database.writing() as connection:
            scribe = self._scribe(connection, actor)
            identity = finding.resolve(connection, brand, ref)
            if identity.startswith("p"):
                curating.edit_passage(connection, brand, identity, dict(changes), scribe)
                found = finding.read_passages(connection, brand, [identity])
                return found[identity]
            curating.edit_document(connection, brand, identity, dict(changes), scribe)
            return finding.read_documents(connection, brand, ids=[identity], removed=True)[0]

    def edit_within(
        self,
        connection: Connection,
        brand: str,
        document: str,
        changes: Mapping[str, str | None],
        scribe: Scribe,
    ) -> None:
        """Change the facts of a document, as a part of a transaction that is somebody else's."""
        curating.edit_document(connection, brand, document, dict(changes), scribe)

    def supersede(self, brand: str, old: str, new: str, actor: str) -> DocumentEntry:
        """Say that ``new`` stands in the place of ``old``, which stays citable as past."""
        with self.database.writing() as connection:
            return curating.supersede(connection, brand, old, new, self._scribe(connection, actor))

    def unsupersede(self, brand: str, ref: str, actor: str) -> DocumentEntry:
        """Say that nothing stands in a document's place: it is current again."""
        with self.database.writing() as connection:
            return curating.supersede(connection, brand, ref, None, self._scribe(connection, actor))

    def remove(self, brand: str, ref: str, actor: str) -> list[DocumentEntry]:
        """Hide a document everywhere. It comes back by ingesting it again, or by restoring it.

        What the caller receives are the documents that count as current again, because it was
        the only one to stand in their place.
        """
        with self.database.writing() as connection:
            return curating.remove(connection, brand, ref, self._scribe(connection, actor))

    def restore_document(self, brand: str, ref: str, actor: str) -> DocumentEntry:
        """Bring a removed document back as it was."""
        with self.database.writing() as connection:
            return curating.restore(connection, brand, ref, self._scribe(connection, actor))

    def erase(self, brand: str, ref: str, actor: str) -> list[DocumentEntry]:
        """Forget a document for good: its text, facts, passages and vectors.

        The journal keeps its id and keyed digests. Earlier backups keep the document itself.
        Returns as :meth:`remove` does.
        """
        with self.database.writing() as connection:
            again = curating.erase(connection, brand, ref, self._scribe(connection, actor))
        self._catalogue = None
        self.database.tidy()
        return again

    def vectors(self, model: str, keys: Iterable[str]) -> dict[str, Vector]:
        """The cached vectors of ``model`` among ``keys``."""
        with self.database.reading() as connection:
            return vectors.read_vectors(connection, model, keys)

    def all_vectors(self, brand: str, model: str) -> tuple[list[str], Vector]:
        """Ids of the passages on record that have a vector of ``model``, and the (n, d) vectors."""
        with self.database.reading() as connection:
            return vectors.read_all(connection, brand, model)

    def keep_vectors(self, model: str, found: Mapping[str, Sequence[float] | Vector]) -> int:
        """Keep vectors by their keys; how many were not kept before."""
        with self.database.writing() as connection:
            return vectors.keep(connection, model, found)

    def forget_vectors(self, keys: Iterable[str]) -> int:
        """Drop the vectors of texts that were erased elsewhere, where no passage has them; how
        many there were."""
        with self.database.writing() as connection:
            return vectors.forget(connection, keys)

    def missing_vectors(self, brand: str, model: str) -> list[tuple[str, str]]:
        """The keys of the brand's passages that have no vector of ``model``, each with the text
        to embed."""
        with self.database.reading() as connection:
            return vectors.missing(connection, brand, model)

    def _scribe(self, connection: Connection, actor: str) -> Scribe:
        return Scribe(connection, actor, self._clock())


def within(date: str | None, since: str | None, until: str | None) -> bool:
    """Whether a date as precise as it is may lie in the period. As text, since 2023 < 2023-05."""
    if since is None and until is None:
        return True
    if date is None:
        return False
    latest, ending = f"{date}-99", f"{until}-99"
    return (since is None or latest >= since) and (until is None or date <= ending)
