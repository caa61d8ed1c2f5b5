"""The bare rows of a table, for a job that has columns of its own to look for.

CSV, JSON Lines and Excel, within the same bounds as documents are read in; what cannot be read is
refused by its row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import Unreadable
from knowledge.loading import sniffing
from knowledge.loading.decoding import decode
from knowledge.loading.outcomes import Limits, Refused
from knowledge.loading.rows import Row, csv_rows, json_rows
from knowledge.loading.walking import TABLES
from knowledge.loading.worker import Worker

WORKBOOK = ".xlsx"
_DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Grid:
    """The rows of one table, numbered from 1 below the heading (JSON Lines: by line).

    ``headings`` are in the order of the table, without empty ones.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]


def read_grid(
    path: Path, is_known: Callable[[str], bool], limits: Limits = _DEFAULT_LIMITS
) -> Grid:
    """The table in ``path``; of a workbook the sheet whose heading has most names that
    ``is_known``, which tells the separator of a CSV file, too.

    Raises :class:`Unreadable` for a file that is no table, or larger than ``limits``.
    """
    suffix = path.suffix.lower()
    if suffix not in TABLES and suffix != WORKBOOK:
        raise Unreadable(path.name, "it is no table; give a CSV, JSON Lines or Excel (.xlsx) file")
    if not path.is_file():
        raise Unreadable(path.name, "there is no such file")
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Unreadable(
            path.name,
            f"it has {size / 1e6:,.0f} MB and the limit is {limits.file_bytes / 1e6:,.0f} MB",
        )
    sniffing.check(path)
    refused: list[Refused] = []
    if suffix == WORKBOOK:
        rows = _of_workbook(path, is_known, limits)
    else:
        text, _ = decode(path.read_bytes(), path.name)
        text = text.removeprefix("\ufeff")
        if suffix in (".jsonl", ".ndjson"):
            rows = list(json_rows(path, text, refused))
        else:
            rows = list(csv_rows(path, text, refused, is_known))
    if len(rows) > limits.rows:
        raise Unreadable(path.name, f"it has more than {limits.rows:,} rows; split it")
    if not rows and not refused:
        raise Unreadable(path.name, "it has no rows")
    headings = dict.fromkeys(name for _, row in rows for name in row if name.strip())
    return Grid(tuple(headings), tuple(rows), tuple(refused))


def _of_workbook(path: Path, is_known: Callable[[str], bool], limits: Limits) -> list[Row]:
    with Worker(limits) as worker:
        sheets = worker.read(path).sheets
    if not sheets:
        return []
    heading, *cells = max(sheets.values(), key=lambda rows: sum(map(is_known, rows[0])))
    names = [name.strip() for name in heading]
    return [(number, dict(zip(names, row, strict=False))) for number, row in enumerate(cells, 1)]
