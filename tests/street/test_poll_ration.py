"""However many feeds are due, only so many are asked in a second."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.clocks import NOON, SetClock
from support.rows import a_feed
from support.streets import street_over

from bot.ration import Ration
from bot.street import POLLS_A_SECOND
from news.feed import FeedState
from news.polling import FeedDue


@given(st.integers(1, 30), st.lists(st.tuples(st.floats(0, 3), st.integers(0, 50)), max_size=40))
def test_in_no_second_are_more_begun_than_the_ration(a_second: int, looks: list[tuple[float, int]]):
    """Whenever one looks, and however much is wanted; and after a second of rest all of it may be had again."""
    ration, now, begun = Ration(a_second), NOON, []
    for passed, wanted in looks:
        now += timedelta(seconds=passed)
        taken = min(wanted, ration.room(now))
        ration.take(taken, now)
        begun.append((now, taken))
    for start, _ in begun:
        assert sum(taken for at, taken in begun if timedelta(0) <= at - start < timedelta(seconds=1)) <= a_second
    assert ration.room(now + timedelta(seconds=1)) == a_second


def test_a_clock_put_back_stops_nothing():
    """What was begun in the future was not begun."""
    ration = Ration(3)
    ration.take(3, NOON)
    assert ration.room(NOON) == 0
    assert ration.room(NOON - timedelta(hours=1)) == 3


async def slept_over(feeds: int, **slept: float):
    """A street that opens after it was down while all its feeds came due."""
    town = street_over(clock=SetClock())
    town.clock.move(days=1)
    async with town.store.transaction() as tx:
        for number in range(feeds):
            slug = f"feed-{number:03}"
            await tx.put_feed(a_feed(slug, url=f"https://{slug}.example/rss", paused=False))
            state = FeedState(slug, next_poll_at=town.clock() - timedelta(**slept), interval=timedelta(minutes=30), polls=1)
            await tx.put_feed_state(state)
    town.feeds.says = {f"feed-{number:03}": [] for number in range(feeds)}
    await town.street.open(alone=True)
    return town


async def test_feeds_that_are_just_overdue_after_a_restart_are_asked_at_the_ration():
    """A stop of some minutes leaves their times as they are; nobody is stormed all the same."""
    town = await slept_over(90, minutes=10)
    polled = Counter[int]()
    for second in range(12):
        for _ in range(3):
            polled[second] += len(await town.street.poll_due())
        town.clock.move(seconds=1)
    assert max(polled.values()) == POLLS_A_SECOND
    assert polled.total() == 90


async def test_a_night_asleep_is_spread_over_as_long_as_the_ration_makes_of_it():
    """Sixty feeds take the two minutes of any restart; four thousand would take more than three."""
    town = await slept_over(60, hours=9)
    assert {watched.state.due_reason for watched in await town.store.feeds()} == {FeedDue.OVERDUE}
    assert await town.street.poll_due() == []
    town.street.ration.a_second = 0.1
    town.clock.move(hours=9)
    await town.street.open(alone=True)
    latest = max(watched.state.next_poll_at for watched in await town.store.feeds())
    assert latest > town.clock() + timedelta(minutes=5)
