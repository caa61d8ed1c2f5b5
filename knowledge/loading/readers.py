"""Which reader a file from outside goes to.

These readers run in a process of their own (:mod:`knowledge.loading.worker`), because a file may be
built to exhaust or to crash what reads it. Each gives an :class:`Extracted` or raises
:class:`Unreadable` with a sentence for the person who handed the file in.
"""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import Unreadable
from knowledge.loading.extracted import Extracted
from knowledge.loading.outcomes import Limits
from knowledge.loading.walking import OFFICE, PDF


def read(path: Path, limits: Limits) -> Extracted:
    """The content of a PDF, Office or HTML file, told by what its name ends in."""
    suffix = path.suffix.lower()
    if suffix in PDF:
        from knowledge.loading.pdf import read_pdf

        extracted = read_pdf(path, limits)
    elif suffix in OFFICE:
        from knowledge.loading.office import read_office

        extracted = read_office(path, limits)
    else:
        from knowledge.loading.web import read_page

        extracted = read_page(path)
    if len(extracted.text) > limits.characters:
        raise Unreadable(
            path.name, f"it holds more than {limits.characters:,} characters of text; split it"
        )
    return extracted
