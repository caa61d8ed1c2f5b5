"""That a file was written, and what went into it; and what the journal says of itself."""

from __future__ import annotations

from typing_extensions import TypedDict


class Written(TypedDict):
    """A file that was written."""

    file: str


class Rows(Written):
    """A table that was written, and how many rows it has, headings apart."""

    rows: int


class OneReply(Written):
    """A reply that was written to a file, by its id."""

    reply: str


class OneCall(Written):
    """An open call that was written to a file, by its id."""

    call: str


class Allies(Written):
    """A reef that was written to a file, and how many allies are in it."""

    allies: int


class Restored(Written):
    """The archive that was brought back, and the brands in it."""

    brands: list[str]


class Checkpoint(Written):
    """Where the journal ended: its last entry, that entry's digest, and when it was made."""

    what: str
    version: int
    seq: int
    digest: str
    at: str | None


class Verified(TypedDict):
    """Whether the journal's chain holds over `count` entries, or where it is broken and why.

    `against` is the file of the checkpoint that it was held to, where there was one.
    """

    count: int
    first_bad: int | None
    reason: str
    holds: bool
    against: str | None
