"""Hostile: documents and servers that mean harm, one by one through the real doors: how each ends, CPU, and how long the loop stood still.

Each is polled as the street polls (fetch, parse in a worker, identify, store) with the product's own limits, apart from the two time-outs of a
server that trickles (3 s to read, 6 s in all) so that the whole takes minutes. `longest_block` is what a task saw that wanted to run every five
milliseconds, in CPU time of this process (all its threads): what the machine's other work adds stands beside it as `longest_wait`. A case that
blocked too long is tried again, up to three times, and the shortest counts.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import psutil
from support.feedserver import Reply, feed_server
from support.hostile import HOSTILE
from support.hostile_servers import HostileServer, OnlyHere, hostile_servers

from bot.intake import Intake
from feeds.fetch import FetchLimits, HttpFetcher
from feeds.parse import PooledParser
from news.feed import Feed, FeedState, WatchedFeed
from storage.memory import MemoryStore

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LIMITS = FetchLimits(read=timedelta(seconds=3), total=timedelta(seconds=6))
BAR_MS = 50
TRIES = 3


@dataclass
class Watcher:
    """Wants to run every five milliseconds; remembers its longest wait beyond that, and how much of one we were at work."""

    longest_block: float = 0.0
    longest_wait: float = 0.0
    every: float = 0.005

    async def watch(self) -> None:
        while True:
            before = time.perf_counter(), time.process_time()
            await asyncio.sleep(self.every)
            waited, worked = time.perf_counter() - before[0] - self.every, time.process_time() - before[1]
            self.longest_wait = max(self.longest_wait, waited)
            self.longest_block = max(self.longest_block, min(waited, worked))


@dataclass(frozen=True)
class Ending:
    """What came of one case."""

    outcome: str
    wall_s: float
    cpu_s: float
    """Ours and the worker's."""
    longest_block_ms: float
    longest_wait_ms: float


def cases() -> dict[str, HostileServer]:
    documents = {f"document: {name}": HostileServer(Reply(body), "") for name, body in HOSTILE.items()}
    return documents | {f"server: {name}": each for name, each in hostile_servers(pause=1.0).items()}


async def measure(port: int, only: str = "") -> dict[str, Ending]:
    found: dict[str, Ending] = {}
    tls = ssl.create_default_context()
    parser = PooledParser(1)
    try:
        for number, (name, case) in enumerate(cases().items()):
            if only not in name:
                continue
            found[name] = await _calmest(f"{case.scheme}://127.0.0.1:{port}/{number}/feed", parser, tls)
            ending = found[name]
            print(f"{name[:50]:50} {ending.cpu_s:6.2f} s {ending.longest_block_ms:6.0f} ms  {ending.outcome[:90]}", file=sys.stderr)
    finally:
        await parser.close()
    return found


async def _calmest(url: str, parser: PooledParser, tls: ssl.SSLContext) -> Ending:
    best = await _end(url, parser, tls)
    for _ in range(TRIES - 1):
        if best.longest_block_ms <= BAR_MS:
            break
        best = min(best, await _end(url, parser, tls), key=lambda ending: ending.longest_block_ms)
    return best


async def _end(url: str, parser: PooledParser, tls: ssl.SSLContext) -> Ending:
    here = url.split("/")[2]
    fetcher = HttpFetcher("Tellal/bench", allow=[here], limits=LIMITS, ssl_context=tls, dial=OnlyHere())
    feed, store, watcher = Feed("x", url), MemoryStore(), Watcher()
    async with store.transaction() as tx:
        await tx.put_feed(feed)
    watching = asyncio.ensure_future(watcher.watch())
    began = time.perf_counter(), _cpu()
    try:
        report = await Intake(store, fetcher, parser, lambda: NOW).poll(WatchedFeed(feed, FeedState("x")))
    finally:
        watching.cancel()
        await fetcher.close()
    outcome = f"{type(report.error).__name__}: {report.error}" if report.error else f"read, {report.entries} entries"
    return Ending(
        outcome[:200],
        round(time.perf_counter() - began[0], 2),
        round(_cpu() - began[1], 2),
        round(watcher.longest_block * 1000, 1),
        round(watcher.longest_wait * 1000, 1),
    )


def _cpu() -> float:
    """Of this process and the workers that live; one that was killed takes its seconds with it, at most the cap."""
    spent = time.process_time()
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            used = child.cpu_times()
            spent += used.user + used.system if child.pid not in SERVERS else 0.0
    return spent


SERVERS: set[int] = set()


async def serve() -> None:
    """In a process of its own, so that its work stands in no figure."""
    routes = {
        f"/{n}/{path}": answer for n, each in enumerate(cases().values()) for path, answer in {"feed": each.answer, **each.also}.items()
    }
    async with feed_server(routes) as server:
        print(server.port, flush=True)
        await asyncio.Event().wait()


@contextmanager
def server_apart() -> Iterator[int]:
    server = subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True)
    SERVERS.add(server.pid)
    try:
        assert server.stdout is not None
        yield int(server.stdout.readline())
    finally:
        server.kill()
        server.wait()


def run(only: str = "") -> dict[str, object]:
    with server_apart() as port:
        found = asyncio.run(measure(port, only))
    blocks = sorted(ending.longest_block_ms for ending in found.values())
    return {
        "cases": len(found),
        "read": sum(ending.outcome.startswith("read") for ending in found.values()),
        "refused_by_name": sum(not ending.outcome.startswith("read") for ending in found.values()),
        "longest_wall_s": max(ending.wall_s for ending in found.values()),
        "longest_cpu_s": max(ending.cpu_s for ending in found.values()),
        "longest_block_ms": blocks[-1],
        "median_block_ms": blocks[len(blocks) // 2],
        "longest_wait_ms": max(ending.longest_wait_ms for ending in found.values()),
        "blocked_beyond_50_ms": {name: ending.longest_block_ms for name, ending in found.items() if ending.longest_block_ms > BAR_MS},
        "endings": {name: asdict(ending) for name, ending in found.items()},
    }


if __name__ == "__main__":
    if "--serve" in sys.argv:
        asyncio.run(serve())
    else:
        print(json.dumps(run(" ".join(sys.argv[1:])), indent=2))
