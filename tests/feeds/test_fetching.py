"""The fetcher against a real server on 127.0.0.1."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from support.feedserver import RSS, Answer, FeedServer, Reply, conditional, endless, feed_server

from feeds.fetch import FetchLimits, HttpFetcher
from news.errors import FeedGone, FetchError
from news.feed import Feed, FeedState, Fetched, NotModified

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
QUICK = FetchLimits(
    spacing=timedelta(0), body=100_000, connect=timedelta(seconds=2), read=timedelta(seconds=0.4), total=timedelta(seconds=1.2)
)
AGENT = "Tellal/0.1 (+https://tellal.example/about; desk@tellal.example)"


@asynccontextmanager
async def fetcher(limits: FetchLimits = QUICK, **options: object) -> AsyncIterator[HttpFetcher]:
    """A fetcher that may visit 127.0.0.1, closed at the end."""
    options.setdefault("ssl_context", ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    made = HttpFetcher(AGENT, allow=["127.0.0.1"], limits=limits, clock=lambda: NOW, **options)
    try:
        yield made
    finally:
        await made.close()


def feed(url: str) -> Feed:
    return Feed("liman", url)


async def fetch(routes: dict[str, Answer], state: FeedState | None = None, path: str = "/feed") -> tuple[Fetched | NotModified, FeedServer]:
    async with feed_server(routes) as server, fetcher() as http:
        return await http.fetch(feed(server.url(path)), state or FeedState("liman")), server


async def refused(routes: dict[str, Answer], limits: FetchLimits = QUICK) -> FetchError:
    async with feed_server(routes) as server, fetcher(limits) as http:
        with pytest.raises(FetchError) as caught:
            await http.fetch(feed(server.url()), FeedState("liman"))
        return caught.value


async def test_a_plain_answer_comes_with_its_headers():
    """Body, type, validators and freshness are handed on; the address is the one asked."""
    headers = {
        "ETag": '"v1"',
        "Last-Modified": "Sun, 22 Nov 2026 08:20:00 GMT",
        "Cache-Control": "public, max-age=600",
        "Content-Language": "tr",
    }
    got, server = await fetch({"/feed": Reply(RSS, headers=headers)})
    assert got == Fetched(
        server.url(), RSS, "application/rss+xml", 200, '"v1"', "Sun, 22 Nov 2026 08:20:00 GMT", timedelta(minutes=10), language="tr"
    )


async def test_it_says_who_it_is_and_brings_no_cookies():
    """An honest name with a contact; a cookie set by the first answer does not come back."""
    async with feed_server({"/feed": Reply(RSS, headers={"Set-Cookie": "track=1; Path=/"})}) as server, fetcher() as http:
        await http.fetch(feed(server.url()), FeedState("liman"))
        await http.fetch(feed(server.url()), FeedState("liman"))
    assert [asked.headers["user-agent"] for asked in server.asked] == [AGENT, AGENT]
    assert not any("cookie" in asked.headers for asked in server.asked)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (conditional(RSS, etag='W/"7"'), FeedState("liman", etag='W/"7"')),
        (
            conditional(RSS, last_modified="Sun, 22 Nov 2026 08:20:00 GMT"),
            FeedState("liman", last_modified="Sun, 22 Nov 2026 08:20:00 GMT"),
        ),
    ],
)
async def test_validators_are_brought_back_and_304_is_no_news(answer: Answer, state: FeedState):
    """Either validator alone is enough for a server to say: unchanged."""
    got, _ = await fetch({"/feed": answer}, state)
    assert isinstance(got, NotModified)


async def test_a_validator_no_header_can_carry_is_left_at_home():
    """A server that once sent garbage must not make every later request fail."""
    got, server = await fetch({"/feed": Reply(RSS)}, FeedState("liman", etag='"ş\n"', last_modified="dün"))
    assert isinstance(got, Fetched)
    assert "if-none-match" not in server.asked[0].headers


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(RSS)),
        ("x-gzip", gzip.compress(RSS[:200]) + gzip.compress(RSS[200:])),
        ("deflate", zlib.compress(RSS)),
        ("deflate", zlib.compress(RSS)[2:-4]),
        ("br", brotli.compress(RSS)),
        ("identity", RSS),
    ],
)
async def test_compressed_answers_are_unpacked(encoding: str, packed: bytes):
    """gzip in one or two members, deflate with and without its header, brotli."""
    got, _ = await fetch({"/feed": Reply(packed, headers={"Content-Encoding": encoding})})
    assert isinstance(got, Fetched)
    assert got.body == RSS


async def test_a_permanent_chain_reports_the_new_address():
    """301 then 308: the feed has moved."""
    got, server = await fetch(
        {
            "/feed": Reply(status=301, headers={"Location": "/b"}),
            "/b": Reply(status=308, headers={"Location": "c?x=1"}),
            "/c?x=1": Reply(RSS),
        }
    )
    assert isinstance(got, Fetched)
    assert got.moved_to == got.url == server.url("/c?x=1")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_one_temporary_hop_makes_the_chain_temporary(status: int):
    """The old address stays the feed's address."""
    got, _ = await fetch(
        {"/feed": Reply(status=301, headers={"Location": "/b"}), "/b": Reply(status=status, headers={"Location": "/c"}), "/c": Reply(RSS)}
    )
    assert isinstance(got, Fetched)
    assert got.moved_to == ""


@pytest.mark.parametrize("path", ["/login?next=/feed", "/sso/consent", "/hesap/giris"])
async def test_a_move_onto_a_login_page_is_no_move(path: str):
    """A permanent redirect to a wall says nothing about where the feed lives."""
    got, _ = await fetch({"/feed": Reply(status=301, headers={"Location": path}), path: Reply(RSS)})
    assert isinstance(got, Fetched)
    assert got.moved_to == ""


async def test_redirects_end():
    """A loop is given up after five hops."""
    async with feed_server({"/feed": Reply(status=302, headers={"Location": "/feed"})}) as server, fetcher() as http:
        with pytest.raises(FetchError, match="more than 5 redirects"):
            await http.fetch(feed(server.url()), FeedState("liman"))
    assert len(server.asked) == 6


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/feed", "file:///etc/hostname", "http://[::bad", "javascript:alert(1)", ""])
async def test_redirects_lead_only_to_the_web(location: str):
    """Another scheme or no address at all is an error that names it."""
    error = await refused({"/feed": Reply(status=302, headers={"Location": location})})
    assert "fetched" in str(error) or "no address" in str(error) or "redirects" in str(error)


async def test_gone_is_gone():
    """410 is the one status that says: for good."""
    async with feed_server({"/feed": Reply(status=410)}) as server, fetcher() as http:
        with pytest.raises(FeedGone):
            await http.fetch(feed(server.url()), FeedState("liman"))


@pytest.mark.parametrize(("status", "word"), [(404, "404"), (403, "403"), (500, "500"), (418, "418"), (204, "204"), (401, "password")])
async def test_other_statuses_are_soft_and_named(status: int, word: str):
    """The feed may come back; the admin sees what the server said."""
    error = await refused({"/feed": Reply(status=status)})
    assert error.status == status
    assert word in str(error)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("Sun, 22 Nov 2026 10:00:00 GMT", timedelta(hours=1)),
        ("9999999", timedelta(hours=24)),
        ("Sun, 22 Nov 2020 10:00:00 GMT", timedelta()),
        ("soon", None),
        ("", None),
    ],
)
async def test_retry_after_is_read_in_both_forms(value: str, wait: timedelta | None):
    """Seconds or a date, at most a day."""
    error = await refused({"/feed": Reply(status=429, headers={"Retry-After": value})})
    assert error.retry_after == wait


async def test_a_host_that_asked_us_to_wait_is_left_alone():
    """429 with Retry-After counts for every feed of the host: the second one is not even asked."""
    async with feed_server({"/a": Reply(status=429, headers={"Retry-After": "60"}), "/b": Reply(RSS)}) as server, fetcher() as http:
        for path in ("/a", "/b"):
            with pytest.raises(FetchError) as caught:
                await http.fetch(feed(server.url(path)), FeedState("liman"))
            assert caught.value.retry_after
    assert [asked.path for asked in server.asked] == ["/a"]


async def test_walls_are_named():
    """The admin sees that it was Cloudflare, not the outlet."""
    error = await refused({"/feed": Reply(status=403, headers={"cf-mitigated": "challenge"})})
    assert "cf-mitigated: challenge" in str(error)


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (Reply(b"x" * 200_000), "larger than"),
        (Reply(gzip.compress(b"\0" * 5_000_000), headers={"Content-Encoding": "gzip"}), "larger than"),
        (Reply(brotli.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "br"}), "larger than"),
        (Reply(gzip.compress(RSS)[:-20], headers={"Content-Encoding": "gzip"}), "half-way"),
        (Reply(brotli.compress(RSS)[:-5], headers={"Content-Encoding": "br"}), "half-way"),
        (Reply(RSS, headers={"Content-Encoding": "gzip"}), "broken"),
        (Reply(RSS, headers={"Content-Encoding": "br"}), "broken"),
        (Reply(RSS, headers={"Content-Encoding": "zstd"}), "zstd"),
        (Reply(RSS, length=len(RSS) + 100), "broke off"),
        (Reply(RSS).to_bytes().replace(b"Content-Length: ", b"Content-Length: 9"), "broke off"),
        (b"", "broke off"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", "broke off"),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"<item>" * 1000), "larger than"),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.05), "no whole answer"),
        (endless(b"", b"H", 0.05), ""),
        (endless(b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n", 0.05), ""),
        (endless(b"", b"", 0.05), "stopped sending"),
    ],
    ids=[
        "large", "gzip bomb", "brotli bomb", "truncated gzip", "truncated brotli", "not gzip", "not brotli", "unknown coding", "too short for its length",
        "cut off", "nothing", "not http", "negative length", "bad chunk size", "missing chunk", "huge header", "endless", "a byte at a time",
        "endless status line", "endless headers", "silent",
    ],
)  # fmt: skip
async def test_hostile_answers_end_within_the_limits(answer: Answer, word: str):
    """Each ends with a named error; nothing hangs, nothing grows."""
    async with asyncio.timeout(5):
        assert word in str(await refused({"/feed": answer}))


async def test_an_endless_redirect_body_is_not_read():
    """A redirect's body is nobody's business."""
    head = b"HTTP/1.1 302 Found\r\nLocation: /real\r\n\r\n"
    got, _ = await fetch({"/feed": endless(head, b"x" * 1000), "/real": Reply(RSS)})
    assert isinstance(got, Fetched)


async def test_no_more_than_two_at_a_time_at_one_host():
    """Six feeds of one host take turns."""

    async def slow(_: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.02)
        writer.write(Reply(RSS).to_bytes())
        await writer.drain()

    async with feed_server({f"/{n}": slow for n in range(6)}) as server, fetcher() as http:
        await asyncio.gather(*(http.fetch(feed(server.url(f"/{n}")), FeedState(str(n))) for n in range(6)))
    assert server.most_open == 2


async def test_connections_are_kept_alive():
    """The second poll of a host costs no second handshake."""
    peers = set()

    async with feed_server({"/feed": Reply(RSS)}) as server, fetcher() as http:
        serve = server._serve_one

        async def noting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
            peers.add(writer.get_extra_info("peername"))
            return await serve(reader, writer)

        server._serve_one = noting
        for _ in range(3):
            await http.fetch(feed(server.url()), FeedState("liman"))
    assert len(peers) == 1


async def test_nobody_listening_is_a_fetch_error():
    """A closed port is "no connection"."""
    async with feed_server({}) as server:
        url = server.url()
    async with fetcher() as http:
        with pytest.raises(FetchError, match="no connection"):
            await http.fetch(feed(url), FeedState("liman"))


@pytest.mark.parametrize(
    "url", ["", "liman", "ftp://127.0.0.1/", "file:///etc/hostname", "http://", "http://a b/", "http://[::bad/", "http://x" + "y" * 70_000]
)
async def test_what_is_no_web_address_is_a_fetch_error(url: str):
    """Never an exception of the library."""
    async with fetcher() as http:
        with pytest.raises(FetchError):
            await http.fetch(feed(url), FeedState("liman"))
