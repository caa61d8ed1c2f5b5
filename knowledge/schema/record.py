"""What the brand has said, the vectors of it, and the journal of what was done."""

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
    String,
    Table,
    Text,
    text,
)

from knowledge.schema.base import metadata

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
    Index(None, "brand", "kind", "language", "date"),
    # Looked at with each write, and nearly always empty.
    Index(
        "ix_documents_declaring",
        "brand",
        "resolved",
        sqlite_where=text("supersedes IS NOT NULL"),
        postgresql_where=text("supersedes IS NOT NULL"),
    ),
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
