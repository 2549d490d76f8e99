"""Outbox: lease, render, send (recording), settle; deliveries a second over memory and over SQLite.

`run()` sends 300 alerts of 30 stories to 10 subscribers, each with its own three commits (lease aside): due → SENDING → SENT. The SQLite file lies in
the folder for temporary files: with `synchronous=FULL` the disk under it decides the wall time, so CPU time stands beside it.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.outbox import Outbox
from bot.viewing import Viewing
from channels.recording import RecordingChannel
from news.articles import Article, Text
from news.deliveries import Delivery, DeliveryKind, DeliveryState, alert_key, delivery_id
from news.ports import Store
from news.stories.values import Placement, PlacementReason, Story
from news.subscribers import Subscriber, Subscription, Topic
from storage import open_store
from translators.memory import TranslationMemory
from translators.nothing import NoTranslator

STORIES, SUBSCRIBERS, RUNS = 30, 10, 3
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = Text("İzmir'de şiddetli deprem", "Körfezde 5,9 büyüklüğünde sarsıntı hissedildi; can kaybı bildirilmedi.", language="tr")


def now() -> datetime:
    return NOW


async def fill(store: Store) -> None:
    """Stories with one article each, and an alert that is due for everybody."""
    async with store.transaction() as tx:
        await tx.put_topic(Topic("quakes", "Earthquakes", (("", "deprem"),)))
        for number in range(SUBSCRIBERS):
            await tx.put_subscriber(Subscriber(f"recording:{number}", "recording", str(number), language="tr"))
            await tx.subscribe(Subscription(f"recording:{number}", "quakes"))
        for number in range(STORIES):
            story_id, article_id = f"s{number}", f"a{number}"
            article = Article(article_id, "anka", "Anka Postası", f"https://anka.example/{number}", NOW, NOW, TEXT)
            await tx.add_article(article, [f"url/{number}"])
            await tx.put_story(Story(story_id, NOW, NOW, article_id, houses=("Anka Postası",), languages=("tr",)))
            await tx.place_article(article, Placement(story_id, PlacementReason.NOTHING_NEAR), "{}")
            for reader in range(SUBSCRIBERS):
                await tx.enqueue(alert(story_id, f"recording:{reader}"))


def alert(story_id: str, subscriber_id: str) -> Delivery:
    key = alert_key(story_id, subscriber_id)
    return Delivery(
        delivery_id(key), key, DeliveryKind.ALERT, subscriber_id, NOW, NOW, story_id=story_id, topics=("quakes",), words=("deprem",)
    )


async def measure(url: str) -> dict[str, float]:
    store = await open_store(url, clock=now)
    await fill(store)
    outbox = Outbox(store, {"recording": RecordingChannel()}, Viewing(store, TranslationMemory(store, NoTranslator())), now)
    sent = 0
    started, cpu = time.perf_counter(), time.process_time()
    while delivered := await outbox.deliver_due():
        sent += sum(row.state is DeliveryState.SENT for row in delivered)
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    assert sent == STORIES * SUBSCRIBERS, f"{sent} sent"
    commit = await _median_ms(lambda: _commit(store))
    await store.close()
    return {
        "deliveries": sent,
        "a_second": round(sent / wall),
        "cpu_ms_each": round(cpu / sent * 1000, 2),
        "wall_ms_each": round(wall / sent * 1000, 2),
        "commit_wall_ms": commit,
    }


async def _commit(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.put_note("bench", "1")


async def _median_ms(work: Callable[[], Awaitable[None]], times: int = 50) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(taken), 2)


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _in_a_new_folder() -> dict[str, float]:
    with TemporaryDirectory() as folder:
        return asyncio.run(measure(f"sqlite:///{Path(folder) / 'bench.sqlite'}"))


def run() -> dict[str, object]:
    memory = [asyncio.run(measure("memory:")) for _ in range(RUNS)]
    sqlite = [_in_a_new_folder() for _ in range(RUNS)]
    return {"runs": RUNS, "memory": _medians(memory), "sqlite": _medians(sqlite)}


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
