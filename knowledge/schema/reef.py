"""Allies: what they said, their consent to be cited, contacts with them, what they were asked."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from knowledge.schema.base import metadata

# ``folded`` is the name as it is looked up. ``ties`` and ``topics`` are JSON. All that is known of
# an ally is in this row and in those that hang on it, and goes with it.
allies = Table(
    "allies",
    metadata,
    Column("brand", String(64), ForeignKey("brands.name"), primary_key=True),
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", String(300), nullable=False),
    Column("community", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("ties", Text, nullable=False),
    Column("topics", Text, nullable=False),
    UniqueConstraint("brand", "folded"),
)


def _of_an_ally(name: str, *columns: Column[object]) -> Table:
    return Table(
        name,
        metadata,
        Column("brand", String(64), primary_key=True),
        Column("ally_id", String(16), primary_key=True),
        Column("number", Integer, primary_key=True),
        *columns,
        ForeignKeyConstraint(
            ["brand", "ally_id"], ["allies.brand", "allies.id"], ondelete="CASCADE"
        ),
    )


# Words of theirs, to the letter; ``stance`` is whether they share or dispute.
ally_sayings = _of_an_ally(
    "ally_sayings",
    Column("stance", String(16), nullable=False),
    Column("date", String(10), nullable=False),
    Column("language", String(8), nullable=False),
    Column("document_id", String(32)),
    Column("source", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("words", Text, nullable=False),
)

# What was recorded of their consent to be cited; the last one holds.
ally_consents = _of_an_ally(
    "ally_consents",
    Column("answer", String(16), nullable=False),
    Column("date", String(10), nullable=False),
    Column("until", String(10)),
    Column("person", String(200), nullable=False),
    Column("scope", Text, nullable=False),
)

ally_contacts = _of_an_ally(
    "ally_contacts",
    Column("date", String(10), nullable=False),
    Column("crisis", Boolean, nullable=False),
    Column("person", String(200), nullable=False),
    Column("about", Text, nullable=False),
)

# What they were asked, in the words of who asked; ``body`` is the whole brief as JSON.
ally_briefs = _of_an_ally(
    "ally_briefs",
    Column("at", String(32), nullable=False),
    Column("person", String(200), nullable=False),
    Column("language", String(8), nullable=False),
    Column("about", Text, nullable=False),
    Column("ask", Text, nullable=False),
    Column("body", Text, nullable=False),
)
