"""The rows of a table, whatever tool wrote it; those that cannot be read are refused by number."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from knowledge.loading.outcomes import Refused

Row = tuple[int, Mapping[str, Any]]


def json_rows(path: Path, text: str | Iterable[str], refused: list[Refused]) -> Iterator[Row]:
    """The objects of a JSON Lines file, numbered by their lines.

    ``text`` is the whole of it, or its lines one after the other, ended by newlines alone.
    """
    # Only a newline ends a line of JSON: U+2028 may stand inside a text.
    lines = text.split("\n") if isinstance(text, str) else text
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            place = f", column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
            refused.append(Refused(path, f"this line is not valid JSON{place}.", number))
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            refused.append(Refused(path, "this line is not a JSON object.", number))


def csv_rows(
    path: Path,
    text: str | Iterable[str],
    refused: list[Refused],
    is_known: Callable[[str], bool],
) -> Iterator[Row]:
    """The rows of a CSV table, numbered from 1 below its heading.

    ``text`` is the whole of it, or its lines one after the other with the marks that end them. The
    separator is the one with which most headings satisfy ``is_known``.
    """
    lines = iter(io.StringIO(text, newline="") if isinstance(text, str) else text)
    heading, delimiter = _delimiter(path, lines, is_known)
    reader = csv.reader(chain([heading], lines), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            number += 1
            refused.append(Refused(path, _quoting(str(error)), number))
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            continue
        number += 1
        if len(cells) <= len(header):
            yield number, dict(zip(header, cells, strict=False))
            continue
        reason = (
            f"this row has {len(cells)} cells where the heading has {len(header)}; "
            "put quotes around a text that holds the separator."
        )
        refused.append(Refused(path, reason, number))


def _quoting(problem: str) -> str:
    """What csv says of a row, in the words of someone who sees the file in a spreadsheet."""
    if "end of data" in problem:
        return "a quotation mark opens in this row and never closes: what follows it was not read."
    if "field limit" in problem:
        return (
            f"a text from here on has more than {csv.field_size_limit():,} characters, or a "
            "quotation mark never closes: that text was not read."
        )
    return f"this row cannot be read ({problem}); double the quotation marks inside a text."


def _delimiter(
    path: Path, lines: Iterator[str], is_known: Callable[[str], bool]
) -> tuple[str, str]:
    """The heading, and the separator that gives it most known names."""
    heading = next((line for line in lines if line.strip("\r\n")), "")
    if match := re.fullmatch(r"sep=(.)\r?\n?", heading):  # the hint that Excel writes
        return next(lines, ""), match.group(1)
    if path.suffix.lower() == ".tsv":
        return heading, "\t"

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([heading.rstrip("\r\n")], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(is_known(cell) for cell in cells), len(cells)

    return heading, max(",;\t|", key=worth)
