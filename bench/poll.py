"""Poll: feeds per second and CPU through our fetcher, beside bare httpx and aiohttp in the same run, http and https.

A server process answers on as many loopback hosts as there are feeds, each after 25 to 75 ms, with a feed of 20 kB. `python -m bench.poll 2000`
asks for more feeds. Only 127.0.0.0/8 is contacted. CPU is the client's alone.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from ssl import SSLContext

sys.path.insert(0, str(Path(__file__).parents[1]))

import aiohttp
import httpx

from bench.feed_town import FLAT_BODY, town
from feeds.fetch import FetchLimits, HttpFetcher
from news.feed import Feed, FeedState

RUNS = 3
FEEDS = 200
CONCURRENT = 100

Get = Callable[[str], Awaitable[int]]
"""Fetches an address; gives the length of the body."""


def run(feeds: int = FEEDS) -> dict[str, object]:
    with town(feeds, flat=True) as place:
        tls = place.tls()
        measured = {"http": asyncio.run(_measure(place.http, tls)), "https": asyncio.run(_measure(place.https, tls))}
    return {"feeds": feeds, "concurrent": CONCURRENT, **measured}


async def _measure(urls: list[str], tls: SSLContext) -> dict[str, object]:
    rounds: dict[str, list[dict[str, float]]] = {name: [] for name in CLIENTS}
    for _ in range(RUNS):  # in turns, so that a noisy neighbour disturbs all alike
        for name, client in CLIENTS.items():
            rounds[name].append(await client(urls, tls))
    told = {name: {key: round(statistics.median(one[key] for one in each), 3) for key in each[0]} for name, each in rounds.items()}
    cpu = {name: each["cpu_s"] for name, each in told.items()}
    beside = {f"cpu_beside_{name}": round(cpu["fetcher"] / cpu[name], 2) for name in ("httpx", "aiohttp")}
    return {**told, **beside}


async def _with_fetcher(urls: list[str], tls: SSLContext) -> dict[str, float]:
    limits = FetchLimits(connections=CONCURRENT, total=timedelta(seconds=30))
    fetcher = HttpFetcher("Tellal/bench", allow=["127.0.0.0/8"], limits=limits, ssl_context=tls)

    async def get(url: str) -> int:
        fetched = await fetcher.fetch(Feed(url, url), FeedState(url))
        return len(getattr(fetched, "body", b""))

    try:
        return await _timed(get, urls)
    finally:
        await fetcher.close()


async def _with_httpx(urls: list[str], tls: SSLContext) -> dict[str, float]:
    limits = httpx.Limits(max_connections=CONCURRENT, max_keepalive_connections=CONCURRENT)
    async with httpx.AsyncClient(limits=limits, timeout=30, verify=tls) as client:

        async def get(url: str) -> int:
            return len((await client.get(url)).content)

        return await _timed(get, urls)


async def _with_aiohttp(urls: list[str], tls: SSLContext) -> dict[str, float]:
    connector = aiohttp.TCPConnector(limit=CONCURRENT, ssl=tls)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def get(url: str) -> int:
            async with session.get(url) as response:
                return len(await response.read())

        return await _timed(get, urls)


CLIENTS = {"fetcher": _with_fetcher, "httpx": _with_httpx, "aiohttp": _with_aiohttp}


async def _timed(get: Get, urls: list[str]) -> dict[str, float]:
    turn = asyncio.Semaphore(CONCURRENT)

    async def one(url: str) -> None:
        async with turn:
            assert await get(url) == len(FLAT_BODY)

    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*map(one, urls))
    wall = time.perf_counter() - wall
    return {"wall_s": wall, "cpu_s": time.process_time() - cpu, "feeds_per_s": len(urls) / wall}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else FEEDS), indent=2))
