"""One file, one document: Markdown, plain text, and what the readers extract from the rest.

A Markdown or text file may begin with front matter, a few lines of YAML between two lines of
dashes, that say what the words do not: who spoke, when, and who may read them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from knowledge.cleaning import clean
from knowledge.errors import Unreadable
from knowledge.loading import facts, markup
from knowledge.loading.decoding import decode
from knowledge.loading.extracted import Extracted
from knowledge.loading.mending import mend
from knowledge.loading.outcomes import Limits, Loaded
from knowledge.loading.walking import MARKDOWN

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.M)
FRONT_MATTER_LIMIT = 20_000
_HAS_A_WORD = re.compile(r"[^\W\d_]{2}")


def load_text(path: Path, source: str, defaults: Mapping[str, str], limits: Limits) -> Loaded:
    """A Markdown or plain text file as one document. Raises :class:`Unreadable`."""
    text, note = decode(path.read_bytes(), path.name)
    if len(text) > limits.characters:
        raise Unreadable(
            path.name, f"it holds more than {limits.characters:,} characters of text; split it"
        )
    said, spelt, body, unknown = _front_matter(path, text.replace("\r\n", "\n"))
    try:
        checked = facts.check({**defaults, **said}, spelt)
    except facts.BadFact as error:
        raise Unreadable(path.name, f"in its front matter, {error}") from error
    notes = [note] if note else []
    if unknown:
        notes.append(f"front matter not used: {', '.join(unknown)}")
    title = ""
    body = markup.reflow(body)
    if path.suffix.lower() in MARKDOWN:
        body, _ = markup.plain(body)
        title = markup.first_heading(body)
    return _loaded(path, source, body, checked, title, notes)


def load_extracted(
    path: Path, source: str, extracted: Extracted, defaults: Mapping[str, str]
) -> Loaded:
    """A PDF, Office or HTML file as one document. Raises :class:`Unreadable`.

    What such a file states of itself is often filled in by a program: a value that cannot be
    taken is left out, with a note.
    """
    notes = list(extracted.notes)
    said: dict[str, Any] = {**defaults, **extracted.facts}
    while True:
        try:
            checked = facts.check(said)
            break
        except facts.BadFact as error:
            if error.field not in extracted.facts or said[error.field] == defaults.get(error.field):
                raise Unreadable(path.name, str(error)) from error
            notes.append(f"not taken from the file: {error}")
            said.pop(error.field)
            if error.field in defaults:
                said[error.field] = defaults[error.field]
    body = extracted.text
    if path.suffix.lower() != ".pdf":
        body, _ = markup.plain(body)
    return _loaded(path, source, body, checked, markup.first_heading(body), notes)


def _loaded(
    path: Path, source: str, body: str, checked: facts.Facts, title: str, notes: list[str]
) -> Loaded:
    mended = mend(body, checked.language)
    if not _HAS_A_WORD.search(mended.text):
        raise Unreadable(path.name, "no text found in it")
    told = (*notes, *mended.notes)
    title = clean(title).text or _spoken_name(path)
    document = checked.document(source, mended.text, title=title[: facts.LONGEST], notes=told)
    return Loaded(path, (document,), told)


def _spoken_name(path: Path) -> str:
    """A file's name as a title: "net-zero_2023.md" is "net zero 2023"."""
    return " ".join(clean(re.sub(r"[_-]+", " ", path.stem)).text.split())


def _front_matter(path: Path, text: str) -> tuple[dict[str, Any], dict[str, str], str, list[str]]:
    """What the front matter says, how it spells each field, the rest, and keys we don't know."""
    match = _FRONT_MATTER.match(text.removeprefix("\ufeff"))
    if match is None:
        return {}, {}, text, []
    body = text.removeprefix("\ufeff")[match.end() :]
    if len(match["yaml"]) > FRONT_MATTER_LIMIT:
        raise Unreadable(
            path.name, f"its front matter is longer than {FRONT_MATTER_LIMIT:,} characters"
        )
    try:
        # Every value stays the text that was written: 2022 is no number, NO no falsehood.
        held = yaml.load(match["yaml"], Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(path.name, f"its front matter is not valid YAML{_place(error)}") from error
    if not isinstance(held, dict):
        # Two rules across the page, and prose between them.
        return {}, {}, text, []
    said: dict[str, Any] = {}
    spelt: dict[str, str] = {}
    unknown: list[str] = []
    for key, value in held.items():
        field = facts.field_called(str(key))
        if field is None:
            unknown.append(str(key)[:40])
        elif not isinstance(value, str):
            raise Unreadable(path.name, f"in its front matter, {key} must be one value, not a list")
        elif field in said and said[field] != value:
            raise Unreadable(
                path.name,
                f"its front matter says {spelt[field]!r} and {str(key)!r}, which are the same "
                "thing; keep one",
            )
        else:
            said[field], spelt[field] = value, str(key)
    return {key: value for key, value in said.items() if value != ""}, spelt, body, unknown


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    # The line of dashes above the front matter is the first.
    where = f", line {mark.line + 2}" if mark is not None else ""
    problem = getattr(error, "problem", None)
    return f"{where}: {problem}; put quotes around a value that holds a colon" if problem else where
