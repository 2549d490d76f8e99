"""Tables of the in-memory store: what is committed, and a draft over it that is applied as a whole or thrown away.

A draft holds only the rows it changed, so beginning, committing and rolling back cost what was written and not what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from enum import Enum
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
Seen_co = TypeVar("Seen_co", covariant=True)


class _Gone(Enum):
    GONE = "gone"


GONE = _Gone.GONE
KeyOf = Callable[[Row], Hashable]


class Rows(Protocol[Seen_co]):
    """What can be asked of a table, committed or in draft."""

    def get(self, key: Hashable) -> Seen_co | None: ...

    def all(self) -> Iterator[Seen_co]: ...

    def having(self, index: str, value: Hashable) -> Iterator[Seen_co]:
        """Rows whose indexed property has this value."""
        ...


class Table(Generic[Row]):
    """Committed rows by primary key, with the indexes asked for."""

    def __init__(self, key: KeyOf[Row], indexes: Mapping[str, KeyOf[Row]] | None = None) -> None:
        self.key = key
        self.indexes: Mapping[str, KeyOf[Row]] = indexes or {}
        self._rows: dict[Hashable, Row] = {}
        self._found: dict[str, dict[Hashable, dict[Hashable, None]]] = {name: {} for name in self.indexes}

    def get(self, key: Hashable) -> Row | None:
        return self._rows.get(key)

    def all(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def having(self, index: str, value: Hashable) -> Iterator[Row]:
        return (self._rows[key] for key in self._found[index].get(value, ()))

    def apply(self, changes: Mapping[Hashable, Row | _Gone]) -> None:
        for key, row in changes.items():
            self._forget(key)
            if not isinstance(row, _Gone):
                self._remember(key, row)

    def _forget(self, key: Hashable) -> None:
        row = self._rows.pop(key, None)
        if row is None:
            return
        for name, property_of in self.indexes.items():
            found = self._found[name][property_of(row)]
            del found[key]
            if not found:
                del self._found[name][property_of(row)]

    def _remember(self, key: Hashable, row: Row) -> None:
        self._rows[key] = row
        for name, property_of in self.indexes.items():
            self._found[name].setdefault(property_of(row), {})[key] = None


class Draft(Generic[Row]):
    """A table as a transaction sees it: the committed rows under its own changes."""

    def __init__(self, table: Table[Row]) -> None:
        self._table = table
        self._changes: dict[Hashable, Row | _Gone] = {}

    def get(self, key: Hashable) -> Row | None:
        row = self._changes.get(key, self._table.get(key))
        return None if isinstance(row, _Gone) else row

    def all(self) -> Iterator[Row]:
        yield from self._untouched(self._table.all())
        yield from self._written()

    def having(self, index: str, value: Hashable) -> Iterator[Row]:
        property_of = self._table.indexes[index]
        yield from self._untouched(self._table.having(index, value))
        yield from (row for row in self._written() if property_of(row) == value)

    def put(self, row: Row) -> None:
        self._changes[self._table.key(row)] = row

    def remove(self, key: Hashable) -> bool:
        there = self.get(key) is not None
        if there:
            self._changes[key] = GONE
        return there

    def commit(self) -> None:
        self._table.apply(self._changes)

    def _untouched(self, rows: Iterator[Row]) -> Iterator[Row]:
        return (row for row in rows if self._table.key(row) not in self._changes)

    def _written(self) -> Iterator[Row]:
        return (row for row in list(self._changes.values()) if not isinstance(row, _Gone))
