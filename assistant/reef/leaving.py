"""The reef as a file: rows that can be imported again, or the map as a drawing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.reef.drawing import standing_alone
from assistant.reef.mapping import ReefMap
from assistant.reef.plain import imported, rows
from assistant.reef.values import Ally

KINDS = ("csv", "json", "jsonl", "svg")
Table = Callable[[Sequence[Mapping[str, Any]]], str]


def content(
    kind: str,
    allies: Sequence[Ally],
    day: str,
    drawn: ReefMap | None,
    language: str,
    csv_text: Table,
) -> str:
    """What is in the file of a kind. ``csv_text`` writes rows that no spreadsheet runs."""
    if drawn is not None:
        return standing_alone(drawn, language)
    listed = [imported(one) for one in allies]
    if kind == "json":
        return json.dumps({"allies": listed}, ensure_ascii=False, indent=2) + "\n"
    if kind == "jsonl":
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in listed)
    return csv_text(rows(allies, day))
