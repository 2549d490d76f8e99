"""What hubs call: one address a subscription. A GET asks whether we meant it, a POST brings the feed (WebSub 5.3 and 7)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PATH: Final = "/websub/"
MOST_BYTES: Final = 15_000_000
"""Of what is brought; as much as a feed may have when it is fetched."""
AT_ONCE: Final = 8
"""Documents read at a time: each may be as large as that, and stands in memory. Who comes then is told to come again."""
PATIENCE: Final = timedelta(seconds=60)
"""For one document to arrive whole; as much as a fetch has."""
MOST_LETTERS: Final = 2_000
"""Of a challenge or a topic."""
_HEADERS: Final = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


class PushOutcome(StrEnum):
    """What came of something that was brought."""

    TAKEN = "taken"
    IGNORED = "ignored"
    """Not signed with our secret, or no feed. Said to nobody: whoever guesses learns nothing (WebSub 7.1)."""
    NO_SUCH_SUBSCRIPTION = "no_such_subscription"
    NOT_NOW = "not_now"
    """It could not be stored: to be brought again."""


_STATUS: Final = {
    PushOutcome.TAKEN: 204,
    PushOutcome.IGNORED: 202,
    PushOutcome.NO_SUCH_SUBSCRIPTION: 410,  # "the hub may terminate the subscription" (WebSub 7)
    PushOutcome.NOT_NOW: 503,
}


@dataclass(frozen=True, slots=True)
class Intent:
    """What a hub says it is about to do. `lease`: seconds, None when it does not say."""

    mode: str
    topic: str
    challenge: str
    lease: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Pushed:
    body: bytes
    content_type: str
    signature: str


class PushDesk(Protocol):
    """Nothing here raises for what a stranger may send. `callback` is the end of the address that was called."""

    async def is_known(self, callback: str) -> bool: ...

    async def is_meant(self, callback: str, intent: Intent) -> bool:
        """Whether we asked for just this; then it is noted as done. A refusal (mode "denied") is noted and always meant."""
        ...

    async def take(self, callback: str, pushed: Pushed) -> PushOutcome:
        """Store what it brings before saying so."""
        ...


def push_routes(desk: PushDesk, *, patience: timedelta = PATIENCE) -> list[Route]:
    calls = _Calls(desk, patience)
    return [Route(f"{PATH}{{callback}}", calls.verify, methods=["GET"]), Route(f"{PATH}{{callback}}", calls.bring, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class _Calls:
    desk: PushDesk
    patience: timedelta
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def verify(self, request: Request) -> Response:
        """The challenge comes back as plain text and nothing else: it is a stranger's."""
        said = request.query_params
        lease = said.get("hub.lease_seconds", "")
        intent = Intent(
            mode=said.get("hub.mode", "")[:20],
            topic=said.get("hub.topic", "")[:MOST_LETTERS],
            challenge=said.get("hub.challenge", "")[:MOST_LETTERS],
            lease=int(lease[:10]) if lease.isascii() and lease.isdigit() else None,
            reason=" ".join(said.get("hub.reason", "")[:200].split()),
        )
        if not await self.desk.is_meant(request.path_params["callback"], intent):
            return _said(404)
        return PlainTextResponse(intent.challenge, headers=_HEADERS)

    async def bring(self, request: Request) -> Response:
        callback = request.path_params["callback"]
        if not await self.desk.is_known(callback):  # before a byte of it is read
            return _said(410)
        if self.places.locked():
            return _said(503)
        async with self.places:
            return _said(await self._taken(callback, request))

    async def _taken(self, callback: str, request: Request) -> int:
        body = bytearray()
        try:
            async with asyncio.timeout(self.patience.total_seconds()):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > MOST_BYTES:
                        return 413
        except TimeoutError:
            return 408
        headers = request.headers
        pushed = Pushed(bytes(body), headers.get("content-type", ""), headers.get("x-hub-signature", ""))
        return _STATUS[await self.desk.take(callback, pushed)]


def _said(status: int) -> Response:
    return Response(status_code=status, headers=_HEADERS)
