"""Hours in which a subscriber wants no alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("quiet", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("subscribers", "quiet")
