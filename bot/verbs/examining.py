"""All that asking a feed once tells of it: the way there, the answer, how it was read, and when it would be asked again. Nothing of it is kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.desk import Desk
from bot.verbs.trying import TriedFeed, read_or_follow
from news.errors import FeedError, FeedGone, FetchError, ParseError
from news.feed import Feed, FeedState, Hop
from news.polling import PollOutcome, PollResult, next_poll


@dataclass(frozen=True, slots=True)
class Examined:
    """`tried` is None when nothing could be read; `error` then says why."""

    feed: Feed
    asked: str
    """The address that was asked."""
    hops: tuple[Hop, ...]
    """The redirects on the way to what was read, or to the error."""
    due_at: datetime
    """When the next poll would be, had this been one (without the jitter that spreads feeds)."""
    due_reason: str
    """A `FeedDue`."""
    tried: TriedFeed | None = None
    error: str = ""
    names: tuple[str, ...] = ()
    """Feeds that the page there names, when none of them could be read."""


async def examine(desk: Desk, feed: Feed, state: FeedState | None = None, *, now: datetime) -> Examined:
    """Never raises for what a feed does wrong. `state`: how a watched feed stands; its validators are left at home, so that there is an answer."""
    standing = state or FeedState(feed.slug)
    try:
        tried = await _within(desk, feed, standing)
    except FeedError as error:
        due = next_poll(standing, feed, _failure(error), now, jitter=0.0)
        names = error.names if isinstance(error, ParseError) else ()
        return Examined(feed, feed.url, error.hops, due.next_poll_at or now, due.due_reason, error=str(error), names=names)
    due = next_poll(standing, feed, _success(tried), now, jitter=0.0)
    return Examined(feed, feed.url, tried.fetched.hops, due.next_poll_at or now, due.due_reason, tried)


async def _within(desk: Desk, feed: Feed, state: FeedState) -> TriedFeed:
    asked = FeedState(feed.slug, address=state.address, moved_from=state.moved_from)
    try:
        async with asyncio.timeout(desk.patience.total_seconds()):
            return await read_or_follow(desk, feed, asked)
    except TimeoutError as error:
        raise FetchError(f"no answer within {desk.patience.total_seconds():.0f} s") from error


def _success(tried: TriedFeed) -> PollResult:
    entries = len(tried.parsed.entries)
    return PollResult(
        PollOutcome.NEWS if entries else PollOutcome.EMPTY,
        new_entries=entries,
        ttl=tried.parsed.ttl,
        skips=tried.parsed.skips,
        max_age=tried.fetched.max_age,
    )


def _failure(error: FeedError) -> PollResult:
    outcome = PollOutcome.GONE if isinstance(error, FeedGone) else PollOutcome.FAILED
    return PollResult(outcome, error=str(error), retry_after=error.retry_after if isinstance(error, FetchError) else None)
