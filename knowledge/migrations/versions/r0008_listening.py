"""What is said about a brand: posts, what was read of them, themes, feeds, leaders' accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("arrival", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("own_id", sa.String(300), nullable=True),
        sa.Column("reply_to", sa.String(300), nullable=True),
        sa.Column("at", sa.String(32), nullable=True),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("community", sa.String(200), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("reach", sa.BigInteger(), nullable=True),
        sa.Column("by_brand", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("known", sa.String(16), nullable=True),
        sa.Column("taken_by", sa.String(200), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("copy_of", sa.String(32), nullable=True),
        sa.Column("wording", sa.String(32), nullable=False),
        sa.Column("author_key", sa.String(32), nullable=True),
        sa.Column("vector_key", sa.String(64), nullable=False),
        sa.Column("post_digest", sa.String(64), nullable=False),
        sa.Column("arrived_at", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("brand", "id", name="pk_posts"),
    )
    for columns in (
        ["brand", "at"],
        ["brand", "channel", "own_id"],
        ["brand", "channel", "reply_to"],
        ["brand", "wording"],
        ["brand", "author_key"],
        ["brand", "post_digest"],
        ["brand", "copy_of"],
        ["vector_key"],
    ):
        op.create_index(op.f(f"ix_posts_{'_'.join(columns)}"), "posts", columns)
    op.create_table(
        "post_readings",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("post_id", sa.String(32), nullable=False),
        sa.Column("rules", sa.String(32), nullable=False),
        sa.Column("intent", sa.String(16), nullable=False),
        sa.Column("route", sa.String(16), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("heat", sa.Float(), nullable=False),
        sa.Column("complaint", sa.Boolean(), nullable=False),
        sa.Column("problem", sa.Boolean(), nullable=False),
        _of_a_post("post_readings"),
        sa.PrimaryKeyConstraint("brand", "post_id", name="pk_post_readings"),
    )
    op.create_index(op.f("ix_post_readings_brand_urgency"), "post_readings", ["brand", "urgency"])
    op.create_table(
        "post_challenges",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("post_id", sa.String(32), nullable=False),
        sa.Column("situation", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        _of_a_post("post_challenges"),
        sa.PrimaryKeyConstraint("brand", "post_id", name="pk_post_challenges"),
    )
    op.create_table(
        "post_erasures",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("post_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("brand", "post_id", name="pk_post_erasures"),
    )
    op.create_table(
        "post_imports",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("brand", "digest", name="pk_post_imports"),
    )
    op.create_table(
        "post_columns",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("heading", sa.String(64), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("brand", "heading", name="pk_post_columns"),
    )
    op.create_table(
        "feeds",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.Column("read_at", sa.String(32), nullable=True),
        sa.Column("stopped", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("brand", "id", name="pk_feeds"),
    )
    op.create_table(
        "inbox_themes",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("gathered_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("brand", "id", name="pk_inbox_themes"),
    )
    op.create_table(
        "inbox_theme_posts",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("post_id", sa.String(32), nullable=False),
        sa.Column("theme_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _of_a_post("inbox_theme_posts"),
        sa.ForeignKeyConstraint(
            ["brand", "theme_id"],
            ["inbox_themes.brand", "inbox_themes.id"],
            name="fk_inbox_theme_posts_brand_theme_id_inbox_themes",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("brand", "post_id", name="pk_inbox_theme_posts"),
    )
    op.create_index(
        op.f("ix_inbox_theme_posts_brand_theme_id_position"),
        "inbox_theme_posts",
        ["brand", "theme_id", "position"],
    )
    op.create_table(
        "leader_handles",
        sa.Column("brand", sa.String(64), nullable=False),
        sa.Column("handle", sa.String(200), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("brand", "handle", name="pk_leader_handles"),
    )


def _of_a_post(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["brand", "post_id"],
        ["posts.brand", "posts.id"],
        name=f"fk_{table}_brand_post_id_posts",
        ondelete="CASCADE",
    )
