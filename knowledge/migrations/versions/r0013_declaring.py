"""What waits for the document that it replaces, and what was said last, are found without a look at
all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_documents_declaring",
        "documents",
        ["brand", "resolved"],
        sqlite_where=sa.text("supersedes IS NOT NULL"),
        postgresql_where=sa.text("supersedes IS NOT NULL"),
    )
    op.create_index(
        "ix_documents_brand_kind_language_date",
        "documents",
        ["brand", "kind", "language", "date"],
    )
