"""Open calls on a brand's purpose: what people answered, the sentences made of it, the vote.

What somebody wrote lies in rows of its own that can be erased; nothing else copies it. ``salt`` is
what answers are known again by at the next import; it is forgotten when a call is closed.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from knowledge.schema.base import metadata

_CALL = "purpose_calls.id"

# ``question`` and ``asked`` are JSON by language; ``mapping`` is that of the last import,
# JSON by heading; ``answered`` counts what was written to the answers, so that a reading of them
# is known to be of today.
purpose_calls = Table(
    "purpose_calls",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("brand", String(64), nullable=False),
    Column("question", Text, nullable=False),
    Column("asked", Text, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("least", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("salt", String(64)),
    Column("mapping", Text, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("opened_by", String(200), nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("closed_at", String(32)),
    Index(None, "brand", "opened_at"),
)

# ``id`` is a keyed digest: neither the order of the rows nor their ids tell who answered. ``who``
# tells authors apart: a keyed digest, or a name where the call is not anonymous.
purpose_answers = Table(
    "purpose_answers",
    metadata,
    Column("call_id", String(32), ForeignKey(_CALL, ondelete="CASCADE"), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("who", String(200)),
    Column("language", String(8), nullable=False),
    Column("groups_told", Text, nullable=False),
    Column("text", Text, nullable=False),
)

# What was read out of the answers, as JSON; derived, and made anew where the answers changed.
purpose_readings = Table(
    "purpose_readings",
    metadata,
    Column("call_id", String(32), ForeignKey(_CALL, ondelete="CASCADE"), primary_key=True),
    Column("answered", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

# A sentence that could become the purpose; ``body`` says of what it is made, as JSON.
purpose_candidates = Table(
    "purpose_candidates",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("call_id", String(32), ForeignKey(_CALL, ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("made_by", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Index(None, "call_id", "number"),
)

# One vote a person and call. When the call is closed ``person`` becomes a number drawn by lot.
purpose_votes = Table(
    "purpose_votes",
    metadata,
    Column("call_id", String(32), ForeignKey(_CALL, ondelete="CASCADE"), primary_key=True),
    Column("person", String(200), primary_key=True),
    Column(
        "candidate_id",
        String(32),
        ForeignKey("purpose_candidates.id", ondelete="CASCADE"),
        nullable=False,
    ),
)

purpose_comments = Table(
    "purpose_comments",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("call_id", String(32), ForeignKey(_CALL, ondelete="CASCADE"), nullable=False),
    Column("candidate_id", String(32), ForeignKey("purpose_candidates.id", ondelete="CASCADE")),
    Column("person", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("words", Text, nullable=False),
    Index(None, "call_id", "at"),
)

# What a call came to: the document on record, and its provenance as JSON.
purpose_outcomes = Table(
    "purpose_outcomes",
    metadata,
    Column("call_id", String(32), ForeignKey(_CALL, ondelete="CASCADE"), primary_key=True),
    Column("document_id", String(32), primary_key=True),
    Column("decided_by", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("provenance", Text, nullable=False),
)
