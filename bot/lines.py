"""Who waits for which address, in which order, and who goes on first where hands are few."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from news.deliveries import Delivery, DigestEntry
from news.ports import Channel, Narrow
from news.stories.values import Story
from news.subscribers import Subscriber


@dataclass(frozen=True, slots=True)
class Ahead:
    """What one digest is made of, read for a whole batch at once when it was leased; what its reader left meanwhile the last look sees."""

    entries: tuple[DigestEntry, ...]
    follows: frozenset[str]
    stories: Mapping[str, Story]
    """By the ids in the entries: what they have come to (merges forward). One that is no more is left out."""


@dataclass(frozen=True, slots=True)
class Leased:
    """A delivery that is ours for a while, and whom it is for."""

    delivery: Delivery
    subscriber: Subscriber | None
    ahead: Ahead | None = None
    """Of a digest."""

    @property
    def urgency(self) -> int:
        return self.delivery.kind.urgency

    @property
    def channel(self) -> str:
        """Its name; "" for a subscriber who is no more."""
        return self.subscriber.channel if self.subscriber else ""


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when nothing goes out, and why."""

    until: datetime
    why: str = ""


@dataclass(slots=True)
class Line:
    """Everything leased for one subscriber: what is more urgent goes first, else in the order it came."""

    subscriber_id: str
    begun: float
    """By the outbox's monotonic clock."""
    waiting: list[Leased] = field(default_factory=list)

    @property
    def urgency(self) -> int:
        return self.waiting[0].urgency

    @property
    def channel(self) -> str:
        return self.waiting[0].channel

    def add(self, leased: Leased) -> None:
        insort(self.waiting, leased, key=lambda each: each.urgency)

    def next(self) -> Leased:
        return self.waiting.pop(0)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Somebody at the gate. How urgent they are may change while they wait: an answer joins their line."""

    urgency: Callable[[], int]
    number: int
    comes: asyncio.Future[None]

    def rank(self) -> tuple[int, int]:
        return self.urgency(), self.number


class Gate:
    """So many at once; where several wait, the most urgent goes on next, then whoever came first."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._numbers = count()
        self._waiting: list[_Turn] = []

    @asynccontextmanager
    async def place(self, urgency: Callable[[], int]) -> AsyncIterator[None]:
        await self._enter(urgency)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, urgency: Callable[[], int]) -> None:
        if self._free:
            self._free -= 1
            return
        turn = _Turn(urgency, next(self._numbers), asyncio.get_running_loop().create_future())
        self._waiting.append(turn)
        try:
            await turn.comes
        except asyncio.CancelledError:
            if turn in self._waiting:
                self._waiting.remove(turn)
            else:  # the place was ours already
                self._leave()
            raise

    def _leave(self) -> None:
        if not self._waiting:
            self._free += 1
            return
        turn = min(self._waiting, key=_Turn.rank)
        self._waiting.remove(turn)
        turn.comes.set_result(None)


@dataclass(slots=True)
class Gates:
    """A gate for each channel, so that a relay which is slow to answer takes no place from another channel's alerts; and one before the calls
    of a channel through which only so much goes at a time.
    """

    at_once: int
    """Addresses of one channel that are seen to at the same time."""
    _places: dict[str, Gate] = field(default_factory=dict)
    _calls: dict[str, Gate | None] = field(default_factory=dict)
    """None for a channel that has room for whatever comes through its gate."""

    def place(self, channel: str, urgency: Callable[[], int]) -> AbstractAsyncContextManager[None]:
        if channel not in self._places:
            self._places[channel] = Gate(self.at_once)
        return self._places[channel].place(urgency)

    def call(self, channel: Channel | None, urgency: int) -> AbstractAsyncContextManager[None]:
        """From just before a delivery is marked as SENDING until its call is over."""
        gate = self._before_calls(channel) if channel else None
        return gate.place(lambda: urgency) if gate else nullcontext()

    def _before_calls(self, channel: Channel) -> Gate | None:
        if channel.name not in self._calls:
            self._calls[channel.name] = Gate(channel.calls_at_once) if isinstance(channel, Narrow) else None
        return self._calls[channel.name]
