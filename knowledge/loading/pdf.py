"""Text out of PDF files.

A PDF says where letters stand on a page, not what a sentence is: what repeats at the edge of the
pages is taken off, and the lines of a paragraph are put together again.
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from pathlib import Path

from knowledge.errors import Unreadable
from knowledge.loading.extracted import Extracted, stated
from knowledge.loading.outcomes import Limits


def read_pdf(path: Path, limits: Limits) -> Extracted:
    """The text of a PDF, page after page, without what repeats at the edge of every page."""
    import pypdf
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        # A document may be locked against changes only: it then opens without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(path.name, _NEEDS_PASSWORD)
        if len(reader.pages) > limits.pages:
            raise Unreadable(path.name, f"it has more than {limits.pages:,} pages; split it")
        pages = []
        total = 0
        for page in reader.pages:
            pages.append(page.extract_text())
            total += len(pages[-1])
            if total > limits.characters:
                raise Unreadable(
                    path.name, f"it holds more than {limits.characters:,} characters; split it"
                )
        facts = stated(reader.metadata.title if reader.metadata is not None else None)
    except DependencyError as error:
        raise Unreadable(path.name, _NEEDS_PASSWORD) from error
    except LimitReachedError as error:
        raise Unreadable(
            path.name, "it unpacks to far more than a document should; it was not read"
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise Unreadable(
            path.name,
            f"it is damaged and cannot be read as a PDF ({type(error).__name__}); "
            "open it and save it again",
        ) from error
    if not any(page.strip() for page in pages):
        raise Unreadable(
            path.name,
            "no text found: its pages are images. Run text recognition (OCR) on it first",
        )
    pages, notes = _without_edges(pages)
    empty = sum(not page.strip() for page in pages)
    if empty:
        notes.append(f"{empty} of {len(pages)} pages hold no text (images?)")
    text = "\n\n".join(unwrap(page) for page in pages if page.strip())
    return Extracted(text, facts, tuple(notes))


_NEEDS_PASSWORD = "it needs a password; save a copy without one and hand that in"  # noqa: S105


def _without_edges(pages: list[str]) -> tuple[list[str], list[str]]:
    """Pages without the running heads and page numbers that would cut sentences in two."""
    split = [page.strip("\n").split("\n") for page in pages]
    edges = Counter(
        key for lines in split for key in {_edge(lines[0]), _edge(lines[-1])} if key is not None
    )
    often = {key for key, count in edges.items() if count >= max(3, len(pages) // 2)}
    removed = 0
    for lines in split:
        for end in (0, -1):
            key = _edge(lines[end]) if lines else None
            if key is not None and (key in often or key == "#"):
                lines.pop(end)
                removed += 1
    notes = [f"{removed} running heads and page numbers removed"] if removed else []
    return ["\n".join(lines) for lines in split], notes


def _edge(line: str) -> str | None:
    """What a running head has in common from page to page: its words, with figures as one."""
    key = re.sub(r"\d+", "#", " ".join(line.split()).casefold())
    return key if key and len(key) <= 120 else None


_ITEM = re.compile(r"\s*(?:[-–•·▪●◦‣*→]|\(?\d{1,3}[.)]|[a-z]\))\s")


def unwrap(page: str) -> str:
    """The lines of a printed page put together into paragraphs.

    A line goes on in the next when it is as long as the page is wide, or when the next begins in
    lower case; list items and short lines stay apart.
    """
    lines = [line.strip() for line in page.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    full = 0.75 * widths[int(0.9 * (len(widths) - 1))] if widths else 0
    out: list[str] = []
    for line in lines:
        before = out[-1] if out else ""
        last = before.rsplit("\n", 1)[-1]
        goes_on = bool(line and before) and not _ITEM.match(line)
        if goes_on and last.endswith("-") and line[0].islower():
            # Left for mending, which knows which hyphens are the word's own.
            out[-1] = f"{before}\n{line}"
        elif goes_on and (line[0].islower() or len(last) >= full):
            out[-1] = f"{before} {line}"
        else:
            out.append(line)
    return "\n".join(out)
