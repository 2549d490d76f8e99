"""When a feed is asked again, and why then.

The interval adapts to the feed: halved when it brought news, half as long again when it did not, inside a band around the feed's own
`every`. Publisher's wishes can only make us wait longer. A failing feed is asked ever more rarely, up to once a day, never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from news.feed import Feed, FeedState


class FeedDue(StrEnum):
    """Why `FeedState.next_poll_at` is what it is."""

    FIRST = "first"
    """Never polled: spread over the first minutes so that a new list of feeds is no stampede."""
    NEWS = "news"
    """It brought something: look again sooner."""
    QUIET = "quiet"
    """It brought nothing new: look again later."""
    UNCHANGED = "unchanged"
    """The server said 304: nothing new, and cheap to ask."""
    PUBLISHER_TTL = "publisher_ttl"
    """The feed says how often it changes (ttl, sy:updatePeriod)."""
    CACHE = "cache"
    """The server says how long its answer stays good (Cache-Control, Expires)."""
    RETRY_AFTER = "retry_after"
    """The server named the time itself."""
    BACKING_OFF = "backing_off"
    GONE = "gone"
    """410: asked once a day in case it was a mistake; the admin is told."""
    OVERDUE = "overdue"
    """We slept through its time (restart, lid closed): spread, not all at once."""


class PollOutcome(StrEnum):
    """What came of asking."""

    NEWS = "news"
    EMPTY = "empty"
    """A feed was read; every entry was known."""
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    GONE = "gone"

    @property
    def is_ok(self) -> bool:
        return self in {PollOutcome.NEWS, PollOutcome.EMPTY, PollOutcome.NOT_MODIFIED}


@dataclass(frozen=True, slots=True)
class PollResult:
    """One poll, as far as the next one depends on it. Validators "" = keep those we have."""

    outcome: PollOutcome
    new_entries: int = 0
    error: str = ""
    """For people; only with FAILED and GONE."""
    ttl: timedelta | None = None
    max_age: timedelta | None = None
    retry_after: timedelta | None = None
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    """Where permanent redirects led. A 304 does not say."""


@dataclass(frozen=True, slots=True)
class PollPolicy:
    """The house's manners."""

    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(minutes=60)
    longest_cache: timedelta = timedelta(hours=5)
    """Cache-Control is often set by a CDN for pages, not for news: believed up to here."""
    longest_retry_after: timedelta = timedelta(hours=24)
    longest_back_off: timedelta = timedelta(hours=24)
    first_spread: timedelta = timedelta(minutes=2)
    """First and overdue polls are spread over this long."""
    jitter_share: float = 0.1
    """At most this share of the wait is added, so that feeds do not fall into step."""
    report_after: int = 3
    """Failures in a row before the admin hears of it (once)."""
    whole_every: timedelta = timedelta(days=8)
    whole_polls: int = 100
    """Some servers answer 304 for ever: ask without validators once in so many polls, and at least this often."""


DEFAULT_POLICY = PollPolicy()
FADES_IN = timedelta(days=14)
"""Half-life of a feed's longest quiet: nights and weekends stay usual, a summer break is forgotten by autumn."""
_SHORTEST_STEP = timedelta(seconds=1)
"""Due times always move on (I7), whatever a feed's `every` says."""


@dataclass(frozen=True, slots=True)
class _Wait:
    time: timedelta
    reason: FeedDue


def next_poll(
    state: FeedState, feed: Feed, result: PollResult, now: datetime, policy: PollPolicy = DEFAULT_POLICY, jitter: float = 0.5
) -> FeedState:
    """The state after this poll. `jitter` is a random number 0..1; `next_poll_at` is always later than `now`."""
    counted = _count(state, result, now)
    adapted = counted.evolve(interval=_adapt(state.interval or feed.every, feed, result, policy))
    wait = _wait(adapted, feed, result, policy)
    return adapted.evolve(next_poll_at=now + _jittered(wait.time, policy, jitter), due_reason=wait.reason.value)


def first_poll(feed: Feed, now: datetime, policy: PollPolicy = DEFAULT_POLICY, jitter: float = 0.5) -> FeedState:
    """The state of a feed nobody has asked yet, due some time within the spread."""
    return FeedState(feed.slug, next_poll_at=now + policy.first_spread * jitter, due_reason=FeedDue.FIRST.value)


def catch_up(state: FeedState, feed: Feed, now: datetime, policy: PollPolicy = DEFAULT_POLICY, jitter: float = 0.5) -> FeedState:
    """After a restart: feeds we slept past are spread over the next minutes; the others keep their time."""
    if state.next_poll_at is None:
        return state.evolve(next_poll_at=now + policy.first_spread * jitter, due_reason=FeedDue.FIRST.value)
    if now - state.next_poll_at < (state.interval or feed.every):
        return state
    return state.evolve(next_poll_at=now + policy.first_spread * jitter, due_reason=FeedDue.OVERDUE.value)


def wants_whole(state: FeedState, feed: Feed, policy: PollPolicy = DEFAULT_POLICY) -> bool:
    """Whether this poll should go without validators (some servers answer 304 for ever)."""
    interval = max(state.interval or feed.every, _SHORTEST_STEP)
    turns = max(1, min(policy.whole_polls, policy.whole_every // interval))
    return state.polls % turns == turns - 1


def _count(state: FeedState, result: PollResult, now: datetime) -> FeedState:
    polled = state.evolve(polls=state.polls + 1, last_polled_at=now)
    if not result.outcome.is_ok:
        return polled.evolve(failures=state.failures + 1, last_error=result.error)
    polled = _moved(polled, result)
    if result.new_entries:
        polled = polled.evolve(longest_quiet=_longest_quiet(state, now), silence_reported=False)
    return polled.evolve(
        failures=0,
        last_error="",
        error_reported=False,
        last_ok_at=now,
        last_entry_at=now if result.new_entries else state.last_entry_at,
        entries=state.entries + result.new_entries,
        etag=result.etag or _kept(state.etag, result),
        last_modified=result.last_modified or _kept(state.last_modified, result),
    )


def _moved(state: FeedState, result: PollResult) -> FeedState:
    if result.outcome is PollOutcome.NOT_MODIFIED:
        return state
    if not result.moved_to:
        return state.evolve(moved_to="", moves=0, move_reported="")
    return state.evolve(moved_to=result.moved_to, moves=state.moves + 1 if state.moved_to == result.moved_to else 1)


def _longest_quiet(state: FeedState, now: datetime) -> timedelta | None:
    if state.last_entry_at is None:
        return None
    quiet = max(now - state.last_entry_at, timedelta(0))
    if state.longest_quiet is None:
        return quiet
    faded: timedelta = state.longest_quiet * float(0.5 ** (quiet / FADES_IN))
    return max(quiet, faded)


def _kept(validator: str, result: PollResult) -> str:
    """A whole answer without a validator means the old one is worth nothing; a 304 need not repeat it."""
    return validator if result.outcome is PollOutcome.NOT_MODIFIED else ""


def _adapt(interval: timedelta, feed: Feed, result: PollResult, policy: PollPolicy) -> timedelta:
    if result.outcome is PollOutcome.NEWS:
        interval /= 2
    elif result.outcome.is_ok:
        interval *= 1.5
    return min(max(interval, _floor(feed, policy)), _ceiling(feed, policy))


def _floor(feed: Feed, policy: PollPolicy) -> timedelta:
    """A third of the feed's own `every` when it is busy, not under the house's shortest unless the operator asked for less."""
    return max(_SHORTEST_STEP, min(feed.every, max(policy.shortest, feed.every / 3)))


def _ceiling(feed: Feed, policy: PollPolicy) -> timedelta:
    return max(policy.longest, feed.every)


def _wait(state: FeedState, feed: Feed, result: PollResult, policy: PollPolicy) -> _Wait:
    if result.retry_after is not None:
        return _Wait(min(max(result.retry_after, _floor(feed, policy)), policy.longest_retry_after), FeedDue.RETRY_AFTER)
    if result.outcome is PollOutcome.GONE:
        return _Wait(policy.longest_back_off, FeedDue.GONE)
    if result.outcome is PollOutcome.FAILED:
        return _Wait(_back_off(state, policy), FeedDue.BACKING_OFF)
    return max(_wishes(state, result, policy), key=lambda wait: wait.time)


def _back_off(state: FeedState, policy: PollPolicy) -> timedelta:
    assert state.interval is not None
    doublings = min(state.failures - 1, 20)  # 2**20 intervals are past any cap; the bound keeps timedelta from overflowing
    return min(state.interval * (1 << doublings), policy.longest_back_off)


_PACE = {PollOutcome.NEWS: FeedDue.NEWS, PollOutcome.EMPTY: FeedDue.QUIET, PollOutcome.NOT_MODIFIED: FeedDue.UNCHANGED}


def _wishes(state: FeedState, result: PollResult, policy: PollPolicy) -> list[_Wait]:
    """Our own pace first: on a tie it gives the reason.

    `ttl` is believed up to the house's longest interval: WordPress says "hourly" for every blog, and CMS defaults say "daily" for front pages.
    """
    assert state.interval is not None
    waits = [_Wait(state.interval, _PACE[result.outcome])]
    if result.ttl:
        waits.append(_Wait(min(result.ttl, policy.longest), FeedDue.PUBLISHER_TTL))
    if result.max_age:
        waits.append(_Wait(min(result.max_age, policy.longest_cache), FeedDue.CACHE))
    return waits


def _jittered(wait: timedelta, policy: PollPolicy, jitter: float) -> timedelta:
    """Only ever later: a wish of the publisher is not undercut."""
    return max(wait, _SHORTEST_STEP) * (1 + policy.jitter_share * jitter)
