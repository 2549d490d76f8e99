"""Small changes that come at the same time share a transaction: its beginning, its commit and its fsync cost more than they do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.jobs import JobRunner
from news.ports import Store, Transaction

T = TypeVar("T")
Change = Callable[[Transaction], Awaitable[T]]


@dataclass(slots=True)
class _Waiting(Generic[T]):
    change: Change[T]
    result: asyncio.Future[T] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    alone: bool = False
    """It was in a transaction that failed, perhaps through no fault of its own."""

    async def make(self, tx: Transaction) -> T:
        return await self.change(tx)


@dataclass(slots=True)
class Together:
    """Whoever comes while a transaction is under way goes into the next one. When that fails, each is tried by itself.

    A change may therefore be made twice, the first time rolled back: it must do nothing but ask and change its transaction.
    """

    store: Store
    jobs: JobRunner
    _waiting: list[_Waiting[object]] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def commit(self, change: Change[T]) -> T:
        """What the change gave, once it is committed. Raises what it raises, or `StorageError`; then nothing is changed."""
        mine = _Waiting(change)
        self._waiting.append(mine)  # type: ignore[arg-type]  # a list of many T
        async with self._turn:
            if not mine.result.done() and not mine.alone:
                await self._commit_all()
            if mine.alone:
                async with self.store.transaction() as tx:
                    return await change(tx)
        return mine.result.result()

    async def _commit_all(self) -> None:
        waiting, self._waiting = self._waiting, []

        async def job() -> None:
            async with self.store.transaction() as tx:
                made = [await each.make(tx) for each in waiting]
            for each, result in zip(waiting, made, strict=True):
                each.result.set_result(result)

        try:
            if len(waiting) > 1:
                await self.jobs.run("commit together", job, of=str(id(waiting)))
        finally:
            for each in waiting:
                each.alone = not each.result.done()
