"""Allies: what they said, their consent to be cited, contacts with them, what they were asked."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "allies",
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("community", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("ties", sa.Text(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("brand", "id", name="pk_allies"),
        sa.ForeignKeyConstraint(["brand"], ["brands.name"], name="fk_allies_brand_brands"),
        sa.UniqueConstraint("brand", "folded", name="uq_allies_brand_folded"),
    )
    _of_an_ally(
        "ally_sayings",
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("document_id", sa.String(length=32), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    _of_an_ally(
        "ally_consents",
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
    )
    _of_an_ally(
        "ally_contacts",
        sa.Column("date", sa.String(length=10), nullable=False),
        sa.Column("crisis", sa.Boolean(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
    )
    _of_an_ally(
        "ally_briefs",
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )


def _of_an_ally(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("brand", sa.String(length=64), nullable=False),
        sa.Column("ally_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("brand", "ally_id", "number", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["brand", "ally_id"],
            ["allies.brand", "allies.id"],
            name=f"fk_{name}_brand_ally_id_allies",
            ondelete="CASCADE",
        ),
    )
