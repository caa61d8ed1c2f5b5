"""Who may come in, who is in, with which keys programs do, and what people are to be told."""

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
    UniqueConstraint,
)

from knowledge.schema.base import metadata

# Who may sign in. ``folded`` is the name as it is looked up; ``subject`` the account of single
# sign-on that first came under it, digested. All of a person is in this row, and goes with it.
people = Table(
    "people",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("folded", String(300), nullable=False),
    Column("email", String(320)),
    Column("subject", String(64)),
    Column("active", Boolean, nullable=False),
    Column("away_from", String(10)),
    Column("away_until", String(10)),
    Column("stand_in", String(100)),
    Column("added_at", String(32), nullable=False),
    Column("roles", Text, nullable=False),
    Column("password", Text),
    UniqueConstraint("folded"),
    UniqueConstraint("email"),
)

# Who is signed in. A session that ended stays for a while, so that its later use can be told of.
sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person", String(100), ForeignKey("people.name", ondelete="CASCADE"), nullable=False),
    Column("way", String(16), nullable=False),
    Column("opened_at", String(32), nullable=False),
    Column("seen_at", String(32), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("ended", String(16)),
    Index(None, "person"),
)

# What programs sign with, digested: whose key it is (``None``: of whoever is alone here), which of
# their roles it carries (JSON; ``None``: all). ``told_at`` is when the journal last heard that it
# was refused.
api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("person", String(100), ForeignKey("people.name", ondelete="CASCADE")),
    Column("name", String(100), nullable=False),
    Column("roles", Text),
    Column("made_by", String(200), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("expires_at", String(32)),
    Column("used_at", String(32)),
    Column("revoked_at", String(32)),
    Column("told_at", String(32)),
    Index(None, "person"),
)

# Tries to sign in, by keyed digests of the name and of the address.
attempts = Table(
    "attempts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("at", String(32), nullable=False),
)

# What single sign-on was begun with and has come back: it counts once.
spent = Table(
    "spent",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("expires_at", String(32), nullable=False),
)

# What people are to be told of, until it was delivered or given up. ``told`` is JSON and holds no
# text of a post or a reply; ``next_at`` is when it is tried next, or when its claim lapses.
notices = Table(
    "notices",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("recipient", String(100)),
    Column("state", String(16), nullable=False),
    Column("put_at", String(32), nullable=False),
    Column("next_at", String(32), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("claim", String(32)),
    Column("settled_at", String(32)),
    Column("told", Text, nullable=False),
    Column("error", Text),
    Index(None, "channel", "state", "next_at"),
)
