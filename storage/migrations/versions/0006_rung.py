"""Which alerts a subscriber has had lately is asked before each one."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_deliveries_rung", "deliveries", ["subscriber_id", "sent_at"])


def downgrade() -> None:
    op.drop_index("ix_deliveries_rung", "deliveries")
