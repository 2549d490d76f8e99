"""Reading in workers that can be killed: each hostile document ends, and the next one is read."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import psutil
import pytest
from support.feedserver import RSS
from support.hostile import HOSTILE

from feeds.parse import ParseLimits, PooledParser
from news.errors import ParseError
from news.feed import Feed, Fetched, ParsedFeed

FEED = Feed("x", "https://x.example/rss")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GOOD = Fetched("https://x.example/rss", RSS)


@pytest.fixture
async def parser() -> AsyncIterator[PooledParser]:
    made = PooledParser(2, limits=ParseLimits(time=timedelta(seconds=0.8)), clock=lambda: NOW)
    yield made
    await made.close()


async def read(parser: PooledParser, body: bytes) -> ParsedFeed | ParseError:
    try:
        return await parser.parse(Fetched("https://x.example/rss", body), FEED)
    except ParseError as error:
        return error


NAMED = (
    "took more than",
    "killed the worker",
    "feedparser stumbled",
    "this is no feed",
    "web page",
    "broken JSON",
    "is empty",
    "list of feeds",
)


async def test_every_hostile_document_ends(parser: PooledParser):
    """Read, refused or killed, each by name; and the workers still work afterwards."""
    ends = dict(zip(HOSTILE, await asyncio.gather(*(read(parser, body) for body in HOSTILE.values())), strict=True))
    assert len(HOSTILE) >= 60
    unnamed = {name: end for name, end in ends.items() if isinstance(end, ParseError) and not any(word in str(end) for word in NAMED)}
    assert unnamed == {}
    assert any("took more than" in str(end) for end in ends.values())
    read_ones = [end for end in ends.values() if isinstance(end, ParsedFeed)]
    assert all(len(end.entries) <= 2000 for end in read_ones)
    assert all(len(entry.title) <= 1000 and len(entry.body) <= 100_000 for end in read_ones for entry in end.entries)
    assert (await parser.parse(GOOD, FEED)).title == "Liman Haber"


async def test_a_killed_worker_fails_only_its_own_document(parser: PooledParser):
    """As the kernel would when memory runs out."""
    await parser.parse(GOOD, FEED)
    slow = asyncio.ensure_future(read(parser, HOSTILE["200,000 attributes"]))
    others = [asyncio.ensure_future(read(parser, RSS)) for _ in range(3)]
    await asyncio.wait(others)
    for worker in _workers():
        if worker.cpu_times().user > 0 and not slow.done():
            os.kill(worker.pid, signal.SIGKILL)
    assert isinstance(await slow, ParseError)
    assert all(isinstance(other.result(), ParsedFeed) for other in others)
    assert (await parser.parse(GOOD, FEED)).title == "Liman Haber"


def _workers() -> list[psutil.Process]:
    """Grandchildren: the fork server's own children."""
    return [worker for server in psutil.Process().children() for worker in server.children()]


async def test_too_much_memory_is_a_parse_error():
    """The allocation fails inside the worker; nobody else notices."""
    parser = PooledParser(1, limits=ParseLimits(memory=120_000_000), clock=lambda: NOW)
    try:
        assert "memory" in str(await read(parser, b"<rss>" + b"a" * 14_000_000))
        assert isinstance(await read(parser, RSS), ParsedFeed)
    finally:
        await parser.close()


async def test_closing_unused_and_twice_is_fine():
    """No pool is started for a parser that reads nothing."""
    parser = PooledParser(1)
    await parser.close()
    await parser.close()
