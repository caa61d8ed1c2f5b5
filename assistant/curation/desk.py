"""The record of an installation as it is kept: each act with its right asked, whole or not at all.

What is derived from the record (vectors, index, what checks hold in memory) is brought up to it
after each act. Where that fails the act stands, and the next start or search makes up for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.curation import facts, proposing, taking
from assistant.curation.likely import Likely, likely
from assistant.curation.proposing import Ground, Looked, Tell
from assistant.curation.query import Page, Query, narrowed, paged
from assistant.curation.rights import Deed, ask
from assistant.curation.texts import refused
from assistant.errors import AssistantError, BadRequest, Overtaken
from assistant.inference import Entailer
from assistant.review.people import Person
from knowledge.curator import CannotUndo, Curator, Done, Piece, Proposal, Speaker, State
from knowledge.errors import BadInput, KnowledgeError, UnknownThing
from knowledge.ingest import Report
from knowledge.loading import Limits, Outcome
from knowledge.model import Passage
from knowledge.record import DocumentEntry, Record

logger = logging.getLogger(__name__)

Ingest = Callable[[str, Iterable[Outcome], str, Tell | None], Report]
Near = Callable[[str, Sequence[Passage], int], Sequence[Sequence[Passage]]]


@dataclass(frozen=True)
class Opened:
    """A document as it is looked at: its passages, what it stands in the place of, and what is
    proposed of it."""

    entry: DocumentEntry
    pieces: tuple[Piece, ...]
    instead_of: tuple[DocumentEntry, ...]
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Taken:
    """What came of what was brought in, and what is proposed of it."""

    report: Report
    looked: Looked


@dataclass(frozen=True)
class Curation:
    """The record as its keepers work on it. Safe to share between threads."""

    record: Record
    curator: Curator
    entailer: Callable[[], Entailer]
    near: Near
    settle: Callable[[str], None]
    forget: Callable[[str], None]
    ingest: Ingest
    limits: Limits

    # --- documents --------------------------------------------------------------------------------

    def documents(self, brand: str, query: Query, who: Person) -> Page:
        """A page of the documents that a query lets through."""
        ask(who, Deed.READ)
        if query.speaker is not None:
            known = self.record.aliases(brand)
            query = replace(query, speaker=known.get(query.speaker, query.speaker))
        entries = self.record.documents(brand, removed=query.state in ("removed", "all"))
        found = narrowed(entries, query, lambda words: self.curator.containing(brand, words))
        return paged(found, query.page)

    def years(self, brand: str, who: Person) -> Mapping[tuple[str | None, str], int]:
        """How many documents on record there are of each year and kind."""
        ask(who, Deed.READ)
        return self.curator.years(brand)

    def latest(self, brand: str, most: int, who: Person) -> list[DocumentEntry]:
        """The documents that came last."""
        ask(who, Deed.READ)
        return self.curator.latest(brand, most)

    def named(self, brand: str, ids: Iterable[str], who: Person) -> dict[str, DocumentEntry]:
        """Documents by their ids, removed ones too, without those that were erased."""
        ask(who, Deed.READ)
        return self.curator.documents(brand, ids)

    def open(self, brand: str, ref: str, who: Person) -> Opened:
        """One document, removed or not. Raises :class:`UnknownThing`."""
        ask(who, Deed.READ)
        entry = self.record.document(brand, ref)
        after = self.curator.replaced_by(brand, entry.id)
        about = [
            one for one in self.curator.proposals(brand) if entry.id in (one.new_id, one.old_id)
        ]
        pieces = self.curator.pieces(brand, entry.id)
        return Opened(entry, tuple(pieces), tuple(after), tuple(about))

    def edit(
        self,
        brand: str,
        ref: str,
        fields: Mapping[str, str],
        who: Person,
        *,
        seen: str = "",
        locale: str | None = None,
    ) -> DocumentEntry:
        """Change the facts of a document that ``fields`` give otherwise than they are.

        ``seen`` is when it had changed last as somebody saw it: where it changed since, nothing is
        done, and :class:`Overtaken` raised. Raises :class:`BadRequest` for what no fact can be.
        """
        ask(who, Deed.KEEP)
        _known(fields, (*facts.FACTS, *facts.ACCESS))
        entry = self._document(brand, ref)
        if seen and seen != entry.changed_at:
            raise Overtaken(
                "Somebody changed this document meanwhile. It is shown as it is now; what you "
                "wrote is still in its boxes.",
                "Quelqu'un a modifié ce document entre-temps. Il est montré tel qu'il est\u00a0; "
                "ce que vous avez écrit est resté dans les champs.",
            )
        changes = facts.changed(facts.of_document(entry), fields, locale)
        if not changes:
            return entry
        self.record.edit(brand, entry.id, changes, who.name)
        self._settle(brand)
        return self.record.document(brand, entry.id)

    def edit_passage(
        self, brand: str, passage: str, fields: Mapping[str, str], who: Person
    ) -> Passage:
        """Give a passage an access of its own; empty fields give it back its document's."""
        ask(who, Deed.KEEP)
        _known(fields, facts.ACCESS)
        given = {
            name: facts.checked(name, value) if value.strip() else None
            for name, value in fields.items()
        }
        if given.get("visibility") == "embargoed" and not given.get("embargoed_until"):
            raise refused(BadRequest, "no embargo")
        try:
            changed = self.record.edit(brand, passage, given, who.name)
        except UnknownThing:
            raise
        except BadInput as error:
            raise refused(BadRequest, "removed") from error
        self._settle(brand)
        if not isinstance(changed, Passage):
            raise refused(BadRequest, "no document", ref=passage)
        return changed

    def supersede(self, brand: str, old: str, new: str | None, who: Person) -> DocumentEntry:
        """Put ``new`` in the place of ``old``, or nothing where it is ``None``."""
        ask(who, Deed.KEEP)
        before = self._document(brand, old)
        if new is None:
            found = self.record.unsupersede(brand, before.id, who.name)
        else:
            after = self._document(brand, new)
            if after.removed:
                raise refused(BadRequest, "removed")
            try:
                found = self.record.supersede(brand, before.id, after.id, who.name)
            except BadInput as error:
                raise refused(BadRequest, "itself") from error
        self._settle(brand)
        return found

    def remove(self, brand: str, ref: str, who: Person) -> list[DocumentEntry]:
        """Take a document off the record; those that are current again without it."""
        ask(who, Deed.KEEP)
        again = self.record.remove(brand, self._document(brand, ref).id, who.name)
        self._settle(brand, taken_off=True)
        return again

    def restore(self, brand: str, ref: str, who: Person) -> DocumentEntry:
        """Bring a removed document back."""
        ask(who, Deed.KEEP)
        found = self.record.restore_document(brand, self._document(brand, ref).id, who.name)
        self._settle(brand)
        return found

    def erase(self, brand: str, ref: str, who: Person) -> list[DocumentEntry]:
        """Forget a document for good; those that are current again without it."""
        ask(who, Deed.ERASE)
        again = self.record.erase(brand, self._document(brand, ref).id, who.name)
        self._settle(brand, taken_off=True)
        return again

    def _document(self, brand: str, ref: str) -> DocumentEntry:
        try:
            return self.record.document(brand, ref.strip())
        except BadInput as error:
            raise refused(BadRequest, "no document", ref=ref.strip()) from error

    # --- speakers ---------------------------------------------------------------------------------

    def speakers(self, brand: str, who: Person) -> list[Speaker]:
        """The names on record as they are written, those of a person together."""
        ask(who, Deed.READ)
        return self.curator.speakers(brand)

    def likely(self, brand: str, who: Person) -> list[Likely]:
        """Which of them may be one person's, for somebody to confirm."""
        return likely(self.speakers(brand, who))

    def alias(self, brand: str, spelling: str, name: str | None, who: Person) -> bool:
        """Say that a spelling is somebody's; ``None``: nobody's but its own."""
        ask(who, Deed.KEEP)
        spelling, name = spelling.strip(), name.strip() if name is not None else None
        if name is not None:
            self._may_alias(brand, spelling, name)
        changed = self.curator.alias(brand, spelling, name, who.name)
        if changed:
            self._settle(brand)
        return changed

    def _may_alias(self, brand: str, spelling: str, name: str) -> None:
        known = {one.spelling: one for one in self.curator.speakers(brand)}
        if not 0 < len(name) <= 300 or len(spelling) > 300:
            raise refused(BadRequest, "name length")
        if spelling not in known:
            raise refused(BadRequest, "no speaker", name=spelling)
        if name == spelling:
            raise refused(BadRequest, "same speaker", name=name)
        if name in known and known[name].name == spelling:
            raise refused(BadRequest, "alias turned", name=name, spelling=spelling)

    # --- what is proposed -------------------------------------------------------------------------

    def proposals(self, brand: str, who: Person) -> list[Proposal]:
        """What is proposed and to be decided, the latest first."""
        ask(who, Deed.READ)
        return self.curator.proposals(brand)

    def look(
        self,
        brand: str,
        documents: Sequence[str],
        *,
        seconds: float = proposing.SECONDS,
        tell: Tell | None = None,
    ) -> Looked:
        """Look what these documents may replace or contradict, and keep what is new of it."""
        on_record = {one.id: one for one in self.record.documents(brand)}
        ground = Ground(
            documents=on_record,
            passages=lambda identity: [p.passage for p in self.curator.pieces(brand, identity)],
            near=lambda passages, k: self.near(brand, passages, k),
            text=lambda identity: self.record.text(brand, identity),
        )
        looked = proposing.look(documents, ground, self.entailer(), seconds=seconds, tell=tell)
        kept = self.curator.propose(brand, looked.found) if looked.found else []
        return Looked(tuple(kept), looked.looked, looked.left)

    def look_at(self, brand: str, ref: str, who: Person) -> Looked:
        """As :meth:`look`, for one document that somebody asks about."""
        ask(who, Deed.KEEP)
        return self.look(brand, [self._document(brand, ref).id])

    def accept(self, brand: str, proposal: str, who: Person) -> Proposal:
        """Let the newer document stand in the older one's place."""
        ask(who, Deed.KEEP)
        self._open_proposal(brand, proposal)
        try:
            one = self.curator.accept(brand, proposal, who.name)
        except BadInput as error:
            raise refused(BadRequest, "itself") from error
        self._settle(brand)
        return one

    def dismiss(self, brand: str, proposal: str, who: Person) -> Proposal:
        """Let both stand; it is not proposed again."""
        ask(who, Deed.KEEP)
        self._open_proposal(brand, proposal)
        return self.curator.dismiss(brand, proposal, who.name)

    def _open_proposal(self, brand: str, proposal: str) -> None:
        try:
            one = self.curator.proposal(brand, proposal)
        except UnknownThing as error:
            raise refused(BadRequest, "no proposal") from error
        if one.state is not State.OPEN:
            raise refused(Overtaken, "settled")

    # --- what was done ----------------------------------------------------------------------------

    def done(self, brand: str, who: Person) -> list[Done]:
        """The last acts on the record, and which of them can be undone."""
        ask(who, Deed.READ)
        return self.curator.done(brand)

    def undo(self, brand: str, seq: int, who: Person) -> Done:
        """Undo one act. Raises :class:`BadRequest` with the reason where it cannot be."""
        ask(who, Deed.KEEP)
        try:
            done = self.curator.undo(brand, seq, who.name)
        except CannotUndo as error:
            raise refused(BadRequest, f"undo {error.why_not}") from error
        except UnknownThing as error:
            raise refused(BadRequest, "no act") from error
        self._settle(brand, taken_off=True)  # it may have been what put a document on record
        return done

    # --- what is brought in -----------------------------------------------------------------------

    def take_files(
        self,
        brand: str,
        paths: Sequence[Path],
        who: Person,
        *,
        defaults: Mapping[str, str] | None = None,
        tell: Tell | None = None,
    ) -> Taken:
        """Put uploaded files on record, and look what they may replace or contradict."""
        ask(who, Deed.KEEP)
        return self._take(brand, taking.uploaded(paths, self.limits, defaults), who, tell)

    def take_statement(
        self,
        brand: str,
        text: str,
        fields: Mapping[str, str],
        who: Person,
        tell: Tell | None = None,
    ) -> Taken:
        """Put one pasted statement on record."""
        ask(who, Deed.KEEP)
        return self._take(brand, [taking.pasted(text, fields)], who, tell)

    def _take(
        self, brand: str, outcomes: Iterable[Outcome], who: Person, tell: Tell | None
    ) -> Taken:
        report = self.ingest(brand, outcomes, who.name, tell)
        return Taken(report, self.look(brand, report.documents, tell=tell))

    def _settle(self, brand: str, *, taken_off: bool = False) -> None:
        try:
            if taken_off:
                self.forget(brand)
            self.settle(brand)
        except (AssistantError, KnowledgeError) as error:
            # The act is done; what is derived from it is made up for at the next occasion.
            logger.warning("The index of %s is behind its record: %s", brand, error)


def _known(fields: Mapping[str, str], names: Sequence[str]) -> None:
    unknown = sorted(set(fields) - set(names))
    if unknown:
        told = {"names": ", ".join(unknown), "known": ", ".join(names)}
        raise refused(BadRequest, "no fact", **told)
