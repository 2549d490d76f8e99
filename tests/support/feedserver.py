"""A web server on 127.0.0.1 that misbehaves on demand: it writes exactly the bytes it is told, when it is told."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""


@dataclass(frozen=True)
class Reply:
    """An honest answer, unless `headers` say otherwise. `length=None` leaves Content-Length out."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = -1

    def to_bytes(self) -> bytes:
        length = len(self.body) if self.length == -1 else self.length
        named = {"Content-Type": "application/rss+xml", **({} if length is None else {"Content-Length": str(length)}), **self.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        return f"HTTP/1.1 {self.status} Said\r\n{head}\r\n".encode("utf-8", "surrogateescape") + self.body


Answer = Reply | bytes | Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
"""A reply, raw bytes after which the connection is closed, or a function that writes for itself."""


@dataclass
class FeedServer:
    """`routes`: path → answer, or a list of answers given in turn (the last one for ever). `asked` remembers every request."""

    routes: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"
    open_now: int = 0
    most_open: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str = "/feed") -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.add(asyncio.current_task())
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, ssl.SSLError):
            while await self._serve_one(reader, writer):
                pass
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        asked = _parsed(await reader.readuntil(b"\r\n\r\n"))
        self.asked.append(asked)
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            return await self._answer(asked, writer)
        finally:
            self.open_now -= 1

    async def _answer(self, asked: Asked, writer: asyncio.StreamWriter) -> bool:
        answer = self._route(asked.path)
        if isinstance(answer, Reply):
            writer.write(answer.to_bytes())
            await writer.drain()
            return answer.length == -1
        if isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
            return False
        await answer(asked, writer)
        return False

    def _route(self, path: str) -> Answer:
        answer = self.routes.get(path, Reply(b"nothing here", 404))
        if not isinstance(answer, list):
            return answer
        return answer.pop(0) if len(answer) > 1 else answer[0]


def _parsed(head: bytes) -> Asked:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines if ": " in line)
    return Asked(first.split(" ")[1], {name.lower(): value for name, value in headers.items()})


@contextlib.asynccontextmanager
async def feed_server(
    routes: dict[str, Answer | list[Answer]] | None = None, *, tls: ssl.SSLContext | None = None
) -> AsyncIterator[FeedServer]:
    """Up inside the block, on a free port of 127.0.0.1."""
    server = FeedServer(routes if routes is not None else {}, scheme="https" if tls else "http")
    listening = await asyncio.start_server(server.serve, server.host, 0, ssl=tls, limit=2**20)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in server.tasks:
            task.cancel()
        await asyncio.gather(*server.tasks, return_exceptions=True)


def conditional(body: bytes, *, etag: str = "", last_modified: str = "") -> Answer:
    """Answers 304 to whoever brings the validator back."""

    async def answer(asked: Asked, writer: asyncio.StreamWriter) -> None:
        validators = {"ETag": etag, "Last-Modified": last_modified}
        headers = {name: value for name, value in validators.items() if value}
        knows = (etag and asked.headers.get("if-none-match") == etag) or (
            last_modified and asked.headers.get("if-modified-since") == last_modified
        )
        reply = Reply(b"", 304, headers) if knows else Reply(body, headers=headers)
        writer.write(reply.to_bytes())
        await writer.drain()

    return answer


def endless(head: bytes, chunk: bytes, pause: float = 0.0) -> Answer:
    """Sends `chunk` until the other side hangs up."""

    async def answer(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(chunk)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Liman Haber</title><link>https://liman.example/</link><language>tr</language>
<item><title>Boğaz'da vapur seferleri sis yüzünden durdu</title><link>https://liman.example/2026/vapur-sis</link>
<guid isPermaLink="false">liman-4711</guid><pubDate>Sun, 22 Nov 2026 08:15:00 +0300</pubDate>
<description>Sabah saatlerinde görüş 50 metreye kadar düştü.</description></item>
</channel></rss>""".encode()
