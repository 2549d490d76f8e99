"""What takes its time goes on beside the rest: whoever else speaks to the bot meanwhile is answered.

Within a chat everything keeps its order. Telegram is told that an update was taken only when all before it were answered, so that a crash
loses none: what was answered already comes again, and is recognised.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from news.errors import StorageError

log = logging.getLogger(__name__)

MOST_AT_ONCE = 8
"""Whoever comes on top is waited for, and everybody with them."""


@dataclass(slots=True)
class Beside:
    """Updates under way, by number."""

    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    """Not answered yet: under way, or to be tried again."""
    _taken: set[int] = field(default_factory=set)
    """Answered, and perhaps repeated by Telegram since another is open."""
    _last: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    """By chat."""

    @property
    def is_full(self) -> bool:
        return len(self._tasks) >= MOST_AT_ONCE

    def is_busy(self, chat: str) -> bool:
        return chat in self._last

    def knows(self, update_id: int) -> bool:
        """It is under way, or was answered: Telegram repeats what is not confirmed."""
        return update_id in self._tasks or update_id in self._taken

    def begin(self, chat: str, update_id: int, take: Callable[[], Awaitable[None]]) -> None:
        """After what is under way in this chat."""
        task = asyncio.create_task(self._in_turn(self._last.get(chat), take))
        self._open.add(update_id)
        self._tasks[update_id] = self._last[chat] = task
        task.add_done_callback(lambda _: self._leave(chat, update_id, task))

    async def _in_turn(self, before: asyncio.Task[None] | None, take: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await asyncio.wait({before})
        await take()

    def _leave(self, chat: str, update_id: int, task: asyncio.Task[None]) -> None:
        self._tasks.pop(update_id, None)
        if self._last.get(chat) is task:
            del self._last[chat]
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("update %s was not answered and is tried again: %s", update_id, error, exc_info=_unforeseen(error))

    def after(self, update_id: int) -> int:
        """The number of the next update wanted, once this one is answered too."""
        others = self._open - {update_id}
        return min(others) if others else max(self._taken | {update_id}) + 1

    def answered(self, update_id: int) -> None:
        self._open.discard(update_id)
        self._taken.add(update_id)

    def forget_answered(self) -> None:
        """Before Telegram is asked again: it repeats none of them when nothing is open."""
        if not self._open:
            self._taken.clear()

    async def rest(self, seconds: float) -> None:
        """Until one of them is done, or so long."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)

    async def stop(self) -> None:
        """What is not answered comes again at the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._open.clear()
        self._taken.clear()


def _unforeseen(error: BaseException) -> BaseException | None:
    return None if isinstance(error, StorageError) else error
