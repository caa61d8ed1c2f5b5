"""Answers that are approved before anybody asks: a dossier with a topic in the place of a post."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dossiers", sa.Column("topic", sa.Text(), nullable=True))
    op.add_column("dossiers", sa.Column("origin", sa.String(length=32), nullable=True))
