"""The one place that opens connections to feeds: resolve, ask the guard, connect to the very address that was judged."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from functools import partial
from itertools import islice

import httpcore
import httpx

from feeds.guard import NOTHING_MORE, Allowance, GuardReason, connection_allowed, name_allowed
from feeds.pace import FinalAnswers

_MOST_HOSTS = 100
"""Whose connections are kept for the next feed of the same host."""
_MOST_ADDRESSES = 4
"""Of a name with many addresses; each failing one costs a connect time-out."""


class Refused(httpcore.ConnectError):
    """The guard said no to every address of this host."""

    def __init__(self, host: str, port: int, reason: GuardReason) -> None:
        super().__init__(f"{host}:{port} is not allowed ({reason}); TELLAL_ALLOW_PRIVATE opens what is meant to be read")
        self.reason = reason


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects only where the guard allows. `dial` opens the connection; tests put a recording one in its place."""

    def __init__(self, allow: Allowance, dial: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._allow = allow
        self._dial = dial or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._allowed(host, port, await resolve(host, port)):
            try:
                return FinalAnswers(await self._dial.connect_tcp(address, port, timeout, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _allowed(self, host: str, port: int, addresses: list[str]) -> list[str]:
        verdicts = {address: connection_allowed(host, port, address, self._allow) for address in addresses}
        allowed = [address for address, verdict in verdicts.items() if verdict.is_allowed]
        if not allowed:
            raise Refused(host, port, next(iter(verdicts.values()), GuardReason.NO_ADDRESS))
        return allowed[:_MOST_ADDRESSES]

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        del timeout, socket_options
        raise httpcore.UnsupportedProtocol(f"no feed lives on the socket {path}")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class ProxyBackend(GuardedBackend):
    """Connects to the operator's proxy, wherever that is: it is trusted, and the only one this backend is asked to connect to."""

    def __init__(self, dial: httpcore.AsyncNetworkBackend | None = None) -> None:
        super().__init__(NOTHING_MORE, dial)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            return await self._dial.connect_tcp(host, port, timeout, local_address, socket_options)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            raise httpcore.ProxyError(f"no connection to the proxy {host}:{port}") from error


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host name or any spelling of an address, in the resolver's order. `httpcore.ConnectError` when there are none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} cannot be resolved ({_plain(error)})") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _plain(error: OSError | UnicodeError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is no host name"


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx over httpcore with our backend, one small pool a host.

    httpx's own transport cannot be given a backend (httpx 0.28), and httpcore's pool looks through all its connections at every request:
    with a hundred hosts in one pool that was two thirds of the CPU of a fetch.
    """

    def __init__(
        self,
        allow: Allowance,
        dial: httpcore.AsyncNetworkBackend | None = None,
        *,
        ssl_context: ssl.SSLContext,
        per_host: int,
        keep_alive: float,
    ) -> None:
        self._allow = allow
        self._ssl_context = ssl_context
        self._pools: OrderedDict[tuple[str, str], httpcore.AsyncConnectionPool] = OrderedDict()
        self._direct = partial(
            httpcore.AsyncConnectionPool,
            ssl_context=ssl_context,
            max_connections=per_host,
            keepalive_expiry=keep_alive,
            network_backend=GuardedBackend(allow, dial),
        )
        self._proxied = partial(
            httpcore.AsyncHTTPProxy,
            ssl_context=ssl_context,
            max_connections=per_host,
            keepalive_expiry=keep_alive,
            network_backend=ProxyBackend(dial),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Through the proxy named in the extension "proxy", if there is one. It resolves names, so that the guard judges what it can see."""
        proxy: str = request.extensions.get("proxy", "")
        if proxy:
            self._judge_by_name(request.url)
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path),
            headers=request.headers.raw,
            content=request.stream if request.method == "POST" else None,
            extensions=request.extensions,
        )
        answer = await self._pool(asked.url.origin, proxy).handle_async_request(asked)
        await self._close_long_unused()
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions)

    def _judge_by_name(self, url: httpx.URL) -> None:
        host, port = url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)
        verdict = name_allowed(host, port, self._allow)
        if not verdict.is_allowed:
            raise Refused(host, port, verdict)

    def _pool(self, origin: httpcore.Origin, proxy: str) -> httpcore.AsyncConnectionPool:
        key = (str(origin), proxy)
        pool = self._pools.pop(key, None) or self._new_pool(proxy)
        self._pools[key] = pool
        return pool

    def _new_pool(self, proxy: str) -> httpcore.AsyncConnectionPool:
        if not proxy:
            return self._direct()
        url = httpx.URL(proxy)
        name = (url.username.encode(), url.password.encode()) if url.username or url.password else None
        return self._proxied(
            proxy_url=str(url.copy_with(userinfo=b"")),
            proxy_auth=name,
            proxy_ssl_context=self._ssl_context if url.scheme == "https" else None,  # httpcore refuses one for http
        )

    async def _close_long_unused(self) -> None:
        """Hosts asked longest ago give up their connections; those still talking keep them."""
        surplus = max(0, len(self._pools) - _MOST_HOSTS)
        unused = [key for key, pool in islice(self._pools.items(), surplus) if all(connection.is_idle() for connection in pool.connections)]
        for pool in [self._pools.pop(key) for key in unused]:  # all popped before the first await: others may be here too
            await pool.aclose()

    async def aclose(self) -> None:
        while self._pools:
            await self._pools.popitem()[1].aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._answer.aiter_stream():
            yield chunk

    async def aclose(self) -> None:
        await self._answer.aclose()
