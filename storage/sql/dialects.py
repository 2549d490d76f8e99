"""The one place that knows how databases differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

_INSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

IN_LIST = 1_000
"""Values per IN list: far below SQLite's 32,766 and PostgreSQL's 65,535 parameters, few enough to be planned quickly."""

_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_LOCKED_IN_POSTGRESQL = frozenset({"40001", "40P01", "55P03"})  # serialization failure, deadlock, lock not available

Value = TypeVar("Value")


@cache
def upsert(dialect: str, table: Table) -> Insert:
    """INSERT, or replace every column of the row with this primary key."""
    statement = _INSERTS[dialect](table)
    keys = list(table.primary_key.columns)
    changes = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    upserting: Insert = statement.on_conflict_do_update(index_elements=keys, set_=changes)
    return upserting


@cache
def insert_unless(dialect: str, table: Table, *columns: str) -> Insert:
    """INSERT unless a row has the same value in these unique columns; other conflicts are refused as ever."""
    inserting: Insert = _INSERTS[dialect](table).on_conflict_do_nothing(index_elements=[table.c[name] for name in columns])
    return inserting


def is_locked(error: BaseException | None) -> bool:
    """Whether the driver's error says that another holds the database now and waiting may help."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _LOCKED  # the low byte is the primary result code
    return getattr(error, "sqlstate", None) in _LOCKED_IN_POSTGRESQL


def in_lists(values: Sequence[Value], size: int = IN_LIST) -> Iterator[Sequence[Value]]:
    """The values in portions that fit an IN list."""
    return (values[start : start + size] for start in range(0, len(values), size))
