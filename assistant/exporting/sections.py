"""A document in plain sections: what both the Word document and the PDF are written from.

Everything in it is text: what writes it runs nothing and fetches nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Manner(StrEnum):
    """How a block of text stands on the page."""

    TEXT = "text"
    STRONG = "strong"
    SAID = "said"
    """Words of somebody, to the letter."""
    SAY = "say"
    """Words to be said, set apart."""
    SMALL = "small"


@dataclass(frozen=True)
class Block:
    """A paragraph, and how it stands."""

    text: str
    manner: Manner = Manner.TEXT


@dataclass(frozen=True)
class Section:
    """A heading; paragraphs; ``quoted`` words, to the letter; a table, its first row the header.

    ``blocks`` come after the paragraphs; ``widths`` are the table's columns, in any unit, equal
    where there are none.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    quoted: str | None = None
    table: tuple[tuple[str, ...], ...] = ()
    blocks: tuple[Block, ...] = ()
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Told:
    """The whole: ``banner`` is on every page where the text may not leave as it stands.

    ``lead`` stands beneath the title. What is ``dense`` is set to fit on few pages; what is for
    ``pages`` is set smaller still where it would need more, as long as it can be read.
    """

    title: str
    language: str
    banner: str | None
    sections: tuple[Section, ...]
    lead: str = ""
    dense: bool = False
    pages: int | None = None
