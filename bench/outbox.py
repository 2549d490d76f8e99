"""The outbox: alerts leased, rendered, sent to a channel that keeps nothing, and settled, on a real SQLite file."""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.compose import Doors, build_street
from channels.rendering.telegram import render_telegram
from feeds.canned import CannedFetcher
from feeds.parse import PooledParser
from news.articles import Article, ArticleState, Text, TranslationMark
from news.deliveries import Delivery, DeliveryKind, Receipt, alert_key, delivery_id
from news.stories.values import Placement, PlacementReason, Story
from news.subscribers import Subscriber, Subscription, Topic
from storage.sqlite import open_file
from translators.detect import LangdetectDetector
from translators.nothing import NoTranslator

RUNS, ALERTS = 3, 500


class Nowhere:
    """A channel that accepts everything at once."""

    name = "nowhere"
    kind_repeats_safely = False

    def render(self, view):
        return render_telegram(view)

    async def send(self, address, body, *, reply_to=None):
        return Receipt(self.name, address, "1")

    async def edit(self, receipt, body):
        return receipt

    async def close(self): ...


def now() -> datetime:
    return datetime.now(UTC)


async def once(alerts: int) -> tuple[float, float]:
    """(wall, CPU) seconds to deliver so many alerts to as many subscribers."""
    with tempfile.TemporaryDirectory() as folder:
        store = await open_file(Path(folder) / "tellal.sqlite", clock=now)
        doors = Doors(store, CannedFetcher({}), PooledParser(), LangdetectDetector(), NoTranslator(), {"nowhere": Nowhere()})
        street = build_street(doors)
        await fill(store, alerts)
        wall, cpu = time.perf_counter(), time.process_time()
        delivered = await street.deliver_all()
        spent = time.perf_counter() - wall, time.process_time() - cpu
        await street.close()
    if len(delivered) != alerts:
        raise SystemExit(f"delivered {len(delivered)} of {alerts}")
    return spent


async def fill(store, alerts: int) -> None:
    moment = now() - timedelta(minutes=5)
    text = Text("A dam gate failed above the town", "Engineers lowered the lake by two metres overnight.", language="en")
    article = Article("a1", "f", "Harbour Times", "https://harbour.example/1", moment, moment, text, translation=TranslationMark.ORIGINAL)
    async with store.transaction() as tx:
        await tx.put_topic(Topic("dams", "Dams", (("", "dam"),)))
        await tx.add_article(article, ["k1"])
        await tx.put_story(Story("s-a1", moment, moment, "a1", houses=("Harbour Times",), languages=("en",)))
        placed = article.evolve(state=ArticleState.PLACED, story_id="s-a1")
        await tx.place_article(placed, Placement("s-a1", PlacementReason.NOTHING_NEAR), "{}")
        for number in range(alerts):
            who = f"reader-{number}"
            await tx.put_subscriber(Subscriber(who, "nowhere", who))
            await tx.subscribe(Subscription(who, "dams"))
            key = alert_key("s-a1", who)
            row = Delivery(
                delivery_id(key), key, DeliveryKind.ALERT, who, moment, moment, story_id="s-a1", topics=("dams",), reason="new_story"
            )
            await tx.enqueue(row)


def run(runs: int = RUNS, alerts: int = ALERTS) -> dict[str, object]:
    """Alerts per second of wall clock and CPU milliseconds an alert, medians."""
    spent = [asyncio.run(once(alerts)) for _ in range(runs)]
    wall, cpu = statistics.median(s[0] for s in spent), statistics.median(s[1] for s in spent)
    return {
        "alerts": alerts,
        "runs": runs,
        "alerts_per_second": round(alerts / wall, 1),
        "cpu_ms_per_alert": round(1000 * cpu / alerts, 3),
        "wall_s": round(wall, 3),
        "cpu_s": round(cpu, 3),
    }
