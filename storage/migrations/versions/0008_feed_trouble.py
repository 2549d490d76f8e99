"""How long a feed is usually quiet, whether it has moved, and what of that admins were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feed_states", sa.Column("longest_quiet", sa.BigInteger()))
    op.add_column("feed_states", sa.Column("moved_to", sa.Text(), nullable=False, server_default=""))
    op.add_column("feed_states", sa.Column("moves", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("feed_states", sa.Column("move_reported", sa.Text(), nullable=False, server_default=""))
    op.add_column("feed_states", sa.Column("silence_reported", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in ("silence_reported", "move_reported", "moves", "moved_to", "longest_quiet"):
        op.drop_column("feed_states", name)
