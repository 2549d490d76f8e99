"""One transaction at a time inside this process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from types import TracebackType
from typing import TypeVar

from news.errors import StorageError

T = TypeVar("T")


class Turns:
    """An `asyncio.Lock` that answers a task which already holds it with an error instead of waiting for itself for ever."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if task is not None and task is self._holder:
            raise StorageError("a transaction was begun inside a transaction of the same task; pass the outer one along instead")
        await self._lock.acquire()
        self._holder = task

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._holder = None
        self._lock.release()


def at_once(body: Awaitable[T]) -> T:
    """What a body gives that waits for nothing. `RuntimeError` for one that does."""
    steps = body.__await__()
    try:
        next(steps)
    except StopIteration as done:
        given: T = done.value
        return given
    steps.throw(RuntimeError("a body handed to `commit` waited for something else than its transaction"))
    raise RuntimeError("a body handed to `commit` goes on waiting")
