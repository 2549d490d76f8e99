"""What a feed brings when it begins, or begins again, is memory and no news."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import SetClock
from support.stores import STORES
from support.streets import WrittenFeeds

from bot.intake import Intake
from bot.settings import Settings
from bot.verbs import pause_feed, resume_feed
from news.articles import Article, Entry
from news.beginnings import BeginningPolicy, FirstPoll, begin
from news.errors import FetchError
from news.feed import Feed
from news.identity import identify
from news.ports import Store

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FEED = Feed("anka", "https://anka.example/rss")


def entry(number: int, *, hours: int | None = 0) -> Entry:
    published = None if hours is None else NOON - timedelta(hours=hours)
    return Entry(f"g{number}", f"https://anka.example/{number}", f"Başlık numara {number} yeterince uzun", "", published=published)


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=30), st.integers(1, 40), st.integers(0, 1))
def test_the_newest_are_kept_in_the_feeds_order(ages: list[int | None], keeps: int, announces: int):
    """Nothing that is passed over is newer than what is kept; at most one is told, and none is newer than it."""
    arrivals = identify([entry(number, hours=age) for number, age in enumerate(ages)], "anka")
    found = begin(arrivals, BeginningPolicy(keeps, announces))
    assert sorted(map(arrivals.index, found.kept)) == [arrivals.index(each) for each in found.kept]
    assert sorted([*map(arrivals.index, found.kept), *map(arrivals.index, found.passed_over)]) == list(range(len(arrivals)))
    assert len(found.kept) == min(keeps, len(arrivals))
    dates = [[each.entry.published or datetime.min.replace(tzinfo=UTC) for each in part] for part in (found.kept, found.passed_over)]
    assert not dates[1] or not dates[0] or max(dates[1]) <= min(dates[0])
    told = [each for each in found.kept if each.article_id in found.told]
    assert len(told) == min(announces, len(arrivals))
    assert all((each.entry.published or datetime.min.replace(tzinfo=UTC)) == max(dates[0]) for each in told)


@dataclass
class House:
    store: Store
    clock: SetClock = field(default_factory=lambda: SetClock(NOON))
    feeds: WrittenFeeds = field(default_factory=WrittenFeeds)
    policy: BeginningPolicy = field(default_factory=lambda: BeginningPolicy(3))

    async def poll(self, *entries: Entry | Exception) -> list[Article]:
        """What the next poll stores as new."""
        self.clock.move(hours=1)
        self.feeds.says = {"anka": entries[0] if entries and isinstance(entries[0], Exception) else list(entries)}
        watched = await self.store.feed("anka")
        assert watched is not None
        intake = Intake(self.store, self.feeds, self.feeds, self.clock, beginning=self.policy)
        return list((await intake.poll(watched)).new)

    async def change(self, verb, **more: object) -> None:
        async with self.store.transaction() as tx:
            await verb(tx, "anka", **more)


@pytest.fixture(params=STORES)
async def house(request, tmp_path):
    store = await STORES[request.param](tmp_path)
    async with store.transaction() as tx:
        await tx.put_feed(FEED)
    yield House(store)
    await store.close()


async def test_a_first_poll_keeps_the_newest_silently(house: House):
    """The others are no news at the next poll either."""
    entries = [entry(n, hours=n) for n in range(6)]
    assert [article.silent for article in await house.poll(*entries)] == [True] * 3
    assert await house.poll(*entries) == []
    assert [(article.url[-1], article.silent) for article in await house.poll(entry(9), *entries)] == [("9", False)]


async def test_one_may_be_announced_by_choice(house: House):
    """The newest by its date, wherever it stands."""
    house.policy = BeginningPolicy(3, announces=1)
    new = await house.poll(entry(1, hours=5), entry(2, hours=1), entry(3, hours=None))
    assert [article.url[-1] for article in new if not article.silent] == ["2"]


async def test_a_feed_that_is_resumed_begins_again(house: House):
    """However many polls fail in between; what comes after that is news."""
    await house.poll(entry(1))
    await house.change(pause_feed)
    await house.change(resume_feed, now=house.clock())
    assert await house.poll(FetchError("HTTP 503")) == []
    assert [article.silent for article in await house.poll(*(entry(n) for n in range(1, 9)))] == [True] * 3
    assert [article.silent for article in await house.poll(entry(20), entry(1))] == [False]


async def test_resuming_a_feed_that_was_not_paused_changes_nothing(house: House):
    """A second click costs no news."""
    await house.poll(entry(1))
    await house.change(resume_feed, now=house.clock())
    assert [article.silent for article in await house.poll(entry(2))] == [False]


@pytest.mark.parametrize(("said", "meant"), [("none", FirstPoll.NONE), ("newest", FirstPoll.NEWEST), ("all", FirstPoll.ALL), ("true", FirstPoll.ALL), ("False", FirstPoll.NONE)])  # fmt: skip
def test_the_operators_choice(said: str, meant: FirstPoll, monkeypatch: pytest.MonkeyPatch):
    """Yes and no mean what they meant."""
    monkeypatch.setenv("TELLAL_ANNOUNCE_FIRST_POLL", said)
    assert Settings(_env_file=None).announce_first_poll is meant
