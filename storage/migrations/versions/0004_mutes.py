"""What a subscriber wants to hear no more of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("mutes", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("subscribers", "mutes")
