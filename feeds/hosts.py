"""Turns at each host: so many at a time, not all at once, and none while it asked us to wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from weakref import WeakValueDictionary

from news.errors import HostResting

_MOST_REMEMBERED = 1_000
"""Hosts whose last request is remembered before those long past are forgotten."""


@dataclass(slots=True)
class Hosts:
    """Whoever waits here holds nothing that another host's feed could use."""

    per_host: int
    spacing: timedelta = timedelta(0)
    """Between the starts of two fetches at one host."""
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _turns: WeakValueDictionary[str, asyncio.Semaphore] = field(default_factory=WeakValueDictionary)
    _next: dict[str, float] = field(default_factory=dict)
    _resting: dict[str, float] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Held while the host is talked to."""
        async with self._turn(host):
            await self._keep_distance(host)
            yield

    def _turn(self, host: str) -> asyncio.Semaphore:
        turn = self._turns.get(host)
        if turn is None:
            self._turns[host] = turn = asyncio.Semaphore(self.per_host)
        return turn

    async def _keep_distance(self, host: str) -> None:
        now = self.monotonic()
        start = max(now, self._next.get(host, now))
        self._next[host] = start + self.spacing.total_seconds()
        if len(self._next) > _MOST_REMEMBERED:
            self._next = {known: moment for known, moment in self._next.items() if moment > now}
        if start > now:
            await self.sleep(start - now)

    def rest(self, host: str, wait: timedelta) -> None:
        self._resting[host] = self.monotonic() + wait.total_seconds()

    def raise_if_resting(self, host: str) -> None:
        left = self._resting.get(host, 0.0) - self.monotonic()
        if left > 0:
            raise HostResting(f"{host} asked us to wait", retry_after=timedelta(seconds=left), host=host)
        self._resting.pop(host, None)
