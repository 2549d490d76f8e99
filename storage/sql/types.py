# ruff: noqa: ARG002  # SQLAlchemy names the parameters
"""Column types: a row comes out of the database as the values the domain works with."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from news.errors import StorageError
from storage.moments import in_utc

_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC exact to the microsecond. A naive one is refused with `StorageError`.

    SQLite keeps `2026-01-31 08:00:00.000000`: text of one width, so that its order is the order of time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else in_utc(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Span(TypeDecorator[timedelta]):
    """A length of time in whole microseconds; SQL's own INTERVAL means something else in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        return None if value is None else value // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> timedelta | None:
        return None if value is None else value * _MICROSECOND


class Named(TypeDecorator[StrEnum]):
    """A member of a `StrEnum`, kept by its value; not a database enum, so that a new member needs no migration."""

    impl = String
    cache_ok = True

    def __init__(self, names: type[StrEnum]) -> None:
        super().__init__()
        self.names = names

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.names(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> StrEnum | None:
        if value is None:
            return None
        try:
            return self.names(value)
        except ValueError as error:
            raise StorageError(f"{value!r} is no {self.names.__name__} this Tellal knows; a newer one wrote it, run that") from error


class Packed(TypeDecorator[Any]):
    """A small value kept as JSON text. `pack` gives what `json` understands, `unpack` reads it back."""

    impl = Text
    cache_ok = True

    def __init__(self, pack: Callable[[Any], Any], unpack: Callable[[Any], Any]) -> None:
        super().__init__()
        self.pack = pack
        self.unpack = unpack

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(self.pack(value), ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        return None if value is None else self.unpack(json.loads(value))


class Words(Packed):
    """A tuple of strings."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(list, tuple)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        return None if value is None else _words(value)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """Remembered: thousands of rows name the same few topics."""
    return tuple(json.loads(text))
