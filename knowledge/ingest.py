"""From what loading read to what can be found: cut, kept, embedded, indexed.

Each step leaves something that stands by itself. Documents and their passages go into the record
batch by batch, each batch whole or not at all; then every passage without a vector is embedded,
and each few vectors are kept as they come; then the index is brought to the record. Whatever
happens in between, the next run goes on from there, and nothing is embedded twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from knowledge.errors import BadInput, EmbeddingFailed, IndexHeld, IndexMismatch, IndexUnavailable
from knowledge.loading import Loaded, Refused, Skipped
from knowledge.model import Brand, Kind, Passage, SourceDocument, document_id
from knowledge.segmenting import BOUND, segment
from knowledge.speaking import stands_outside

if TYPE_CHECKING:
    from knowledge.embeddings import Embedder
    from knowledge.index import PassageIndex, Progress, Synced
    from knowledge.loading import Outcome
    from knowledge.record import Record

Fate = Literal["added", "updated", "replaced", "unchanged", "duplicate", "skipped", "refused"]

# One transaction of the record takes so many documents or characters (some 500 passages): large
# enough to be quick, small enough that others who write wait for a moment only.
_DOCUMENTS = 200
_CHARACTERS = 120_000

# Vectors kept at once: what a kill can cost, some three seconds of embedding.
_VECTORS = 64

_FROM_OUTSIDE = (
    "Read as a voice from outside, by who speaks: {who}. Nothing of it is said in "
    "the brand's name. If they speak for the brand, set the kind to statement."
)

# Reasons shown for one file, before the rest are only counted.
_REASONS = 20


@dataclass(frozen=True)
class Row:
    """What became of a file, or of some of its rows, for the table at the end.

    ``documents`` counts what met this fate, ``passages`` those that were new. ``reason`` is why it
    was skipped or refused; ``notes`` tell how the file was read.
    """

    path: Path
    outcome: Fate
    documents: int = 1
    passages: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """An account of every file and row. ``embedded`` counts the texts that had to be embedded;
    ``documents`` are the ids of those that were not on record before."""

    rows: tuple[Row, ...]
    embedded: int
    notes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def count(self, *outcomes: Fate) -> int:
        """How many documents met one of these fates."""
        return sum(row.documents for row in self.rows if row.outcome in outcomes)

    @property
    def taken(self) -> int:
        """Documents that the record holds now, and did not hold so before."""
        return self.count("added", "updated", "replaced")

    @property
    def unchanged(self) -> int:
        return self.count("unchanged", "duplicate")

    @property
    def skipped(self) -> int:
        return self.count("skipped")

    @property
    def refused(self) -> int:
        return self.count("refused")

    @property
    def passages(self) -> int:
        """New passages."""
        return sum(row.passages for row in self.rows)


def ingest(
    record: Record,
    index: PassageIndex,
    embedder: Embedder,
    brand: str,
    outcomes: Iterable[Outcome],
    actor: str,
    *,
    bound: int = BOUND,
    progress: Progress | None = None,
) -> Report:
    """Take what loading read into the record and make it findable; an account of all of it.

    ``progress(done, of, what)`` hears of ``reading`` (``of`` is 0: not known), ``embedding`` and
    ``indexing``. Raises :class:`IndexMismatch`, before anything is read, when the brand was
    embedded with another model; :class:`EmbeddingFailed`, when the documents are on record
    already and the next run embeds the rest; and what the record raises.
    """
    index.check(brand)
    ledger = _Ledger(record, brand, actor, bound)
    for outcome in outcomes:
        if isinstance(outcome, Loaded):
            for document in outcome.documents:
                ledger.take(outcome, document)
        else:
            ledger.leave(outcome)
        if progress is not None:
            progress(ledger.seen, 0, "reading")
    ledger.flush()
    notes: tuple[str, ...] = ()
    embedded = embed_missing(record, embedder, brand, progress)
    try:
        index.sync(brand, progress)
    except IndexMismatch:
        raise
    except IndexUnavailable as error:
        notes = (f"{error} What is on record is found all the same, by exact search.",)
    return Report(ledger.rows(), embedded, notes, tuple(dict.fromkeys(ledger.fresh)))


def embed_missing(
    record: Record, embedder: Embedder, brand: str, progress: Progress | None = None
) -> int:
    """Embed the brand's passages that have no vector yet; how many texts there were.

    Vectors are kept as they come. Raises :class:`EmbeddingFailed`.
    """
    missing = record.missing_vectors(brand, embedder.name)
    # Texts of a length go together: what is embedded side by side ends at the same time.
    missing.sort(key=lambda keyed: len(keyed[1]))
    for start in range(0, len(missing), _VECTORS):
        part = missing[start : start + _VECTORS]
        vectors = embedder.embed_documents([text for _, text in part])
        if len(vectors) != len(part):
            raise EmbeddingFailed(
                f"{embedder.name} gave {len(vectors)} vectors for {len(part)} texts. "
                "Choose another embedding model in the settings."
            )
        keys = (key for key, _ in part)
        record.keep_vectors(embedder.name, dict(zip(keys, vectors, strict=True)))
        if progress is not None:
            progress(start + len(part), len(missing), "embedding")
    return len(missing)


def complete(
    record: Record,
    index: PassageIndex,
    embedder: Embedder,
    brand: str,
    progress: Progress | None = None,
) -> Synced:
    """Finish what was begun: embed what has no vector, and bring the index to the record.

    For after a title was edited, a document was removed or erased, a backup was restored. Raises
    as :func:`ingest`, and :class:`IndexUnavailable`.
    """
    index.check(brand)
    embed_missing(record, embedder, brand, progress)
    return index.sync(brand, progress)


def rebuild(
    record: Record,
    index: PassageIndex,
    embedder: Embedder,
    brand: str,
    progress: Progress | None = None,
) -> Synced:
    """Make the brand's index anew, embedding only what this model has not embedded yet.

    This is what mends a changed embedding model. Raises :class:`IndexHeld` while another process
    holds the index.
    """
    if holder := index.holder:
        raise IndexHeld(f"The index is held by {holder}. Stop it, then rebuild.")
    embed_missing(record, embedder, brand, progress)
    return index.rebuild(brand, progress)


class _Cut(Sequence[Passage]):
    """A document's passages, cut when the record asks: it does not, for what it has already."""

    def __init__(self, document: SourceDocument, brand: str, bound: int) -> None:
        self._asked = (document, brand, bound)

    @cached_property
    def passages(self) -> list[Passage]:
        document, brand, bound = self._asked
        return segment(document, brand, document_id(brand, document), bound)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> list[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | list[Passage]:
        return self.passages[at]

    def __len__(self) -> int:
        return len(self.passages)


def _who(document: SourceDocument) -> str:
    return ", ".join(part for part in (document.speaker, document.role) if part)


@dataclass
class _Line:
    """A row of the report, while it is being counted."""

    documents: int = 0
    passages: int = 0
    notes: tuple[str, ...] = ()


@dataclass
class _Ledger:
    """Takes documents in batches, and writes down what became of each."""

    record: Record
    brand: str
    actor: str
    bound: int
    seen: int = 0
    fresh: list[str] = field(default_factory=list)
    _waiting: list[tuple[Loaded, SourceDocument]] = field(default_factory=list)
    _characters: int = 0
    _lines: dict[tuple[Path, Fate, str], _Line] = field(default_factory=dict)
    _reasons: dict[Path, int] = field(default_factory=dict)

    def take(self, loaded: Loaded, document: SourceDocument) -> None:
        self.seen += 1
        if not document.kind_said and stands_outside(document, self.house):
            document = replace(
                document,
                kind=Kind.OUTSIDE,
                notes=(*document.notes, _FROM_OUTSIDE.format(who=_who(document))),
            )
        self._waiting.append((loaded, document))
        self._characters += len(document.text)
        if len(self._waiting) >= _DOCUMENTS or self._characters >= _CHARACTERS:
            self.flush()

    @cached_property
    def house(self) -> Brand:
        """Whose record it is, known by its short name where nothing is on record yet."""
        known = {one.name: one for one in self.record.brands()}
        return known.get(self.brand) or Brand(self.brand)

    def leave(self, outcome: Refused | Skipped) -> None:
        if isinstance(outcome, Skipped):
            self._note(outcome.path, "skipped", outcome.reason, documents=outcome.count)
            return
        where = "" if outcome.row is None else f"row {outcome.row}: "
        self._refuse(outcome.path, where + outcome.reason)

    def flush(self) -> None:
        """Keep what waits, in one transaction."""
        waiting, self._waiting, self._characters = self._waiting, [], 0
        if not waiting:
            return
        try:
            self._keep(waiting)
        except BadInput:
            # One of them cannot be kept, and the transaction was given up: find out which.
            for one in waiting:
                try:
                    self._keep([one])
                except BadInput as error:
                    self._refuse(one[0].path, str(error))

    def _keep(self, waiting: list[tuple[Loaded, SourceDocument]]) -> None:
        items = [(document, _Cut(document, self.brand, self.bound)) for _, document in waiting]
        kept = self.record.add(self.brand, items, self.actor)
        for (loaded, _), (_, cut), fate in zip(waiting, items, kept, strict=True):
            new = fate.outcome in ("added", "replaced")
            if new:
                self.fresh.append(fate.document_id)
            cut_now = len(cut) if new else 0
            self._note(loaded.path, fate.outcome, "", passages=cut_now, notes=loaded.notes)

    def _refuse(self, path: Path, reason: str) -> None:
        shown = self._reasons[path] = self._reasons.get(path, 0) + 1
        if shown > _REASONS:
            reason = "and more rows, for reasons like these"
        self._note(path, "refused", reason)

    def _note(
        self,
        path: Path,
        outcome: Fate,
        reason: str,
        *,
        documents: int = 1,
        passages: int = 0,
        notes: tuple[str, ...] = (),
    ) -> None:
        line = self._lines.setdefault((path, outcome, reason), _Line(notes=notes))
        line.documents += documents
        line.passages += passages

    def rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(path, outcome, line.documents, line.passages, reason, line.notes)
            for (path, outcome, reason), line in self._lines.items()
        )
