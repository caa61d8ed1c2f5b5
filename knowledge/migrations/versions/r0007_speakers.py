"""Whose voice the answers of a rehearsal are held against."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rehearsals", sa.Column("speaker", sa.Text(), nullable=True))
