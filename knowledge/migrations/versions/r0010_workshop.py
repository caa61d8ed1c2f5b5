"""Open calls on the purpose: answers, sentences made of them, votes, comments, outcomes."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "purpose_calls",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(length=200), nullable=False),
        sa.Column("opened_at", sa.String(length=32), nullable=False),
        sa.Column("closed_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_purpose_calls"),
    )
    op.create_index("ix_purpose_calls_brand_opened_at", "purpose_calls", ["brand", "opened_at"])
    op.create_table(
        "purpose_answers",
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("groups_told", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "id", name="pk_purpose_answers"),
        _of_call("purpose_answers"),
    )
    op.create_table(
        "purpose_readings",
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", name="pk_purpose_readings"),
        _of_call("purpose_readings"),
    )
    op.create_table(
        "purpose_candidates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purpose_candidates"),
        _of_call("purpose_candidates"),
    )
    op.create_index(
        "ix_purpose_candidates_call_id_number", "purpose_candidates", ["call_id", "number"]
    )
    op.create_table(
        "purpose_votes",
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "person", name="pk_purpose_votes"),
        _of_call("purpose_votes"),
        _of_candidate("purpose_votes"),
    )
    op.create_table(
        "purpose_comments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("candidate_id", sa.String(length=32), nullable=True),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_purpose_comments"),
        _of_call("purpose_comments"),
        _of_candidate("purpose_comments"),
    )
    op.create_index("ix_purpose_comments_call_id_at", "purpose_comments", ["call_id", "at"])
    op.create_table(
        "purpose_outcomes",
        sa.Column("call_id", sa.String(length=32), nullable=False),
        sa.Column("document_id", sa.String(length=32), nullable=False),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("provenance", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "document_id", name="pk_purpose_outcomes"),
        _of_call("purpose_outcomes"),
    )


def _of_call(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["call_id"],
        ["purpose_calls.id"],
        name=f"fk_{table}_call_id_purpose_calls",
        ondelete="CASCADE",
    )


def _of_candidate(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["candidate_id"],
        ["purpose_candidates.id"],
        name=f"fk_{table}_candidate_id_purpose_candidates",
        ondelete="CASCADE",
    )
