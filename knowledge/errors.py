"""What can go wrong with the record, written for the person who can fix it.

The family tree::

    KnowledgeError
    ├── BadInput                 something handed in cannot be taken as it is
    │   ├── Unreadable           a file or row that cannot be read: names it, says why
    │   └── UnknownThing         no such brand, document, passage or backup
    ├── RecordUnavailable        the database cannot be opened or written
    │   ├── RecordReadOnly       reading works, writing does not
    │   └── RecordFull           no room left: the transaction was given up, nothing was half kept
    ├── IndexUnavailable         the derived index cannot serve
    │   ├── IndexHeld            another process writes to it; names the holder
    │   └── IndexMismatch        built with another embedding model or dimension
    └── EmbeddingFailed          a text could not be turned into a vector

Every message says what happened, to which thing, and what to do next.
"""


class KnowledgeError(Exception):
    """The root of the family: catch this to catch all that the record can raise."""


class BadInput(KnowledgeError):
    """Something handed in cannot be taken as it is."""


class Unreadable(BadInput):
    """A file or a row that cannot be read. ``name`` is the thing, ``reason`` a sentence."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UnknownThing(BadInput):
    """No such brand, document, passage or backup."""


class RecordUnavailable(KnowledgeError):
    """The database cannot be opened or written."""


class RecordReadOnly(RecordUnavailable):
    """The record can be read but not written."""


class RecordFull(RecordUnavailable):
    """The disk is full: the transaction was given up and nothing was half kept."""


class IndexUnavailable(KnowledgeError):
    """The derived index cannot serve."""


class IndexHeld(IndexUnavailable):
    """Another process holds the index for writing; the message names it."""


class IndexMismatch(IndexUnavailable):
    """The index was built with another embedding model or another dimension."""


class EmbeddingFailed(KnowledgeError):
    """A text could not be turned into a vector."""
