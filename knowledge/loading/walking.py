"""Which files a person means by the paths they named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
PLAIN = frozenset({".txt", ".text"})
WEB = frozenset({".html", ".htm", ".xhtml"})
PDF = frozenset({".pdf"})
OFFICE = frozenset({".docx", ".pptx", ".xlsx"})
TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson"})
KNOWN = MARKDOWN | PLAIN | WEB | PDF | OFFICE | TABLES


def walk(paths: Iterable[Path]) -> list[Path]:
    """Every file under ``paths``, folders recursively, each once and in a stable order.

    Hidden files and folders are left out, and so are links that lead out of the folder they were
    found in. A path that was named itself is kept whatever it is: its outcome will say.
    """
    found: dict[Path, None] = {}
    for path in paths:
        named = Path(os.path.abspath(path))
        for file in _inside(named) if named.is_dir() else (named,):
            found.setdefault(file, None)
    return list(found)


def _inside(folder: Path) -> Iterator[Path]:
    bounds = folder.resolve()
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(here, name)
            if not name.startswith(".") and _stays_within(file, bounds):
                yield file


def _stays_within(file: Path, bounds: Path) -> bool:
    return not file.is_symlink() or file.resolve().is_relative_to(bounds)


def safe_name(name: str) -> str:
    """The bare file name in ``name``, whatever folders it pretends to be in.

    For names that come from outside (an upload): "../../etc/passwd" is only "passwd".
    """
    bare = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    kept = "".join(character for character in bare if character.isprintable() and character != ":")
    return kept.strip(" .") or "unnamed"
