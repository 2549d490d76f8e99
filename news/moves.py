"""When a permanent redirect becomes a feed's address. Pure.

A server that sends everybody on for good may be mended tomorrow, or stand behind a hotel's wireless. So the new address is kept only when a
chain of 301/308 alone (`feeds.fetch` sees to that, and to login pages) led there at several polls in a row, each of which read a feed there.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from urllib.parse import urlsplit

from news.feed import Feed, FeedState, Origin, WatchedFeed
from news.links import canonical_link

POLLS_MOVED = 3
"""Whole answers in a row that must come from the new address."""


class MoveVerdict(StrEnum):
    """What comes of the redirects a feed was read through."""

    STAYS = "stays"
    """No permanent redirect, or not often enough in a row."""
    TAKEN = "taken"
    """Another watched feed lives there: kept, one outlet would be read twice under two names."""
    LESS_SAFE = "less_safe"
    """From https to http: followed as long as it is said, not kept beyond that."""
    KEPT = "kept"
    """The feed is read at its new address from now on."""


def address_of(feed: Feed, state: FeedState) -> str:
    """Where the feed is asked now: the address declared, or the one it has moved to since that address was declared."""
    return state.address if state.address and state.moved_from == feed.url else feed.url


def host_of(watched: WatchedFeed) -> str:
    """The host that is asked for it; "" for an address without one."""
    return urlsplit(address_of(watched.feed, watched.state)).hostname or ""


def has_moved(state: FeedState) -> bool:
    """Often enough in a row, and the new address was not kept (yet)."""
    return bool(state.moved_to) and state.moves >= POLLS_MOVED


def was_moved(watched: WatchedFeed) -> bool:
    """Whether its new address was kept and somebody should know: always for a feed of the file, which still says the old one."""
    feed, state = watched.feed, watched.state
    return address_of(feed, state) != feed.url or (feed.origin is Origin.CHAT and state.moved_from not in {"", feed.url})


def asks_for_verdict(state: FeedState) -> bool:
    """Now and then while the redirects go on: whether other feeds live there takes a look at all of them."""
    return has_moved(state) and state.moves % POLLS_MOVED == 0


def verdict_on_move(watched: WatchedFeed, others: Iterable[WatchedFeed]) -> MoveVerdict:
    state = watched.state
    if not has_moved(state):
        return MoveVerdict.STAYS
    if address_of(watched.feed, state).startswith("https:") and not state.moved_to.startswith("https:"):
        return MoveVerdict.LESS_SAFE
    place = canonical_link(state.moved_to)
    homes = (home for each in others if each.feed.slug != watched.feed.slug for home in (each.feed.url, address_of(each.feed, each.state)))
    return MoveVerdict.TAKEN if any(canonical_link(home) == place for home in homes) else MoveVerdict.KEPT


def moved(watched: WatchedFeed) -> WatchedFeed:
    """At its new address. What feeds.yaml declares stays declared: the new address is kept beside it, until the file says another."""
    feed, state = watched.feed, watched.state
    new = state.moved_to
    settled = state.evolve(moved_to="", moves=0, address="", moved_from="")
    if new == feed.url:
        return WatchedFeed(feed, settled)
    if feed.origin is Origin.FILE:
        return WatchedFeed(feed, settled.evolve(address=new, moved_from=feed.url))
    return WatchedFeed(feed.evolve(url=new), settled.evolve(moved_from=feed.url))


def at_a_new_address(state: FeedState) -> FeedState:
    """What was agreed with the old server is worth nothing; what was read stays read."""
    return state.evolve(
        etag="", last_modified="", failures=0, last_error="", error_reported=False, moved_to="", moves=0, move_reported="", address="",
        moved_from="", ttl=None, skips=None, pushed_at=None, read_hash="",
    )  # fmt: skip
