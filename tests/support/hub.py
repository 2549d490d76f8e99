"""A WebSub hub on 127.0.0.1, and our pages beside it on a port of their own: both speak real HTTP."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.serving import serve_pages


def free_port() -> int:
    """One that was free a moment ago."""
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        return finder.getsockname()[1]


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[str]:
    """The address it answers at inside the block."""
    port = free_port()
    stop = asyncio.Event()
    serving = asyncio.create_task(serve_pages(app, f"127.0.0.1:{port}", stop))
    try:
        await _answers(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        await serving


async def _answers(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.01)
            else:
                writer.close()
                return


@dataclass
class Subscriber:
    callback: str
    secret: str


@dataclass
class Hub:
    """Verifies whoever asks, before it answers or after, unless it is told otherwise; then brings what is published."""

    lease: int | None = None
    """Seconds granted; None = what was asked for."""
    says: int = 202
    verifies: bool = True
    verifies_first: bool = False
    """Before it answers the form, as some do."""
    subscribers: dict[tuple[str, str], Subscriber] = field(default_factory=dict)
    """By (topic, callback)."""
    asked: list[dict[str, str]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    """What callbacks said other than 2xx."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/hub", self.form, methods=["POST"]), Route("/again", self.again, methods=["POST"])])

    async def again(self, _: Request) -> Response:
        return Response(status_code=307, headers={"Location": "/hub"})

    async def form(self, request: Request) -> Response:
        said = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        self.asked.append(said)
        if self.says < 300 and self.verifies:
            if self.verifies_first:
                await self.verify(said)
            else:
                task = asyncio.create_task(self.verify(said))
                self._tasks.add(task)
        return Response(status_code=self.says)

    async def settled(self) -> None:
        """Every verification under way is over."""
        await asyncio.gather(*self._tasks)
        self._tasks.clear()

    async def verify(self, said: dict[str, str], *, challenge: str = "näher<b>") -> bool:
        """Ask the callback whether it meant this (WebSub 5.3)."""
        asks = {"hub.mode": said["hub.mode"], "hub.topic": said["hub.topic"], "hub.challenge": challenge}
        if said["hub.mode"] == "subscribe":
            asks["hub.lease_seconds"] = str(self.lease or said["hub.lease_seconds"])
        answer = await self.call("GET", said["hub.callback"], params=asks)
        if not (200 <= answer.status_code < 300 and answer.text == challenge):
            self.refused.append(answer.status_code)
            return False
        key = (said["hub.topic"], said["hub.callback"])
        if said["hub.mode"] == "subscribe":
            self.subscribers[key] = Subscriber(said["hub.callback"], said.get("hub.secret", ""))
        else:
            self.subscribers.pop(key, None)
        return True

    async def deny(self, topic: str, reason: str) -> None:
        for said in self.asked:
            await self.call("GET", said["hub.callback"], params={"hub.mode": "denied", "hub.topic": topic, "hub.reason": reason})

    async def publish(self, topic: str, body: bytes, *, method: str = "sha256", secret: str | None = None) -> list[int]:
        """Bring it to everybody who asked for the topic; what they said. `method=""`: unsigned."""
        said = []
        for (known, _), subscriber in list(self.subscribers.items()):
            if known != topic:
                continue
            headers = {"Content-Type": "application/rss+xml"}
            if method:
                key = subscriber.secret if secret is None else secret
                headers["X-Hub-Signature"] = f"{method}={hmac.new(key.encode(), body, getattr(hashlib, method, hashlib.md5)).hexdigest()}"
            said.append((await self.call("POST", subscriber.callback, content=body, headers=headers)).status_code)
        return said

    async def call(self, verb: str, url: str, **more: object) -> httpx.Response:
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.request(verb, url, **more)
