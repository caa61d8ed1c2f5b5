"""Rehearsals, their turns, and with whom they are shared."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.schema.base import metadata

# A rehearsal, and its turns: each a question, its answer and what the judge made of it, as JSON.
# ``parent`` is the turn before; turns with one parent are branches. ``leaf`` is where it stands,
# ``speaker`` whose voice the answers are held against.
rehearsals = Table(
    "rehearsals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("brand", String(64), nullable=False),
    Column("person", String(200), nullable=False),
    Column("challenger", String(64), nullable=False),
    Column("level", Integer, nullable=False),
    Column("language", String(8), nullable=False),
    Column("engine", String(16), nullable=False),
    Column("topic", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("leaf", String(32)),
    Column("created_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("speaker", Text),
    Index(None, "person", "changed_at"),
)

rehearsal_turns = Table(
    "rehearsal_turns",
    metadata,
    Column("id", String(32), primary_key=True),
    Column(
        "rehearsal_id",
        String(32),
        ForeignKey("rehearsals.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("parent", String(32)),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("rehearsal_id", "number"),
)

# With whom somebody shares a rehearsal: they may read it.
rehearsal_shares = Table(
    "rehearsal_shares",
    metadata,
    Column(
        "rehearsal_id",
        String(32),
        ForeignKey("rehearsals.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("person", String(200), primary_key=True),
)
