"""When a feed is asked again, and why then."""

from __future__ import annotations

import bisect
import random
import statistics
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.feed import Feed, FeedState
from news.polling import FeedDue, PollOutcome, PollPolicy, PollResult, catch_up, first_poll, next_poll, wants_whole

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FEED = Feed("liman", "https://liman.example/rss", every=timedelta(minutes=20))
FRESH = FeedState("liman")
NEWS = PollResult(PollOutcome.NEWS, new_entries=3)
EMPTY = PollResult(PollOutcome.EMPTY)
UNCHANGED = PollResult(PollOutcome.NOT_MODIFIED)
FAILED = PollResult(PollOutcome.FAILED, error="no connection")
POLICY = PollPolicy(jitter_share=0)


def after(*results: PollResult, feed: Feed = FEED, state: FeedState = FRESH) -> FeedState:
    for result in results:
        state = next_poll(state, feed, result, NOW, POLICY)
    return state


def wait(state: FeedState) -> timedelta:
    assert state.next_poll_at is not None
    return state.next_poll_at - NOW


@pytest.mark.parametrize(
    ("results", "minutes", "reason"),
    [
        ((NEWS,), 10, FeedDue.NEWS),
        ((NEWS, NEWS), 20 / 3, FeedDue.NEWS),
        ((NEWS,) * 9, 20 / 3, FeedDue.NEWS),
        ((EMPTY,), 30, FeedDue.QUIET),
        ((EMPTY, EMPTY), 45, FeedDue.QUIET),
        ((UNCHANGED,) * 9, 60, FeedDue.UNCHANGED),
        ((EMPTY, NEWS), 15, FeedDue.NEWS),
        ((FAILED,), 20, FeedDue.BACKING_OFF),
        ((FAILED, FAILED), 40, FeedDue.BACKING_OFF),
        ((FAILED,) * 5, 320, FeedDue.BACKING_OFF),
        ((FAILED,) * 500, 24 * 60, FeedDue.BACKING_OFF),
        ((FAILED, FAILED, FAILED, EMPTY), 30, FeedDue.QUIET),
        ((PollResult(PollOutcome.GONE, error="410"),), 24 * 60, FeedDue.GONE),
        ((PollResult(PollOutcome.EMPTY, ttl=timedelta(minutes=50)),), 50, FeedDue.PUBLISHER_TTL),
        ((PollResult(PollOutcome.EMPTY, ttl=timedelta(days=7)),), 60, FeedDue.PUBLISHER_TTL),
        ((PollResult(PollOutcome.NEWS, ttl=timedelta(minutes=5)),), 10, FeedDue.NEWS),
        ((PollResult(PollOutcome.NOT_MODIFIED, max_age=timedelta(hours=2)),), 120, FeedDue.CACHE),
        ((PollResult(PollOutcome.NEWS, max_age=timedelta(days=2)),), 300, FeedDue.CACHE),
        ((PollResult(PollOutcome.FAILED, retry_after=timedelta(hours=3)),), 180, FeedDue.RETRY_AFTER),
        ((PollResult(PollOutcome.FAILED, retry_after=timedelta(days=9)),), 24 * 60, FeedDue.RETRY_AFTER),
        ((PollResult(PollOutcome.FAILED, retry_after=timedelta()),), 20 / 3, FeedDue.RETRY_AFTER),
    ],
)
def test_the_wait_and_its_reason(results: tuple[PollResult, ...], minutes: float, reason: FeedDue):
    """Halved on news, half as long again on none, doubled on failure, and never sooner than the publisher wishes."""
    state = after(*results)
    assert wait(state) == pytest.approx(timedelta(minutes=minutes), abs=timedelta(seconds=1))
    assert state.due_reason == reason


@pytest.mark.parametrize(
    ("every", "floor", "ceiling"),
    [
        (timedelta(minutes=15), timedelta(minutes=5), timedelta(minutes=60)),
        (timedelta(minutes=60), timedelta(minutes=20), timedelta(minutes=60)),
        (timedelta(hours=6), timedelta(hours=2), timedelta(hours=6)),
        (timedelta(minutes=1), timedelta(minutes=1), timedelta(minutes=60)),
    ],
)
def test_the_band_around_what_the_operator_asked_for(every: timedelta, floor: timedelta, ceiling: timedelta):
    """A busy feed is asked up to three times as often as `every`, a quiet one once an hour, unless the operator said otherwise."""
    feed = Feed("x", "https://x.example/", every=every)
    assert wait(after(*[NEWS] * 20, feed=feed)) == floor
    assert wait(after(*[EMPTY] * 20, feed=feed)) == ceiling


@given(
    outcome=st.sampled_from(PollOutcome),
    every=st.timedeltas(timedelta(0), timedelta(days=400)),
    interval=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    failures=st.integers(0, 10_000),
    wishes=st.tuples(*[st.none() | st.timedeltas(timedelta(days=-1), timedelta(days=4000))] * 3),
    jitter=st.floats(0, 1),
)
def test_due_times_always_move_on(outcome, every, interval, failures, wishes, jitter):
    """I7: whatever a feed and its server say, the next poll lies ahead and not beyond reach."""
    ttl, max_age, retry_after = wishes
    feed = Feed("x", "https://x.example/", every=every)
    state = next_poll(
        FeedState("x", interval=interval, failures=failures),
        feed,
        PollResult(outcome, ttl=ttl, max_age=max_age, retry_after=retry_after),
        NOW,
        jitter=jitter,
    )
    assert state.next_poll_at is not None
    assert NOW < state.next_poll_at <= NOW + max(timedelta(days=1), every) * 1.1 + timedelta(seconds=1)


def test_jitter_only_ever_waits_longer():
    """A wish is not undercut; feeds that share an interval drift apart."""
    waits = [wait(next_poll(FRESH, FEED, NEWS, NOW, jitter=jitter)) for jitter in (0.0, 0.5, 1.0)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=10)
    assert waits[2] == timedelta(minutes=11)


def test_counts_and_dates_are_kept():
    """What /health shows: polls, entries, last good answer, failures in a row, the last error."""
    state = after(NEWS, FAILED, FAILED)
    assert (state.polls, state.entries, state.failures, state.last_error) == (3, 3, 2, "no connection")
    assert state.last_ok_at == state.last_entry_at == state.last_polled_at == NOW
    healed = after(EMPTY, state=state)
    assert (healed.failures, healed.last_error, healed.error_reported) == (0, "", False)


def test_validators_are_kept_dropped_and_replaced():
    """A 304 need not repeat them, a failure says nothing about them, a whole answer without any ends them."""
    known = after(PollResult(PollOutcome.NEWS, etag='"1"', last_modified="then"))
    assert (known.etag, known.last_modified) == ('"1"', "then")
    assert after(UNCHANGED, state=known).etag == '"1"'
    assert after(FAILED, state=known).etag == '"1"'
    assert after(EMPTY, state=known).etag == ""


def test_first_polls_are_spread():
    """A hundred new feeds are asked over two minutes."""
    due = [first_poll(FEED, NOW, jitter=n / 100).next_poll_at for n in range(100)]
    assert due == sorted(due)
    assert due[-1] - due[0] > timedelta(minutes=1.9)


@pytest.mark.parametrize(
    ("due", "moves"),
    [(NOW + timedelta(minutes=3), False), (NOW - timedelta(minutes=3), False), (NOW - timedelta(hours=9), True), (None, True)],
)
def test_a_restart_spreads_what_was_slept_through(due: datetime | None, moves: bool):
    """Feeds long overdue come over the next minutes; the others keep their time."""
    state = FRESH.evolve(next_poll_at=due)
    caught_up = catch_up(state, FEED, NOW, jitter=0.5)
    assert (caught_up != state) is moves
    if moves:
        assert wait(caught_up) == timedelta(minutes=1)


def test_one_poll_in_a_hundred_asks_for_the_whole():
    """Some servers answer 304 for ever; a slow feed is asked whole at least every eight days."""
    assert [polls for polls in range(200) if wants_whole(FRESH.evolve(polls=polls), FEED)] == [99, 199]
    daily = Feed("x", "https://x.example/", every=timedelta(days=1))
    assert [polls for polls in range(16) if wants_whole(FRESH.evolve(polls=polls), daily)] == [7, 15]
    by_hub = FRESH.evolve(last_polled_at=NOW, next_poll_at=NOW + timedelta(hours=3))
    assert [polls for polls in range(130) if wants_whole(by_hub.evolve(polls=polls), FEED)] == [63, 127]


def news_of(days: int, a_day: int) -> list[datetime]:
    """Moments of publication as newsrooms have them: few by night, most by day."""
    chance = random.Random(7)
    hours = chance.choices(range(24), weights=[1] * 6 + [4, 8] + [11] * 10 + [9] * 3 + [5, 3, 2], k=days * a_day)
    return sorted(NOW + timedelta(days=chance.randrange(days), hours=hour, seconds=chance.randrange(3600)) for hour in hours)


def paced(published: list[datetime], days: int, pace: Callable[[FeedState, PollResult, datetime], FeedState]) -> tuple[float, timedelta]:
    """Polls a day and the median wait of an article, when asked at this pace."""
    state, now, seen, polls, waits = FRESH, NOW, 0, 0, []
    while now < NOW + timedelta(days=days):
        until = bisect.bisect_right(published, now)
        waits += [now - moment for moment in published[seen:until]]
        result = PollResult(PollOutcome.NEWS, new_entries=until - seen) if until > seen else EMPTY
        state, seen, polls = pace(state, result, now), until, polls + 1
        assert state.next_poll_at is not None
        now = state.next_poll_at
    return polls / days, statistics.median(waits)


def test_adapting_brings_news_sooner_with_fewer_polls():
    """Beside a fixed half hour, for an outlet of twenty articles a day."""
    feed, published = Feed("x", "https://x.example/", every=timedelta(minutes=30)), news_of(10, 20)
    adaptive = paced(published, 10, lambda state, result, now: next_poll(state, feed, result, now))
    fixed = paced(published, 10, lambda state, _, now: state.evolve(next_poll_at=now + feed.every))
    assert adaptive < fixed
    assert adaptive[1] < fixed[1]
