"""When a feed is asked again, and why then.

The interval adapts to the feed: halved when it brought news, half as long again when it did not, inside a band around the feed's own
`every`. Publisher's wishes can only make us wait longer. A failing feed is asked ever more rarely, up to once a day, never dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from news.feed import Feed, FeedState
from news.moves import address_of
from news.skips import Skips


class FeedDue(StrEnum):
    """Why `FeedState.next_poll_at` is what it is."""

    FIRST = "first"
    """Never polled: spread over the first minutes so that a new list of feeds is no stampede."""
    NEWS = "news"
    """It brought something: look again sooner."""
    QUIET = "quiet"
    """It brought nothing new: look again later."""
    UNCHANGED = "unchanged"
    """The server said 304, or the same entries again: nothing new, and cheap to ask."""
    PUBLISHER_TTL = "publisher_ttl"
    """The feed says how often it changes (ttl, sy:updatePeriod)."""
    CACHE = "cache"
    """The server says how long its answer stays good (Cache-Control, Expires)."""
    SKIPPED = "skipped"
    """The feed says that nothing changes at these hours or on these days (skipHours, skipDays)."""
    PUSHED = "pushed"
    """Its hub brings its news (WebSub): asked now and then, in case the hub has missed some."""
    RETRY_AFTER = "retry_after"
    """The server named the time itself."""
    HOST_BUSY = "host_busy"
    """The server named the time when it was asked for another feed of the same host."""
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
    """304, or the very entries of last time."""
    FAILED = "failed"
    GONE = "gone"
    HELD_BACK = "held_back"
    """Not asked: its host had told us to wait."""

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
    read_hash: str = ""
    """Of the answer, when everything in it is stored."""
    moved_to: str = ""
    """Where permanent redirects led. A 304 does not say."""
    skips: Skips | None = None
    """As `ttl`: said by a whole answer only; a 304 leaves what was said before."""


@dataclass(frozen=True, slots=True)
class PollPolicy:
    """The house's manners."""

    shortest: timedelta = timedelta(minutes=5)
    longest: timedelta = timedelta(minutes=60)
    longest_cache: timedelta = timedelta(hours=5)
    """Cache-Control is often set by a CDN for pages, not for news: believed up to here."""
    longest_retry_after: timedelta = timedelta(hours=24)
    longest_back_off: timedelta = timedelta(hours=24)
    longest_skip: timedelta = timedelta(hours=72)
    """skipHours and skipDays: a weekend and the nights around it."""
    while_pushed: timedelta = timedelta(hours=3)
    """Between two polls of a feed whose hub brings its news: hubs stop without a word."""
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
    if result.outcome is PollOutcome.HELD_BACK:
        asked = min(max(result.retry_after or _SHORTEST_STEP, _SHORTEST_STEP), policy.longest_retry_after)
        return held_back(state.evolve(next_poll_at=None), now + asked, policy, jitter)
    counted = _count(state, feed, result, now)
    adapted = counted.evolve(interval=_adapt(state.interval or feed.every, feed, result, policy))
    wait = _wait(adapted, feed, result, policy)
    due = adapted.evolve(next_poll_at=now + _jittered(wait.time, policy, jitter), due_reason=wait.reason.value)
    return _awake(due, now, policy, jitter) if result.outcome.is_ok else due


def held_back(state: FeedState, until: datetime, policy: PollPolicy = DEFAULT_POLICY, jitter: float = 0.5) -> FeedState:
    """Not asked before its host takes questions again, and then not together with all its siblings. A later time stays."""
    due = until + policy.first_spread * jitter
    if state.next_poll_at is not None and state.next_poll_at >= due:
        return state
    return state.evolve(next_poll_at=due, due_reason=FeedDue.HOST_BUSY.value)


def after_push(state: FeedState, new_entries: int, now: datetime, policy: PollPolicy = DEFAULT_POLICY, jitter: float = 0.5) -> FeedState:
    """The hub brought something, new or not: while it does, polls are rare. They go on, or news that it misses would wait for ever."""
    heard = state.evolve(pushed_at=now)
    if new_entries:
        heard = _with_news(heard, new_entries, now)
    rarely = (state.last_polled_at or now) + policy.while_pushed * (1 + policy.jitter_share * jitter)
    if state.failures or (state.next_poll_at is not None and state.next_poll_at >= rarely):
        return heard
    return heard.evolve(next_poll_at=rarely, due_reason=FeedDue.PUSHED.value)


def without_hub(state: FeedState, now: datetime, policy: PollPolicy = DEFAULT_POLICY, jitter: float = 0.5) -> FeedState:
    """The hub has stopped or said no: asked as before, from now on."""
    left = state.evolve(pushed_at=None)
    if state.due_reason != FeedDue.PUSHED:
        return left
    return left.evolve(next_poll_at=now + policy.first_spread * jitter, due_reason=FeedDue.QUIET.value)


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
    apart = max(state.interval or feed.every, _planned(state), _SHORTEST_STEP)
    turns = max(1, min(policy.whole_polls, policy.whole_every // apart))
    return state.polls % turns == turns - 1


def _planned(state: FeedState) -> timedelta:
    """From the last poll to this one, as it was planned: a hub that brings the news, or a cache, makes it longer than the interval."""
    if state.next_poll_at is None or state.last_polled_at is None:
        return timedelta(0)
    return state.next_poll_at - state.last_polled_at


def _count(state: FeedState, feed: Feed, result: PollResult, now: datetime) -> FeedState:
    polled = state.evolve(polls=state.polls + 1, last_polled_at=now)
    if not result.outcome.is_ok:
        return _homeward(polled.evolve(failures=state.failures + 1, last_error=result.error), result)
    polled = _moved(_wished(polled, result), feed, result)
    if result.new_entries:  # the hub, if there is one, has missed it
        polled = _with_news(polled, result.new_entries, now).evolve(pushed_at=None)
    return polled.evolve(
        failures=0,
        last_error="",
        error_reported=False,
        last_ok_at=now,
        first_ok_at=polled.first_ok_at or now,
        etag=result.etag or _kept(state.etag, result),
        last_modified=result.last_modified or _kept(state.last_modified, result),
        read_hash=result.read_hash or _kept(state.read_hash, result),
    )


def _with_news(state: FeedState, new_entries: int, now: datetime) -> FeedState:
    quiet = _longest_quiet(state, now)
    return state.evolve(longest_quiet=quiet, silence_reported=False, last_entry_at=now, entries=state.entries + new_entries)


def _wished(state: FeedState, result: PollResult) -> FeedState:
    """What the publisher wishes stands in the document; a 304 brings none and leaves it as it was said."""
    return state if result.outcome is PollOutcome.NOT_MODIFIED else state.evolve(ttl=result.ttl, skips=result.skips)


LOST_AFTER = 3
"""Failures in a row at an address a feed has moved to; then the one declared is asked again."""


def _homeward(state: FeedState, result: PollResult) -> FeedState:
    """The address it has moved to is dead: whoever declared the old one may have put it right there."""
    if state.address and (state.failures >= LOST_AFTER or result.outcome is PollOutcome.GONE):
        return state.evolve(address="", moved_from="", etag="", last_modified="", move_reported="")
    return state


def _moved(state: FeedState, feed: Feed, result: PollResult) -> FeedState:
    if result.outcome is PollOutcome.NOT_MODIFIED:
        return state
    if result.moved_to in {"", address_of(feed, state)}:
        return state.evolve(moved_to="", moves=0, move_reported=state.move_reported if state.moved_from else "")
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
    if ttl := result.ttl or state.ttl:
        waits.append(_Wait(min(ttl, policy.longest), FeedDue.PUBLISHER_TTL))
    if result.max_age:
        waits.append(_Wait(min(result.max_age, policy.longest_cache), FeedDue.CACHE))
    if state.pushed_at is not None:
        waits.append(_Wait(policy.while_pushed, FeedDue.PUSHED))
    return waits


def _awake(state: FeedState, now: datetime, policy: PollPolicy, jitter: float) -> FeedState:
    """Out of the hours and days in which the publisher says nothing changes."""
    due = state.next_poll_at
    assert due is not None
    if state.skips is None or not state.skips.covers(due):
        return state
    begins = state.skips.next_awake(due)
    awake = min(begins + policy.first_spread * jitter, now + policy.longest_skip)
    return state.evolve(next_poll_at=awake, due_reason=FeedDue.SKIPPED.value) if begins > due and awake > due else state


def _jittered(wait: timedelta, policy: PollPolicy, jitter: float) -> timedelta:
    """Only ever later: a wish of the publisher is not undercut."""
    return max(wait, _SHORTEST_STEP) * (1 + policy.jitter_share * jitter)
