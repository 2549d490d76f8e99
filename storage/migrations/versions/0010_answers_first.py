"""What is due, found kind by kind: answers before news before what can wait."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_deliveries_due_kind", "deliveries", ["state", "kind", "due_at", "created_at", "delivery_id"])
    op.drop_index("ix_deliveries_due", "deliveries")


def downgrade() -> None:
    op.create_index("ix_deliveries_due", "deliveries", ["state", "due_at", "created_at", "delivery_id"])
    op.drop_index("ix_deliveries_due_kind", "deliveries")
