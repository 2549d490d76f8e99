"""What a feed is asked with; where it has moved to, what its publisher wishes, and whether its hub brings its news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("access", sa.Text()))
    op.add_column("feed_states", sa.Column("address", sa.Text(), nullable=False, server_default=""))
    op.add_column("feed_states", sa.Column("moved_from", sa.Text(), nullable=False, server_default=""))
    op.add_column("feed_states", sa.Column("ttl", sa.BigInteger()))
    op.add_column("feed_states", sa.Column("skips", sa.Text()))
    op.add_column("feed_states", sa.Column("pushed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    for name in ("pushed_at", "skips", "ttl", "moved_from", "address"):
        op.drop_column("feed_states", name)
    op.drop_column("feeds", "access")
