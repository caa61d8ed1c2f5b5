"""One statement a row: CSV and JSON Lines.

Exports from every tool name their columns differently, so columns are known by the usual names in
French and English, or by an explicit mapping. A row is known again by its own id, or else by what
it says: a file sorted another way holds the same documents. A bad row never takes the good ones
down with it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge import languages
from knowledge.cleaning import clean
from knowledge.errors import Unreadable
from knowledge.loading import facts
from knowledge.loading.breaks import Breaks
from knowledge.loading.decoding import decode
from knowledge.loading.mending import mend
from knowledge.loading.outcomes import Limits, Loaded, Outcome, Refused, Skipped
from knowledge.loading.rows import Row, csv_rows, json_rows
from knowledge.model import SourceDocument

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "texte", "full text", "content", "contenu", "message", "caption", "legende"),
        *("body", "corps", "sentence", "phrase", "tweet", "tweet text", "post", "statement"),
        *("declaration", "citation", "quote", "publication"),
    ),
    "id": (
        *("id", "identifiant", "tweet id", "post id", "status id", "statement id", "uid"),
        *("reference", "ref"),
    ),
    "date": (
        *("date", "created at", "published", "published at", "published on", "publication date"),
        *("published date", "date published", "posted on", "date posted"),
        *("date de publication", "publie le", "posted at", "created", "cree le", "timestamp"),
        *("datetime", "time", "jour"),
    ),
    "speaker": (
        *facts.NAMES["speaker"],
        *("username", "user", "account", "compte", "screen name", "porte parole", "spokesperson"),
    ),
    "channel": (
        *facts.NAMES["channel"],
        *("platform", "plateforme", "source", "network", "reseau", "media"),
    ),
    "url": (*facts.NAMES["url"], "permalink", "permalien", "post url", "tweet url", "adresse"),
    "title": (*facts.NAMES["title"], "subject", "sujet", "objet", "headline"),
    **{
        name: facts.NAMES[name]
        for name in facts.NAMES
        if name not in ("date", "speaker", "channel", "url", "title")
    },
}
"""How a column may be called for each of our fields, likeliest first; folded, no underscores."""

OURS = frozenset(COLUMNS)
_USUAL = frozenset(name for names in COLUMNS.values() for name in names)
# What another tool fills in by its own lights ("type: carousel") does not make a row bad, unless
# a person said that this column is ours. When, and who may read it, is never taken lightly.
_STRICT = frozenset({"date", "visibility", "embargoed_until", "expires"})
_ADDRESS_OR_HANDLE = re.compile(r"(?:https?://|www\.)\S+|(?<!\w)@\w+")
_LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 200


@dataclass
class _Reading:
    """What one table is read with, and what is met on the way."""

    path: Path
    source: str
    columns: Mapping[str, str]
    mapped: frozenset[str]
    defaults: Mapping[str, str]
    prior: str | None
    repeated_ids: frozenset[str]
    breaks: Breaks
    skipped: Counter[str] = field(default_factory=Counter)
    ignored: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)


def load_table(
    path: Path,
    source: str,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    limits: Limits,
) -> Iterator[Outcome]:
    """The documents of a table, then the rows that were refused, then those skipped, counted.

    Raises :class:`Unreadable` when the table as a whole cannot be read.
    """
    text, note = decode(path.read_bytes(), path.name)
    text = text.removeprefix("\ufeff")
    refused: list[Refused] = []
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        rows = list(json_rows(path, text, refused))
    else:
        rows = list(csv_rows(path, text, refused, _is_known))
    yield from _load(path, source, rows, refused, note, mapping, defaults, limits)


def statements(
    sheets: Mapping[str, list[list[str]]], mapping: Mapping[str, str]
) -> dict[str, list[Row]]:
    """The sheets of a workbook that hold one statement a row, by name: those whose heading has a
    column for the text."""
    found: dict[str, list[Row]] = {}
    for name, (heading, *cells) in sheets.items():
        known = {facts.folded(cell) for cell in heading}
        if mapping.get("text") in heading or not known.isdisjoint(COLUMNS["text"]):
            found[name] = [
                (number, dict(zip(heading, row, strict=False)))
                for number, row in enumerate(cells, 1)
            ]
    return found


def load_sheets(
    path: Path,
    source: str,
    sheets: Mapping[str, list[Row]],
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    limits: Limits,
) -> Iterator[Outcome]:
    """The documents of such sheets, as :func:`load_table` gives those of a file."""
    for name, rows in sheets.items():
        place = source if len(sheets) == 1 else f"{source}#{name}"
        yield from _load(path, place, rows, [], None, mapping, defaults, limits)


def _load(
    path: Path,
    source: str,
    rows: list[Row],
    refused: list[Refused],
    note: str | None,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    limits: Limits,
) -> Iterator[Outcome]:
    if len(rows) > limits.rows:
        raise Unreadable(path.name, f"it has more than {limits.rows:,} rows; split it")
    if not rows:
        if not refused:
            raise Unreadable(path.name, "it has no rows")
        yield from refused
        return
    columns = _columns(path, rows, mapping)
    reading = _Reading(
        path, source, columns, frozenset(mapping), defaults,
        _usual_language(rows, columns["text"]), _repeated(rows, columns.get("id")),
        Breaks(str(row.get(columns["text"]) or "") for _, row in rows),
    )  # fmt: skip
    documents: list[SourceDocument] = []
    for number, row in rows:
        try:
            document = _document(reading, row)
        except facts.BadFact as error:
            refused.append(Refused(path, str(error), number))
            continue
        if document is not None:
            documents.append(document)
    if documents:
        yield Loaded(path, tuple(documents), tuple(_notes(reading, rows, note)))
    yield from sorted(refused, key=lambda one: one.row or 0)
    for reason, count in reading.skipped.items():
        yield Skipped(path, reason, count)


def _document(reading: _Reading, row: Mapping[str, Any]) -> SourceDocument | None:
    """The row's document; ``None`` where it is left aside. Raises :class:`facts.BadFact`."""
    raw = row.get(reading.columns["text"])
    if raw is not None and not isinstance(raw, str):
        name = reading.columns["text"]
        raise facts.BadFact("text", f"{name}: holds no text but {json.dumps(raw)[:60]}.")
    cleaned = clean(raw or "").text.strip()
    if not cleaned:
        reading.skipped["rows without text"] += 1
        return None
    if not _LETTER.search(_ADDRESS_OR_HANDLE.sub("", cleaned)):
        reading.skipped["rows with no words, only marks, emoji or addresses"] += 1
        return None
    checked = _facts(reading, row)
    key = _key(reading, row, cleaned, checked)
    if key in reading.seen:
        reading.skipped["rows that say the same as another row"] += 1
        return None
    reading.seen.add(key)
    language = checked.language or languages.detect(cleaned, reading.prior).code
    whole, breaks = reading.breaks.restore(raw or "")
    mended = mend(whole, language)
    notes = (f"mended: line breaks put back ({breaks})",) if breaks else ()
    if checked.language is None and language != languages.UNKNOWN:
        checked = checked.model_copy(update={"language": language})
    return checked.document(f"{reading.source}#{key}", mended.text, notes=notes + mended.notes)


def _facts(reading: _Reading, row: Mapping[str, Any]) -> facts.Facts:
    said: dict[str, Any] = dict(reading.defaults)
    for name, column in reading.columns.items():
        value = row.get(column)
        if name in facts.FIELDS and value is not None and value != "":
            said[name] = value
    while True:
        try:
            return facts.check(said, reading.columns)
        except facts.BadFact as error:
            if error.field in _STRICT | reading.mapped:
                raise
            reading.ignored[reading.columns.get(error.field, error.field)] += 1
            del said[error.field]
            if error.field in reading.defaults:
                said[error.field] = reading.defaults[error.field]


def _key(reading: _Reading, row: Mapping[str, Any], text: str, checked: facts.Facts) -> str:
    """How the row is known again: its own id, or a digest of what it says, when and by whom."""
    said = "\x1f".join((text, checked.date or "", checked.speaker or ""))
    digest = hashlib.sha256(said.encode()).hexdigest()[:12]
    own = _own_id(row, reading.columns.get("id"))
    if own is None:
        return digest
    return f"{own}~{digest}" if own in reading.repeated_ids else own


def _own_id(row: Mapping[str, Any], column: str | None) -> str | None:
    value = row.get(column) if column else None
    if value is None or isinstance(value, list | dict | bool):
        return None
    return re.sub(r"\s+", "-", clean(str(value)).text.strip())[:100] or None


def _repeated(rows: list[Row], column: str | None) -> frozenset[str]:
    counts = Counter(_own_id(row, column) for _, row in rows)
    return frozenset(own for own, count in counts.items() if own is not None and count > 1)


def _columns(path: Path, rows: list[Row], mapping: Mapping[str, str]) -> dict[str, str]:
    """Which of the file's columns each of our fields is read from."""
    present = list(dict.fromkeys(name for _, row in rows[:SAMPLE] for name in row))
    absent = [column for column in mapping.values() if column not in present]
    if absent:
        raise Unreadable(
            path.name, f"it has no column {absent[0]!r}; its columns are {', '.join(present)}"
        )
    taken = set(mapping.values())
    named = {facts.folded(name): name for name in reversed(present) if name not in taken}
    columns = dict(mapping)
    for ours, names in COLUMNS.items():
        found = next((named[name] for name in names if name in named), None)
        if ours not in columns and found is not None:
            columns[ours] = found
    if "text" not in columns:
        raise Unreadable(
            path.name,
            f"no column holds the text; its columns are {', '.join(present) or 'none'}. "
            "Name the one that does with a mapping of 'text' to it",
        )
    return columns


def _usual_language(rows: list[Row], column: str) -> str | None:
    """The language that most of the first rows are in: it decides where one row alone does not."""
    texts = [str(row.get(column) or "") for _, row in rows[:SAMPLE]]
    counts = Counter(languages.detect(text).code for text in texts)
    del counts[languages.UNKNOWN]
    return counts.most_common(1)[0][0] if counts else None


def _notes(reading: _Reading, rows: list[Row], note: str | None) -> Iterator[str]:
    if note:
        yield note
    renamed = [f"{ours} from {name!r}" for ours, name in reading.columns.items() if ours != name]
    if renamed:
        yield f"columns: {', '.join(renamed)}"
    unused = {name for _, row in rows[:SAMPLE] for name in row} - set(reading.columns.values())
    if unused:
        yield f"columns not used: {', '.join(sorted(unused))}"
    for name, count in reading.ignored.items():
        yield f"column {name!r}: {count} values that are not ours to read, left out"


def _is_known(heading: str) -> bool:
    return facts.folded(heading) in _USUAL
