"""What is shown and written of a reply, looked through for anything that would act by itself."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from typing import Any

from assistant.exporting import csv_text, everything, jsonl_text, pdf, tell, word
from assistant.exports import reply_as_dict
from assistant.model import Glimpse, Reply
from assistant.review import Dossier
from assistant.ui import conversation
from assistant.ui.conversation import Exchange
from knowledge.model import Passage

_TAGS = """
section div p span bdi ul ol li q h2 h3 h4 article header footer button
blockquote mark details summary strong em small time dl dt dd br cite
"""
DRAWN = frozenset(_TAGS.split())
"""The elements that we draw around a reply; a text from outside is in none of its own."""

_ADDRESSES = frozenset(
    ("src", "srcset", "href", "action", "formaction", "poster", "background", "ping", "data")
)
_STYLE = re.compile(r"width:\d+(\.\d+)?%")
_FORMULA = re.compile(r"^[\s\"']*[=+\-@\t\r]")
_PDF = (b"/URI", b"/JavaScript", b"/JS ", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/AA ")


class _Elements(HTMLParser):
    """What of a page is not ours, or would fetch or run something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in DRAWN:
            self.active.append(f"<{tag}>")
        for name, value in attrs:
            styled = name == "style" and not _STYLE.fullmatch(value or "")
            if styled or name.startswith("on") or name in _ADDRESSES or ":" in name:
                self.active.append(f"<{tag} {name}>")

    def handle_comment(self, data: str) -> None:
        self.active.append("<!--")

    def handle_decl(self, decl: str) -> None:
        self.active.append("<!")

    def handle_pi(self, data: str) -> None:
        self.active.append("<?")


def drawn(reply: Reply, glimpses: Sequence[Glimpse], language: str, today: date) -> str:
    """The page's part of a reply, while it is written and when it is there."""
    ready = Exchange(2, reply.post, reply.brand, "Halte", "X", reply.wishes, reply=reply)
    written = {one.number: one for one in glimpses}
    under_way = Exchange(
        1,
        reply.post,
        reply.brand,
        "Halte",
        "X",
        reply.wishes,
        stage="composing",
        written=tuple(written.values()),
    )
    both = (under_way, ready)
    return conversation.log(both, language, today) + conversation.evidence(both, language, today)


def active_on_page(html: str) -> list[str]:
    """What of the page is not only text."""
    parser = _Elements()
    parser.feed(html)
    parser.close()
    template = [found for found in ("${", "{{", "`") if found in html]
    return parser.active + template + ["a bidi override"] * ("\u202e" in html)


def active_in_json(reply: Reply) -> list[str]:
    """What of the JSON is not the reply alone, as it was."""
    told = reply_as_dict(reply)
    text = json.dumps(told, ensure_ascii=False)
    return [] if json.loads(text) == told and "\n" not in text else ["not one JSON object"]


def active_in_files(one: Dossier, sources: dict[str, Passage], language: str) -> list[str]:
    """What would act by itself in a reply written for the file, and in the rows of all."""
    told = tell(one, sources, language)
    return [*_in_word(word(told)), *_in_pdf(pdf(told)), *_in_rows(list(everything([one])))]


def _in_word(content: bytes) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            data = parts.read(name)
            if b'TargetMode="External"' in data or "vbaProject" in name or "embeddings" in name:
                found.append(f"Word: {name} leads elsewhere")
            if name == "word/document.xml" and (b"instrText" in data or b"<w:hyperlink" in data):
                found.append("Word: a field")
    return found


def _in_pdf(content: bytes) -> list[str]:
    return [f"PDF: {one.decode()}" for one in _PDF if one in content]


def _in_rows(rows: list[dict[str, Any]]) -> list[str]:
    found = []
    for cells in csv.reader(io.StringIO(csv_text(rows).removeprefix("\ufeff"))):
        found += ["CSV: a formula" for cell in cells if _FORMULA.match(cell) and _runs(cell)]
    lines = jsonl_text(rows).splitlines()
    if len(lines) != len(rows) or [json.loads(line) for line in lines] != rows:
        found.append("JSON: not one object a line")
    return found


def _runs(cell: str) -> bool:
    """Whether a spreadsheet takes the cell for a formula: not one that an apostrophe stands before,
    and not a plain number."""
    return not cell.startswith("'") and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
