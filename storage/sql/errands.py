"""Off the event loop and back: SQL is written as plain functions on a connection, and each is one errand to a thread.

What an errand costs is the way there and back: twice a thread waits for the interpreter's lock, up to five milliseconds each time while another
computes (`sys.getswitchinterval`). SQLAlchemy's own way off the loop (aiosqlite) makes four to six of every statement.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from news.errors import StorageError
from storage.sql.dialects import is_locked

T = TypeVar("T")


class Asked(Protocol):
    """Where a transaction's questions go."""

    @property
    def dialect(self) -> str: ...

    async def ask(self, question: Callable[[Connection], T]) -> T: ...


class Errands:
    """An engine that lends as many connections as it has threads. Whoever gives up waiting for an errand does not end it."""

    def __init__(self, engine: Engine, *, at_once: int) -> None:
        self.engine = engine
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="storage")
        self._disposed = False

    async def run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def ask(self, question: Callable[[Connection], T]) -> T:
        """On a connection lent for this question, which sees one state of the database; what it changes is rolled back."""

        def asked() -> T:
            with self.engine.connect() as connection:
                return question(connection)

        return await self.run(asked)

    async def dispose(self) -> None:
        """The second time does nothing."""
        if not self._disposed:
            self._disposed = True
            await self.run(self.engine.dispose)
            self._threads.shutdown(wait=False)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A connection of this very thread: asking it is no errand, and suspends nothing."""

    connection: Connection

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name

    async def ask(self, question: Callable[[Connection], T]) -> T:
        return question(self.connection)


class Opened:
    """The connection of one transaction; each of its questions is an errand. For errands with one thread, which does them in their order."""

    def __init__(self, errands: Errands) -> None:
        self._errands = errands
        self._connection: Connection | None = None

    @property
    def dialect(self) -> str:
        return self._errands.engine.dialect.name

    async def begin(self, attempts: int) -> None:
        def begin() -> None:
            self._connection = begun(self._errands.engine, attempts)

        await self._errands.run(begin)

    async def ask(self, question: Callable[[Connection], T]) -> T:
        return await self._errands.run(lambda: question(self._standing()))

    async def commit(self) -> None:
        def commit() -> None:
            self._standing().commit()
            self._close()

        await self._errands.run(commit)

    async def end(self) -> None:
        """Roll back what was not committed; also what began when nobody waited for it any more."""
        await self._errands.run(self._close)

    def _standing(self) -> Connection:
        if self._connection is None:
            raise StorageError("this transaction is over")
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def begun(engine: Engine, attempts: int) -> Connection:
    """A connection whose transaction has begun. Each attempt waits as long as the database's own patience lasts."""
    for left in reversed(range(attempts)):
        connection = engine.connect()
        try:
            connection.begin()
        except DBAPIError as error:
            connection.close()
            if not left or not is_locked(error.orig):
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise StorageError("a transaction needs at least one attempt to begin")
