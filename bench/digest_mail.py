"""Digests by mail: opened, rendered, handed to a local Postfix and settled, beside a bare smtplib loop with the same bytes."""

from __future__ import annotations

import asyncio
import random
import smtplib
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import psutil
from support.postfix import post_office, why_not
from support.ukrainian_day import LEAD, PLACES, WHAT

from bot.compose import Doors, build_street
from channels.email import EmailChannel
from channels.rendering.mail import Letterhead, MailRenderer
from channels.smtp import Relay, Security
from feeds.canned import CannedFetcher
from feeds.parse import PooledParser
from news.articles import Article, ArticleState, Text, TranslationMark
from news.deliveries import DeliveryState, DigestEntry
from news.mailboxes import Mailbox
from news.ports import Clock
from news.stories.values import Placement, PlacementReason, Story
from news.subscribers import Pace, Subscriber, Subscription, Topic
from storage.sqlite import open_file
from translators.detect import LangdetectDetector
from translators.nothing import NoTranslator
from web.tokens import SignedLinks

DIGESTS, STORIES, PER_DIGEST, BARE = 300, 30, 12, 300
MORNING = datetime(2026, 3, 11, 8, 0, 30, tzinfo=UTC)
SENDER = "digest@news.example"
WAYS = [("uk", "Europe/Kyiv"), ("tr", "Europe/Istanbul"), ("en", "Europe/London")]


async def fill(store, digests: int) -> None:
    dice, moment = random.Random(6), MORNING - timedelta(hours=9)
    async with store.transaction() as tx:
        for topic in ("ukraine", "economy", "world"):
            await tx.put_topic(Topic(topic, topic.title(), (("", topic),)))
        for number in range(STORIES):
            await put_story(tx, number, moment)
    for first in range(0, digests, 1000):
        async with store.transaction() as tx:
            for number in range(first, min(first + 1000, digests)):
                await put_reader(tx, number, dice)


async def put_story(tx, number: int, moment: datetime) -> None:
    story, houses = f"s-{number}", tuple(f"Outlet {each}" for each in range(1 + number % 4))
    for place, house in enumerate(houses):
        text = Text(f"{PLACES[number % 12]}: {WHAT[number % 5]} ({number})", LEAD.format(n=number), language="uk", summary_language="uk")
        url = f"https://outlet-{place}.example.org/news/2026/03/10/{number}-a-long-address-of-a-story.html"
        article = Article(f"a-{number}-{place}", "f", house, url, moment, moment, text, translation=TranslationMark.ORIGINAL)
        await tx.add_article(article, [f"k-{number}-{place}"])
        if place == 0:
            await tx.put_story(Story(story, moment, moment, article.article_id, articles=len(houses), houses=houses, languages=("uk",)))
        await tx.place_article(
            article.evolve(state=ArticleState.PLACED, story_id=story), Placement(story, PlacementReason.NOTHING_NEAR), "{}"
        )


async def put_reader(tx, number: int, dice: random.Random) -> None:
    language, zone = WAYS[number % len(WAYS)]
    who = f"email-{number:030x}"
    reader = Subscriber(who, "email", f"reader{number}@elsewhere.example", language=language, zone=zone, mail=Mailbox(confirmed_at=MORNING))
    await tx.put_subscriber(reader.evolve(next_digest_at=MORNING - timedelta(seconds=30)))
    for topic in ("ukraine", "economy", "world"):
        await tx.subscribe(Subscription(who, topic, Pace.DIGEST))
    for story in dice.sample(range(STORIES), PER_DIGEST):
        topic = ("ukraine", "economy", "world")[story % 3]
        await tx.add_digest_entry(DigestEntry(who, f"s-{story}", "digest_pace", MORNING - timedelta(hours=1), (topic,)))


def since(moment: datetime) -> Clock:
    """A clock that goes on from this moment: what is put off by a second must come due."""
    began = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - began)


async def street_rate(folder: Path, port: int, digests: int) -> dict[str, float]:
    """Everything from the tick to the settled row, on a SQLite file with synchronous=FULL."""
    clock, kept = since(MORNING), []
    store = await open_file(folder / "tellal.sqlite", clock=clock)
    await fill(store, digests)

    def keep(content: bytes) -> bytes:
        if len(kept) < BARE:
            kept.append(content)
        return content

    renderer = MailRenderer(Letterhead("news.example", "returns@news.example", SignedLinks("https://news.example", ["s"])))
    relay = Relay("127.0.0.1", port, Security.NONE, local_name="bench.invalid")
    channel = EmailChannel(relay, renderer, sender=SENDER, clock=clock, sign=keep, lines=4)
    doors = Doors(store, CannedFetcher({}), PooledParser(), LangdetectDetector(), NoTranslator(), {"email": channel})
    street = build_street(doors, clock=clock)
    memory = []
    began = time.perf_counter()
    opened = len(await street.digesting.tick())
    opening = time.perf_counter() - began
    views = [await view_of(street, number) for number in range(min(BARE, digests))]
    alone = await channel_rate(channel, views)
    before = bare(port, kept)
    watching = asyncio.create_task(watch(memory))
    began, cpu = time.perf_counter(), time.process_time()
    await street.outbox.keep_delivering()
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    watching.cancel()
    delivered = (await store.tally()).deliveries.get(DeliveryState.SENT, 0)
    after = bare(port, kept)
    await street.close()
    if not opened == delivered == digests:
        raise SystemExit(f"opened {opened}, delivered {delivered} of {digests}")
    early, late = memory[max(0, len(memory) // 10)], memory[-1]
    loop = (before + after) / 2  # others use the machine as well: what it gives is asked on both sides of what is measured
    return {
        "digests": digests,
        "bytes": sum(map(len, kept)) // len(kept),
        "opened_per_second": round(opened / opening, 1),
        "mails_per_second": round(digests / wall, 1),
        "cpu_ms_per_mail": round(1000 * cpu / digests, 2),
        "rendered_and_sent_per_second": round(alone, 1),
        "bare_loop_mails_per_second": round(loop, 1),
        "ratio": round(digests / wall / loop, 3),
        "ratio_rendered_and_sent": round(alone / loop, 3),
        "memory_mb_after_a_tenth": round(early, 1),
        "memory_mb_at_the_end": round(late, 1),
    }


async def watch(memory: list[float]) -> None:
    while True:
        memory.append(psutil.Process().memory_info().rss / 2**20)
        await asyncio.sleep(1)


async def view_of(street, number: int):
    (row,) = await street.store.deliveries(subscriber_id=f"email-{number:030x}")
    return (await street.viewing.view(row, await street.store.subscriber(row.subscriber_id))).view


async def channel_rate(channel: EmailChannel, views: list) -> float:
    """Mails a second without the outbox: rendered and handed over, four at a time as in the street."""
    began = time.perf_counter()

    async def line(part: list) -> None:
        for number, view in enumerate(part):
            await channel.send(f"reader{number}@elsewhere.example", channel.render(view))

    await asyncio.gather(*(line(views[start::4]) for start in range(4)))
    return len(views) / (time.perf_counter() - began)


def bare(port: int, contents: list[bytes]) -> float:
    """Mails a second of smtplib alone, one line, the same bytes."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, local_hostname="bench.invalid") as smtp:
        for number, content in enumerate(contents):
            smtp.sendmail(SENDER, [f"reader{number}@elsewhere.example"], content)
    return len(contents) / (time.perf_counter() - began)


def run(digests: int = DIGESTS) -> dict[str, object]:
    """Mails a second of wall clock, CPU milliseconds a mail, the ratio to a bare loop, memory."""
    if why_not():
        raise SystemExit(why_not())
    with post_office() as office, tempfile.TemporaryDirectory() as folder:
        return dict(asyncio.run(street_rate(Path(folder), office.port, digests)))


if __name__ == "__main__":
    print(run(int(sys.argv[1]) if len(sys.argv) > 1 else DIGESTS))
