"""One transaction at a time inside this process."""

from __future__ import annotations

import asyncio
from types import TracebackType

from news.errors import StorageError


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
