"""Text out of DOCX, PPTX and XLSX files, once their package is known to be safe.

An Office file is a zip of XML files. Both can be built to exhaust what reads them, so the zip's own
directory and the head of each XML file are looked at before any library opens them.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from knowledge.errors import Unreadable
from knowledge.loading.extracted import Extracted, stated
from knowledge.loading.outcomes import Limits


def read_office(path: Path, limits: Limits) -> Extracted:
    """The content of a DOCX, PPTX or XLSX as Markdown, once its package is known to be safe."""
    inspect_package(path, limits)
    from markitdown import MarkItDown, MarkItDownException

    try:
        converted = MarkItDown(enable_plugins=False).convert_local(path)
    except (MarkItDownException, zipfile.BadZipFile, ValueError, KeyError) as error:
        raise Unreadable(path.name, _DAMAGED) from error
    text = converted.text_content
    sheets: dict[str, list[list[str]]] = {}
    if path.suffix.lower() == ".xlsx":
        # Empty cells come out as "not a number".
        text = re.sub(r"(?<=\|) NaN (?=\|)", "  ", text)
        sheets = _sheets(path, limits)
    if not text.strip():
        raise Unreadable(path.name, "no text found in it")
    return Extracted(text, stated(_title(path) or converted.title), sheets=sheets)


def _sheets(path: Path, limits: Limits) -> dict[str, list[list[str]]]:
    """The rows of each sheet that hold anything, as text; a day as an ISO date."""
    from openpyxl import load_workbook

    found: dict[str, list[list[str]]] = {}
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            rows: list[list[str]] = []
            for cells in sheet.iter_rows(values_only=True):
                row = [_cell(value) for value in cells]
                if any(row):
                    rows.append(row)
                if len(rows) > limits.rows + 1:
                    raise Unreadable(path.name, f"it has more than {limits.rows:,} rows; split it")
            if rows:
                found[sheet.title] = rows
    finally:
        book.close()
    return found


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if whole_day else value.isoformat(sep=" ")
    return str(value).strip()


_DAMAGED = "it is damaged and cannot be read as an Office document; open it and save it again"
_PARTS = {".docx": "word/", ".pptx": "ppt/", ".xlsx": "xl/"}


def inspect_package(path: Path, limits: Limits) -> None:
    """Raise :class:`Unreadable` for a zip bomb, a document type or a package of another kind.

    Sizes come from the package's own directory; no reader unpacks more than it declares.
    """
    if _entries(path) > limits.entries:
        raise Unreadable(path.name, f"it holds more than {limits.entries:,} files; it was not read")
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _refuse_bombs(path, entries, limits)
            folder = _PARTS[path.suffix.lower()]
            if not any(entry.filename.startswith(folder) for entry in entries):
                raise Unreadable(
                    path.name,
                    f"its name ends in {path.suffix}, but its content is another kind of archive",
                )
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    with package.open(entry) as part:
                        _refuse_document_type(path, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Unreadable(path.name, _DAMAGED) from error


def _entries(path: Path) -> int:
    """How many files the zip says it holds, read from its last bytes before anything is opened."""
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 66_000))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    return int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else 0


def _refuse_bombs(path: Path, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, path.stat().st_size)
    if (
        len(entries) > limits.entries
        or unpacked > limits.unpacked_bytes
        or (unpacked > 1_000_000 and unpacked / packed > limits.ratio)
    ):
        raise Unreadable(
            path.name,
            f"it unpacks from {packed:,} to {unpacked:,} bytes, far more than a document should; "
            "it was not read",
        )


def _refuse_document_type(path: Path, part: IO[bytes]) -> None:
    """A document type stands before the first element, or not at all: that far is read."""
    parser: Any = expat.ParserCreate()
    state = {"type": False, "element": False}
    parser.StartDoctypeDeclHandler = lambda *_: state.update(type=True)
    parser.StartElementHandler = lambda *_: state.update(element=True)
    try:
        while not any(state.values()) and (chunk := part.read(16_384)):
            parser.Parse(chunk)
    except expat.ExpatError as error:
        if not any(state.values()):
            raise Unreadable(path.name, _DAMAGED) from error
    if state["type"]:
        raise Unreadable(
            path.name,
            "it declares a document type or entities, which Office never writes; it was not read",
        )


def _title(path: Path) -> str | None:
    """The title as its author filled it in. The dates there are the file's, not its words'."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        with zipfile.ZipFile(path) as package:
            root = ElementTree.fromstring(package.read("docProps/core.xml"))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, DefusedXmlException):
        return None
    return root.findtext("{http://purl.org/dc/elements/1.1/}title")
