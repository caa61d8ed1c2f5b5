"""What a person makes of the record: who is whom, what is proposed, and what edits replaced."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, ForeignKeyConstraint, String, Table, Text

from knowledge.schema.base import metadata

# Another way in which somebody is written. Documents keep the letter; whoever reads who speaks
# follows the spelling to the name, and from there on, should that be a spelling in its turn.
speaker_aliases = Table(
    "speaker_aliases",
    metadata,
    Column("brand", String(64), ForeignKey("brands.name"), primary_key=True),
    Column("spelling", String(300), primary_key=True),
    Column("name", String(300), nullable=False),
    Column("at", String(32), nullable=False),
)


def _document(column: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["brand", column], ["documents.brand", "documents.id"], ondelete="CASCADE"
    )


# What one document may do to another; a person decides. The id is made of what is proposed, so
# that what was dismissed is not proposed again. The words go with either document.
proposals = Table(
    "proposals",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("new_id", String(32), nullable=False),
    Column("old_id", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("new_words", Text, nullable=False),
    Column("old_words", Text, nullable=False),
    _document("new_id"),
    _document("old_id"),
)

# What an edit found and what it left, by the journal's number: the journal holds no words, and
# these go with their document.
record_befores = Table(
    "record_befores",
    metadata,
    Column("brand", String(64), ForeignKey("brands.name"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", String(32)),
    Column("body", Text, nullable=False),
    _document("document_id"),
)
