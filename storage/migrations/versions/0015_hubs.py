"""Subscriptions of feeds at their hubs (WebSub)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hub_subscriptions",
        sa.Column("callback", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("callback", name="pk_hub_subscriptions"),
    )
    op.create_index("ix_hub_subscriptions_feed", "hub_subscriptions", ["feed"])
    op.create_index("ix_hub_subscriptions_due", "hub_subscriptions", ["due_at"])


def downgrade() -> None:
    op.drop_table("hub_subscriptions")
