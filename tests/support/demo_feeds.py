"""The demo's recorded feeds, read by the real parser as if it were noon on a winter day."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.demo.server import FeedServer
from bot.demo.world import watched
from feeds.parse import parse_document
from news.feed import Feed, ParsedFeed

NOON = datetime(2026, 1, 20, 12, 0, tzinfo=UTC)


def documents(number: int) -> dict[str, bytes]:
    """Feed slug → the document of that round, dates told."""
    server = FeedServer(NOON, number)
    return {feed.slug: document for feed in demo_feeds() if (document := server.document(file_of(feed)))}


def parsed(number: int) -> dict[str, ParsedFeed]:
    contents = documents(number)
    return {feed.slug: parse_document(contents[feed.slug], feed.url, "", feed, now=NOON) for feed in demo_feeds()}


def demo_feeds() -> tuple[Feed, ...]:
    return watched("http://127.0.0.1:8000").feeds


def file_of(feed: Feed) -> str:
    return feed.url.rpartition("/")[2]
