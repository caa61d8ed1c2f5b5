"""The door of the record: files in, documents out, and an account of every one of them.

:func:`load` takes files and folders as a person has them: Markdown and text with front matter, web
pages, PDF, Office documents, and tables of statements (a workbook is one where a column of it
holds the text; else it is a document with tables). Each is checked for what it really is, read
within bounds, cleaned, mended where extraction broke it, and handed on as
:class:`~knowledge.model.SourceDocument` values. A file that cannot be taken is refused in a
sentence, and the others go on.

Where things are: :mod:`walking` finds files, :mod:`sniffing` looks at what they are,
:mod:`decoding` turns bytes into text; :mod:`documents` and :mod:`tables` make documents of them,
with :mod:`facts` for who said it when; :mod:`mending`, :mod:`spacing`, :mod:`breaks` and
:mod:`markup` repair the words; :mod:`worker` runs the readers of :mod:`pdf`, :mod:`office` and
:mod:`web` files apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from knowledge.errors import BadInput, Unreadable
from knowledge.loading.outcomes import Limits, Loaded, Outcome, Refused, Skipped, renamed
from knowledge.loading.walking import KNOWN, MARKDOWN, PLAIN, TABLES, safe_name, walk
from knowledge.loading.worker import Worker

__all__ = [
    "Limits",
    "Loaded",
    "Outcome",
    "Refused",
    "Skipped",
    "load",
    "renamed",
    "safe_name",
    "walk",
]

_DEFAULT_LIMITS = Limits()


def load(
    paths: Iterable[Path],
    *,
    mapping: Mapping[str, str] | None = None,
    defaults: Mapping[str, str] | None = None,
    limits: Limits = _DEFAULT_LIMITS,
) -> Iterator[Outcome]:
    """What comes of each file under ``paths``, one after the other, in :func:`walk`'s order.

    ``mapping`` names the column of a table that each of our fields is read from
    (``{"text": "Corps du message"}``); ``defaults`` are facts for what says nothing of its own
    (``{"speaker": "Halage", "kind": "statement"}``). A file gives a :class:`Loaded` or a
    :class:`Refused` or a :class:`Skipped`; a table may give all three, for its rows.

    Raises :class:`~knowledge.errors.BadInput` at once when ``mapping`` or ``defaults`` name a
    field that does not exist or hold a value that cannot be taken.
    """
    from knowledge.loading import facts, tables

    for name in mapping or {}:
        if name not in tables.OURS:
            raise BadInput(
                f"No field is called {name!r}. Map one of {', '.join(sorted(tables.OURS))}."
            )
    for name in defaults or {}:
        if name not in facts.FIELDS:
            raise BadInput(
                f"No field is called {name!r}. Give one of {', '.join(sorted(facts.FIELDS))}."
            )
    try:
        facts.check(defaults or {})
    except facts.BadFact as error:
        raise BadInput(f"As a default, {error}") from error
    return _outcomes(walk(paths), mapping or {}, defaults or {}, limits)


def _outcomes(
    files: Iterable[Path], mapping: Mapping[str, str], defaults: Mapping[str, str], limits: Limits
) -> Iterator[Outcome]:
    with Worker(limits) as worker:
        for path in files:
            try:
                yield from _read(path, mapping, defaults, limits, worker)
            except Unreadable as error:
                yield Refused(path, f"{error.reason.rstrip('.')}.")
            except OSError as error:
                yield Refused(path, f"it cannot be opened: {error.strerror or error}.")


def _read(
    path: Path,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    limits: Limits,
    worker: Worker,
) -> Iterator[Outcome]:
    from knowledge.loading import documents, sniffing, tables

    suffix = path.suffix.lower()
    if not path.exists():
        raise Unreadable(path.name, "there is no such file or folder")
    if not path.is_file():
        yield Skipped(path, "not a file that can be read.")
        return
    if suffix not in KNOWN:
        yield Skipped(path, f"files ending in {suffix or 'nothing'} are not read.")
        return
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise Unreadable(
            path.name,
            f"it has {size / 1e6:,.0f} MB and the limit is {limits.file_bytes / 1e6:,.0f} MB; "
            "split it, or leave out its images",
        )
    sniffing.check(path)
    source = _source(path)
    if suffix in TABLES:
        yield from tables.load_table(path, source, mapping, defaults, limits)
    elif suffix in MARKDOWN | PLAIN:
        yield documents.load_text(path, source, defaults, limits)
    else:
        extracted = worker.read(path)
        sheets = tables.statements(extracted.sheets, mapping)
        if sheets:
            yield from tables.load_sheets(path, source, sheets, mapping, defaults, limits)
            for name in extracted.sheets.keys() - sheets.keys():
                yield Skipped(path, f"the sheet {name!r}, which has no column for the text")
        else:
            yield documents.load_extracted(path, source, extracted, defaults)


def _source(path: Path) -> str:
    """How the file is known again: its absolute POSIX path, whatever bytes its name is made of."""
    name = path.absolute().as_posix()
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
