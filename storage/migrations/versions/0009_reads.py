"""In which language a subscriber reads, where it is not the one we speak with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscribers", sa.Column("reads", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("subscribers", "reads")
