"""A store and a channel for a process that may end at any moment: what ended stays ended, what was committed stays committed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from channels.recording import RecordingChannel
from news.deliveries import Body, Receipt
from news.ports import Store, Transaction

T = TypeVar("T")


class ProcessEnded(BaseException):
    """The process is no more: nothing catches this, and nothing is done after it."""


@dataclass(slots=True)
class Life:
    """How many more steps (commits, calls) the process takes before it ends; None = it lives."""

    steps: int | None = None
    ended: bool = False

    def step(self) -> None:
        if self.steps is not None:
            self.steps -= 1
            self.ended = self.ended or self.steps < 0
        self.check()

    def check(self) -> None:
        if self.ended:
            raise ProcessEnded


class MortalStore:
    """One process's way to a store that outlives it."""

    def __init__(self, store: Store, life: Life) -> None:
        self._store, self._life = store, life

    def __getattr__(self, name: str) -> object:
        self._life.check()
        return getattr(self._store, name)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        self._life.step()
        async with self._store.transaction() as tx:
            yield tx
            self._life.step()  # before the commit: nothing of it is kept
        self._life.step()  # after it: all of it is

    async def commit(self, body: Callable[[Transaction], Awaitable[T]]) -> T:
        async with self.transaction() as tx:
            return await body(tx)


@dataclass(slots=True)
class MortalChannel(RecordingChannel):
    """The process may end before a call leaves, or after it has arrived."""

    life: Life = field(default_factory=Life)

    async def send(self, address: str, body: Body, *, reply_to: Receipt | None = None) -> Receipt:
        self.life.step()
        receipt = await RecordingChannel.send(self, address, body, reply_to=reply_to)
        self.life.step()
        return receipt

    async def edit(self, receipt: Receipt, body: Body) -> Receipt:
        self.life.step()
        receipt = await RecordingChannel.edit(self, receipt, body)
        self.life.step()
        return receipt
