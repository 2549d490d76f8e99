"""Mail that came back: read each minute, acted on once."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

from bot import verbs
from bot.jobs import JobRunner
from channels.return_boxes import ReturnBox
from channels.returns import Bounced, Nothing, WantsOut, read_returned
from news.mailboxes import ID_PREFIX, Bounce
from news.ports import Clock, Store

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Returning:
    """Takes returned mail from a box; `returns` is the address it comes to."""

    store: Store
    box: ReturnBox
    returns: str
    clock: Clock
    jobs: JobRunner

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            await self.jobs.run("returned mail", self.take)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY_SECONDS)

    async def take(self) -> int:
        """Everything that lies there. A crash in between acts on the same mail again, which changes nothing."""
        loop = asyncio.get_running_loop()

        def act(content: bytes) -> None:
            asyncio.run_coroutine_threadsafe(self.act_on(content), loop).result()

        return await asyncio.to_thread(self.box.take, act)

    async def act_on(self, content: bytes) -> None:
        match read_returned(content, self.returns):
            case WantsOut(key):
                await self._leave(key)
            case Bounced() as bounced:
                await self._bounced(bounced)
            case Nothing(why):
                log.info("returned mail left alone: %s", why)

    async def _leave(self, key: str) -> None:
        async with self.store.transaction() as tx:
            subscriber = await tx.subscriber(f"{ID_PREFIX}{key}")
            if subscriber is not None:
                await verbs.leave_mail(tx, subscriber, now=self.clock())

    async def _bounced(self, bounced: Bounced) -> None:
        now = self.clock()
        async with self.store.transaction() as tx:
            subscriber = await tx.subscriber(f"{ID_PREFIX}{bounced.key}")
            if subscriber is None:
                log.info("a bounce for nobody we know")
                return
            reach = await verbs.note_bounce(tx, subscriber, Bounce(bounced.kind, bounced.code, now), now=now)
        log.warning("mail of %s came back: %s %s; now %s", subscriber.subscriber_id, bounced.kind, bounced.code, reach)
