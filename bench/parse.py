"""Parse: CPU per entry through our door, beside feedparser alone with its own sanitising.

Invented feeds (100 entries with 2 kB of markup each, Turkish and Ukrainian, one in windows-1254) and, where the evaluation data is at hand
(TELLAL_DATA), the recorded ones. `feedparser_as_is` does less: it decides no legacy charsets, reads no local dates and makes no plain text.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import feedparser

from feeds.parse import PooledParser, parse_document
from news.feed import Feed, Fetched

RUNS = 5
ENTRIES = 100
DATA = Path(os.environ.get("TELLAL_DATA", Path(__file__).parents[2] / "shared" / "data")) / "feeds" / "real"
WORDS = {
    "tr": "Belediye meclisi köprünün bakımı için ayrılan bütçeyi oy birliğiyle kabul etti; çalışmalar salı günü başlayacak.",
    "uk": "Міська рада одноголосно підтримала бюджет на ремонт мосту; роботи розпочнуться у вівторок уранці.",
}


def invented(language: str, charset: str) -> bytes:
    words = WORDS[language]
    body = "".join(
        f"&lt;p class=&quot;x&quot;&gt;{words} &lt;a href=&quot;/a?b=1&amp;amp;c=2&quot;&gt;{words}&lt;/a&gt;&lt;/p&gt;" for _ in range(8)
    )
    entries = "".join(
        f"<item><title>{words[: 40 + n % 30]} {n}</title><link>https://x.example/{n}?utm_source=rss</link><guid>{n}</guid>"
        f"<pubDate>Sun, 22 Nov 2026 {n % 24:02}:00:00 +0300</pubDate><category>a</category><description>{body}</description></item>"
        for n in range(ENTRIES)
    )
    return f'<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>x</title>{entries}</channel></rss>'.encode(
        charset
    )


def documents() -> dict[str, list[bytes]]:
    sets = {"invented": [invented("tr", "utf-8"), invented("uk", "utf-8"), invented("tr", "windows-1254")]}
    recorded = [path.read_bytes() for path in sorted(DATA.rglob("*.xml"))] if DATA.is_dir() else []
    return {**sets, "recorded": recorded} if recorded else sets


def run() -> dict[str, object]:
    return {name: _measure(bodies) for name, bodies in documents().items()}


def _measure(bodies: list[bytes]) -> dict[str, object]:
    feed = Feed("x", "https://x.example/rss", language="tr")
    entries = sum(len(parse_document(body, feed.url, "", feed).entries) for body in bodies)
    ours = _median(lambda: [parse_document(body, feed.url, "", feed) for body in bodies])
    theirs = _median(lambda: [feedparser.parse(io.BytesIO(body)) for body in bodies])
    return {
        "documents": len(bodies),
        "megabytes": round(sum(map(len, bodies)) / 1e6, 2),
        "entries": entries,
        "door_cpu_ms_per_entry": round(ours["cpu"] / entries * 1000, 3),
        "door_wall_ms_per_entry": round(ours["wall"] / entries * 1000, 3),
        "feedparser_as_is_cpu_ms_per_entry": round(theirs["cpu"] / entries * 1000, 3),
        "worker_wall_ms_per_document": round(asyncio.run(_through_a_worker(bodies, feed)) / len(bodies) * 1000, 2),
        "door_wall_ms_per_document": round(ours["wall"] / len(bodies) * 1000, 2),
    }


def _median(work: Callable[[], object]) -> dict[str, float]:
    cpu, wall = [], []
    for _ in range(RUNS):
        began = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - began[0])
        wall.append(time.perf_counter() - began[1])
    return {"cpu": statistics.median(cpu), "wall": statistics.median(wall)}


async def _through_a_worker(bodies: list[bytes], feed: Feed) -> float:
    """Seconds for all of them, one after the other, the worker being warm."""
    parser = PooledParser(1)
    try:
        await parser.parse(Fetched(feed.url, bodies[0]), feed)
        took = []
        for _ in range(RUNS):
            began = time.perf_counter()
            for body in bodies:
                await parser.parse(Fetched(feed.url, body), feed)
            took.append(time.perf_counter() - began)
        return statistics.median(took)
    finally:
        await parser.close()


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
