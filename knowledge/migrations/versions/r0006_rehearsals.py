"""Rehearsals, their turns, and with whom they are shared."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("challenger", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("engine", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("leaf", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rehearsals"),
    )
    op.create_index("ix_rehearsals_person_changed_at", "rehearsals", ["person", "changed_at"])
    op.create_table(
        "rehearsal_turns",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("rehearsal_id", sa.String(length=32), nullable=False),
        sa.Column("parent", sa.String(length=32), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rehearsal_turns"),
        sa.ForeignKeyConstraint(
            ["rehearsal_id"],
            ["rehearsals.id"],
            name="fk_rehearsal_turns_rehearsal_id_rehearsals",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint(
            "rehearsal_id", "number", name="uq_rehearsal_turns_rehearsal_id_number"
        ),
    )
    op.create_table(
        "rehearsal_shares",
        sa.Column("rehearsal_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("rehearsal_id", "person", name="pk_rehearsal_shares"),
        sa.ForeignKeyConstraint(
            ["rehearsal_id"],
            ["rehearsals.id"],
            name="fk_rehearsal_shares_rehearsal_id_rehearsals",
            ondelete="CASCADE",
        ),
    )
