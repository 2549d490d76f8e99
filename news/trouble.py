"""What admins must hear about a feed: that it fails, is gone, has moved, or is silent for much longer than it usually is. Pure."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from news.feed import FeedState, WatchedFeed
from news.moves import has_moved, was_moved
from news.polling import DEFAULT_POLICY, FeedDue, PollPolicy


class FeedTrouble(StrEnum):
    """Why a feed is worth an admin's look. Told once, and again only after it has recovered."""

    GONE = "gone"
    """The server says 410: it will not come back."""
    FAILING = "failing"
    """It could not be read several times in a row."""
    MOVED = "moved"
    """Every redirect on its way was permanent, several polls in a row, to the same address (`news.moves` says whether that is kept)."""
    SILENT = "silent"
    """It is read without error and has brought nothing for three times as long as it was quiet of late, or never anything."""


SILENT_FACTOR = 3
SHORTEST_SILENCE = timedelta(days=1)
"""No feed is called silent before: one that was added today has not shown its nights yet."""
SILENCE_OF_UNKNOWN = timedelta(days=3)
"""Of a feed that brought news only once, so that nobody knows how long it is usually quiet."""
SILENCE_OF_NEWCOMER = timedelta(days=7)
"""Of a feed that is read without error and has never brought anything: a slow one may just have begun."""


def trouble_of(watched: WatchedFeed, policy: PollPolicy = DEFAULT_POLICY) -> FeedTrouble | None:
    """The worst of what is wrong with it now, whether or not anybody was told. None for a paused feed: nobody asks it."""
    state = watched.state
    rules = (
        (watched.feed.paused, None),
        (state.failures > 0 and state.due_reason == FeedDue.GONE, FeedTrouble.GONE),
        (state.failures >= policy.report_after, FeedTrouble.FAILING),
        (state.failures > 0, None),
        (has_moved(state) or was_moved(watched), FeedTrouble.MOVED),
        (is_silent(state), FeedTrouble.SILENT),
    )
    return next((trouble for holds, trouble in rules if holds), None)


def trouble_to_tell(watched: WatchedFeed, policy: PollPolicy = DEFAULT_POLICY) -> FeedTrouble | None:
    """What admins are to be told about it now, if they were not; a feed that has moved may fall silent as well."""
    state = watched.state
    match trouble_of(watched, policy):
        case FeedTrouble.MOVED if state.move_reported and state.move_reported == _new_address(state):
            return FeedTrouble.SILENT if is_silent(state) and not state.silence_reported else None
        case FeedTrouble.SILENT if state.silence_reported:
            return None
        case FeedTrouble.FAILING | FeedTrouble.GONE if state.error_reported:
            return None
        case trouble:
            return trouble


def told(state: FeedState, trouble: FeedTrouble) -> FeedState:
    """The state of a feed whose trouble admins have been told of. A poll that goes well again takes it back (`news.polling`)."""
    match trouble:
        case FeedTrouble.MOVED:
            return state.evolve(move_reported=_new_address(state), moved_from=state.moved_from if state.address else "")
        case FeedTrouble.SILENT:
            return state.evolve(silence_reported=True)
        case _:
            return state.evolve(error_reported=True)


def _new_address(state: FeedState) -> str:
    """The one admins are told of; "" when it is the feed's own by now."""
    return state.moved_to if has_moved(state) else state.address


def is_silent(state: FeedState) -> bool:
    """As far as it was read: while we slept nobody can say that it was silent."""
    since = state.last_entry_at or state.first_ok_at
    return since is not None and state.last_ok_at is not None and state.last_ok_at - since > silence_allowed(state)


def silence_allowed(state: FeedState) -> timedelta:
    """How long it may bring nothing before that is remarkable."""
    if state.last_entry_at is None:
        return SILENCE_OF_NEWCOMER
    if state.longest_quiet is None:
        return SILENCE_OF_UNKNOWN
    return max(SHORTEST_SILENCE, state.longest_quiet * SILENT_FACTOR)
