"""When a permanent redirect becomes a feed's address, and when it does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.clocks import NOON

from news.feed import Feed, FeedState, Origin, WatchedFeed
from news.moves import MoveVerdict, address_of, moved, verdict_on_move, was_moved
from news.polling import PollOutcome, PollResult, next_poll

OLD, NEW = "https://anka.example/rss", "https://yeni.example/rss"
EMPTY, SAME = PollResult(PollOutcome.EMPTY), PollResult(PollOutcome.NOT_MODIFIED)
ELSEWHERE = PollResult(PollOutcome.EMPTY, moved_to=NEW)
FAILED, GONE = PollResult(PollOutcome.FAILED, error="no connection"), PollResult(PollOutcome.GONE, error="410")


def feed(origin: Origin = Origin.FILE) -> Feed:
    return Feed("anka", OLD, origin=origin)


def polled(watched: WatchedFeed, *results: PollResult) -> WatchedFeed:
    """After these polls, each of which keeps the new address when it may."""
    for result in results:
        watched = WatchedFeed(watched.feed, next_poll(watched.state, watched.feed, result, NOON))
        if verdict_on_move(watched, []) is MoveVerdict.KEPT:
            watched = moved(watched)
    return watched


def fresh(origin: Origin = Origin.FILE) -> WatchedFeed:
    return WatchedFeed(feed(origin), FeedState("anka"))


def place(watched: WatchedFeed) -> str:
    return address_of(watched.feed, watched.state)


@pytest.mark.parametrize(
    ("results", "address"),
    [
        ([ELSEWHERE] * 2, OLD),
        ([ELSEWHERE] * 3, NEW),
        ([ELSEWHERE, SAME, ELSEWHERE, FAILED, ELSEWHERE], NEW),
        ([ELSEWHERE, ELSEWHERE, EMPTY, ELSEWHERE], OLD),
        ([ELSEWHERE, FAILED, FAILED, FAILED, FAILED], OLD),
        ([ELSEWHERE] * 3 + [FAILED] * 2, NEW),
        ([ELSEWHERE] * 3 + [FAILED] * 3, OLD),
        ([ELSEWHERE] * 3 + [GONE], OLD),
        ([ELSEWHERE] * 3 + [PollResult(PollOutcome.EMPTY, moved_to=OLD)] * 3, OLD),
        ([ELSEWHERE] * 3 + [PollResult(PollOutcome.EMPTY, moved_to="https://x.example/")] * 3, "https://x.example/"),
    ],
)
def test_three_whole_answers_in_a_row_move_a_feed_of_the_file(results: list[PollResult], address: str) -> None:
    """What it is declared as stays declared; when the new place dies, the declared one is asked again."""
    after = polled(fresh(), *results)
    assert place(after) == address
    assert after.feed.url == OLD


def test_a_feed_added_in_chat_is_declared_anew() -> None:
    """And admins are told once; then nothing is left of the move."""
    after = polled(fresh(Origin.CHAT), *[ELSEWHERE] * 3)
    assert (after.feed.url, place(after), was_moved(after)) == (NEW, NEW, True)


def test_what_the_file_says_anew_goes_before_what_was_kept() -> None:
    """The kept address belongs to the one that was declared then."""
    after = polled(fresh(), *[ELSEWHERE] * 3)
    declared = WatchedFeed(after.feed.evolve(url="https://third.example/rss"), after.state)
    assert (place(declared), was_moved(declared)) == ("https://third.example/rss", False)


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("https://dnipro.example/rss", MoveVerdict.TAKEN),
        ("https://www.dnipro.example/rss/?utm_source=x", MoveVerdict.TAKEN),
        ("https://dnipro.example/kept", MoveVerdict.TAKEN),
        ("http://yeni.example/rss", MoveVerdict.LESS_SAFE),
        (NEW, MoveVerdict.KEPT),
        ("", MoveVerdict.STAYS),
    ],
)
def test_another_feeds_address_and_a_less_safe_one_are_not_kept(target: str, verdict: MoveVerdict) -> None:
    """In whatever spelling, declared or kept."""
    other = WatchedFeed(
        Feed("dnipro", "https://dnipro.example/rss"),
        FeedState("dnipro", address="https://dnipro.example/kept", moved_from="https://dnipro.example/rss"),
    )
    watched = WatchedFeed(feed(), FeedState("anka", moved_to=target, moves=3))
    assert verdict_on_move(watched, [other, watched]) is verdict


@given(st.lists(st.sampled_from([ELSEWHERE, EMPTY, SAME, FAILED, GONE]), max_size=40))
def test_it_lives_where_it_was_declared_or_where_it_was_sent(results: list[PollResult]) -> None:
    """Never nowhere, and never anywhere after fewer than three redirects."""
    after = polled(fresh(), *results)
    assert place(after) in {OLD, NEW}
    assert place(after) == OLD or results.count(ELSEWHERE) >= 3
