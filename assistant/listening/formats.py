"""The rows of a file, whatever tool wrote it: CSV, JSON Lines, workbooks, and usual exports.

CSV and JSON Lines are read row by row, so a file of any size takes the same memory. What an export
wraps its posts in is taken off here: X's archive (``tweets.js``) and its programming interface,
Mastodon's ``outbox.json`` and statuses, Bluesky's posts. Objects inside a row are reached by names
with a dot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.listening.columns import is_known
from knowledge.errors import Unreadable
from knowledge.loading.decoding import encoding_of
from knowledge.loading.outcomes import Limits, Refused
from knowledge.loading.rows import Row, csv_rows, json_rows

LINES = frozenset({".jsonl", ".ndjson"})
TABLES = frozenset({".csv", ".tsv", ".txt"})
WHOLE = frozenset({".json", ".js"})
BOOKS = frozenset({".xlsx"})
KNOWN = LINES | TABLES | WHOLE | BOOKS

LARGEST_WHOLE = 300_000_000
"""Bytes of a JSON file that is one value, which has to be held in memory."""
DEEPEST = 4

_LISTS = ("posts", "feed", "data", "items", "statuses", "tweets", "reviews", "results", "comments")
_ASSIGNED = re.compile(r"^\s*[\w.\[\]\"']+\s*=\s*(?=[\[{])")
_MARKUP = re.compile(r"<(?:p|br|a|span|div)\b", re.IGNORECASE)


@dataclass
class Source:
    """A file being read: ``channel`` is where its posts are from, where its form tells;
    ``refused`` fills with rows that cannot be read, ``passed`` counts what is no post."""

    path: Path
    channel: str | None = None
    note: str | None = None
    passed: int = 0
    refused: list[Refused] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """The rows, numbered as their file numbers them. Raises :class:`Unreadable`."""
        suffix = self.path.suffix.lower()
        if not self.path.is_file():
            raise Unreadable(self.path.name, "there is no such file")
        if suffix not in KNOWN:
            raise Unreadable(
                self.path.name, f"posts are read from {', '.join(sorted(KNOWN))} files"
            )
        if suffix in BOOKS:
            yield from self._sheets()
            return
        codec, self.note = encoding_of(self.path)
        if suffix in WHOLE:
            yield from self._whole(codec)
            return
        # Only a newline ends a line of JSON; a table may end its own otherwise.
        ends = "\n" if suffix in LINES else ""
        with self.path.open(encoding=codec, errors="replace", newline=ends) as file:
            lines = _unmarked(file)
            if suffix in LINES:
                for number, row in json_rows(self.path, lines, self.refused):
                    yield number, flat(row)
            else:
                yield from csv_rows(self.path, lines, self.refused, is_known)

    def _whole(self, codec: str) -> Iterator[Row]:
        size = self.path.stat().st_size
        if size > LARGEST_WHOLE:
            raise Unreadable(
                self.path.name,
                f"it has {size / 1e6:,.0f} MB, and JSON that is one value is read up to "
                f"{LARGEST_WHOLE / 1e6:,.0f} MB; write one post a line (.jsonl) instead",
            )
        text = self.path.read_text(encoding=codec, errors="replace").removeprefix("\ufeff")
        try:
            value = json.loads(_ASSIGNED.sub("", text, count=1).rstrip().rstrip(";"))
        except (ValueError, RecursionError) as error:
            raise Unreadable(self.path.name, f"it is not valid JSON ({error})") from error
        for number, one in enumerate(self._unwrapped(value), 1):
            if isinstance(one, dict):
                yield number, flat(one)
            else:
                self.refused.append(Refused(self.path, "this item is not a JSON object.", number))

    def _unwrapped(self, value: Any) -> Iterator[Any]:
        """The posts inside what an export wraps them in."""
        if isinstance(value, dict) and isinstance(value.get("orderedItems"), list):
            self.channel = "mastodon"
            for item in value["orderedItems"]:
                note = item.get("object") if isinstance(item, dict) else None
                if isinstance(note, dict):
                    yield _note(note)
                else:
                    self.passed += 1  # a post of somebody else's, passed on: only its address
            return
        if isinstance(value, dict):
            found = next(
                (value[name] for name in _LISTS if isinstance(value.get(name), list)), None
            )
            if found is None:
                raise Unreadable(self.path.name, "no list of posts was found in it")
            users = _users(value)
            for one in found:
                author = users.get(str(one.get("author_id"))) if isinstance(one, dict) else None
                yield from self._one({**one, "author": author} if author else one)
            return
        if not isinstance(value, list):
            raise Unreadable(self.path.name, "no list of posts was found in it")
        for one in value:
            yield from self._one(one)

    def _one(self, one: Any) -> Iterator[Any]:
        if isinstance(one, dict) and isinstance(one.get("tweet"), dict):
            self.channel = "x"
            one = one["tweet"]
        elif isinstance(one, dict) and isinstance(one.get("post"), dict):
            one = one["post"]
        if isinstance(one, dict):
            if str(one.get("uri", "")).startswith("at://"):
                self.channel = "bluesky"
            elif isinstance(one.get("account"), dict) and "content" in one:
                self.channel = "mastodon"
            answered = one.get("referenced_tweets")
            if isinstance(answered, list):
                self.channel = "x"
                for told in answered:
                    if isinstance(told, dict) and told.get("type") == "replied_to":
                        one = {**one, "in_reply_to_id": told.get("id")}
        yield one

    def _sheets(self) -> Iterator[Row]:
        from knowledge.loading.worker import Worker

        with Worker(Limits()) as worker:
            sheets = worker.read(self.path).sheets
        for heading, *cells in sheets.values():
            for number, row in enumerate(cells, 1):
                yield number, dict(zip(heading, row, strict=False))


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose inner objects are reached by names with a dot, and whose markup is text."""
    found: dict[str, Any] = {}

    def into(inner: Mapping[str, Any], before: str, depth: int) -> None:
        for name, value in inner.items():
            full = f"{before}{name}"
            if isinstance(value, dict) and depth < DEEPEST:
                into(value, f"{full}.", depth + 1)
            elif isinstance(value, str) and _MARKUP.search(value):
                found[full] = unmarked(value)
            else:
                found[full] = value

    into(row, "", 1)
    return found


def unmarked(markup: str) -> str:
    """The words of a piece of HTML, a paragraph a line."""
    from lxml import etree, html  # type: ignore[import-untyped]

    broken = re.sub(r"(?i)<br\s*/?>|</p>|</div>", "\n", markup)
    try:
        words = html.fragment_fromstring(broken, create_parent="div").text_content()
    except (etree.LxmlError, ValueError):
        return markup
    return "\n".join(line.strip() for line in str(words).splitlines()).strip()


def _note(note: Mapping[str, Any]) -> dict[str, Any]:
    author = str(note.get("attributedTo") or "")
    return {**note, "account": author.rstrip("/").rsplit("/", 1)[-1].lstrip("@") or None}


def _users(value: Mapping[str, Any]) -> dict[str, str]:
    included = value.get("includes")
    users = included.get("users") if isinstance(included, dict) else None
    return {
        str(one.get("id")): str(one.get("username") or one.get("name"))
        for one in users or ()
        if isinstance(one, dict)
    }


def _unmarked(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.removeprefix("\ufeff") if number == 0 else line
