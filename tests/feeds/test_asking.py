"""What a feed is asked with: its own headers, a login, a proxy. Secrets reach the feed's own host and nobody else."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from support.feedserver import RSS, Asked, FeedServer, Reply, feed_server
from support.openssl import openssl

from feeds.access import may_know
from feeds.fetch import FetchLimits, HttpFetcher
from feeds.guard import Allowance, GuardReason, name_allowed
from feeds.headers import links
from news.access import DIRECT, FeedAccess, SentHeader
from news.errors import FetchError
from news.feed import Feed, FeedState, Fetched

SECRETS = {"KEY": "s3cret-key", "PASSWORD": "acik-word", "TOKEN": "t0ken-of-anka", "BROKEN": "line\nbreak"}
ACCESS = FeedAccess((SentHeader("Accept-Language", "tr"), SentHeader("X-Key", secret="KEY")), bearer="TOKEN")
QUICK = FetchLimits(spacing=timedelta(0), connect=timedelta(seconds=2), total=timedelta(seconds=3))


@asynccontextmanager
async def fetcher(**options: object) -> AsyncIterator[HttpFetcher]:
    made = HttpFetcher(
        "Tellal/test",
        allow=["127.0.0.1"],
        limits=QUICK,
        secret_named=SECRETS.get,
        ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        **options,
    )
    try:
        yield made
    finally:
        await made.close()


async def asked(server: FeedServer, access: FeedAccess | None, path: str = "/feed", **options: object) -> Asked:
    async with fetcher(**options) as http:
        got = await http.fetch(Feed("anka", server.url(path), access=access), FeedState("anka"))
    assert isinstance(got, Fetched)
    return server.asked[-1]


async def test_headers_and_a_bearer_token_go_along() -> None:
    """Beside our own; an own User-Agent takes the place of ours."""
    async with feed_server({"/feed": Reply(RSS)}) as server:
        sent = (await asked(server, ACCESS)).headers
        other = (await asked(server, FeedAccess((SentHeader("user-agent", "Reader/1"),)))).headers
    assert (sent["accept-language"], sent["x-key"], sent["authorization"]) == ("tr", "s3cret-key", "Bearer t0ken-of-anka")
    assert sent["user-agent"] == "Tellal/test"
    assert other["user-agent"] == "Reader/1"


async def test_a_login_is_sent_as_basic() -> None:
    """RFC 7617."""
    async with feed_server({"/feed": Reply(RSS)}) as server:
        sent = (await asked(server, FeedAccess(username="ayse", password="PASSWORD"))).headers
    assert sent["authorization"] == "Basic " + b64encode(f"ayse:{SECRETS['PASSWORD']}".encode()).decode()


async def test_after_a_redirect_secrets_stay_behind() -> None:
    """Another port is another house; what is no secret goes along, and the way home has the secret again."""
    async with feed_server({}) as home, feed_server({}) as other:
        home.routes |= {
            "/feed": Reply(status=301, headers={"Location": other.url("/b")}),
            "/c": Reply(RSS),
            "/moved": Reply(status=302, headers={"Location": "/c"}),
        }
        other.routes |= {"/b": Reply(status=301, headers={"Location": home.url("/c")})}
        await asked(home, ACCESS)
        assert [("x-key" in each.headers, "authorization" in each.headers) for each in other.asked] == [(False, False)]
        assert other.asked[0].headers["accept-language"] == "tr"
        assert all(each.headers["x-key"] == "s3cret-key" for each in home.asked)
        assert (await asked(home, ACCESS, "/moved")).headers["authorization"] == "Bearer t0ken-of-anka"


async def test_an_address_it_has_moved_to_does_not_learn_the_secrets_of_the_declared_one() -> None:
    """They were meant for the host that the operator wrote down."""
    async with feed_server({"/feed": Reply(RSS)}) as old, feed_server({"/new": Reply(RSS)}) as new, fetcher() as http:
        state = FeedState("anka", address=new.url("/new"), moved_from=old.url())
        await http.fetch(Feed("anka", old.url(), access=ACCESS), state)
    assert old.asked == []
    assert not {"x-key", "authorization"} & set(new.asked[0].headers)


@pytest.mark.parametrize(
    ("home", "url", "may"),
    [
        ("https://a.example/x", "https://a.example/y", True),
        ("http://a.example/x", "https://a.example/y", True),
        ("http://a.example:80/x", "https://a.example:443/y", True),
        ("https://a.example/x", "http://a.example/y", False),
        ("https://a.example/x", "https://a.example:8443/y", False),
        ("http://a.example:8080/x", "https://a.example/y", False),
        ("https://a.example/x", "https://www.a.example/y", False),
        ("https://a.example/x", "https://a.example.evil.example/y", False),
    ],
)
def test_who_may_know_what_was_meant_for_a_host(home: str, url: str, *, may: bool) -> None:
    """The same scheme, host and port, or the same host come to https."""
    assert may_know(httpx.URL(url), httpx.URL(home)) is may


@pytest.mark.parametrize(("name", "word"), [("MISSING", "MISSING is not set"), ("BROKEN", "BROKEN holds characters")])
async def test_a_secret_that_is_not_there_is_named(name: str, word: str) -> None:
    """By its name; nobody is asked without it."""
    async with feed_server({"/feed": Reply(RSS)}) as server, fetcher() as http:
        with pytest.raises(FetchError, match=word) as caught:
            await http.fetch(Feed("anka", server.url(), access=FeedAccess(bearer=name)), FeedState("anka"))
    assert server.asked == []
    assert "break" not in str(caught.value)


@pytest.mark.parametrize("value", ["nonsense", "socks5://127.0.0.1:9", "http://", "http://[::bad", "127.0.0.1:9", "ftp://127.0.0.1:9"])
async def test_a_secret_that_is_no_proxy_is_named(value: str) -> None:
    """Not what it holds."""
    http = HttpFetcher("Tellal/test", secret_named={"PROXY": value}.get, ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    with pytest.raises(FetchError, match="the secret PROXY holds no address of a proxy") as caught:
        await http.fetch(Feed("x", "http://x.example/", access=FeedAccess(proxy_secret="PROXY")), FeedState("x"))
    await http.close()
    assert value not in str(caught.value).replace("http://proxy.example:3128", "")


async def test_a_secret_that_a_server_sends_back_is_masked_in_the_error() -> None:
    """Errors are stored and shown to admins."""
    async with feed_server({"/feed": Reply(status=302, headers={"Location": "gopher://x/?t=t0ken-of-anka"})}) as server, fetcher() as http:
        with pytest.raises(FetchError, match="only http") as caught:
            await http.fetch(Feed("anka", server.url(), access=ACCESS), FeedState("anka"))
    assert "t0ken" not in str(caught.value)


# --- proxies


async def test_through_a_proxy_only_the_proxy_is_contacted() -> None:
    """Names are its to resolve; redirects go through it too; it gets its own login and the feed's host its own."""
    routes = {
        "http://gazete.example/feed": Reply(status=301, headers={"Location": "http://yeni.example/rss"}),
        "http://yeni.example/rss": Reply(RSS),
    }
    async with feed_server(routes) as proxy, fetcher(proxy=f"http://tellal:gizli@127.0.0.1:{proxy.port}") as http:
        got = await http.fetch(Feed("gazete", "http://gazete.example/feed", access=FeedAccess(bearer="TOKEN")), FeedState("gazete"))
    assert isinstance(got, Fetched)
    assert got.moved_to == "http://yeni.example/rss"
    first, second = (each.headers for each in proxy.asked)
    assert first["proxy-authorization"] == "Basic " + b64encode(b"tellal:gizli").decode()
    assert (first.get("authorization"), second.get("authorization")) == ("Bearer t0ken-of-anka", None)


async def test_a_feed_has_a_proxy_of_its_own_or_none() -> None:
    """Before the house's; a secret may hold its address."""
    async with feed_server({"http://a.example/feed": Reply(RSS)}) as own, feed_server({"/feed": Reply(RSS)}) as direct:
        SECRETS["PROXY"] = f"http://127.0.0.1:{own.port}"
        house = "http://127.0.0.1:9"
        async with fetcher(proxy=house) as http:
            await http.fetch(Feed("a", "http://a.example/feed", access=FeedAccess(proxy_secret="PROXY")), FeedState("a"))
            await http.fetch(Feed("a", "http://a.example/feed", access=FeedAccess(proxy=SECRETS["PROXY"])), FeedState("a"))
            await http.fetch(Feed("b", direct.url(), access=FeedAccess(proxy=DIRECT)), FeedState("b"))
    assert (len(own.asked), len(direct.asked)) == (2, 1)


async def test_a_proxy_that_is_away_or_refuses_is_named() -> None:
    """Without its password."""
    refusing = feed_server({"gazete.example:443": Reply(status=407)})
    async with refusing as proxy, fetcher(proxy=f"http://tellal:gizli@127.0.0.1:{proxy.port}") as http:
        with pytest.raises(FetchError, match="the proxy refuses"):
            await http.fetch(Feed("x", "https://gazete.example/feed"), FeedState("x"))
    async with fetcher(proxy=f"http://tellal:gizli@127.0.0.1:{proxy.port}") as http:
        with pytest.raises(FetchError, match=f"no connection to the proxy 127.0.0.1:{proxy.port}") as caught:
            await http.fetch(Feed("x", "http://gazete.example/feed"), FeedState("x"))
    assert "gizli" not in str(caught.value)


@asynccontextmanager
async def tunnel() -> AsyncIterator[tuple[int, list[str]]]:
    """A proxy that connects whoever asks to 127.0.0.1; its port, and what it was asked."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first, *_ = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        asked.append(first)
        there, back = await asyncio.open_connection("127.0.0.1", int(first.split()[1].rpartition(":")[2]))
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await asyncio.gather(_pour(reader, back), _pour(there, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        server.close()


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while some := await source.read(65_536):
            target.write(some)
            await target.drain()
    target.close()


async def test_https_goes_through_a_tunnel_and_is_verified_at_its_end(tmp_path: Path) -> None:
    """The proxy sees a name and a port; a certificate that nobody signed is refused."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "1", "-subj", "/CN=feed",
        "-addext", "subjectAltName=IP:127.0.0.1",
    )  # fmt: skip
    served, trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=certificate)
    served.load_cert_chain(certificate, key)
    async with feed_server({"/feed": Reply(RSS)}, tls=served) as server, tunnel() as (port, asked_for):
        feed = Feed("x", server.url(), access=FeedAccess(bearer="TOKEN"))
        for trust, error in ((trusting, ""), (ssl.create_default_context(), "CERTIFICATE_VERIFY_FAILED")):
            http = HttpFetcher(
                "Tellal/test",
                allow=["127.0.0.1"],
                limits=QUICK,
                secret_named=SECRETS.get,
                proxy=f"http://127.0.0.1:{port}",
                ssl_context=trust,
            )
            with pytest.raises(FetchError, match=error) if error else nullcontext():
                got = await http.fetch(feed, FeedState("x"))
                assert isinstance(got, Fetched)
            await http.close()
    assert asked_for == [f"CONNECT 127.0.0.1:{server.port} HTTP/1.1"] * 2
    assert [each.headers["authorization"] for each in server.asked] == ["Bearer t0ken-of-anka"]


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/", "http://0x0a.0.0.1/", "http://167772161/", "http://10.1/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest",
        "http://localhost/", "http://a.localhost/", "http://localhost./", "http://gazete.example:22/", "http://012.0.0.1/", "http://[fe80::1]/",
    ],
)  # fmt: skip
async def test_with_a_proxy_the_guard_still_judges_what_it_can_see(url: str) -> None:
    """Addresses in any spelling, our own machine by name, and ports, also behind a redirect: the proxy is not even asked."""
    routes = {"http://gazete.example/feed": Reply(status=302, headers={"Location": url})}
    async with feed_server(routes) as proxy:
        made = HttpFetcher("Tellal/test", limits=QUICK, proxy=proxy.url(""), ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        for start in (url, "http://gazete.example/feed"):
            with pytest.raises(FetchError, match=r"not allowed|no address"):
                await made.fetch(Feed("x", start), FeedState("x"))
        await made.close()
    assert [each.path for each in proxy.asked] == ["http://gazete.example/feed"]


@pytest.mark.parametrize(
    ("host", "port", "reason"),
    [
        ("gazete.example", 80, GuardReason.PUBLIC),
        ("wiki.intranet", 8080, GuardReason.ALLOWED),
        ("wiki.intranet", 8081, GuardReason.PORT),
        ("192.168.7.9", 9, GuardReason.ALLOWED),
        ("8.8.8.8", 443, GuardReason.PUBLIC),
        ("1.2.3.4.5", 80, GuardReason.PUBLIC),
    ],
)
def test_what_the_operator_allows_holds_through_a_proxy(host: str, port: int, reason: GuardReason) -> None:
    """As it does without one."""
    assert name_allowed(host, port, Allowance.parse(["192.168.7.0/24", "wiki.intranet:8080"])) is reason


@pytest.mark.parametrize(
    ("header", "named"),
    [
        (
            '<https://hub.example/>; rel="hub", <https://a.example/rss>; rel=self',
            {"hub": "https://hub.example/", "self": "https://a.example/rss"},
        ),
        ('<h1>; rel="hub", <h2>; rel="hub"', {"hub": "h1"}),
        ('</x>; title="a, b; c"; rel="alternate hub"', {"alternate": "/x", "hub": "/x"}),
        ("<x>", {}),
        ("nonsense; rel=hub", {}),
        ("<" * 50_000, {}),
        ("<a>" + "; x" * 20_000, {}),
    ],
)
def test_the_link_header_names_hub_and_self(header: str, named: dict[str, str]) -> None:
    """The first of each relation; whatever is no link is passed over, in linear time."""
    assert links({"link": header}) == named
