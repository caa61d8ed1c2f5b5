"""Answers out of a file: each row one, without what says who wrote it.

A row is known again at the next import by its own id or, without one, by what it says and the how
manyeth it is that says so; both only as a digest keyed by the call's salt, which is forgotten when
the call is closed. Of an anonymous call nothing else is kept than the words, their language and
the groups: no name, no address, no time, and no order.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.workshop.columns import Columns, is_known, recognised
from knowledge import languages
from knowledge.cleaning import clean, one_line
from knowledge.loading.grids import read_grid
from knowledge.loading.outcomes import Limits, Refused

LONGEST = 8_000
"""Characters of an answer that are kept."""
LONGEST_GROUP = 80


@dataclass(frozen=True)
class Arrival:
    """An answer as the file has it, cleaned; ``id`` and ``who`` are keyed already."""

    id: str
    text: str
    language: str
    who: str | None
    groups: Mapping[str, str]


@dataclass(frozen=True)
class BadRow:
    """A row that was not taken, and why; counted from 1, headings apart."""

    row: int
    why: str
    french: str

    def said(self, language: str) -> str:
        return self.french if language == "fr" else self.why


@dataclass
class Imported:
    """What an import came to. ``emptied`` rows hold no answer; ``cut`` were too long."""

    columns: Columns
    added: int = 0
    known: int = 0
    emptied: int = 0
    cut: int = 0
    refused: list[BadRow] = field(default_factory=list)
    stopped: bool = False

    @property
    def rows(self) -> int:
        """Rows that were gone through."""
        return self.added + self.known + self.emptied + len(self.refused)


def arrivals(
    path: Path,
    salt: str,
    mapping: Mapping[str, str],
    earlier: Mapping[str, str],
    *,
    anonymous: bool,
    limits: Limits,
) -> tuple[Imported, int, Iterator[Arrival | None]]:
    """What will come of the file, how many rows it has, and its answers as they are read.

    ``None`` stands for a row that gives none; the report says why, as the rows are gone through.
    Raises :class:`BadRequest` and :class:`Unreadable`.
    """
    grid = read_grid(path, is_known, limits)
    columns = recognised(grid.headings, mapping, earlier, anonymous=anonymous, file=path.name)
    report = Imported(columns)
    report.refused += [_unread(one) for one in grid.refused]
    prior = _usual(row.get(columns.text) for _, row in grid.rows[:200])
    keyed = _keyed(salt)

    def read() -> Iterator[Arrival | None]:
        seen: Counter[str] = Counter()
        for number, row in grid.rows:
            yield _arrival(number, row, columns, prior, keyed, seen, report)

    return report, len(grid.rows), read()


def _arrival(
    number: int,
    row: Mapping[str, Any],
    columns: Columns,
    prior: str | None,
    keyed: Callable[[str], str],
    seen: Counter[str],
    report: Imported,
) -> Arrival | None:
    raw = row.get(columns.text)
    if raw is not None and not isinstance(raw, str | int | float):
        told = json.dumps(raw, ensure_ascii=False)[:60]
        report.refused.append(
            BadRow(
                number,
                f"the column {columns.text!r} holds no text but {told}.",
                f"la colonne {columns.text!r} ne contient pas un texte mais {told}.",
            )
        )
        return None
    text = clean(str(raw or "")).text.strip()
    if not any(c.isalpha() for c in text):
        report.emptied += 1
        return None
    if len(text) > LONGEST:
        text = text[:LONGEST].rsplit(" ", 1)[0] + "…"
        report.cut += 1
    groups = {
        name: told
        for name, heading in columns.groups.items()
        if (told := one_line(clean(str(row.get(heading) or "")).text, LONGEST_GROUP))
    }
    own = _own(row, columns.id)
    content = "\x1f".join((text, *(f"{n}={g}" for n, g in sorted(groups.items()))))
    mark = f"id\x1f{own}" if own else f"text\x1f{content}"
    seen[mark] += 1
    # Two people may say the same word for word; one id with two answers is two answers.
    if own and seen[mark] > 1:
        identity = keyed(f"{mark}\x1f{content}")
    else:
        identity = keyed(f"{mark}\x1f{seen[mark]}")
    if columns.name is not None:
        who = one_line(clean(str(row.get(columns.name) or "")).text, 200) or None
    else:
        who = keyed(f"who\x1f{own}") if own else identity
    return Arrival(identity, text, _language(row, columns.language, text, prior), who, groups)


def _own(row: Mapping[str, Any], column: str | None) -> str | None:
    value = row.get(column) if column else None
    return str(value).strip()[:200] or None if isinstance(value, str | int | float) else None


def _language(row: Mapping[str, Any], column: str | None, text: str, prior: str | None) -> str:
    told = str(row.get(column) or "") if column else ""
    return languages.code(told) or languages.detect(text, prior).code


def _usual(texts: Iterable[object]) -> str | None:
    counts = Counter(languages.detect(str(text)).code for text in texts if text)
    del counts[languages.UNKNOWN]
    return counts.most_common(1)[0][0] if counts else None


def _keyed(salt: str) -> Callable[[str], str]:
    key = bytes.fromhex(salt)

    def digest(words: str) -> str:
        told = words.encode("utf-8", "surrogatepass")
        return "a" + hmac.new(key, told, hashlib.sha256).hexdigest()[:15]

    return digest


def _unread(one: Refused) -> BadRow:
    return BadRow(
        one.row or 0,
        one.reason,
        f"cette ligne ne peut pas être lue (guillemets, séparateur ou JSON)\u00a0: {one.reason}",
    )
