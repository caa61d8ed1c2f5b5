"""The tables of the record, as SQLAlchemy sees them.

Every table that holds a brand's words has the brand in its primary key and in its foreign keys,
so that a row of one brand cannot point at a row of another. Two tables are of no brand: the
vectors, which are keyed by the text they were made of, and the journal, whose one chain
runs through everything that was done.

The tables are made by ``knowledge/migrations``; a test holds that they agree with this module.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0007"
"""The migration that this code needs: the head of ``knowledge/migrations/versions``."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

# Lists (names, notes, sentences) are JSON text rather than a JSON type: read whole, never
# queried inside, and the same bytes in SQLite, in PostgreSQL and in a backup.
brands = Table(
    "brands",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("names", Text, nullable=False),
    Column("handles", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("arrivals", BigInteger, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("brand", String(64), ForeignKey("brands.name"), primary_key=True),
    Column("id", String(32), primary_key=True),
    # The order of arrival within the brand: a clock may be set back, a count is not.
    Column("arrival", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("text_digest", String(64), nullable=False),
    Column("facts_digest", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("speaker", Text),
    Column("role", Text),
    Column("date", String(10)),
    Column("channel", Text),
    Column("language", String(16)),
    Column("url", Text),
    Column("visibility", String(16), nullable=False),
    Column("embargoed_until", String(10)),
    Column("expires", String(10)),
    Column("owner", Text),
    # What the source says that it replaces, and whether that has been acted on: a declaration
    # waits for a target that arrives later, and is not repeated once a person has undone it.
    Column("supersedes", Text),
    Column("resolved", Boolean, nullable=False),
    Column("superseded_by", String(32)),
    Column("superseded_how", String(16)),  # "version" | "declared" | "person"
    Column("removed", Boolean, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("changed_at", String(32), nullable=False),
    # Long columns come last: SQLite walks over them to reach what stands behind.
    Column("notes", Text, nullable=False),
    # The facts as the source gave them. What a person edits is in the columns above, and a
    # later version of the source changes only the facts that it states differently from these.
    Column("loaded", Text, nullable=False),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(
        ["brand", "superseded_by"],
        ["documents.brand", "documents.id"],
        # A batch may bring a document before the one that replaces it.
        deferrable=True,
        initially="DEFERRED",
    ),
    Index(None, "brand", "source"),
    Index(None, "brand", "file_name"),
    Index(None, "brand", "text_digest"),
    Index(None, "brand", "superseded_by"),
)

passages = Table(
    "passages",
    metadata,
    Column("brand", String(64), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("document_id", String(32), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("vector_key", String(64), nullable=False),
    # A passage's own access; null where it is its document's.
    Column("visibility", String(16)),
    Column("embargoed_until", String(10)),
    Column("expires", String(10)),
    Column("owner", Text),
    Column("heading", Text, nullable=False),
    Column("sentences", Text, nullable=False),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(
        ["brand", "document_id"], ["documents.brand", "documents.id"], ondelete="CASCADE"
    ),
    # All that the catalogue reads, in its order, without a look at the texts.
    Index(
        "ix_passages_catalogue",
        "brand",
        "document_id",
        "position",
        "id",
        "vector_key",
        "visibility",
        "embargoed_until",
        "expires",
        "owner",
    ),
    Index(None, "vector_key"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("model", String(200), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("dimension", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),  # float32, little-endian
)

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("brand", String(64), nullable=False),
    Column("actor", String(32), nullable=False),
    Column("act", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Index(None, "subject"),
)

# Who the journal's actors are. A person's name can be forgotten here, and the chain still holds.
actors = Table(
    "actors",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("name", Text, nullable=False),
)

# One row: the key of the journal's digests, made by the first migration.
secrets = Table(
    "secrets",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", String(128), nullable=False),
)

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

PASSING = frozenset({"sessions", "attempts", "spent", "notices"})
"""Tables of the hour, which no backup carries: after a restore everybody signs in again, and
nobody is told a second time of what was done before it."""
