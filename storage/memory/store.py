"""The store that forgets at exit."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from news.errors import StorageError
from news.ports import Clock, Store, Transaction
from storage.memory.reading import MemoryReading
from storage.memory.tables import Committed, Drafts
from storage.memory.writing import MemoryTransaction
from storage.turns import Turns, at_once

T = TypeVar("T")


class MemoryStore(MemoryReading):
    """`news.ports.Store` for the demo, for `replay` and for tests: it keeps every promise but backup."""

    def __init__(self) -> None:
        self._committed = Committed()
        super().__init__(self._committed)
        self._turns = Turns()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._turns:
            drafts = Drafts(self._committed)
            transaction = MemoryTransaction(drafts)
            yield transaction
            if transaction.refusal:
                raise StorageError("a change was refused; the whole transaction is rolled back") from transaction.refusal
            drafts.commit()

    async def commit(self, body: Callable[[Transaction], Awaitable[T]]) -> T:
        async with self.transaction() as tx:
            return at_once(body(tx))

    async def backup(self, target: str) -> None:
        raise StorageError(f"the in-memory store has no file to copy to {target}; run with a sqlite:/// address instead")

    async def close(self) -> None:
        """Nothing to close: what is kept goes with the process."""


async def open_url(_url: str, /, *, clock: Clock) -> Store:  # noqa: ARG001  # it stamps nothing, but is opened like the others
    """A new store: what `memory:` means."""
    return MemoryStore()
