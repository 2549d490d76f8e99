"""The door to hubs: one form sent, one status heard (WebSub 5.1). Through the same guard as feeds: a feed may name any address as its hub."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from datetime import timedelta

import httpcore
import httpx

from feeds.connect import GuardedTransport
from feeds.guard import Allowance
from feeds.wire import WIRE_ERRORS, status_reason, web_address, wire_reason
from news.errors import FetchError
from news.websub import HubRequest

_REPEATED = frozenset({307, 308})
"""Redirects that ask for the same form once more (WebSub 5.1)."""
_REDIRECTS = 3
_TOTAL = timedelta(seconds=20)


class HttpHubs:
    """`news.ports.HubDoor`. Arguments as those of `feeds.fetch.HttpFetcher`."""

    def __init__(
        self,
        user_agent: str,
        *,
        allow: Iterable[str] = (),
        proxy: str = "",
        total: timedelta = _TOTAL,
        ssl_context: ssl.SSLContext | None = None,
        dial: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._proxy = proxy
        self._total = total.total_seconds()
        self._transport = GuardedTransport(
            Allowance.parse(allow),
            dial,
            ssl_context=ssl_context or httpx.create_ssl_context(trust_env=False),
            per_host=2,
            keep_alive=5,
        )

    async def ask(self, request: HubRequest) -> None:
        """`FetchError` unless the hub says 2xx."""
        try:
            async with asyncio.timeout(self._total):
                await self._ask(web_address(request.hub), request)
        except TimeoutError as error:
            raise FetchError(f"no answer from the hub within {self._total:.0f} s") from error
        except WIRE_ERRORS as error:
            raise FetchError(f"the hub: {wire_reason(error)}") from error

    async def _ask(self, url: httpx.URL, request: HubRequest, redirects: int = 0) -> None:
        response = await self._transport.handle_async_request(self._form(url, request))
        await response.aclose()  # what it has to say beyond its status is for people who read its pages
        status, location = response.status_code, response.headers.get("location", "")
        if status in _REPEATED and location and redirects < _REDIRECTS:
            await self._ask(web_address(url.join(location)), request, redirects + 1)
        elif not 200 <= status < 300:
            raise FetchError(f"the hub: {status_reason(status, response.headers)}", status=status)

    def _form(self, url: httpx.URL, request: HubRequest) -> httpx.Request:
        fields = {
            "hub.callback": request.callback,
            "hub.mode": request.mode.value,
            "hub.topic": request.topic,
            "hub.secret": request.secret,
        }
        fields |= {"hub.lease_seconds": str(round(request.lease.total_seconds())), "hub.verify": "async"}  # PubSubHubbub 0.3 wants the last
        waits = dict.fromkeys(("connect", "read", "write", "pool"), self._total)
        return httpx.Request(
            "POST", url, data=fields, headers={"User-Agent": self._user_agent}, extensions={"timeout": waits, "proxy": self._proxy}
        )

    async def close(self) -> None:
        await self._transport.aclose()
