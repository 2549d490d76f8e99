"""What hubs bring is read with patience, but not with all of it, and not any number at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from web.pushes import AT_ONCE, PATH, Intent, Pushed, PushOutcome, push_routes


class Desk:
    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def is_known(self, callback: str) -> bool:
        return callback == "known"

    async def is_meant(self, callback: str, intent: Intent) -> bool:
        return False

    async def take(self, callback: str, pushed: Pushed) -> PushOutcome:
        self.taken.append(pushed.body)
        return PushOutcome.TAKEN


def hub(desk: Desk, **options: timedelta) -> httpx.AsyncClient:
    app = Starlette(routes=push_routes(desk, **options))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://news.example")


@pytest.fixture
def desk() -> Desk:
    return Desk()


async def held(until: asyncio.Event) -> AsyncIterator[bytes]:
    yield b"<rss"
    await until.wait()
    yield b"/>"


async def test_a_document_that_does_not_end_is_given_up(desk):
    """A hub that trickles keeps no place for ever; nothing of it is stored."""
    async with hub(desk, patience=timedelta(0)) as client:
        answer = await client.post(f"{PATH}known", content=held(asyncio.Event()))
    assert (answer.status_code, desk.taken) == (408, [])


async def test_when_all_places_are_taken_a_hub_is_told_to_come_again(desk):
    """Each document in hand stands in memory: the ninth is not read, and none of the eight is lost."""
    until = asyncio.Event()
    async with hub(desk) as client:
        first = [asyncio.create_task(client.post(f"{PATH}known", content=held(until))) for _ in range(AT_ONCE)]
        while (late := await client.post(f"{PATH}known", content=b"<rss/>")).status_code != 503:  # until all eight have their places
            assert late.status_code == 204
            await asyncio.sleep(0)  # nothing here waits for a network: let the eight have their turn
        desk.taken.clear()
        until.set()
        assert [answer.status_code for answer in await asyncio.gather(*first)] == [204] * AT_ONCE
        assert desk.taken == [b"<rss/>"] * AT_ONCE
        assert (await client.post(f"{PATH}known", content=b"<rss/>")).status_code == 204


async def test_a_stranger_takes_no_place(desk):
    async with hub(desk, patience=timedelta(0)) as client:
        assert (await client.post(f"{PATH}guess", content=b"x")).status_code == 410
