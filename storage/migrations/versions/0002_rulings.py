"""Admins' words about which article belongs to which story."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rulings",
        sa.Column("ruling_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("belongs", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], name=op.f("fk_rulings_article_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ruling_id", name=op.f("pk_rulings")),
    )
    op.create_index("ix_rulings_article", "rulings", ["article_id"])


def downgrade() -> None:
    op.drop_table("rulings")
