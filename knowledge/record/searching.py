"""Which documents have some words, wherever in them: for whoever looks for a document itself.

A search by meaning finds what bears on a question. This finds what is written, whatever its case
and accents, and nothing else.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, or_, select

from knowledge.cleaning import fold
from knowledge.schema import documents

# What accents are written over, and what folding makes more or fewer letters of: the database lets
# anything stand there, and folding decides.
_UNSURE = re.compile(r"[^bdfghjklmpqrtvwx0-9]+")
MOST_WORDS = 8


def containing(connection: Connection, brand: str, words: str) -> set[str]:
    """The documents, removed ones too, that hold all of ``words`` in their title, text, file name
    or the name of who speaks."""
    wanted = fold(words).split()[:MOST_WORDS]
    if not wanted:
        return set()
    where = (documents.c.title, documents.c.speaker, documents.c.file_name, documents.c.text)
    query = select(documents.c.id, *where).where(documents.c.brand == brand)
    for word in wanted:
        query = query.where(or_(*(column.ilike(_pattern(word)) for column in where)))
    found = set()
    for row in connection.execution_options(yield_per=200).execute(query):
        told = [row.title, row.speaker or "", row.file_name, row.text]
        if all(any(word in fold(part) for part in told) for word in wanted):
            found.add(row.id)
    return found


def _pattern(word: str) -> str:
    return re.sub("%+", "%", f"%{_UNSURE.sub('%', word)}%")
