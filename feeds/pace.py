"""Reading an answer without keeping the loop to ourselves.

What has already arrived is read without waiting, so a server that sends faster than we read, or in pieces of one byte, would be the only one served:
a megabyte in one-byte chunks kept everything else waiting for two seconds, time-outs included.
"""

from __future__ import annotations

import asyncio
import ssl
import time

import httpcore

_MOST_CRUMBS = 20_000
_CRUMB = 64
"""Bytes. A feed streamed line by line has longer pieces; what is smaller costs us more than it brings."""


class InCrumbs(ValueError):
    """The answer comes in very many very small pieces."""


class ReadingPace:
    """Asked after each piece of an answer. `turn`: seconds after which others get theirs."""

    def __init__(self, turn: float = 0.01) -> None:
        self._turn = turn
        self._pieces = 0
        self._bytes = 0
        self._since = time.monotonic()

    async def after(self, piece: bytes) -> None:
        """Lets others run when it is their turn. `InCrumbs` when the pieces are too many and too small."""
        self._pieces += 1
        self._bytes += len(piece)
        if self._pieces > _MOST_CRUMBS and self._bytes < self._pieces * _CRUMB:
            raise InCrumbs(f"the server sends its answer in crumbs ({self._bytes:,} bytes in {self._pieces:,} pieces)")
        if time.monotonic() - self._since >= self._turn:
            await asyncio.sleep(0)
            self._since = time.monotonic()


_MOST_PROVISIONAL = 20
_PROVISIONAL = b"HTTP/1.1 1"


class FinalAnswers(httpcore.AsyncNetworkStream):
    """A connection on which "100 Continue" is heard some twenty times a request, not for ever.

    The protocol allows any number (RFC 9110 §15.2), and httpcore reads on without telling anybody: 64 KB of them kept the loop for a quarter of a second.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._heard = 0
        self._waits = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109  # httpcore's signature
        some = await self._stream.read(max_bytes, timeout)
        if self._waits:
            self._count(some.count(_PROVISIONAL))
        return some

    def _count(self, heard: int) -> None:
        self._waits = heard > 0  # none in it: the answer itself has begun, and what it says is its own business
        self._heard += heard
        if self._heard > _MOST_PROVISIONAL:
            raise httpcore.RemoteProtocolError('"100 Continue" without end')

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109  # httpcore's signature
        self._heard, self._waits = 0, True
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        return FinalAnswers(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
