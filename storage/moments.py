"""Every stored moment is aware and UTC: `datetime`s without a zone are refused at this door."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from news.errors import StorageError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Value = TypeVar("Value", bound=DataclassInstance)


def in_utc(moment: datetime) -> datetime:
    """The same instant in UTC. Raises `StorageError` for a naive datetime: we cannot know which instant is meant."""
    if moment.utcoffset() is None:
        raise StorageError(f"a datetime without a zone cannot be stored: {moment.isoformat()}")
    return moment.astimezone(UTC)


def with_moments_in_utc(value: Value) -> Value:
    """The same record with each of its datetimes in UTC."""
    moments = {name: getattr(value, name) for name in _field_names(type(value))}
    changed = {name: in_utc(moment) for name, moment in moments.items() if isinstance(moment, datetime) and moment.tzinfo is not UTC}
    return replace(value, **changed) if changed else value


@cache
def _field_names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if "datetime" in str(field.type))
