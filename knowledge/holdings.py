"""One brand's record as retrieval holds it in memory: what to search by, never the texts.

Filters, words and the background of similarities are asked for with every search, so they are
kept as arrays: some 100 bytes a passage beside the words. The record counts its changes; when the
count has moved, :meth:`Holdings.renewed` reads what changed and stems nothing twice.
"""

from __future__ import annotations

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from knowledge.backdrop import Backdrop, backdrop
from knowledge.errors import BadInput
from knowledge.lexical import LexicalIndex, listed, unlisted
from knowledge.model import Access, Kind, Passage, Visibility
from knowledge.schema import documents, passages

if TYPE_CHECKING:
    from knowledge.record import Entry, Record

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

SAMPLE = 512
"""Passages whose vectors stand for all of them, as the background of a question's similarities."""

FILTERS = ("kind", "speaker", "since", "until", "language", "public_on", "include_superseded")
"""What a search can be narrowed by."""

_AT_ONCE = 8_000

READ = 2_000
"""Passages, and vectors, that are kept as they were read."""

Thing = TypeVar("Thing")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class UnknownFilter(BadInput, TypeError):
    """A search was narrowed by something that passages do not have."""


@dataclass(frozen=True)
class _Column:
    """One fact of every passage: its different values, and which of them each row has."""

    values: tuple[Any, ...]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, facts: Iterable[Any], size: int) -> _Column:
        seen: dict[Any, int] = {}
        codes = np.fromiter((seen.setdefault(f, len(seen)) for f in facts), np.int32, size)
        return cls(tuple(seen), codes)

    def where(self, holds: Callable[[Any], bool]) -> Mask:
        """The rows for whose value it holds; asked once for each different value."""
        answers = np.fromiter(map(holds, self.values), dtype=bool, count=len(self.values))
        return answers[self.codes] if len(self.codes) else np.zeros(0, dtype=bool)


_BACK: dict[str, Callable[[Any], Any]] = {
    "kind": Kind,
    "speaker": str,
    "language": str,
    "date": str,
    "access": lambda facts: Access(**{**facts, "visibility": Visibility(facts["visibility"])}),
}


class Recent(Generic[Thing]):
    """What was asked for lately, at most ``size`` things of it. Safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: OrderedDict[str, Thing] = OrderedDict()
        self._lock = threading.Lock()

    def get(
        self, keys: Sequence[str], read: Callable[[list[str]], Mapping[str, Thing]]
    ) -> dict[str, Thing]:
        """The things of ``keys``, as far as there are; those not known are read, all at once."""
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
            for key in found:
                self._known.move_to_end(key)
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            fresh = read(missing)
            found |= fresh
            with self._lock:
                self._known.update(fresh)
                while len(self._known) > self._size:
                    self._known.popitem(last=False)
        return found


class Holdings:
    """What is on record for a brand at one revision. Unchanging; rows are those of ``lexical``."""

    def __init__(self) -> None:
        """Nothing yet; see :meth:`renewed`."""
        self.revision = -1
        self.lexical = LexicalIndex()
        self.sample: Floats = np.zeros((0, 0), np.float32)
        self.backdrop: Backdrop | None = None
        self._reached: dict[tuple[str, ...], tuple[float, float]] = {}
        self.read: Recent[Passage] = Recent(READ)
        """Passages that were read, by id."""
        self.near: Recent[Floats] = Recent(READ)
        """Vectors that were read, by key."""
        self._keys: NDArray[np.uint8] = np.zeros((0, 32), np.uint8)
        self._aliases: dict[str, str] = {}
        self._arrange([])

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], revision: int, model: str) -> Holdings:
        """What was held at ``revision``, whose :meth:`arrays` these are."""
        new = cls()
        new.revision = revision
        new.lexical = LexicalIndex.of(arrays)
        new._keys, new._superseded = arrays["keys"], arrays["superseded"]
        new._document = _Column(tuple(unlisted(arrays["documents"])), arrays["of_document"])
        new._sizes = np.bincount(new._document.codes)
        told = json.loads(arrays["columns"].tobytes())
        new._aliases = told["aliases"]
        for name, back in _BACK.items():
            values = tuple(None if value is None else back(value) for value in told[name])
            setattr(new, f"_{name}", _Column(values, arrays[f"of_{name}"]))
        new.sample, new.backdrop = arrays["sample"], backdrop(model)
        return new

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is of it, as arrays without objects."""
        columns: dict[str, _Column] = {name: getattr(self, f"_{name}") for name in _BACK}
        told: dict[str, Any] = {
            name: [asdict(v) if isinstance(v, Access) else v for v in column.values]
            for name, column in columns.items()
        }
        told["aliases"] = self._aliases
        return {
            **self.lexical.arrays(),
            "keys": self._keys,
            "superseded": self._superseded,
            "documents": listed(self._document.values),
            "of_document": self._document.codes,
            "columns": np.frombuffer(json.dumps(told).encode(), np.uint8),
            **{f"of_{name}": column.codes for name, column in columns.items()},
            "sample": self.sample,
        }

    def __len__(self) -> int:
        return len(self.lexical)

    def renewed(self, record: Record, brand: str, model: str) -> Holdings:
        """What is on record now. What is written meanwhile is found at the next renewal."""
        new = Holdings()
        new.revision = record.revision(brand)
        new._aliases = record.aliases(brand)
        entries = {entry.id: entry for entry in record.catalogue(brand)}
        gone = [i for i in self.lexical.ids if i not in entries]
        fresh = [i for i, entry in entries.items() if not self._has(entry)]
        if gone or fresh:
            texts = _texts(record, brand, fresh, every=2 * len(fresh) > len(entries))
            new.lexical = self.lexical.changed(added=texts, dropped={*gone, *fresh})
        else:
            new.lexical = self.lexical
        new._arrange([entries[i] for i in new.lexical.ids])
        new.sample = new._sampled(record, model)
        new.backdrop = backdrop(model)
        return new

    def _has(self, entry: Entry) -> bool:
        row = self.lexical.rows.get(entry.id)
        return (
            row is not None
            and bytes(self._keys[row]).hex() == entry.vector_key
            and self._language.values[self._language.codes[row]] == entry.language
        )

    def _arrange(self, entries: Sequence[Entry]) -> None:
        size = len(entries)
        keys = bytes.fromhex("".join(entry.vector_key for entry in entries))
        self._keys = np.frombuffer(keys, np.uint8).reshape(size, 32)
        self._document = _Column.of((e.document_id for e in entries), size)
        self._sizes = np.bincount(self._document.codes)
        self._kind = _Column.of((e.kind for e in entries), size)
        self._speaker = _Column.of((e.speaker for e in entries), size)
        self._language = _Column.of((e.language for e in entries), size)
        self._date = _Column.of((e.date for e in entries), size)
        self._access = _Column.of((e.access for e in entries), size)
        self._superseded = np.fromiter((e.superseded for e in entries), dtype=bool, count=size)

    def key(self, row: int) -> str:
        """The key of the row's vector in the record."""
        return bytes(self._keys[row]).hex()

    def document(self, row: int) -> int:
        """A number that the passages of one document share."""
        return int(self._document.codes[row])

    def size_of(self, document: int) -> int:
        """How many passages a document has."""
        return int(self._sizes[document])

    def of_document(self, identity: str) -> NDArray[np.intp]:
        """The rows of a document's passages."""
        return np.flatnonzero(self._document.where(lambda value: value == identity))

    def usual(self, passages: Floats, spoken: tuple[str, ...]) -> Floats:
        """How similar passages are to questions at large in the languages; 0 where not known."""
        if self.backdrop is None:
            return np.zeros(len(passages), np.float32)
        return self.backdrop.usual(passages, spoken)

    def reached(self, spoken: tuple[str, ...]) -> tuple[float, float]:
        """What the nearest passage reaches for a question of no concern, and the spread of that.

        Both of similarities less the usual ones. The greatest of many that vary by chance lies
        some root of twice the logarithm of their number above the mean.
        """
        if self.backdrop is None or not self.sample.size:
            return 0.0, 1.0
        if spoken not in self._reached:
            questions = np.concatenate([self.backdrop.vectors[language] for language in spoken])
            lifted = questions @ self.sample.T - self.usual(self.sample, spoken)
            height = float(np.sqrt(2 * np.log(max(len(self), 1))))
            tops = lifted.mean(axis=1) + height * lifted.std(axis=1)
            self._reached[spoken] = float(np.median(tops)), float(lifted.std())
        return self._reached[spoken]

    def matching(self, filters: Mapping[str, Any]) -> Mask | None:
        """The rows that the filters let through; ``None`` for all of them.

        Raises :class:`BadInput` for a filter or a value that there is not.
        """
        unknown = [name for name in filters if name not in FILTERS]
        if unknown:
            raise UnknownFilter(
                f"A search cannot be narrowed by {', '.join(unknown)}. "
                f"It can by {', '.join(FILTERS)}."
            )
        masks = [
            self._mask(name, value)
            for name, value in filters.items()
            if value is not None and not (name == "include_superseded" and value)
        ]
        return np.logical_and.reduce(masks) if masks else None

    def _mask(self, name: str, value: Any) -> Mask:
        if name == "kind":
            kinds = {_kind(one) for one in _several(value)}
            return self._kind.where(lambda kind: kind in kinds)
        if name == "speaker":
            # Rows have who speaks; a name that was only a spelling of theirs finds them too.
            asked = [str(one) for one in _several(value)]
            speakers = {self._aliases.get(one, one).casefold() for one in asked}
            return self._speaker.where(lambda s: s is not None and s.casefold() in speakers)
        if name == "language":
            languages = {str(one).casefold() for one in _several(value)}
            return self._language.where(lambda la: la is not None and la.casefold() in languages)
        if name == "since":
            since = _dated(name, value, _DATE)
            return self._date.where(lambda date: date is not None and f"{date}-99" >= since)
        if name == "until":
            until = f"{_dated(name, value, _DATE)}-99"
            return self._date.where(lambda date: date is not None and date <= until)
        if name == "public_on":
            day = _dated(name, value, _DAY)
            return self._access.where(lambda access: _is_public(access, day))
        return ~self._superseded

    def _sampled(self, record: Record, model: str) -> Floats:
        """Vectors of passages taken as if by lot, though the same ones as long as they stand."""
        if len(self._keys) > SAMPLE:
            # The keys are digests: the smallest are as good as drawn by lot.
            lots = self._keys[:, :4].copy().view(">u4").ravel()
            rows = np.argpartition(lots, SAMPLE)[:SAMPLE]
        else:
            rows = np.arange(len(self._keys))
        found = record.vectors(model, [self.key(int(row)) for row in rows])
        if not found:
            return np.zeros((0, 0), np.float32)
        return unit(np.stack(list(found.values())))


def unit(rows: Floats) -> Floats:
    """The vectors made one long; a vector of zeros stays so."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    lengths[lengths == 0] = 1
    scaled: Floats = (rows / lengths).astype(np.float32, copy=False)
    return scaled


def _texts(
    record: Record, brand: str, ids: Collection[str], every: bool
) -> Iterator[tuple[str, str, str | None]]:
    """Id, words and language of passages; a title is said twice, as it says what a text is of."""
    query = (
        select(
            passages.c.id,
            documents.c.title,
            passages.c.heading,
            passages.c.text,
            documents.c.language,
        )
        .join_from(
            passages,
            documents,
            (documents.c.brand == passages.c.brand) & (documents.c.id == passages.c.document_id),
        )
        .where(passages.c.brand == brand)
    )
    wanted = set(ids)
    parts = _parts(list(ids))
    queries = [query] if every else [query.where(passages.c.id.in_(part)) for part in parts]
    with record.database.reading() as connection:
        for each in queries:
            rows = connection.execution_options(yield_per=_AT_ONCE).execute(each)
            for identity, title, heading, text, language in rows:
                if identity in wanted:
                    yield identity, f"{title} {title} {heading} {text}", language


def _parts(things: list[str], size: int = _AT_ONCE) -> list[list[str]]:
    return [things[start : start + size] for start in range(0, len(things), size)]


def _several(value: Any) -> Iterable[Any]:
    return (value,) if isinstance(value, str) else value


def _kind(value: Any) -> Kind:
    try:
        return Kind(value)
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        raise BadInput(f"There are no passages of the kind {value!r}. There are {known}.") from None


def _dated(name: str, value: Any, form: re.Pattern[str]) -> str:
    text = str(value)
    if not form.fullmatch(text):
        written = "2023-05-10" if form is _DAY else "2023, 2023-05 or 2023-05-10"
        raise BadInput(f"{name} is a date written as {written}, not {text!r}.")
    return text


def _is_public(access: Access, day: str) -> bool:
    return access.is_public_on(day)
