"""Poll: feeds per second and CPU through our fetcher, beside bare httpx and aiohttp in the same run.

A server process answers on as many loopback hosts as there are feeds, each after 25 to 75 ms, with a feed of 20 kB. `python -m bench.poll 2000`
asks for more feeds. Only 127.0.0.0/8 is contacted. CPU is the client's alone.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

import aiohttp
import httpx

from feeds.fetch import FetchLimits, HttpFetcher
from news.feed import Feed, FeedState

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
FEEDS = 200
CONCURRENT = 100
DELAY = (0.025, 0.075)
BODY = b"<rss><channel>" + b"<item><title>Liman</title><description>Sis dagildi.</description></item>" * 270 + b"</channel></rss>"
FIRST_HOST = IPv4Address("127.1.0.1")

Get = Callable[[str], Awaitable[int]]
"""Fetches an address; gives the length of the body."""


def run(feeds: int = FEEDS) -> dict[str, object]:
    command = [sys.executable, "-m", "bench.poll", "serve", str(feeds)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        return asyncio.run(_measure(_urls(feeds, port)))
    finally:
        server.terminate()
        server.wait()


async def _measure(urls: list[str]) -> dict[str, object]:
    rounds: dict[str, list[dict[str, float]]] = {"fetcher": [], "httpx": [], "aiohttp": []}
    for _ in range(RUNS):  # in turns, so that a noisy neighbour disturbs all alike
        for name, client in CLIENTS.items():
            rounds[name].append(await client(urls))
    told: dict[str, object] = {
        name: {key: round(statistics.median(one[key] for one in each), 3) for key in each[0]} for name, each in rounds.items()
    }
    cpu = {name: statistics.median(one["cpu_s"] for one in each) for name, each in rounds.items()}
    return {
        "feeds": len(urls),
        "concurrent": CONCURRENT,
        **told,
        "cpu_beside_httpx": round(cpu["fetcher"] / cpu["httpx"], 2),
        "cpu_beside_aiohttp": round(cpu["fetcher"] / cpu["aiohttp"], 2),
    }


async def _with_fetcher(urls: list[str]) -> dict[str, float]:
    fetcher = HttpFetcher("Tellal/bench", allow=["127.0.0.0/8"], limits=FetchLimits(connections=CONCURRENT, total=timedelta(seconds=30)))

    async def get(url: str) -> int:
        fetched = await fetcher.fetch(Feed(url, url), FeedState(url))
        return len(getattr(fetched, "body", b""))

    try:
        return await _timed(get, urls)
    finally:
        await fetcher.close()


async def _with_httpx(urls: list[str]) -> dict[str, float]:
    limits = httpx.Limits(max_connections=CONCURRENT, max_keepalive_connections=CONCURRENT)
    async with httpx.AsyncClient(limits=limits, timeout=30) as client:

        async def get(url: str) -> int:
            return len((await client.get(url)).content)

        return await _timed(get, urls)


async def _with_aiohttp(urls: list[str]) -> dict[str, float]:
    connector = aiohttp.TCPConnector(limit=CONCURRENT)
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
            assert await get(url) == len(BODY)

    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*map(one, urls))
    wall = time.perf_counter() - wall
    return {"wall_s": wall, "cpu_s": time.process_time() - cpu, "feeds_per_s": len(urls) / wall}


def _hosts(number: int) -> list[str]:
    return [str(FIRST_HOST + n) for n in range(number)]


def _urls(number: int, port: int) -> list[str]:
    return [f"http://{host}:{port}/feed" for host in _hosts(number)]


async def serve(number: int) -> None:
    """Answer on all hosts until ended; the port is the first line of output."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                await asyncio.sleep(random.uniform(*DELAY))
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    first = await asyncio.start_server(answer, str(FIRST_HOST), 0)
    port = first.sockets[0].getsockname()[1]
    others = await asyncio.start_server(answer, _hosts(number)[1:], port) if number > 1 else first
    print(port, flush=True)
    async with first, others:
        await asyncio.Event().wait()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(int(sys.argv[2])))
    else:
        print(json.dumps(run(int(sys.argv[1]) if sys.argv[1:] else FEEDS), indent=2))
