"""The street: every stage wired to the next, for `run`, `poll`, the demo and the tests alike."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.broadcasting import Broadcasting
from bot.digesting import Digesting
from bot.intake import Intake, PollReport
from bot.jobs import JobRunner
from bot.outbox import Outbox
from bot.placing import Placed, Placing
from bot.ration import Ration
from bot.terms import Terms
from bot.viewing import Viewing
from news.deliveries import Delivery
from news.feed import Feed, Origin, WatchedFeed
from news.moves import at_a_new_address, host_of
from news.polling import catch_up
from news.ports import Channel, Clock, Store, Transaction
from news.subscribers import Topic

log = logging.getLogger(__name__)

POLLS_A_SECOND = 20
"""Begun, at most, however many are due after a restart or a night asleep: 10,000 feeds need four, and a parse worker reads thirty."""
POLLS_A_HOST = 8
"""Of one host under way at a time; most of them wait for its turn."""


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
    polls_at_once: int = 64
    ration: Ration = field(default_factory=lambda: Ration(POLLS_A_SECOND))
    _polls: dict[str, _Poll] = field(default_factory=dict)
    """Under way, by slug."""

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
        """Feeds we slept past are asked over the next minutes, not all at once (promise 5): over as many as our own ration makes of it."""
        now = self.clock()
        async with self.store.transaction() as tx:
            feeds = await tx.feeds()
            fair = timedelta(seconds=len(feeds) / self.ration.a_second)
            policy = replace(self.intake.policy, first_spread=max(self.intake.policy.first_spread, fair))
            for watched in feeds:
                spread = catch_up(watched.state, watched.feed, now, policy, self.intake.jitter())
                if spread != watched.state:
                    await tx.put_feed_state(spread)

    def add_channel(self, channel: Channel) -> None:
        """One that could only be built once the store was open."""
        self.channels[channel.name] = channel
        self.outbox.channels[channel.name] = channel

    async def close(self) -> None:
        unfinished = [poll.task for poll in self._polls.values()]  # what they have not stored is fetched again
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
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
                return await self._poll_one(watched)

        reports = await asyncio.gather(*(one(watched) for watched in feeds))
        return [report for report in reports if report is not None]

    async def _poll_one(self, watched: WatchedFeed) -> PollReport | None:
        reports: list[PollReport] = []

        async def job() -> None:
            reports.append(await self.intake.poll(watched))

        await self.jobs.run(f"poll {watched.feed.slug}", job)
        return reports[0] if reports else None

    async def poll_due(self, *, patience: timedelta = timedelta(seconds=2)) -> list[PollReport]:
        """Poll what is due, and place what came. What is not back after `patience` (a slow server, a host whose turn is far) goes on and is
        reported by a later call: feeds of other hosts do not wait for it.
        """
        for watched in await self._due():
            self._polls[watched.feed.slug] = _Poll(host_of(watched), asyncio.create_task(self._poll_one(watched)))
        if self._polls:
            await asyncio.wait([poll.task for poll in self._polls.values()], timeout=patience.total_seconds())
        reports = self._back()
        if any(report.new or report.edited for report in reports):  # asked every second; what else waits the sweep finds (fault 2)
            await self.place_all()
        return reports

    async def _due(self) -> list[WatchedFeed]:
        """As many as may be begun now. A host with a hundred feeds due takes only its share of the places, and does not hide the others."""
        now = self.clock()
        free = min(self.polls_at_once - len(self._polls), self.ration.room(now))
        if free <= 0:
            return []
        chosen: list[WatchedFeed] = []
        for asked in (self.polls_at_once * 2, self.polls_at_once * 50):
            due = await self.store.due_feeds(now, asked)
            chosen = _fair_share(
                [each for each in due if each.feed.slug not in self._polls], free, Counter(p.host for p in self._polls.values())
            )
            if len(chosen) == free or len(due) < asked:
                break
        self.ration.take(len(chosen), now)
        return chosen

    def _back(self) -> list[PollReport]:
        """The reports of polls that are done, each once."""
        done = [slug for slug, poll in self._polls.items() if poll.task.done()]
        reports = [self._polls.pop(slug).task.result() for slug in done]
        return [report for report in reports if report is not None]

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


@dataclass(frozen=True, slots=True)
class _Poll:
    """One under way."""

    host: str
    task: asyncio.Task[PollReport | None]


def _fair_share(due: Iterable[WatchedFeed], most: int, under_way: Counter[str]) -> list[WatchedFeed]:
    """The longest overdue, at most so many; of one host no more than `POLLS_A_HOST` with those under way."""
    busy, chosen = Counter(under_way), list[WatchedFeed]()
    for watched in due:
        host = host_of(watched)
        if len(chosen) < most and busy[host] < POLLS_A_HOST:
            busy[host] += 1
            chosen.append(watched)
    return chosen


async def declare_feeds(tx: Transaction, feeds: list[Feed]) -> None:
    """Write the file's feeds; forget those it declared before and no longer names. A pause made in chat stays; at a new address a feed is read
    anew.
    """
    slugs = {feed.slug for feed in feeds}
    known = {watched.feed.slug: watched for watched in await tx.feeds()}
    for slug, watched in known.items():
        if watched.feed.origin is Origin.FILE and slug not in slugs:
            await tx.delete_feed(slug)
    for feed in feeds:
        old = known.get(feed.slug)
        declared = feed.evolve(paused=feed.paused or (old is not None and old.feed.paused))
        if old is None or old.feed != declared:
            await tx.put_feed(declared)
        if old is not None and old.feed.url != feed.url:
            await tx.put_feed_state(at_a_new_address(old.state).evolve(next_poll_at=None))


async def declare_topics(tx: Transaction, topics: list[Topic]) -> None:
    """Write the file's presets; forget those it no longer names. Subscribers' own topics stay."""
    slugs = {topic.topic_id for topic in topics}
    for topic in await tx.topics(owner=""):
        if topic.topic_id not in slugs:
            await tx.delete_topic(topic.topic_id)
    for topic in topics:
        await tx.put_topic(topic)
