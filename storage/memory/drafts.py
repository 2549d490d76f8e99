"""Tables of the in-memory store: what is committed, and a draft over it that is applied as a whole or thrown away.

A draft holds only the rows it changed, so beginning, committing and rolling back cost what was written and not what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Generic, Protocol, TypeVar

Row = TypeVar("Row")
Seen_co = TypeVar("Seen_co", covariant=True)
KeyOf = Callable[[Row], Hashable]


class Rows(Protocol[Seen_co]):
    """What can be asked of a table, committed or in draft."""

    def get(self, key: Hashable) -> Seen_co | None: ...

    def all(self) -> Iterator[Seen_co]: ...

    def having(self, index: str, value: Hashable) -> Iterator[Seen_co]:
        """Rows whose indexed property has this value."""
        ...


class Table(Generic[Row]):
    """Rows by primary key, with the indexes asked for."""

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

    def put(self, row: Row) -> None:
        key = self.key(row)
        self.remove(key)
        self._rows[key] = row
        for name, property_of in self.indexes.items():
            self._found[name].setdefault(property_of(row), {})[key] = None

    def remove(self, key: Hashable) -> None:
        row = self._rows.pop(key, None)
        if row is None:
            return
        for name, property_of in self.indexes.items():
            found = self._found[name][property_of(row)]
            del found[key]
            if not found:
                del self._found[name][property_of(row)]


class Draft(Generic[Row]):
    """A table as a transaction sees it: its own rows over the committed ones."""

    def __init__(self, table: Table[Row]) -> None:
        self._table = table
        self._written: Table[Row] = Table(table.key, table.indexes)
        self._removed: set[Hashable] = set()

    def get(self, key: Hashable) -> Row | None:
        own = self._written.get(key)
        return self._table.get(key) if own is None and key not in self._removed else own

    def all(self) -> Iterator[Row]:
        yield from self._untouched(self._table.all())
        yield from self._written.all()

    def having(self, index: str, value: Hashable) -> Iterator[Row]:
        yield from self._untouched(self._table.having(index, value))
        yield from self._written.having(index, value)

    def put(self, row: Row) -> None:
        self._removed.discard(self._table.key(row))
        self._written.put(row)

    def remove(self, key: Hashable) -> bool:
        """Whether there was one."""
        there = self.get(key) is not None
        self._written.remove(key)
        self._removed.add(key)
        return there

    def commit(self) -> None:
        for key in self._removed:
            self._table.remove(key)
        for row in self._written.all():
            self._table.put(row)

    def _untouched(self, rows: Iterator[Row]) -> Iterator[Row]:
        return (row for row in rows if (key := self._table.key(row)) not in self._removed and self._written.get(key) is None)
