"""Allies from a file.

CSV has one row for each thing an ally said: rows with one name are one ally, and what a later row
leaves empty is as before. JSON has a list of allies, or an object with one under ``allies``; JSONL
one ally a line. What is wrong is told with its line, all of it at once, and nothing is half-done.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import AssistantError, BadRequest
from assistant.reef import forms
from assistant.reef.forms import Known, NewAlly, NewConsent, NewContact, NewSaying
from assistant.reef.texts import refused, say
from assistant.reef.values import Stance
from knowledge import languages
from knowledge.cleaning import fold

MOST_TOLD = 12
"""Errors of a file that are told at once."""


T = TypeVar("T")
Rows = Iterable[tuple[int, Mapping[str, Any]]]
Problems = list[tuple[int, AssistantError]]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _Said(_Row):
    line: int = 0
    """Where it stands in a table; 0: where its ally does."""
    words: str
    date: str
    source: str = ""
    document: str = ""
    topic: str = ""
    language: str = ""


class _Agreed(_Row):
    line: int = 0
    state: str
    date: str
    until: str | None = None
    scope: str = ""


class _Spoken(_Row):
    date: str
    about: str = Field(alias="for")
    kind: str = "ordinary"


class _Told(_Row):
    name: str
    community: str
    who: str = ""
    link: str = ""
    language: str = ""
    ties: list[str] = []
    topics: list[str] = []
    shares: list[_Said] = []
    disputes: list[_Said] = []
    consent: list[_Agreed] = []
    contacts: list[_Spoken] = []


def read(path: Path, today: str, known: Known = lambda ref: None) -> list[NewAlly]:
    """The allies of a file. Raises :class:`BadRequest` that tells every line to be mended."""
    try:
        raw = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise refused(BadRequest, "unreadable", file=path.name, why=str(error)) from error
    return read_text(raw, path.name, today, known)


def read_text(raw: str, name: str, today: str, known: Known = lambda ref: None) -> list[NewAlly]:
    """As :func:`read`, for what is in the file called ``name``."""
    readers: Mapping[str, Callable[[str, str, Problems], Rows]] = {
        ".csv": _csv_rows,
        ".json": _json_rows,
        ".jsonl": _jsonl_rows,
    }
    reader = readers.get(Path(name).suffix.lower())
    if reader is None:
        raise refused(BadRequest, "unknown kind", file=name)
    problems: list[tuple[int, AssistantError]] = []
    found: dict[str, NewAlly] = {}
    for number, row in reader(raw, name, problems):
        one = _Reading(number, today, known, problems).ally(row)
        if one is None:
            continue
        if fold(one.name) in found:
            problems.append((number, refused(BadRequest, "known ally", name=one.name)))
        found[fold(one.name)] = one
    if problems:
        raise _all_of(name, sorted(problems, key=lambda each: each[0]))
    if not found:
        raise refused(BadRequest, "no rows", file=name)
    return list(found.values())


class _Reading:
    """Reads one ally, and takes down all that is wrong with them."""

    def __init__(self, number: int, today: str, known: Known, problems: Problems) -> None:
        self._number = number
        self._today = today
        self._known = known
        self._problems = problems

    def ally(self, row: Mapping[str, Any]) -> NewAlly | None:
        """The ally; ``None`` where anything is wrong."""
        before = len(self._problems)
        try:
            told = _Told.model_validate(row)
        except ValidationError as error:
            self._problems += [(self._number, each) for each in _explained(error)]
            return None
        group = self._tried(0, lambda: forms.community(told.community))
        name = self._tried(0, lambda: forms.line(told.name, "name"))
        who = self._tried(0, lambda: forms.line(told.who, "who", needed=False))
        link = self._tried(0, lambda: forms.line(told.link, "link", needed=False))
        ties = [self._tried(0, partial(forms.tie, one)) for one in told.ties]
        topics = [self._tried(0, partial(forms.line, one, "topic")) for one in told.topics]
        language = languages.code(told.language) if told.language else None
        sides = ((Stance.SHARES, told.shares), (Stance.DISPUTES, told.disputes))
        said = [self._saying(stance, one, language) for stance, all_ in sides for one in all_]
        consents = [self._consent(one) for one in told.consent]
        contacts = [self._contact(one) for one in told.contacts]
        if len(self._problems) > before or group is None:
            return None
        sayings = tuple(one for one in said if one is not None)
        return NewAlly(
            name=name or "",
            community=group,
            who=who or "",
            link=link or "",
            language=language or (sayings[0].language if sayings else ""),
            ties=tuple(one for one in ties if one is not None),
            topics=tuple(dict.fromkeys(one for one in topics if one)),
            sayings=sayings,
            consents=tuple(one for one in consents if one is not None),
            contacts=tuple(one for one in contacts if one is not None),
        )

    def _saying(self, stance: Stance, one: _Said, language: str | None) -> NewSaying | None:
        return self._tried(
            one.line,
            lambda: forms.saying(
                stance,
                one.words,
                one.date,
                one.source,
                self._today,
                document=one.document,
                known=self._known,
                topic=one.topic,
                language=one.language or language or "",
            ),
        )

    def _consent(self, one: _Agreed) -> NewConsent | None:
        return self._tried(
            one.line,
            lambda: forms.consent(
                one.state, one.date, self._today, until=one.until or "", scope=one.scope
            ),
        )

    def _contact(self, one: _Spoken) -> NewContact | None:
        return self._tried(
            0,
            lambda: forms.contact(one.date, one.about, self._today, crisis=_crisis(one.kind)),
        )

    def _tried(self, line: int, job: Callable[[], T]) -> T | None:
        try:
            return job()
        except AssistantError as error:
            self._problems.append((line or self._number, error))
            return None


def _crisis(given: str) -> bool:
    kinds = {"crisis": True, "crise": True, "ordinary": False, "ordinaire": False, "": False}
    found = kinds.get(fold(given.strip()))
    if found is None:
        raise refused(BadRequest, "not one of", given=repr(given[:40]), known="ordinary, crisis")
    return found


def _json_rows(raw: str, name: str, problems: Problems) -> Rows:
    try:
        told = json.loads(raw)
    except ValueError as error:
        raise refused(BadRequest, "unreadable", file=name, why=str(error)) from error
    listed = told.get("allies") if isinstance(told, dict) else told
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise refused(BadRequest, "no rows", file=name)
    starts = _starts(raw, len(listed))
    return zip(starts, listed, strict=True)


def _starts(raw: str, count: int) -> list[int]:
    """The lines on which the allies of a JSON text begin."""
    decoder, found = json.JSONDecoder(), []
    at = raw.find("[", max(0, raw.find('"allies"')))
    for _ in range(count):
        at = raw.find("{", at + 1)
        found.append(raw.count("\n", 0, at) + 1)
        _, at = decoder.raw_decode(raw, at)
    return found


def _jsonl_rows(raw: str, name: str, problems: Problems) -> Rows:
    rows = []
    for number, text in enumerate(raw.split("\n"), 1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
            if not isinstance(row, dict):
                raise ValueError("{…}")
        except ValueError as error:
            problems.append((number, refused(BadRequest, "unreadable", file=name, why=str(error))))
            continue
        rows.append((number, row))
    return rows


_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "nom", "ally", "allie"),
    "community": ("community", "communaute"),
    "who": ("who", "qui", "description"),
    "link": ("link", "lien", "purpose", "raison d'etre"),
    "language": ("language", "langue"),
    "ties": ("ties", "liens", "liens a declarer"),
    "topics": ("topics", "sujets", "topic", "sujet"),
    "stance": ("stance", "position"),
    "shares": ("shares", "partage"),
    "disputes": ("disputes", "conteste"),
    "words": ("words", "quote", "citation", "propos"),
    "date": ("date", "said on", "dit le"),
    "source": ("source", "url", "adresse"),
    "document": ("document",),
    "about": ("about", "saying topic", "a propos"),
    "consent": ("consent", "consentement"),
    "consent_date": ("consent_date", "consent date", "date du consentement"),
    "consent_until": ("consent_until", "consent until", "fin du consentement"),
    "consent_scope": ("consent_scope", "consent scope", "objet du consentement"),
}


def _csv_rows(raw: str, name: str, problems: Problems) -> Rows:
    """The rows of one name together, by the line of the first."""
    try:
        dialect: Any = csv.Sniffer().sniff(
            raw[:4_000].split("\n", maxsplit=1)[0], delimiters=",;\t"
        )
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(raw), dialect, strict=True)
    try:
        head = next(reader, [])
        columns = _columns(head)
        if "name" not in columns.values():
            known = ", ".join(one.strip() for one in head) or "–"
            problems.append((1, refused(BadRequest, "no column", known=known)))
            return []
        found: dict[str, tuple[int, dict[str, Any]]] = {}
        start = reader.line_num + 1
        for cells in reader:
            number, start = start, reader.line_num + 1
            row = {columns[i]: cell.strip() for i, cell in enumerate(cells) if i in columns}
            if not any(row.values()):
                continue
            key = fold(row.get("name", "")) or f"\n{number}"
            _take(found.setdefault(key, (number, {"community": ""}))[1], row, number, problems)
    except csv.Error as error:
        raise refused(
            BadRequest, "unreadable", file=name, why=f"{reader.line_num}: {error}"
        ) from error
    return list(found.values())


def _columns(head: Sequence[str]) -> dict[int, str]:
    known = {alias: field for field, aliases in _COLUMNS.items() for alias in aliases}
    found: dict[int, str] = {}
    for at, one in enumerate(head):
        field = known.get(fold(" ".join(one.split())))
        if field is not None and field not in found.values():
            found[at] = field
    return found


def _take(into: dict[str, Any], row: Mapping[str, str], number: int, problems: Problems) -> None:
    """What one row says, added to what the rows before it said of the same ally."""
    for field in ("name", "community", "who", "link", "language"):
        if row.get(field):
            into[field] = row[field]
    for field in ("ties", "topics"):
        listed = into.setdefault(field, [])
        listed += [
            one.strip()
            for one in row.get(field, "").split(";")
            if one.strip() and one.strip() not in listed
        ]
    said: dict[str, Any] = {key: row.get(key, "") for key in ("date", "source", "document")}
    said["line"] = number
    said["topic"] = row.get("about", "")
    for stance in ("shares", "disputes"):
        if row.get(stance):
            into.setdefault(stance, []).append(said | {"words": row[stance]})
    if row.get("words"):
        stances = {"shares": "shares", "partage": "shares"} | dict.fromkeys(
            ("disputes", "conteste"), "disputes"
        )
        chosen = stances.get(fold(row.get("stance", "")))
        if chosen is None:
            known = "shares, disputes"
            given = repr(row.get("stance", ""))
            problems.append((number, refused(BadRequest, "not one of", given=given, known=known)))
        else:
            into.setdefault(chosen, []).append(said | {"words": row["words"]})
    if row.get("consent"):
        told = {
            "state": row["consent"],
            "date": row.get("consent_date", ""),
            "until": row.get("consent_until") or None,
            "scope": row.get("consent_scope", ""),
        }
        listed = into.setdefault("consent", [])
        if told not in [{k: v for k, v in one.items() if k != "line"} for one in listed]:
            listed.append(told | {"line": number})


def _explained(error: ValidationError) -> list[AssistantError]:
    """What pydantic found, for whoever wrote the file."""
    told: list[AssistantError] = []
    for one in error.errors():
        field = ".".join(str(part) for part in one["loc"])
        if one["type"] == "extra_forbidden":
            told.append(refused(BadRequest, "strange", field=repr(field)))
        elif one["type"] == "missing":
            told.append(refused(BadRequest, "empty", what=repr(field)))
        else:
            told.append(refused(BadRequest, "wrong", field=field, what=one["msg"]))
    return told


def _all_of(name: str, problems: Problems) -> BadRequest:
    """All that is to be mended in a file, in both languages."""

    def told(speech: str) -> str:
        lines = [
            f"{say(speech)('line', number=number)}: {error.said(speech)}"
            for number, error in problems[:MOST_TOLD]
        ]
        listed = " ".join(lines) + (" …" if len(problems) > MOST_TOLD else "")
        return say(speech)("nothing imported", count=len(problems), listed=f"{name}, {listed}")

    return BadRequest(told("en"), told("fr"))
