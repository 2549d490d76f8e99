"""Small changes that come at the same time share a transaction: its beginning, its commit and its fsync cost more than they do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.jobs import JobRunner
from news.ports import Store, Transaction

A = TypeVar("A")
T = TypeVar("T")
Change = Callable[[Transaction], Awaitable[T]]
Changes = Callable[[Transaction, Sequence[A]], Awaitable[Sequence[T]]]
"""Makes what was asked several times, in one go; what each of them gave, in their order."""


@dataclass(slots=True)
class _Waiting:
    changes: Changes[Any, Any]
    asked: object
    result: asyncio.Future[Any] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    alone: bool = False
    """It was in a transaction that failed, perhaps through no fault of its own."""


@dataclass(slots=True)
class Together:
    """Whoever comes while a transaction is under way goes into the next one. When that fails, each is tried by itself.

    A change may therefore be made twice, the first time rolled back, and off the event loop: it must do nothing but ask and change its
    transaction.
    """

    store: Store
    jobs: JobRunner
    _waiting: list[_Waiting] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def commit(self, change: Change[T]) -> T:
        """What the change gave, once it is committed. Raises what it raises, or `StorageError`; then nothing is changed."""
        given: T = await self.commit_alike(_one_by_one, change)
        return given

    async def commit_alike(self, changes: Changes[A, T], asked: A) -> T:
        """As `commit`; whatever waits for the same `changes` is handed to it in one call, to read and write for all at once."""
        mine = _Waiting(changes, asked)
        self._waiting.append(mine)
        async with self._turn:
            if not mine.result.done() and not mine.alone:
                await self._commit_all()
            if mine.alone:
                (given,) = await self.store.commit(lambda tx: changes(tx, [asked]))
                return given
        result: T = mine.result.result()
        return result

    async def _commit_all(self) -> None:
        waiting, self._waiting = self._waiting, []

        async def job() -> None:
            for alike, results in await self.store.commit(lambda tx: _all_made(tx, _alike(waiting))):
                for each, result in zip(alike, results, strict=True):
                    each.result.set_result(result)

        try:
            if len(waiting) > 1:
                await self.jobs.run("commit together", job, of=str(id(waiting)))
        finally:
            for each in waiting:
                each.alone = not each.result.done()


def _alike(waiting: Sequence[_Waiting]) -> list[list[_Waiting]]:
    groups: dict[Changes[Any, Any], list[_Waiting]] = {}
    for each in waiting:
        groups.setdefault(each.changes, []).append(each)
    return list(groups.values())


async def _all_made(tx: Transaction, groups: Sequence[Sequence[_Waiting]]) -> list[tuple[Sequence[_Waiting], Sequence[Any]]]:
    return [(alike, await alike[0].changes(tx, [each.asked for each in alike])) for alike in groups]


async def _one_by_one(tx: Transaction, changes: Sequence[Change[T]]) -> list[T]:
    return [await change(tx) for change in changes]
