"""The guard: no packet leaves here; the step that would connect is a recording one."""

from __future__ import annotations

import asyncio
import socket
from datetime import timedelta

import httpcore
import pytest
from support.feedserver import Reply, feed_server

from feeds.fetch import FetchLimits, HttpFetcher
from feeds.guard import Allowance, GuardReason, address_allowed, connection_allowed
from news.errors import FetchError
from news.feed import Feed, FeedState

REFUSED = [
    ("127.0.0.1", GuardReason.LOOPBACK),
    ("127.255.255.254", GuardReason.LOOPBACK),
    ("::1", GuardReason.LOOPBACK),
    ("0.0.0.0", GuardReason.UNSPECIFIED),
    ("0.1.2.3", GuardReason.UNSPECIFIED),
    ("::", GuardReason.UNSPECIFIED),
    ("10.0.0.1", GuardReason.PRIVATE),
    ("172.16.0.1", GuardReason.PRIVATE),
    ("172.31.255.255", GuardReason.PRIVATE),
    ("192.168.1.1", GuardReason.PRIVATE),
    ("fc00::1", GuardReason.PRIVATE),
    ("fd12:3456::1", GuardReason.PRIVATE),
    ("fec0::1", GuardReason.PRIVATE),
    ("100.64.0.1", GuardReason.CGNAT),
    ("100.127.255.255", GuardReason.CGNAT),
    ("169.254.169.254", GuardReason.LINK_LOCAL),
    ("fe80::1", GuardReason.LINK_LOCAL),
    ("fe80::1%eth0", GuardReason.LINK_LOCAL),
    ("224.0.0.1", GuardReason.MULTICAST),
    ("239.255.255.255", GuardReason.MULTICAST),
    ("ff02::1", GuardReason.MULTICAST),
    ("255.255.255.255", GuardReason.RESERVED),
    ("240.0.0.1", GuardReason.RESERVED),
    ("192.0.2.1", GuardReason.RESERVED),
    ("198.18.0.1", GuardReason.RESERVED),
    ("203.0.113.7", GuardReason.RESERVED),
    ("2001:db8::1", GuardReason.RESERVED),
    ("100::1", GuardReason.RESERVED),
    ("4000::1", GuardReason.RESERVED),
    # wrapped
    ("::ffff:127.0.0.1", GuardReason.LOOPBACK),
    ("::ffff:10.0.0.1", GuardReason.PRIVATE),
    ("::ffff:a9fe:a9fe", GuardReason.LINK_LOCAL),
    ("::127.0.0.1", GuardReason.LOOPBACK),
    ("64:ff9b::10.0.0.1", GuardReason.PRIVATE),
    ("64:ff9b::a9fe:a9fe", GuardReason.LINK_LOCAL),
    ("64:ff9b:1::a00:1", GuardReason.RESERVED),
    ("2002:7f00:1::", GuardReason.LOOPBACK),
    ("2002:c0a8:101::1", GuardReason.PRIVATE),
    ("2001:0:4136:e378:8000:63bf:f5ff:fffe", GuardReason.PRIVATE),
    ("2a00:1450::5efe:10.0.0.1", GuardReason.PRIVATE),
]


@pytest.mark.parametrize(("address", "reason"), REFUSED)
def test_no_address_inside_is_allowed(address: str, reason: GuardReason):
    """Every special range, plain or wrapped, is refused by its name."""
    assert address_allowed(address) is reason


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"]
)
def test_public_addresses_are_allowed(address: str):
    """Also when a network translates them for us."""
    assert address_allowed(address) is GuardReason.PUBLIC


@pytest.mark.parametrize(
    ("host", "port", "address", "reason"),
    [
        ("site.example", 80, "8.8.8.8", GuardReason.PUBLIC),
        ("site.example", 443, "8.8.8.8", GuardReason.PUBLIC),
        ("site.example", 22, "8.8.8.8", GuardReason.PORT),
        ("site.example", 8080, "8.8.8.8", GuardReason.PORT),
        ("Wiki.Intranet", 8080, "10.1.2.3", GuardReason.ALLOWED),
        ("wiki.intranet", 8081, "10.1.2.3", GuardReason.PRIVATE),
        ("other.intranet", 8080, "10.1.2.3", GuardReason.PRIVATE),
        ("site.example", 9, "192.168.7.7", GuardReason.ALLOWED),
        ("site.example", 9, "::ffff:192.168.7.7", GuardReason.ALLOWED),
        ("site.example", 80, "192.168.8.7", GuardReason.PRIVATE),
    ],
)
def test_the_operator_opens_networks_or_single_ports(host: str, port: int, address: str, reason: GuardReason):
    """A network opens all its ports; host:port opens just that."""
    assert connection_allowed(host, port, address, Allowance.parse(["192.168.7.0/24", "wiki.intranet:8080"])) is reason


@pytest.mark.parametrize("entry", ["intranet", "host:", ":80", "host:http", "10.0.0.0/99"])
def test_an_unreadable_allowance_is_named(entry: str):
    """The operator sees which entry is wrong."""
    with pytest.raises(ValueError, match=entry.replace("/", ".")):
        Allowance.parse([entry])


class RecordingDial(httpcore.AsyncNetworkBackend):
    """Connects nowhere; remembers where it was asked to."""

    def __init__(self) -> None:
        self.dialled: list[tuple[str, int]] = []

    async def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        self.dialled.append((host, port))
        raise httpcore.ConnectError("the recording dial connects nowhere")


async def dialled(url: str, allow: list[str] | None = None) -> tuple[list[tuple[str, int]], str]:
    dial = RecordingDial()
    http = HttpFetcher("Tellal/test", allow=allow or [], dial=dial)
    with pytest.raises(FetchError) as caught:
        await http.fetch(Feed("x", url), FeedState("x"))
    await http.close()
    return dial.dialled, str(caught.value)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0", "169.254.169.254", "[fe80::1]"],
)  # fmt: skip
async def test_no_spelling_of_an_inner_address_is_dialled(host: str):
    """Decimal, hex, octal and short forms all come down to the address that is judged."""
    where, error = await dialled(f"http://{host}/latest/meta-data/")
    assert where == []
    assert "not allowed" in error or "cannot be resolved" in error or "no address" in error


@pytest.mark.parametrize("url", ["http://93.184.216.34:25/", "https://93.184.216.34:6379/"])
async def test_other_ports_are_not_dialled(url: str):
    """Mail and database servers do not speak feeds."""
    where, error = await dialled(url)
    assert where == []
    assert "port" in error


async def test_a_public_address_is_dialled_as_judged():
    """What is connected to is the address, not the name: there is no second DNS answer."""
    where, _ = await dialled("http://93.184.216.34/feed")
    assert where == [("93.184.216.34", 80)]


async def test_a_name_that_changes_its_mind_is_judged_each_time(monkeypatch: pytest.MonkeyPatch):
    """DNS rebinding: the first answer is public, the second is the metadata service. It is never dialled."""
    answers = iter(["93.184.216.34", "169.254.169.254"])

    async def rebinding(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", rebinding)
    first, _ = await dialled("http://rebind.example/")
    second, error = await dialled("http://rebind.example/")
    assert (first, second) == ([("93.184.216.34", 80)], [])
    assert "link_local" in error


async def test_a_mixed_answer_is_dialled_only_where_allowed(monkeypatch: pytest.MonkeyPatch):
    """A name with a public and an inner address reaches only the public one."""

    async def mixed(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("10.0.0.1", "93.184.216.34")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", mixed)
    where, _ = await dialled("http://mixed.example/")
    assert where == [("93.184.216.34", 80)]


async def test_a_redirect_is_judged_like_a_first_request():
    """An allowed server cannot send us inside."""
    async with feed_server({"/feed": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/"})}) as server:
        # The real dial, but only ever towards this server: the guard must stop the second hop before it.
        limits = FetchLimits(connect=timedelta(seconds=1), total=timedelta(seconds=2))
        http = HttpFetcher("Tellal/test", allow=[f"127.0.0.1:{server.port}"], limits=limits, dial=_Only127())
        with pytest.raises(FetchError, match="link_local"):
            await http.fetch(Feed("x", server.url()), FeedState("x"))
        await http.close()


class _Only127(httpcore.AnyIOBackend):
    async def connect_tcp(self, host: str, *args: object, **options: object) -> httpcore.AsyncNetworkStream:
        assert host == "127.0.0.1", f"a test tried to reach {host}"
        return await super().connect_tcp(host, *args, **options)
