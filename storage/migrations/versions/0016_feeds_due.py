"""Which feeds are due is asked every second: of an index, and every feed has a state."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_FRESH = {
    "etag": "''", "last_modified": "''", "due_reason": "''", "failures": "0", "last_error": "''", "error_reported": "false", "polls": "0",
    "entries": "0",
}  # fmt: skip
"""What a feed that was never asked has in the columns without a default."""


def upgrade() -> None:
    op.create_index("ix_feed_states_due", "feed_states", ["next_poll_at", "slug"])
    columns, values = ", ".join(_FRESH), ", ".join(_FRESH.values())
    op.execute(
        f"INSERT INTO feed_states (slug, {columns}) SELECT slug, {values} FROM feeds "  # noqa: S608  # constants of this file
        "WHERE slug NOT IN (SELECT slug FROM feed_states)"
    )


def downgrade() -> None:
    op.drop_index("ix_feed_states_due", "feed_states")
