"""A `news.ports.Store` over two engines: one connection that writes, several that read what is committed."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection

from news.errors import StorageError
from news.ports import Clock, Transaction
from storage.sql.errands import AtHand, Errands, Opened, begun
from storage.sql.reading import SqlReading
from storage.sql.refusals import refusals
from storage.sql.writing import SqlTransaction
from storage.turns import Turns, at_once

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engines:
    """`writer` lends one connection; `readers` lend many, each of which sees the last committed state."""

    writer: Errands
    readers: Errands


class SqlStore(SqlReading):
    """Transactions are serial twice: by turns inside this process, by the database's own lock between processes.

    The lock is taken by BEGIN, before anything is read: once a transaction has begun, no other writer can make it fail, so that trying BEGIN
    again is trying the whole transaction again.
    """

    def __init__(self, engines: Engines, clock: Clock, *, begin_attempts: int) -> None:
        self._engines = engines
        self._clock = clock
        self._begin_attempts = begin_attempts
        self._turns = Turns()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        async with self._turns:
            opened = Opened(self._engines.writer)
            try:
                with refusals():
                    await opened.begin(self._begin_attempts)
                transaction = SqlTransaction(opened, self._clock)
                yield transaction
                _refuse_what_was_refused(transaction)
                with refusals():
                    await _to_its_end(opened.commit())
            finally:
                await _to_its_end(opened.end())

    async def commit(self, body: Callable[[Transaction], Awaitable[T]]) -> T:
        async with self._turns:
            with refusals():
                return await _to_its_end(self._engines.writer.run(partial(self._committed, body)))

    def _committed(self, body: Callable[[Transaction], Awaitable[T]]) -> T:
        """All of it one errand."""
        connection = begun(self._engines.writer.engine, self._begin_attempts)
        try:
            transaction = SqlTransaction(AtHand(connection), self._clock)
            result = at_once(body(transaction))
            _refuse_what_was_refused(transaction)
            connection.commit()
        finally:
            connection.close()  # rolls back what was not committed
        return result

    @abstractmethod
    async def backup(self, target: str) -> None: ...

    async def close(self) -> None:
        # Readers first: SQLite's last connection to close empties the write-ahead log, and only the writer may write.
        await self._engines.readers.dispose()
        await self._engines.writer.dispose()

    async def _ask(self, question: Callable[[Connection], T]) -> T:
        with refusals():
            return await self._engines.readers.ask(question)


def _refuse_what_was_refused(transaction: SqlTransaction) -> None:
    if transaction.refusal:
        raise StorageError("a change was refused; the whole transaction is rolled back") from transaction.refusal


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Wait for it even when cancelled meanwhile: the next transaction must not begin before it is over."""
    task = asyncio.create_task(work)
    interruption: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as cancelled:
            interruption = cancelled
    failure = task.exception()
    if interruption or failure:
        raise interruption or failure  # type: ignore[misc]  # one of the two is there
    return task.result()
