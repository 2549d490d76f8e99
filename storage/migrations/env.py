"""Run by Alembic for every command; the connection comes from `storage.migrations`."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from storage.sql.tables import METADATA


def _render(kind: str, column_type: Any, _: AutogenContext) -> str | Literal[False]:
    """A revision says what the database keeps, not how this release reads it."""
    return f"sa.{column_type.impl!r}" if kind == "type" and isinstance(column_type, TypeDecorator) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters most things by copying the table
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
