"""Rows as CSV that no spreadsheet runs as formulas, and as JSON lines to the letter."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

# OWASP: what begins so is a formula to some spreadsheet, behind blanks and quotation marks too.
_FORMULA = re.compile("^[\\s\"'\u200b\ufeff]*[=+\\-@\t\r\n|%＝＋－＠﹣−]")
# A spreadsheet set to semicolons, as French ones are, or to tabs takes none of our quotation marks
# for any, and begins a cell after each of these.
_WITHIN = re.compile("([;\t\r\n][\\s\"'\u200b\ufeff]*)(?=[=+\\-@|%＝＋－＠﹣−])")


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as CSV (RFC 4180) with a byte order mark, as spreadsheets know UTF-8 by.

    A text that a spreadsheet could take for a formula has an apostrophe before it, within a text
    too where another separator than ours would begin a cell; numbers stay numbers.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_cell(name) for name in names])
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in names])
    return "\ufeff" + out.getvalue()


def jsonl_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as JSON, one a line."""
    return "".join(json.dumps(dict(row), ensure_ascii=False) + "\n" for row in rows)


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return "" if value is None else value
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    words = _WITHIN.sub(r"\1'", words)
    return "'" + words if _FORMULA.match(words) else words
