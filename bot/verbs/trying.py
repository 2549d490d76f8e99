"""What a feed would bring, asked before it is watched: nothing of it is kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.verbs.feeds import planned_feed
from bot.verbs.refused import Reason, Refused
from news.articles import Entry, Text
from news.errors import FeedError, ParseError
from news.feed import Feed, FeedState, Fetched, NotModified, ParsedFeed
from news.ports import Detector, Reading

NEWEST = 3
"""Headlines shown."""
MOST_TRIED = 3
"""Of the feeds that a page names, so many are asked for, in the page's order, until one can be read."""
ENOUGH_TO_TELL = 20
"""Entries whose language is looked at."""


@dataclass(frozen=True, slots=True)
class TriedFeed:
    """A feed that answered. `feed` is what would be watched: its address may be another than the one `asked` for."""

    asked: str
    feed: Feed
    fetched: Fetched
    parsed: ParsedFeed
    language: str
    """Of most entries, "" when there are none."""
    others: tuple[str, ...] = ()
    """More feeds that the page names."""

    @property
    def on_a_page(self) -> bool:
        """Whether the address was a web page that names the feed."""
        return self.asked != self.feed.url

    @property
    def newest(self) -> tuple[Entry, ...]:
        """By date where all have one, else as they stand: feeds put the newest first."""
        dated = [(entry.published or entry.updated, entry) for entry in self.parsed.entries]
        if all(when for when, _ in dated):
            dated.sort(key=lambda pair: str(pair[0]), reverse=True)
        return tuple(entry for _, entry in dated[:NEWEST])


async def try_new(desk: Desk, reading: Reading, url: str, *, slug: str = "", title: str = "", language: str = "") -> TriedFeed:
    """What watching this address, or a feed that the page there names, would bring. Raises `Refused` as `add_feed` does, or when nothing
    there can be read.
    """
    planned = await planned_feed(reading, url, slug=slug, title=title, language=language)
    tried = await try_feed(desk, planned)
    if tried.on_a_page:  # the feed itself may be watched already
        planned = await planned_feed(reading, tried.feed.url, slug=slug or planned.slug, title=title, language=language)
    name = title or tried.parsed.title or planned.title
    return replace(tried, feed=planned.evolve(title=name, outlet=name, language=language or tried.language))


async def try_feed(desk: Desk, feed: Feed) -> TriedFeed:
    """What this feed, or the first that can be read of those the page at its address names, says now."""
    try:
        async with asyncio.timeout(desk.patience.total_seconds()):
            return await read_or_follow(desk, feed)
    except TimeoutError as error:
        raise Refused(Reason.CANNOT_READ, f"{feed.url}: no answer within {desk.patience.total_seconds():.0f} s") from error
    except FeedError as error:
        raise Refused(Reason.CANNOT_READ, f"{feed.url}: {error}") from error


async def read_or_follow(desk: Desk, feed: Feed, state: FeedState | None = None) -> TriedFeed:
    """The feed at this address, or the first that can be read of those the page there names. Raises `FeedError`."""
    try:
        return await _read(desk, feed, feed.url, state)
    except ParseError as error:
        if not error.names:
            raise
        return await _first_of(desk, feed, error.names)


async def _first_of(desk: Desk, feed: Feed, names: Sequence[str]) -> TriedFeed:
    errors: list[str] = []
    for url in names[:MOST_TRIED]:
        try:
            tried = await _read(desk, feed.evolve(url=url), feed.url)
        except FeedError as error:
            errors.append(f"{url}: {error}")
        else:
            return replace(tried, others=tuple(name for name in names if name != url))
    raise ParseError("; ".join(errors), names=names)


async def _read(desk: Desk, feed: Feed, asked: str, state: FeedState | None = None) -> TriedFeed:
    fetched = await desk.fetcher.fetch(feed, state or FeedState(feed.slug))
    if isinstance(fetched, NotModified):
        raise ParseError("the server says 304 Not Modified to somebody who has nothing yet")
    try:
        parsed = await desk.parser.parse(fetched, feed)
    except ParseError as error:
        error.hops = fetched.hops
        raise
    language = await asyncio.to_thread(_language, desk.detector, parsed, feed.language)
    return TriedFeed(asked, feed, fetched, parsed, language)


def _language(detector: Detector, parsed: ParsedFeed, hint: str) -> str:
    texts = [Text(entry.title, entry.summary) for entry in parsed.entries[:ENOUGH_TO_TELL]]
    found = Counter(detector.label(text, hint=hint or parsed.language).language for text in texts)
    return found.most_common(1)[0][0] if found else ""
