"""Watch a feed, pause it, forget it, ask it now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from bot.verbs.refused import Reason, Refused, names_near
from news.beginnings import begins_again
from news.feed import Feed, FeedState, Origin, WatchedFeed
from news.ports import Reading, Transaction
from news.trouble import trouble_of

ASKED = "asked"
"""`FeedState.due_reason` of a poll that a person asked for."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FAMILIAR = {"www", "rss", "feeds", "feed", "news", "co", "com", "org", "net", "gov", "edu", "xml"}
"""Labels of a host that do not tell one outlet from another."""


class FeedCondition(StrEnum):
    """How a feed is doing."""

    FINE = "fine"
    PAUSED = "paused"
    NEVER_POLLED = "never_polled"
    FAILING = "failing"
    GONE = "gone"
    MOVED = "moved"
    SILENT = "silent"


IN_TROUBLE = (FeedCondition.GONE, FeedCondition.FAILING, FeedCondition.MOVED, FeedCondition.SILENT)
"""Worth an admin's look."""


@dataclass(frozen=True, slots=True)
class FeedHealth:
    watched: WatchedFeed
    condition: FeedCondition


@dataclass(frozen=True, slots=True)
class RemovedFeed:
    """`paused` is true when the feed is declared in feeds.yaml: the file wins, so it was only paused."""

    feed: Feed
    paused: bool


async def add_feed(tx: Transaction, url: str, *, slug: str = "", title: str = "", language: str = "") -> Feed:
    """Watch an address from now on. The slug is made from the host unless given."""
    feed = await planned_feed(tx, url, slug=slug, title=title, language=language)
    await tx.put_feed(feed)
    await tx.put_feed_state(FeedState(feed.slug))
    return feed


async def planned_feed(reading: Reading, url: str, *, slug: str = "", title: str = "", language: str = "") -> Feed:
    """The feed that `add_feed` would watch; nothing is stored."""
    host = host_of(url)
    watched = await reading.feeds()
    if known := next((each.feed for each in watched if each.feed.url == url), None):
        raise Refused(Reason.FEED_KNOWN, known.slug)
    slugs = {each.feed.slug for each in watched}
    slug = _wanted_slug(slug, slugs) if slug else _free_slug(_slug_of(host), slugs)
    return Feed(slug=slug, url=url, title=title or host, outlet=title or host, language=language, origin=Origin.CHAT)


async def pause_feed(tx: Transaction, slug: str) -> Feed:
    watched = await feed_called(tx, slug)
    paused = watched.feed.evolve(paused=True)
    await tx.put_feed(paused)
    return paused


async def resume_feed(tx: Transaction, slug: str, *, now: datetime) -> Feed:
    """Poll it again, at once: whoever resumes a feed wants to see it work. What it has brought meanwhile only fills the memory."""
    watched = await feed_called(tx, slug)
    resumed = watched.feed.evolve(paused=False)
    await tx.put_feed(resumed)
    state = begins_again(watched.state) if watched.feed.paused else watched.state
    await tx.put_feed_state(due_now(state, now))
    return resumed


async def remove_feed(tx: Transaction, slug: str) -> RemovedFeed:
    """Forget a feed added in chat; pause one that feeds.yaml declares. Its articles stay either way."""
    watched = await feed_called(tx, slug)
    if watched.feed.origin is Origin.FILE:
        return RemovedFeed(await pause_feed(tx, watched.feed.slug), paused=True)
    await tx.delete_feed(watched.feed.slug)
    return RemovedFeed(watched.feed, paused=False)


async def poll_now(tx: Transaction, slugs: Sequence[str], *, now: datetime) -> tuple[str, ...]:
    """Make these feeds (none named: all that are not paused) due at this moment; their slugs."""
    chosen = [await feed_called(tx, slug) for slug in slugs] if slugs else [each for each in await tx.feeds() if not each.feed.paused]
    for watched in chosen:
        await tx.put_feed_state(due_now(watched.state, now))
    return tuple(watched.feed.slug for watched in chosen)


async def feeds_health(reading: Reading) -> tuple[FeedHealth, ...]:
    """All feeds, those that need a look first, then by slug."""
    listed = [FeedHealth(watched, condition_of(watched)) for watched in await reading.feeds()]
    return tuple(sorted(listed, key=lambda each: (_URGENCY.index(each.condition), each.watched.feed.slug)))


_URGENCY = [*IN_TROUBLE, FeedCondition.NEVER_POLLED, FeedCondition.FINE, FeedCondition.PAUSED]


def condition_of(watched: WatchedFeed) -> FeedCondition:
    feed, state = watched.feed, watched.state
    if feed.paused:
        return FeedCondition.PAUSED
    if trouble := trouble_of(watched):
        return FeedCondition(trouble)
    if state.failures:
        return FeedCondition.FAILING
    return FeedCondition.NEVER_POLLED if state.last_polled_at is None else FeedCondition.FINE


async def feed_called(reading: Reading, slug: str) -> WatchedFeed:
    watched = await reading.feed(slug.casefold())
    if watched is None:
        raise Refused(Reason.UNKNOWN_FEED, slug, names_near(slug, [each.feed.slug for each in await reading.feeds()]))
    return watched


def due_now(state: FeedState, now: datetime) -> FeedState:
    return state.evolve(next_poll_at=now, due_reason=ASKED)


def host_of(url: str) -> str:
    """Only the form is judged here; whether the address may be asked at all is the fetcher's guard."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https"} or any(letter.isspace() for letter in url):
        raise Refused(Reason.NOT_AN_ADDRESS, url)
    return host.removeprefix("www.")


def _slug_of(host: str) -> str:
    """rss.cnn.com → cnn; feeds.bbci.co.uk → bbci; an address of numbers only → feed."""
    labels = [label for label in host.split(".")[:-1] if label not in _FAMILIAR and not label.isdecimal()] or ["feed"]
    return re.sub(r"[^a-z0-9-]+", "-", labels[-1].casefold()).strip("-")[:32] or "feed"


def _wanted_slug(slug: str, taken: set[str]) -> str:
    if not _SLUG.fullmatch(slug):
        raise Refused(Reason.BAD_SLUG, slug)
    if slug in taken:
        raise Refused(Reason.SLUG_TAKEN, slug)
    return slug


def _free_slug(slug: str, taken: set[str]) -> str:
    numbered = (f"{slug}-{number}" if number > 1 else slug for number in range(1, len(taken) + 2))
    return next(each for each in numbered if each not in taken)
