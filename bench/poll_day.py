# ruff: noqa: SLF001  # it looks into the street to tell its parts apart
"""Poll day: what knowing 10,000 feeds costs, how late a due feed is asked, and what a restart does, on a set clock and a SQLite file.

The running street's own look for due feeds, once a simulated second; the fetcher is one that answers at once (news at each feed's own pace, else
304), and nothing is placed. The scheduler's cost is what a look takes besides the polls themselves. `python -m bench.poll_day 3` simulates three
hours instead of an hour, 24 the day. Beside it, without a store: how often and how late the adaptive interval asks, and a fixed half hour.
"""

from __future__ import annotations

import asyncio
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.clocks import SetClock

from bot.compose import Doors, build_street
from bot.placing import Placing
from bot.running import Running
from bot.schedule import Schedule, Tick
from bot.street import POLLS_A_SECOND, Street
from news.articles import Entry
from news.feed import Feed, FeedState, Fetched, NotModified, ParsedFeed
from news.polling import PollOutcome, PollResult, next_poll
from storage.sqlite import open_file
from translators.detect import LangdetectDetector
from translators.nothing import NoTranslator

FEEDS = 10_000
HOURS = 1.0
MORNING = datetime(2026, 3, 10, 6, 0, tzinfo=UTC)
EVERY = timedelta(minutes=30)
SIMULATED_FEEDS = 400
IDLE_TICKS = 200


@dataclass(slots=True)
class AnsweringFeeds:
    """Fetcher and parser in one: an answer at once, and how late each question came."""

    clock: SetClock
    dice: random.Random
    late: list[float] = field(default_factory=list)
    asked: Counter[datetime] = field(default_factory=Counter)
    entries: int = 0

    async def fetch(self, feed: Feed, state: FeedState) -> Fetched | NotModified:
        now = self.clock()
        self.asked[now] += 1
        if state.next_poll_at:
            self.late.append((now - state.next_poll_at).total_seconds())
        waited = (now - state.last_polled_at) if state.last_polled_at else EVERY
        if self.dice.random() < 1 - math.exp(-(waited / timedelta(hours=rate_of(feed.slug)))):
            self.entries += 1
            return Fetched(feed.url, str(self.entries).encode())
        return NotModified()

    async def parse(self, fetched: Fetched, feed: Feed) -> ParsedFeed:
        number = fetched.body.decode()
        return ParsedFeed(
            "", "en", (Entry(number, f"{feed.url}/{number}", f"What happened at {number} this morning", "", published=self.clock()),)
        )

    async def close(self) -> None: ...


def rate_of(slug: str) -> float:
    """Hours between two pieces of news: from a few minutes to a week, half of them under two hours."""
    return math.exp(random.Random(slug).gauss(math.log(2), 1.5))


@dataclass(slots=True)
class Meter:
    """CPU seconds spent inside the parts of a look that are the scheduler's."""

    cpu: float = 0.0

    def around(self, part):
        async def metered(*given, **named):
            before = time.process_time()
            try:
                return await part(*given, **named)
            finally:
                self.cpu += time.process_time() - before

        return metered


def run(hours: float = HOURS) -> dict[str, object]:
    return {"feeds": FEEDS, **asyncio.run(_day(hours)), "adaptive": _adaptive()}


async def _day(hours: float) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        clock = SetClock(MORNING)
        feeds = AnsweringFeeds(clock, random.Random(7))
        meter = Meter()
        street, running = await _house(Path(folder), clock, feeds)
        await running._poll()
        _metered(meter)
        began = time.process_time()
        for _ in range(int(hours * 3600)):
            clock.move(seconds=1)
            await running._poll()
        cpu, late = time.process_time() - began, sorted(feeds.late)
        looks = int(hours * 3600)
        told = {
            "hours": hours,
            "polls": len(late),
            "new_entries": feeds.entries,
            "scheduler_cpu_ms_per_second": round(meter.cpu / looks * 1000 + await _tick_cost() * 1000, 2),
            "of_which_the_vendors_tick": round(await _tick_cost() * 1000, 2),
            "poll_cpu_ms": round((cpu - meter.cpu) / len(late) * 1000, 2),
            "late_s": {f"p{share}": round(late[min(len(late) * share // 100, len(late) - 1)], 2) for share in (50, 99, 100)},
        }
        await street.close()
        return {**told, "restarts": [await _restart(Path(folder), clock, minutes) for minutes in (10, 480)]}


async def _house(folder: Path, clock: SetClock, feeds: AnsweringFeeds):
    store = await open_file(folder / "tellal.sqlite", clock=clock)
    street = build_street(Doors(store, feeds, feeds, LangdetectDetector(), NoTranslator(), {}), clock=clock)
    if not await store.feeds():
        async with store.transaction() as tx:
            for number in range(FEEDS):
                await tx.put_feed(Feed(f"feed-{number:05}", f"https://host-{number}.example/rss", every=EVERY))
                due = MORNING + EVERY * feeds.dice.random()
                await tx.put_feed_state(FeedState(f"feed-{number:05}", next_poll_at=due, interval=EVERY, last_ok_at=MORNING))
    running = Running(street, keep=timedelta(days=30))
    return street, running


def _metered(meter: Meter) -> None:
    """Everything in a look but the polls. Placing has a bench of its own."""

    async def place_waiting(_: Placing) -> list[object]:
        return []

    Placing.place_waiting = place_waiting
    for kind, part in ((Street, "_due"), (Running, "_look_about"), (Running, "_report_trouble")):
        setattr(kind, part, meter.around(getattr(kind, part)))


async def _restart(folder: Path, clock: SetClock, minutes: float) -> dict[str, object]:
    """The street was down for so long, and opens again."""
    clock.move(minutes=minutes)
    feeds = AnsweringFeeds(clock, random.Random(8))
    street, running = await _house(folder, clock, feeds)
    overdue = sum(bool(each.state.next_poll_at and each.state.next_poll_at <= clock()) for each in await street.store.feeds())
    await street.open(alone=True)
    for _ in range(60):
        clock.move(seconds=1)
        await running._poll()
    await street.close()
    return {"down_minutes": minutes, "overdue": overdue, "most_polls_a_second": max(feeds.asked.values()), "ration": POLLS_A_SECOND}


async def _tick_cost() -> float:
    """CPU seconds APScheduler takes for one tick of a job that does nothing."""
    ticked = 0
    done = asyncio.Event()

    async def job() -> None:
        nonlocal ticked
        ticked += 1
        if ticked == IDLE_TICKS:
            done.set()

    schedule, began = Schedule((Tick("look", 0.01, job),)), time.process_time()
    schedule.start()
    await done.wait()
    schedule.stop()
    return (time.process_time() - began) / IDLE_TICKS


def _adaptive() -> dict[str, object]:
    """A week of feeds whose news come by day more than by night: questions a day, and minutes from a piece of news to its poll."""
    told = {}
    for name, is_adaptive in (("adaptive", True), ("fixed 30 min", False)):
        dice = random.Random(9)
        asked, late = zip(
            *(_one_feed(rate_of(f"feed-{number:05}"), dice, is_adaptive=is_adaptive) for number in range(SIMULATED_FEEDS)), strict=True
        )
        delays = [minutes for each in late for minutes in each]
        told[name] = {"polls_a_day": round(statistics.mean(asked), 1), "median_delay_min": round(statistics.median(delays), 1)}
    return told


def _one_feed(hours: float, dice: random.Random, *, is_adaptive: bool, days: int = 7) -> tuple[float, list[float]]:
    feed, end = Feed("x", "https://x.example", every=EVERY), MORNING + timedelta(days=days)
    news, now = [], MORNING
    while now < end:
        now += timedelta(hours=dice.expovariate(1 / hours)) / 1.6
        if dice.random() < (1.0 if 6 <= now.hour < 22 else 0.1):
            news.append(now)
    state, now, asked, late, seen = FeedState("x"), MORNING + EVERY * dice.random(), 0, [], 0
    while now < end:
        fresh = [moment for moment in news[seen:] if moment <= now]
        seen += len(fresh)
        late += [(now - moment) / timedelta(minutes=1) for moment in fresh]
        result = PollResult(PollOutcome.NEWS if fresh else PollOutcome.NOT_MODIFIED, new_entries=len(fresh))
        state = next_poll(state, feed, result, now, jitter=dice.random())
        now = (state.next_poll_at or now) if is_adaptive else now + EVERY
        asked += 1
    return asked / days, late


if __name__ == "__main__":
    print(json.dumps(run(float(sys.argv[1]) if sys.argv[1:] else HOURS), indent=2))
