"""What a feed's last answer was, as far as its entries go: the same again need not be read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feed_states", sa.Column("read_hash", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("feed_states", "read_hash")
