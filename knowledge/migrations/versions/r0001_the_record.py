"""The record: brands, documents, passages, vectors, the journal and its key."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actors",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_actors"),
    )
    op.create_table(
        "brands",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("handles", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("arrivals", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_brands"),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_journal"),
    )
    op.create_index("ix_journal_subject", "journal", ["subject"])
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )
    op.create_table(
        "vectors",
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "key", name="pk_vectors"),
    )
    op.create_table(
        "documents",
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("text_digest", sa.String(length=64), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("date", sa.String(length=10), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("embargoed_until", sa.String(length=10), nullable=True),
        sa.Column("expires", sa.String(length=10), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("superseded_by", sa.String(length=32), nullable=True),
        sa.Column("superseded_how", sa.String(length=16), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("loaded", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brand", "superseded_by"],
            ["documents.brand", "documents.id"],
            name="fk_documents_brand_superseded_by",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["brand"], ["brands.name"], name="fk_documents_brand"),
        sa.PrimaryKeyConstraint("brand", "id", name="pk_documents"),
    )
    op.create_index("ix_documents_brand_file_name", "documents", ["brand", "file_name"])
    op.create_index("ix_documents_brand_source", "documents", ["brand", "source"])
    op.create_index("ix_documents_brand_superseded_by", "documents", ["brand", "superseded_by"])
    op.create_index("ix_documents_brand_text_digest", "documents", ["brand", "text_digest"])
    op.create_table(
        "passages",
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("vector_key", sa.String(length=64), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=True),
        sa.Column("embargoed_until", sa.String(length=10), nullable=True),
        sa.Column("expires", sa.String(length=10), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brand", "document_id"],
            ["documents.brand", "documents.id"],
            name="fk_passages_brand_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("brand", "id", name="pk_passages"),
    )
    op.create_index(
        "ix_passages_catalogue",
        "passages",
        [
            "brand",
            "document_id",
            "position",
            "id",
            "vector_key",
            "visibility",
            "embargoed_until",
            "expires",
            "owner",
        ],
    )
    op.create_index("ix_passages_vector_key", "passages", ["vector_key"])

    # The key under which the journal digests what may have to be forgotten: without it, a name
    # or a text cannot be guessed from its digest.
    op.bulk_insert(
        sa.table("secrets", sa.column("name"), sa.column("value")),
        [{"name": "journal", "value": secrets.token_hex(32)}],
    )
