"""Servers that mean harm: each ask of them ends, by its name, and the next feed is fetched."""

from __future__ import annotations

import asyncio
import re
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from support.feedserver import FeedServer, feed_server
from support.hostile_servers import HostileServer, OnlyHere, hostile_servers

from feeds.fetch import FetchLimits, HttpFetcher
from feeds.pace import InCrumbs, ReadingPace
from feeds.parse import parse_document
from news.errors import FeedError, ParseError
from news.feed import Feed, FeedState, Fetched

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
QUICK = FetchLimits(body=300_000, connect=timedelta(seconds=5), read=timedelta(seconds=1), total=timedelta(seconds=2))
SERVERS = hostile_servers(pause=0.1)


@pytest.fixture(scope="module")
def ends() -> dict[str, str]:
    """What came of asking each of them, five at a time: the error, or "" when a feed was read."""
    return asyncio.run(_all_ends())


async def _all_ends() -> dict[str, str]:
    routes = {
        f"/{n}/{path}": answer for n, each in enumerate(SERVERS.values()) for path, answer in {"feed": each.answer, **each.also}.items()
    }
    tls, turns = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), asyncio.Semaphore(5)

    async def end(server: FeedServer, number: int, hostile: HostileServer) -> str:
        async with turns:
            return await _end(server, number, hostile, tls)

    async with feed_server(routes) as server, asyncio.timeout(120):
        found = await asyncio.gather(*(end(server, n, each) for n, each in enumerate(SERVERS.values())))
    return dict(zip(SERVERS, found, strict=True))


async def _end(server: FeedServer, number: int, hostile: HostileServer, tls: ssl.SSLContext) -> str:
    """A fetcher each: a host that asks us to wait is left alone for all its feeds."""
    allow = [f"127.0.0.1:{server.port}"]
    fetcher = HttpFetcher("Tellal/test", allow=allow, limits=QUICK, clock=lambda: NOW, ssl_context=tls, dial=OnlyHere())
    feed = Feed("x", f"{hostile.scheme}://127.0.0.1:{server.port}/{number}/feed")
    try:
        answer = await fetcher.fetch(feed, FeedState("x"))
        if not isinstance(answer, Fetched):
            raise ParseError("304 to somebody who has nothing yet")
        parse_document(answer.body, answer.url, answer.content_type, feed, now=NOW)
    except FeedError as error:
        return str(error) or "an error without a word"
    finally:
        await fetcher.close()
    return ""


@pytest.mark.parametrize("name", SERVERS)
def test_it_ends_by_name(name: str, ends: dict[str, str]):
    """With an error that says what was wrong, or a feed."""
    word = SERVERS[name].word
    assert re.search(word, ends[name]), ends[name]
    assert len(ends[name]) < 600
    assert word or not ends[name]


def test_there_are_many():
    """Beside the documents of `support.hostile`, which a server may also send."""
    assert len(SERVERS) >= 60


@pytest.mark.parametrize(("piece", "end"), [(b"x", "in crumbs"), (b"x" * 100, "")])
async def test_an_answer_in_crumbs_is_refused(piece: bytes, end: str):
    """Twenty thousand pieces of a byte cost more than they bring; as many lines do not."""
    pace, found = ReadingPace(), ""
    try:
        for _ in range(20_100):
            await pace.after(piece)
    except InCrumbs as error:
        found = str(error)
    assert (end in found) if end else found == ""


async def test_others_run_while_an_answer_is_read():
    """However much of it has already arrived."""
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    beside, pace = asyncio.ensure_future(other()), ReadingPace(turn=0.0)
    for _ in range(50):
        await pace.after(b"x" * 100)
    beside.cancel()
    assert turns >= 25
