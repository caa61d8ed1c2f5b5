"""Speakers' aliases, what is proposed of documents, and what edits replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaker_aliases",
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("spelling", sa.String(length=300), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("brand", "spelling", name="pk_speaker_aliases"),
        sa.ForeignKeyConstraint(["brand"], ["brands.name"], name="fk_speaker_aliases_brand_brands"),
    )
    op.create_table(
        "proposals",
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("new_id", sa.String(length=32), nullable=False),
        sa.Column("old_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("new_words", sa.Text(), nullable=False),
        sa.Column("old_words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("brand", "id", name="pk_proposals"),
        _document("proposals", "new_id"),
        _document("proposals", "old_id"),
    )
    op.create_table(
        "record_befores",
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("brand", "seq", name="pk_record_befores"),
        sa.ForeignKeyConstraint(["brand"], ["brands.name"], name="fk_record_befores_brand_brands"),
        _document("record_befores", "document_id"),
    )


def _document(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["brand", column],
        ["documents.brand", "documents.id"],
        name=f"fk_{table}_brand_{column}_documents",
        ondelete="CASCADE",
    )
