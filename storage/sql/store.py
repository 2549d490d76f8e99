"""A `news.ports.Store` over two engines: one connection that writes, several that read what is committed."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from news.errors import StorageError
from news.ports import Clock, Transaction
from storage.sql.dialects import is_locked
from storage.sql.reading import SqlReading
from storage.sql.refusals import refusals
from storage.sql.writing import SqlTransaction
from storage.turns import Turns


@dataclass(frozen=True, slots=True)
class Engines:
    """`writer` lends one connection; `readers` lend many, each of which sees the last committed state."""

    writer: AsyncEngine
    readers: AsyncEngine


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
            connection = await self._begin()
            try:
                transaction = SqlTransaction(connection, self._clock)
                yield transaction
                if transaction.refusal:
                    raise StorageError("a change was refused; the whole transaction is rolled back") from transaction.refusal
                with refusals():
                    await _to_its_end(connection.commit())
            finally:
                await _to_its_end(connection.close())  # rolls back what was not committed

    @abstractmethod
    async def backup(self, target: str) -> None: ...

    async def close(self) -> None:
        # Readers first: SQLite's last connection to close empties the write-ahead log, and only the writer may write.
        await self._engines.readers.dispose()
        await self._engines.writer.dispose()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[AsyncConnection]:
        with refusals():
            async with self._engines.readers.connect() as connection:
                yield connection

    async def _begin(self) -> AsyncConnection:
        """Each attempt waits as long as the database's own patience lasts."""
        with refusals():
            for _ in range(self._begin_attempts - 1):
                try:
                    return await _begun(self._engines.writer)
                except DBAPIError as error:
                    if not is_locked(error.orig):
                        raise
            return await _begun(self._engines.writer)


async def _begun(engine: AsyncEngine) -> AsyncConnection:
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(engine.connect())
        await connection.begin()
        stack.pop_all()
        return connection


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Wait for a commit or rollback even when cancelled meanwhile: the next transaction must not begin before it is over."""
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
