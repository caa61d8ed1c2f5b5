"""What is said about a brand: posts, what was read of them, their themes, and where they come from.

A post holds what somebody wrote, and may have to go: its row is deleted, and what hangs on it goes
along. What stays is its id in ``post_erasures``, a keyed digest, so that the same file does not
bring it back.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from knowledge.schema.base import metadata

# ``own_id`` is what the channel calls a post, ``reply_to`` the own id of what it answers.
# ``wording`` is a keyed digest of its letters and figures: copies share it, and ``copy_of`` is the
# first of them. ``author_key`` is a keyed digest of the author's folded name.
posts = Table(
    "posts",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("arrival", BigInteger, nullable=False),
    Column("channel", String(64), nullable=False),
    Column("own_id", String(300)),
    Column("reply_to", String(300)),
    Column("at", String(32)),
    Column("language", String(16), nullable=False),
    Column("community", String(200)),
    Column("rating", Integer),
    Column("reach", BigInteger),
    Column("by_brand", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("known", String(16)),
    Column("taken_by", String(200)),
    Column("copies", Integer, nullable=False),
    Column("copy_of", String(32)),
    Column("wording", String(32), nullable=False),
    Column("author_key", String(32)),
    Column("vector_key", String(64), nullable=False),
    Column("post_digest", String(64), nullable=False),
    Column("arrived_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("author", Text),
    Column("url", Text),
    Column("note", Text, nullable=False),
    # The text as it is searched: folded.
    Column("folded", Text, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "brand", "at"),
    Index(None, "brand", "channel", "own_id"),
    Index(None, "brand", "channel", "reply_to"),
    Index(None, "brand", "wording"),
    Index(None, "brand", "author_key"),
    Index(None, "brand", "post_digest"),
    Index(None, "brand", "copy_of"),
    Index(None, "vector_key"),
)

# What was read of a post, as far as the inbox is filtered by it; ``rules`` is what it was read by.
post_readings = Table(
    "post_readings",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("post_id", String(32), primary_key=True),
    Column("rules", String(32), nullable=False),
    Column("intent", String(16), nullable=False),
    Column("route", String(16), nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("heat", Float, nullable=False),
    Column("complaint", Boolean, nullable=False),
    Column("problem", Boolean, nullable=False),
    ForeignKeyConstraint(["brand", "post_id"], ["posts.brand", "posts.id"], ondelete="CASCADE"),
    Index(None, "brand", "urgency"),
)

# What of the record a post challenges, as JSON: words of the record, and none of the post's.
# ``situation`` is the state of the record and the rules it was asked under.
post_challenges = Table(
    "post_challenges",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("post_id", String(32), primary_key=True),
    Column("situation", String(64), nullable=False),
    Column("body", Text, nullable=False),
    ForeignKeyConstraint(["brand", "post_id"], ["posts.brand", "posts.id"], ondelete="CASCADE"),
)

# The ids of posts that were erased.
post_erasures = Table(
    "post_erasures",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("post_id", String(32), primary_key=True),
)

# How far a file was taken in, by the digest of what it holds and how it was read.
post_imports = Table(
    "post_imports",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("id", String(32), nullable=False),
    Column("rows", BigInteger, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("at", String(32), nullable=False),
)

# Which column each field is read from, by the heading of the table; as JSON.
post_columns = Table(
    "post_columns",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("heading", String(64), primary_key=True),
    Column("columns", Text, nullable=False),
)

# Where posts are read from again and again. ``stopped`` is where reading stopped, as JSON.
feeds = Table(
    "feeds",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("address", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("read_at", String(32)),
    Column("stopped", Text, nullable=False),
    Column("error", Text),
)

# The themes of the inbox as they were last gathered: words, representatives and counts, as JSON.
inbox_themes = Table(
    "inbox_themes",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("gathered_at", String(32), nullable=False),
)

inbox_theme_posts = Table(
    "inbox_theme_posts",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("post_id", String(32), primary_key=True),
    Column("theme_id", String(32), nullable=False),
    Column("position", Integer, nullable=False),
    ForeignKeyConstraint(["brand", "post_id"], ["posts.brand", "posts.id"], ondelete="CASCADE"),
    ForeignKeyConstraint(
        ["brand", "theme_id"], ["inbox_themes.brand", "inbox_themes.id"], ondelete="CASCADE"
    ),
    Index(None, "brand", "theme_id", "position"),
)

# Whose account a handle is: a leader who speaks on record under ``speaker``.
leader_handles = Table(
    "leader_handles",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("handle", String(200), primary_key=True),
    Column("speaker", Text, nullable=False),
)
