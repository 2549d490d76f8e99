"""What came of an admin's word, and which verb it was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rows of before keep verb and words together in `what`."""
    op.add_column("audit", sa.Column("verb", sa.String(), nullable=False, server_default=""))
    op.add_column("audit", sa.Column("outcome", sa.String(), nullable=False, server_default="done"))
    op.add_column("audit", sa.Column("note", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for name in ("note", "outcome", "verb"):
        op.drop_column("audit", name)
