"""What people asked, and what was drafted."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from knowledge.schema.base import metadata

# What people asked Corail, and what it drafted: kept by person, and forgotten on demand. Not in
# the journal: a post holds what somebody wrote, and may have to go.
conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("brand", String(64), nullable=False),
    Column("person", String(200), nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Index(None, "person", "changed_at"),
)

exchanges = Table(
    "exchanges",
    metadata,
    Column(
        "conversation_id",
        String(32),
        ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
)
