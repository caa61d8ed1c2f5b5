"""What the readers of PDF, Office and HTML files hand over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Extracted:
    """What a file holds: Markdown or plain text, the facts it states of itself, and notes.

    ``sheets`` are those of a workbook by name, their rows as the cells read, the heading first.
    """

    text: str
    facts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    sheets: dict[str, list[list[str]]] = field(default_factory=dict)


_BY_A_PROGRAM = re.compile(
    r"(?:untitled|sans titre|microsoft |powerpoint|présentation powerpoint|slide 1).*"
    r"|(?:word )?document ?\d*|pr[ée]sentation ?\d*|.*\.\w{3,5}",
    re.IGNORECASE,
)


def stated(title: object) -> dict[str, str]:
    """The title a file states, as a fact, unless a program put it there ("Microsoft Word - …")."""
    words = " ".join(str(title or "").split())
    return {"title": words} if words and not _BY_A_PROGRAM.fullmatch(words) else {}
