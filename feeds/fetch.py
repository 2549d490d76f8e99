"""The polite door to the web: conditional, capped, patient with each host, and only to addresses the guard allows."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import httpcore
import httpx

from feeds.access import SecretNamed, Sent, sent_with
from feeds.connect import GuardedTransport
from feeds.guard import Allowance
from feeds.headers import links, max_age, retry_after
from feeds.hosts import Hosts
from feeds.inflate import ACCEPTED, Inflater
from feeds.links import absolute
from feeds.pace import ReadingPace
from feeds.wire import WIRE_ERRORS, status_reason, web_address, wire_reason
from news.errors import FeedError, FeedGone, FetchError
from news.feed import Feed, FeedState, Fetched, Hop, NotModified
from news.moves import address_of
from news.ports import Clock

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_BUSY = frozenset({429, 503})
_LOGIN = re.compile(
    r"(?:^|[/.?=&_-])(?:log-?in|sign-?in|signup|auth|sso|consent|captcha|account|paywall|giris)(?:[/.?=&_-]|$)", re.IGNORECASE
)
"""A redirect to one of these says nothing about where the feed lives."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost us, and how hard we may press a host."""

    body: int = 15_000_000
    """Bytes, after decompression."""
    connect: timedelta = timedelta(seconds=10)
    read: timedelta = timedelta(seconds=20)
    total: timedelta = timedelta(seconds=60)
    """All hops together, waiting for the host's turn not included."""
    redirects: int = 5
    per_host: int = 2
    spacing: timedelta = timedelta(seconds=0.5)
    """Between the starts of two fetches at one host."""
    connections: int = 100
    """Fetches at a time."""
    keep_alive: timedelta = timedelta(seconds=15)


class HttpFetcher:
    """`news.ports.Fetcher` over httpx's transport layer: one pool, one SSL context.

    Not over its client, which keeps cookies, reads proxies from the environment, logs every address, and trips over malformed redirects it
    was told not to follow.

    `user_agent` is the honest name and contact we go by. `allow` lists what the guard lets through beyond public web ports
    ("10.0.0.0/8", "127.0.0.1", "wiki.intranet:8080"). `ValueError` when an entry of it cannot be read. `proxy` is the house's, with name and
    password where it wants them; `secret_named` knows the secrets that feeds' access names.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        allow: Iterable[str] = (),
        proxy: str = "",
        secret_named: SecretNamed = lambda _: None,
        limits: FetchLimits | None = None,
        clock: Clock = lambda: datetime.now(UTC),
        ssl_context: ssl.SSLContext | None = None,
        dial: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._limits = limits or FetchLimits()
        self._clock = clock
        self._proxy = proxy
        self._secret_named = secret_named
        self._hosts = Hosts(self._limits.per_host, self._limits.spacing)
        self._slots = asyncio.Semaphore(self._limits.connections)
        self._headers = {"User-Agent": user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED}
        self._timeouts = _timeouts(self._limits)
        self._transport = GuardedTransport(
            Allowance.parse(allow),
            dial,
            ssl_context=ssl_context or httpx.create_ssl_context(trust_env=False),
            per_host=self._limits.per_host,
            keep_alive=self._limits.keep_alive.total_seconds(),
        )

    async def fetch(self, feed: Feed, state: FeedState) -> Fetched | NotModified:
        """`FetchError` when it may work later, `FeedGone` on 410. Asked where it lives now (`news.moves.address_of`); what is secret goes only
        to the host of the address declared.
        """
        address = address_of(feed, state)
        url, sent = web_address(address), sent_with(feed.access, self._secret_named, self._proxy)
        home = url if address == feed.url else web_address(feed.url)
        self._hosts.raise_if_resting(url.host)
        async with self._hosts.turn(url.host), self._slots:
            try:
                async with asyncio.timeout(self._limits.total.total_seconds()):
                    return await self._follow(url, _Asking(home, _validators(state), sent))
            except TimeoutError as error:
                raise FetchError(f"no whole answer within {self._limits.total.total_seconds():.0f} s") from error
            except FetchError as error:
                error.args = (sent.masked(str(error)),)
                raise

    async def close(self) -> None:
        await self._transport.aclose()

    async def _follow(self, url: httpx.URL, asking: _Asking) -> Fetched | NotModified:
        """Redirects by hand: each hop is a connection of its own, judged by the guard."""
        trail = _Trail(url)
        try:
            while True:
                self._hosts.raise_if_resting(trail.url.host)
                answer = await self._ask(trail.url, asking)
                if not isinstance(answer, _Redirect):
                    return self._finish(answer, trail)
                trail = trail.step(answer, self._limits.redirects)
        except FeedError as error:
            error.hops = trail.hops
            raise

    async def _ask(self, url: httpx.URL, asking: _Asking) -> _Answer | _Redirect:
        try:
            response = await self._transport.handle_async_request(self._request(url, asking))
            try:
                return await self._heard(response)
            finally:
                await response.aclose()
        except WIRE_ERRORS as error:
            raise FetchError(wire_reason(error)) from error

    def _request(self, url: httpx.URL, asking: _Asking) -> httpx.Request:
        headers = httpx.Headers({**self._headers, **asking.validators})
        headers.update(asking.sent.to(url, asking.home))
        return httpx.Request("GET", url, headers=headers, extensions={"timeout": self._timeouts, "proxy": asking.sent.proxy})

    async def _heard(self, response: httpx.Response) -> _Answer | _Redirect:
        """Only a whole 200 has a body worth reading."""
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return _Redirect(response.status_code, response.headers["location"])
        body = await self._read(response) if response.status_code == 200 else b""
        return _Answer(response.status_code, response.headers, body)

    async def _read(self, response: httpx.Response) -> bytes:
        inflater = Inflater(response.headers.get("content-encoding", ""), self._limits.body)
        pace = ReadingPace()
        async for chunk in response.aiter_raw():
            inflater.feed(chunk)
            await pace.after(chunk)
        return inflater.body()

    def _finish(self, answer: _Answer, trail: _Trail) -> Fetched | NotModified:
        headers, now = answer.headers, self._clock()
        if answer.status == 304:
            return NotModified(headers.get("etag", ""), headers.get("last-modified", ""), max_age(headers, now))
        if answer.status != 200:
            self._refuse(answer, trail.url.host)
        named = links(headers)
        return Fetched(
            url=str(trail.url),
            body=answer.body,
            content_type=headers.get("content-type", ""),
            status=answer.status,
            etag=headers.get("etag", ""),
            last_modified=headers.get("last-modified", ""),
            max_age=max_age(headers, now),
            moved_to=trail.moved_to,
            language=headers.get("content-language", ""),
            hub=absolute(named.get("hub", ""), str(trail.url)),
            self_url=absolute(named.get("self", ""), str(trail.url)),
            hops=trail.hops,
        )

    def _refuse(self, answer: _Answer, host: str) -> NoReturn:
        if answer.status == 410:
            raise FeedGone("the server says this feed is gone for good (410)")
        wait = retry_after(answer.headers, self._clock())
        if answer.status in _BUSY and wait:
            self._hosts.rest(host, wait)
        raise FetchError(
            status_reason(answer.status, answer.headers),
            status=answer.status,
            retry_after=wait,
            host=host if answer.status in _BUSY else "",
        )


@dataclass(frozen=True, slots=True)
class _Asking:
    """What goes along with the requests of one fetch. `home`: where the feed is declared."""

    home: httpx.URL
    validators: Mapping[str, str]
    sent: Sent


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class _Trail:
    """Where redirects have led us so far."""

    url: httpx.URL
    hops: tuple[Hop, ...] = ()

    def step(self, redirect: _Redirect, most: int) -> _Trail:
        if len(self.hops) == most:
            raise FetchError(f"more than {most} redirects, the last to {redirect.location[:200]}", status=redirect.status)
        try:
            url = web_address(self.url.join(redirect.location))
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(f"a redirect leads to no address: {redirect.location[:200]}", status=redirect.status) from error
        return _Trail(url, (*self.hops, Hop(str(self.url), redirect.status)))

    @property
    def moved_to(self) -> str:
        is_move = self.hops and all(hop.status in _PERMANENT for hop in self.hops) and not _LOGIN.search(str(self.url))
        return str(self.url) if is_move else ""


def _validators(state: FeedState) -> dict[str, str]:
    """Only what a header can carry: a server that once sent garbage must not make every later request fail."""
    asked = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


def _timeouts(limits: FetchLimits) -> dict[str, float]:
    read = limits.read.total_seconds()
    return {"connect": limits.connect.total_seconds(), "read": read, "write": read, "pool": limits.total.total_seconds()}
