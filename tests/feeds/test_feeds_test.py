"""`feeds test` and /testfeed: everything that asking once tells, said."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.feedserver import RSS, Answer, FeedServer, Reply, feed_server

from bot.cli.feeds_test import as_object, say_examined
from bot.cli.session import say_json
from bot.desk import Desk
from bot.verbs import Examined, examine
from feeds.fetch import FetchLimits, HttpFetcher
from feeds.parse import parse_document
from feeds.walls import wall_of_answer, wall_of_page
from news.feed import Feed, FeedState, Fetched, Hop, ParsedFeed
from storage.memory import MemoryStore
from translators.detect import LangdetectDetector

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LIMITS = FetchLimits(spacing=timedelta(0))
DETECTOR = LangdetectDetector()
RICH = RSS.replace(b"<item>", b"<ttl>90</ttl><skipHours><hour>3</hour></skipHours><item>", 1)
HEADERS = {"ETag": '"7"', "Last-Modified": "Sun, 22 Nov 2026 08:15:00 GMT", "Cache-Control": "max-age=300"}


class Here:
    """Reads documents in this process."""

    async def parse(self, fetched: Fetched, feed: Feed) -> ParsedFeed:
        return parse_document(fetched.body, fetched.url, fetched.content_type, feed, now=NOW, language=fetched.language)

    async def close(self) -> None: ...


@asynccontextmanager
async def town(routes: dict[str, Answer]) -> AsyncIterator[tuple[FeedServer, Desk]]:
    async with feed_server(routes) as server:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        fetcher = HttpFetcher("Tellal/test", allow=[f"127.0.0.1:{server.port}"], limits=LIMITS, clock=lambda: NOW, ssl_context=tls)
        try:
            yield server, Desk(MemoryStore(), fetcher, Here(), DETECTOR, Path())
        finally:
            await fetcher.close()


async def examined(routes: dict[str, Answer], state: FeedState | None = None) -> tuple[Examined, FeedServer]:
    async with town(routes) as (server, desk):
        return await examine(desk, Feed("x", server.url()), state, now=NOW), server


async def test_all_that_a_good_feed_tells(capsys: pytest.CaptureFixture[str]):
    """Each redirect, validators, charset and why, who read it, the publisher's wishes, entries with their dates, next poll and why."""
    moved = Reply(status=301, headers={"Location": "/a"})
    found, server = await examined(
        {"/feed": moved, "/a": Reply(status=302, headers={"Location": "/b"}), "/b": Reply(RICH, headers=HEADERS)}
    )
    assert found.hops == (Hop(server.url("/feed"), 301), Hop(server.url("/a"), 302))
    say_examined(found)
    said = capsys.readouterr().out
    for word in (
        f"301 from {server.url('/feed')}", f"302 from {server.url('/a')}", server.url("/b"), 'ETag "7"', "Last-Modified Sun, 22 Nov", "utf-8, because of valid_utf8", "feedparser, as RSS 2.0",
        "tr; it says tr", "5m", "1h30m", "hours 3", "2026-11-22 05:15Z", "Boğaz'da vapur", "publisher_ttl", "2026-11-22 10:00Z",
    ):  # fmt: skip
        assert word in said, word


async def test_the_same_for_programs(capsys: pytest.CaptureFixture[str]):
    """One object, without the answer's bytes."""
    found, _ = await examined({"/feed": Reply(RICH, headers=HEADERS)})
    say_json(as_object(found))
    said = capsys.readouterr().out
    assert '"due_reason": "publisher_ttl"' in said
    assert '"etag": "\\"7\\""' in said
    assert "<rss" not in said


async def test_the_way_to_an_error_is_told():
    """How far the redirects led, the wall by its name, and that it would be asked again later."""
    wall = Reply(b"<html>", 403, {"Server": "ddos-guard"})
    found, server = await examined({"/feed": Reply(status=302, headers={"Location": "/w"}), "/w": wall})
    assert found.hops == (Hop(server.url("/feed"), 302),)
    assert "DDoS-Guard stopped us" in found.error
    assert (found.due_reason, found.due_at - NOW) == ("backing_off", timedelta(minutes=15))
    assert found.tried is None


async def test_a_feed_that_is_watched_backs_off_from_where_it_stands():
    """Failures count; what it brings back would be asked for without validators."""
    standing = FeedState("x", etag='"7"', failures=2)
    found, server = await examined({"/feed": Reply(status=404)}, standing)
    assert found.due_at - NOW == timedelta(minutes=60)
    assert "if-none-match" not in server.asked[0].headers


async def test_a_page_tells_which_feeds_it_names(capsys: pytest.CaptureFixture[str]):
    """The first that can be read is read, the others are said; when none can, why and which."""
    page = b"<html><head>" + b"".join(
        b"<link rel=alternate type=application/rss+xml href=/%b>" % name for name in (b"dead", b"rss", b"more")
    )
    found, server = await examined({"/feed": Reply(page, headers={"Content-Type": "text/html"}), "/rss": Reply(RSS)})
    assert found.tried is not None
    assert (found.tried.feed.url, found.tried.others) == (server.url("/rss"), (server.url("/dead"), server.url("/more")))
    found, server = await examined({"/feed": Reply(page)})
    assert found.names == tuple(server.url(f"/{name}") for name in ("dead", "rss", "more"))
    say_examined(found)
    assert f"the page names:      {server.url('/more')}" in capsys.readouterr().out


async def test_a_broken_feed_says_how_it_was_read():
    """Leniently, with what was wrong, and dates that cannot be believed as none."""
    broken = "<rss><channel><title>x</title><item><title>a & b</title><pubDate>yarın</pubDate></item>".encode("windows-1254")
    found, _ = await examined({"/feed": Reply(broken)})
    assert found.tried is not None
    assert found.tried.parsed.parser == "feedparser, leniently"
    assert any("not well-formed" in warning for warning in found.tried.parsed.warnings)
    assert found.tried.parsed.entries[0].published is None


@pytest.mark.parametrize(
    ("status", "headers", "whose"),
    [
        (403, {"cf-mitigated": "challenge"}, "Cloudflare"),
        (403, {"x-datadome": "protected"}, "DataDome"),
        (429, {"x-vercel-mitigated": "challenge"}, "Vercel"),
        (403, {"server": "QRATOR"}, "Qrator"),
        (403, {"server": "AkamaiGHost"}, "Akamai"),
        (404, {"server": "ddos-guard"}, ""),
        (403, {"server": "nginx"}, ""),
    ],
)
def test_walls_by_their_answers(status: int, headers: dict[str, str], whose: str):
    """Those that pass pages on as well are walls only where they refuse."""
    assert wall_of_answer(status, headers).startswith(f"{whose} stopped us" if whose else "")
    assert bool(wall_of_answer(status, headers)) is bool(whose)


@pytest.mark.parametrize(
    ("page", "whose"),
    [
        ("<html><title>Just a moment...</title>", "Cloudflare"),
        ('<html><script src="/cdn-cgi/challenge-platform/h/b.js">', "Cloudflare"),
        ("<html><script src='https://geo.captcha-delivery.com/c.js'>", "DataDome"),
        ("<html><title>Making sure you&#39;re not a bot!</title>", "Anubis"),
        ("<html><p>İnsan haklarıyla ilgili haber: robotlar</p>", ""),
    ],
)
async def test_walls_by_their_pages(page: str, whose: str):
    """With status 200, where a feed was expected."""
    assert wall_of_page(page) == whose
    found, _ = await examined({"/feed": Reply(page.encode(), headers={"Content-Type": "text/html"})})
    assert (f"{whose} sent a page for people" if whose else "a web page, not a feed") in found.error
