"""The street: every stage wired to the next, for `run`, `poll`, the demo and the tests alike."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.broadcasting import Broadcasting
from bot.digesting import Digesting
from bot.intake import Intake, PollReport
from bot.jobs import JobRunner
from bot.outbox import Outbox
from bot.placing import Placed, Placing
from bot.terms import Terms
from bot.viewing import Viewing
from news.deliveries import Delivery
from news.feed import Feed, Origin, WatchedFeed
from news.polling import catch_up
from news.ports import Channel, Clock, Store, Transaction
from news.subscribers import Topic

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Street:
    """All stages over one store. Build it with `bot.compose`."""

    store: Store
    intake: Intake
    placing: Placing
    outbox: Outbox
    digesting: Digesting
    broadcasting: Broadcasting
    viewing: Viewing
    channels: dict[str, Channel]
    clock: Clock
    window: timedelta
    terms: Terms
    jobs: JobRunner = field(default_factory=JobRunner)
    polls_at_once: int = 16

    # --- opening and closing

    async def open(self, *, alone: bool) -> None:
        """Pick up where the last process stopped. `alone`: nobody else uses this store, so every lease is a dead one's."""
        await self._spread_overdue()
        await self.placing.learn_hints()
        held = await self.placing.restore(keep=self.window)
        swept = await self._sweep_all(alone=alone)
        await self.digesting.plan()
        log.info("open: %d articles in the window, %d deliveries taken up again", held, len(swept))

    async def _sweep_all(self, *, alone: bool) -> list[Delivery]:
        swept: list[Delivery] = []
        while batch := await self.outbox.sweep(alone=alone):
            swept.extend(batch)
        return swept

    async def _spread_overdue(self) -> None:
        """Feeds we slept past are asked over the next minutes, not all at once (promise 5)."""
        now = self.clock()
        async with self.store.transaction() as tx:
            for watched in await tx.feeds():
                spread = catch_up(watched.state, watched.feed, now, self.intake.policy, self.intake.jitter())
                if spread != watched.state:
                    await tx.put_feed_state(spread)

    def add_channel(self, channel: Channel) -> None:
        """One that could only be built once the store was open."""
        self.channels[channel.name] = channel
        self.outbox.channels[channel.name] = channel

    async def close(self) -> None:
        await self.intake.fetcher.close()
        await self.intake.parser.close()
        await self.placing.pivoting.close()
        for channel in self.channels.values():
            await channel.close()
        await self.store.close()

    # --- declaring

    async def declare(self, feeds: Iterable[Feed], topics: Iterable[Topic]) -> None:
        """Make the store know what feeds.yaml says. The file wins on the same slug; what it no longer names goes away."""
        feeds, topics = list(feeds), list(topics)
        async with self.store.transaction() as tx:
            await declare_feeds(tx, feeds)
            await declare_topics(tx, topics)
        await self.placing.learn_hints()
        await self.placing.reload_topics()

    # --- the way of an article

    async def poll(self, feeds: Sequence[WatchedFeed]) -> list[PollReport]:
        """Poll these feeds, several at a time; one report each, in the same order."""
        gate = asyncio.Semaphore(self.polls_at_once)

        async def one(watched: WatchedFeed) -> PollReport | None:
            async with gate:
                reports: list[PollReport] = []

                async def job() -> None:
                    reports.append(await self.intake.poll(watched))

                await self.jobs.run(f"poll {watched.feed.slug}", job)
                return reports[0] if reports else None

        reports = await asyncio.gather(*(one(watched) for watched in feeds))
        return [report for report in reports if report is not None]

    async def poll_due(self, *, limit: int = 64) -> list[PollReport]:
        """Poll what is due, and place what came."""
        due = await self.store.due_feeds(self.clock(), limit)
        reports = await self.poll(due)
        await self.place_all()
        return reports

    async def place_all(self) -> list[Placed]:
        """Place everything that waits."""
        placed: list[Placed] = []
        while batch := await self.placing.place_waiting():
            placed.extend(batch)
        return placed

    async def deliver_all(self) -> list[Delivery]:
        """Deliver until nothing is due at this moment."""
        delivered: list[Delivery] = []
        while batch := await self.outbox.deliver_due():
            delivered.extend(batch)
        return delivered


async def declare_feeds(tx: Transaction, feeds: list[Feed]) -> None:
    """Write the file's feeds; forget those it declared before and no longer names. A pause made in chat stays."""
    slugs = {feed.slug for feed in feeds}
    known = {watched.feed.slug: watched.feed for watched in await tx.feeds()}
    for slug, feed in known.items():
        if feed.origin is Origin.FILE and slug not in slugs:
            await tx.delete_feed(slug)
    for feed in feeds:
        old = known.get(feed.slug)
        await tx.put_feed(feed.evolve(paused=feed.paused or (old is not None and old.paused)))


async def declare_topics(tx: Transaction, topics: list[Topic]) -> None:
    """Write the file's presets; forget those it no longer names. Subscribers' own topics stay."""
    slugs = {topic.topic_id for topic in topics}
    for topic in await tx.topics(owner=""):
        if topic.topic_id not in slugs:
            await tx.delete_topic(topic.topic_id)
    for topic in topics:
        await tx.put_topic(topic)
