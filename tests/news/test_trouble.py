"""Which trouble of a feed admins hear of: once, for a named reason, and again only after it has recovered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import NOON

from news.feed import Feed, FeedState, WatchedFeed
from news.polling import FADES_IN, PollOutcome, PollResult, next_poll
from news.trouble import FeedTrouble, silence_allowed, told, trouble_of, trouble_to_tell

FEED = Feed("anka", "https://anka.example/rss")
NEWS = PollResult(PollOutcome.NEWS, new_entries=2)
EMPTY = PollResult(PollOutcome.EMPTY)
SAME = PollResult(PollOutcome.NOT_MODIFIED)
FAILED = PollResult(PollOutcome.FAILED, error="no connection")
GONE = PollResult(PollOutcome.GONE, error="410")
ELSEWHERE = PollResult(PollOutcome.EMPTY, moved_to="https://new.example/rss")
HOUR = timedelta(hours=1)


class Life:
    """A feed that is polled, and an admin who is told whatever is to be told."""

    def __init__(self, feed: Feed = FEED) -> None:
        self.feed, self.state, self.now = feed, FeedState(feed.slug), NOON
        self.heard: list[FeedTrouble] = []

    def polls(self, *results: PollResult, every: timedelta = HOUR) -> Life:
        for result in results:
            self.now += every
            self.state = next_poll(self.state, self.feed, result, self.now)
            while trouble := trouble_to_tell(WatchedFeed(self.feed, self.state)):
                self.heard.append(trouble)
                self.state = told(self.state, trouble)
        return self


@pytest.mark.parametrize(
    ("results", "heard"),
    [
        ([FAILED] * 2, []),
        ([FAILED] * 9, [FeedTrouble.FAILING]),
        ([FAILED, FAILED, EMPTY, FAILED, FAILED], []),
        ([FAILED] * 3 + [EMPTY] + [FAILED] * 3, [FeedTrouble.FAILING] * 2),
        ([GONE] * 5, [FeedTrouble.GONE]),
        ([FAILED] * 3 + [GONE] * 2, [FeedTrouble.FAILING]),
        ([ELSEWHERE] * 2, []),
        ([ELSEWHERE] * 6, [FeedTrouble.MOVED]),
        ([ELSEWHERE, SAME, ELSEWHERE, SAME, ELSEWHERE], [FeedTrouble.MOVED]),
        ([ELSEWHERE, EMPTY, ELSEWHERE, EMPTY, ELSEWHERE], []),
        ([ELSEWHERE] * 3 + [EMPTY] + [ELSEWHERE] * 3, [FeedTrouble.MOVED] * 2),
        ([ELSEWHERE] * 3 + [PollResult(PollOutcome.EMPTY, moved_to="https://newest.example/")] * 3, [FeedTrouble.MOVED] * 2),
        ([FAILED, ELSEWHERE, FAILED, ELSEWHERE, FAILED, ELSEWHERE], [FeedTrouble.MOVED]),
    ],
)
def test_a_trouble_is_told_once_and_again_after_it_recovered(results: list[PollResult], heard: list[FeedTrouble]) -> None:
    """A redirect must be seen three times in a row, a failure too; 410 is told at once; a 304 does not say where it came from."""
    assert Life().polls(*results).heard == heard


def test_a_feed_is_silent_after_three_times_its_longest_quiet_of_late() -> None:
    """Nights of eight hours: told after more than a day, once; then it brings news, and its long silence is usual for a while."""
    life = Life()
    for _ in range(5):
        life.polls(*[NEWS] * 16).polls(*[EMPTY] * 7)
    life.polls(NEWS)
    assert life.state.longest_quiet == timedelta(hours=8)
    assert life.polls(*[EMPTY] * 24).heard == []
    assert life.polls(*[SAME] * 30).heard == [FeedTrouble.SILENT]
    life.polls(NEWS).polls(*[EMPTY] * 100)
    assert life.heard == [FeedTrouble.SILENT]
    assert life.polls(*[EMPTY] * 80).heard == [FeedTrouble.SILENT] * 2


def test_a_busy_feed_is_given_a_day() -> None:
    """One added this morning has not shown its nights yet."""
    life = Life().polls(*[NEWS] * 5, every=timedelta(minutes=5)).polls(*[EMPTY] * 24)
    assert life.heard == []
    assert life.polls(EMPTY).heard == [FeedTrouble.SILENT]


def test_a_feed_that_brought_news_once_is_given_three_days() -> None:
    """Nobody knows how long it is usually quiet."""
    assert Life().polls(NEWS).polls(*[EMPTY] * 72).heard == []
    assert Life().polls(NEWS).polls(*[EMPTY] * 73).heard == [FeedTrouble.SILENT]


def test_a_feed_that_never_brought_anything_is_silent_after_a_week() -> None:
    """Counted from when it was first read without error; told once, and not again when it begins at last."""
    life = Life().polls(FAILED, *[EMPTY] * 169)
    assert life.heard == []
    assert life.polls(*[EMPTY] * 200).heard == [FeedTrouble.SILENT]
    assert life.polls(NEWS).heard == [FeedTrouble.SILENT]


def test_what_we_slept_through_is_no_silence() -> None:
    """After a week without us the first poll says whether there was news."""
    life = Life().polls(*[NEWS] * 3)
    life.now += timedelta(days=7)
    assert trouble_of(WatchedFeed(life.feed, life.state)) is None
    assert life.polls(NEWS).heard == []


def test_a_silent_feed_that_fails_meanwhile_is_not_told_as_silent_again() -> None:
    """Only news ends a silence."""
    life = Life().polls(NEWS).polls(*[EMPTY] * 80).polls(FAILED, EMPTY, FAILED, EMPTY)
    assert life.heard == [FeedTrouble.SILENT]


def test_a_feed_that_moved_may_fall_silent_too() -> None:
    """Each is told."""
    life = Life().polls(NEWS).polls(*[ELSEWHERE] * 80)
    assert life.heard == [FeedTrouble.MOVED, FeedTrouble.SILENT]


def test_a_paused_feed_has_no_trouble() -> None:
    """Nobody asks it."""
    assert Life(FEED.evolve(paused=True)).polls(*[FAILED] * 5).heard == []


@given(st.timedeltas(timedelta(minutes=1), timedelta(days=60)), st.timedeltas(timedelta(minutes=1), timedelta(days=60)))
def test_a_long_quiet_fades_and_a_longer_one_counts_at_once(before: timedelta, quiet: timedelta) -> None:
    """Half of it is forgotten in two weeks; it never falls below what was just seen."""
    state = FeedState("anka", last_entry_at=NOON, last_ok_at=NOON, longest_quiet=before)
    after = next_poll(state, FEED, NEWS, NOON + quiet)
    assert after.longest_quiet is not None
    assert quiet <= after.longest_quiet <= max(before, quiet)
    assert quiet < FADES_IN or after.longest_quiet <= max(quiet, before / 2 + timedelta(seconds=1))
    assert silence_allowed(after) >= timedelta(days=1)


RESULTS = st.sampled_from([NEWS, EMPTY, SAME, FAILED, GONE, ELSEWHERE])


@given(st.lists(RESULTS, max_size=120))
def test_nothing_is_told_twice_without_a_good_poll_between(results: list[PollResult]) -> None:
    """Whatever the feed does."""
    life, moments = Life(), list[tuple[FeedTrouble, datetime]]()
    well: dict[FeedTrouble, datetime] = {}
    for result in results:
        heard = len(life.heard)
        life.polls(result, every=timedelta(hours=9))
        if result.outcome.is_ok:
            well |= dict.fromkeys((FeedTrouble.FAILING, FeedTrouble.GONE), life.now)
        if result is NEWS:
            well[FeedTrouble.SILENT] = life.now
        if result.outcome in {PollOutcome.NEWS, PollOutcome.EMPTY} and not result.moved_to:
            well[FeedTrouble.MOVED] = life.now
        for trouble in life.heard[heard:]:
            earlier = [moment for known, moment in moments if known is trouble]
            assert not earlier or well[trouble] > earlier[-1]
            moments.append((trouble, life.now))
