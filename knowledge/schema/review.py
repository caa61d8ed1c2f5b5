"""Replies on their way out: texts, decisions, comments, freezes."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from knowledge.schema.base import metadata

# A reply on its way out: the post, the versions of the text that answers it, what was decided.
# ``turn`` grows with every act, so that whoever acts on an earlier state is told.
dossiers = Table(
    "dossiers",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("brand", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("platform", String(32), nullable=False),
    Column("post_digest", String(64), nullable=False),
    Column("opened_by", String(200), nullable=False),
    Column("assignee", String(200)),
    Column("due_at", String(32)),
    Column("look_again", String(10)),
    Column("corrects", String(32)),
    Column("document_id", String(32)),
    Column("url", Text),
    Column("opened_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    # What somebody wrote, and may have to go: null once it was erased.
    Column("post", Text),
    # Of an answer that is prepared: what it answers. Of one that was made of it: where from.
    Column("topic", Text),
    Column("origin", String(32)),
    Index(None, "brand", "changed_at"),
    Index(None, "brand", "post_digest"),
)

# Never changed: an edit of one character is a further version.
versions = Table(
    "versions",
    metadata,
    Column(
        "dossier_id", String(32), ForeignKey("dossiers.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("author", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("language", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("examined", Text, nullable=False),
)

# Approvals, changes asked and rejections, each of one exact text.
decisions = Table(
    "decisions",
    metadata,
    Column(
        "dossier_id", String(32), ForeignKey("dossiers.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("person", String(200), nullable=False),
    Column("act", String(16), nullable=False),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("overrides", Text, nullable=False),
    Column("examined", Text, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column(
        "dossier_id", String(32), ForeignKey("dossiers.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("sentence", Integer),
    Column("person", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("settled_by", String(200)),
    Column("words", Text, nullable=False),
)

# While a freeze stands, nothing of the brand leaves the house.
freezes = Table(
    "freezes",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("set_by", String(200), nullable=False),
    Column("set_at", String(32), nullable=False),
    Column("lifted_by", String(200)),
    Column("lifted_at", String(32)),
    Column("reason", Text, nullable=False),
)
