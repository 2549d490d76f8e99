"""Servers made to hurt whoever asks them, by name, and the words that must stand in the error that comes of it (a pattern; "" = it is read all the same)."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import brotli
import httpcore

from support.feedserver import RSS, Answer, Asked, Reply, endless

ANY_ERROR = "."
"""Which of several things it is called depends on who is faster."""
TOO_MUCH = "larger than|no whole answer"
"""On a machine that is slow enough the time runs out before the bytes do."""


@dataclass(frozen=True)
class HostileServer:
    """What stands at the address asked for, and at the addresses relative to it that it leads to."""

    answer: Answer
    word: str
    also: dict[str, Answer] = field(default_factory=dict)
    scheme: str = "http"


class OnlyHere(httpcore.AnyIOBackend):
    """Dials 127.0.0.1 and nothing else, whatever the guard says: no packet of a test leaves this machine."""

    async def connect_tcp(self, host: str, *rest: object, **more: object) -> httpcore.AsyncNetworkStream:
        assert host == "127.0.0.1", f"the guard let {host} through"
        return await super().connect_tcp(host, *rest, **more)


def _to(location: str, status: int = 302, **headers: str) -> Reply:
    return Reply(status=status, headers={"Location": location, **headers})


def _packed(coding: str, body: bytes) -> Reply:
    return Reply(body, headers={"Content-Encoding": coding})


def _bomb(packer: zlib._Compress, size: int) -> bytes:
    million = bytes(1_000_000)
    return b"".join(packer.compress(million) for _ in range(size // len(million))) + packer.flush()


def _raw(head: str, body: bytes = b"") -> bytes:
    return f"{head}\r\n\r\n".encode("latin-1") + body


async def _hang_up(_: Asked, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def _hang_up_half_way(_: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(Reply(RSS).to_bytes()[:300])
    await writer.drain()
    writer.transport.abort()


async def _cookie_wall(asked: Asked, writer: asyncio.StreamWriter) -> None:
    """Only who brings the cookie back is let in; we bring none."""
    answer = Reply(RSS) if "cookie" in asked.headers else _to("feed", **{"Set-Cookie": "seen=1; Path=/"})
    writer.write(answer.to_bytes())
    await writer.drain()


OK = "HTTP/1.1 200 OK"
CHUNKED = f"{OK}\r\nTransfer-Encoding: chunked"
CHALLENGE = b"<!doctype html><html><head><title>Just a moment...</title></head><body><script>location.reload()</script></body></html>"


def hostile_servers(pause: float) -> dict[str, HostileServer]:
    """`pause`: seconds between the drops of those that trickle."""
    families = (_without_end(pause), _redirects(), _lengths(), _compression(), _odd_http(), _walls())
    return {name: HostileServer(*rest) if isinstance(rest, tuple) else rest for family in families for name, rest in family}


Named = Iterator[tuple[str, tuple[Answer, str] | HostileServer]]


def _without_end(pause: float) -> Named:
    yield "endless body", (endless(_raw(OK), b"<item>" * 10_000), TOO_MUCH)
    yield "endless chunks", (endless(_raw(CHUNKED), b"2710\r\n" + b"x" * 10_000 + b"\r\n"), TOO_MUCH)
    yield "endless tiny chunks", (endless(_raw(CHUNKED), b"1\r\nx\r\n" * 10_000), ANY_ERROR)
    yield "endless comment", (endless(_raw(OK), b"<!-- " * 10_000), TOO_MUCH)
    yield "a byte a second", (endless(_raw(OK), b"x", pause), "no whole answer")
    yield "a chunk a second", (endless(_raw(CHUNKED), b"1\r\nx\r\n", pause), "no whole answer")
    yield "a gzipped byte a second", (endless(_raw(f"{OK}\r\nContent-Encoding: gzip"), b"\x1f\x8b\x08", pause), ANY_ERROR)
    yield "slow loris, status line", (endless(b"", b"H", pause), ANY_ERROR)
    yield "slow loris, headers", (endless(b"HTTP/1.1 200 OK\r\n", b"X-Slow: 1\r\n", pause), ANY_ERROR)
    yield "silence", (endless(b"", b"", pause), "stopped sending")
    yield "silence after the headers", (endless(_raw(f"{OK}\r\nContent-Length: 1000"), b"", pause), "stopped sending")
    yield "continue for ever", (endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000), "without end")
    yield "endless headers", (endless(b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n" * 1000), "broke off")
    yield "one endless header", (endless(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 10_000), "broke off")
    yield "endless body of an error", (endless(_raw("HTTP/1.1 500 Sorry"), b"x" * 10_000), "500")


def _redirects() -> Named:
    yield "a redirect to itself", (_to("feed"), "more than 5 redirects")
    yield "redirects to and fro", HostileServer(_to("other"), "more than 5 redirects", {"other": _to("feed", 301)})
    yield "ten redirects", HostileServer(_to("hop1"), "more than 5 redirects", {f"hop{n}": _to(f"hop{n + 1}", 301) for n in range(1, 11)})
    yield "a cookie wall", (_cookie_wall, "more than 5 redirects")
    yield "a redirect to nowhere", (_to("http://[::1"), "no address")
    yield "a redirect without an address", (Reply(status=302), "302")
    yield "a redirect to an empty address", (_to(""), "more than 5 redirects")
    yield "a redirect to a file", (_to("file:///etc/passwd"), "only http and https")
    yield "a redirect to ftp", (_to("ftp://127.0.0.1/feed"), "only http and https")
    yield "a redirect to data", (_to("data:text/xml,<rss/>"), "only http and https")
    yield "a redirect to a private address", (_to("http://10.0.0.1/feed"), "private")
    yield "a redirect to the metadata service", (_to("http://169.254.169.254/latest/meta-data/"), "link_local")
    yield "a redirect to the same in decimal", (_to("http://2852039166/"), "link_local")
    yield "a redirect to a mapped address", (_to("http://[::ffff:192.168.1.1]/"), "private")
    yield "a redirect to another port here", (_to("http://127.0.0.1:25/"), "loopback")
    yield "a redirect to a name and password", (_to("http://a:b@10.0.0.1/"), "private")
    yield "a redirect with a megabyte of address", (_to("/" + "a" * 1_000_000), ANY_ERROR)


def _lengths() -> Named:
    yield "too long a length", (Reply(RSS, length=len(RSS) + 100), "broke off")
    yield "too short a length", (Reply(RSS, length=100), "")
    yield "two lengths", (_raw(f"{OK}\r\nContent-Length: 5\r\nContent-Length: 9", RSS), "broke off")
    yield "a negative length", (_raw(f"{OK}\r\nContent-Length: -5", RSS), "broke off")
    yield "a length of many digits", (_raw(f"{OK}\r\nContent-Length: {'9' * 4000}", RSS), "broke off")
    yield "length and chunks", (_raw(f"{CHUNKED}\r\nContent-Length: 3", b"3\r\nabc\r\n0\r\n\r\n"), "no feed")
    yield "a chunk size that is none", (_raw(CHUNKED, b"ZZ\r\n"), "broke off")
    yield "a chunk larger than the world", (_raw(CHUNKED, b"f" * 40 + b"\r\nx"), "broke off")
    yield "chunks that stop", (_raw(CHUNKED, b"5\r\nhello\r\n"), "broke off")
    yield "nothing", (b"", "broke off")
    yield "a connection reset", (_hang_up, ANY_ERROR)
    yield "a connection reset half-way", (_hang_up_half_way, ANY_ERROR)


def _compression() -> Named:
    yield "gzip cut short", (_packed("gzip", gzip.compress(RSS)[:-20]), "half-way")
    yield "brotli cut short", (_packed("br", brotli.compress(RSS)[:-5]), "half-way")
    yield "gzip that is none", (_packed("gzip", RSS), "broken")
    yield "brotli that is none", (_packed("br", RSS), "broken")
    yield "an unknown coding", (_packed("zstd", RSS), "zstd")
    yield "gzip in gzip", (_packed("gzip, gzip", gzip.compress(gzip.compress(RSS))), "gzip, gzip")
    yield "a gzip bomb", (_packed("gzip", _bomb(zlib.compressobj(1, wbits=31), 30_000_000)), TOO_MUCH)
    yield "a deflate bomb", (_packed("deflate", _bomb(zlib.compressobj(1, wbits=-15), 30_000_000)), TOO_MUCH)
    yield "a brotli bomb", (_packed("br", brotli.compress(bytes(30_000_000), quality=1)), TOO_MUCH)
    yield "a gzip of many members", (_packed("gzip", gzip.compress(b"") * 50_000), "empty")
    yield "a gzip bomb of members", (_packed("gzip", gzip.compress(bytes(100_000)) * 2_000), TOO_MUCH)


def _odd_http() -> Named:
    yield "ssh", (b"SSH-2.0-OpenSSH_9.2\r\n", "broke off")
    yield "HTTP/0.9", (RSS, "broke off")
    yield "HTTP/2", (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "broke off")
    yield "a status of 999", (Reply(status=999), "999")
    yield "a status of four digits", (b"HTTP/1.1 2000 OK\r\n\r\n", "broke off")
    yield "switching protocols", (_raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"), ANY_ERROR)
    yield "no content", (_raw("HTTP/1.1 204 No Content"), "204")
    yield "a part", (Reply(RSS, 206), "206")
    yield "nul in a header", (_raw(f"{OK}\r\nX: a\0b", RSS), "broke off")
    yield "letters of the world in headers", (Reply(RSS, headers={"ETag": '"ığş"', "Last-Modified": "dün"}), "")
    yield "a header folded a thousand times", (_raw(f"{OK}\r\nX: a" + "\r\n b" * 1000 + "\r\nContent-Length: 3", b"abc"), "no feed")
    yield "plain HTTP where TLS was asked for", HostileServer(Reply(RSS), ANY_ERROR, scheme="https")
    yield "no 304 was asked for", (Reply(status=304), "304")


def _walls() -> Named:
    yield "a web page", (Reply(b"<!doctype html><html><body>hello</body></html>", headers={"Content-Type": "text/html"}), "web page")
    yield "a page of waiting", (Reply(CHALLENGE, headers={"Content-Type": "text/html"}), "Cloudflare")
    yield "cloudflare", (Reply(CHALLENGE, 403, {"cf-mitigated": "challenge"}), "cf-mitigated: challenge")
    yield "a login", HostileServer(_to("login"), "web page", {"login": Reply(b"<html><form action='/login'>")})
    yield "a password", (Reply(status=401, headers={"WWW-Authenticate": "Basic"}), "401")
    yield "wait ten years", (Reply(status=429, headers={"Retry-After": "315360000"}), "429")
    yield "wait minus one second", (Reply(status=503, headers={"Retry-After": "-1"}), "503")
    yield "wait until the year 9999", (Reply(status=503, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}), "503")
    yield "fresh for ever", (Reply(RSS, headers={"Cache-Control": "max-age=99999999999999999999", "Expires": "never"}), "")
    yield "an empty body", (Reply(b""), "empty")
    yield "gone", (Reply(status=410), "410")
