"""The demo: nine recorded outlets, served over HTTP, through the real fetcher, parser, detector, placement, topics and outbox.

Only three things are not what `tellal run` uses: translations are recorded, the channel records, and the clock can be moved past the hold.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from rich.console import Console

from bot.compose import Doors, Policies, build_street, opened, user_agent
from bot.demo import view
from bot.demo.clock import DemoClock
from bot.demo.looking import Stage, fetched_feed, kept_apart, shown_to, told_story
from bot.demo.report import DemoReport, DigestWritten, Round
from bot.demo.server import FeedServer
from bot.demo.world import EMMA, GLOSSARY, READERS, watched
from bot.street import Street
from channels.recording import RecordingChannel
from channels.rendering.page import render_digest_page
from feeds.fetch import FetchLimits, HttpFetcher
from feeds.parse import PooledParser
from news.alerts import AlertPolicy
from news.digests import local_day
from news.subscribers import Subscriber, Subscription
from storage import open_store
from translators.detect import LangdetectDetector
from translators.glossary import GlossaryTranslator

HOLD = AlertPolicy().hold
DIGEST_FILE = "digest.html"


async def demo(out_dir: Path, console: Console, progress: Console) -> DemoReport:
    """Run both rounds, print each as it comes, write the digest page into `out_dir`, and give back what was seen.

    `progress` gets the spinner: standard error, so that a pipe gets the view alone.
    """
    began = time.monotonic()
    view.say_hello(console, READERS)
    with tempfile.TemporaryDirectory(prefix="tellal-demo-") as memory:
        async with AsyncExitStack() as open_house:
            with progress.status(view.WORKING["open"]):
                stage = await open_house.enter_async_context(_staged(Path(memory)))
            rounds = tuple([await _round(stage, number, console, progress) for number in (1, 2)])
            digest = await _digest(stage, out_dir)
    report = DemoReport(rounds, digest, time.monotonic() - began)
    view.say_goodbye(console, report)
    return report


@asynccontextmanager
async def _staged(memory: Path) -> AsyncIterator[Stage]:
    clock, channel = DemoClock(), RecordingChannel()
    with FeedServer(clock()) as server:
        declared = watched(server.url)
        doors = Doors(
            store=await open_store(f"sqlite:///{memory / 'demo.sqlite'}", clock=clock),
            fetcher=HttpFetcher(user_agent("the demo"), allow=["127.0.0.1"], limits=FetchLimits(spacing=timedelta(0)), clock=clock),
            parser=PooledParser(clock=clock),
            detector=LangdetectDetector(),
            translator=GlossaryTranslator.from_file(GLOSSARY),
            channels={channel.name: channel},
        )
        # a first poll is silent in real life: yesterday's news is no alert. The demo has no yesterday.
        policies = Policies(alerts=AlertPolicy(announce_first_poll=True))
        async with opened(build_street(doors, clock=clock, policies=policies), alone=True) as street:
            await street.declare(declared.feeds, declared.topics)
            await _seat_readers(street, channel.name)
            yield Stage(street, server, channel, clock, {feed.slug: feed for feed in declared.feeds})


async def _seat_readers(street: Street, channel: str) -> None:
    async with street.store.transaction() as tx:
        for reader in READERS:
            await tx.put_subscriber(
                Subscriber(reader.name, channel, reader.name, language=reader.language, zone=reader.zone, created_at=street.clock())
            )
            for topic, pace in reader.follows():
                await tx.subscribe(Subscription(reader.name, topic, pace))


async def _round(stage: Stage, number: int, console: Console, progress: Console) -> Round:
    """Poll everything, place what came, let the hold pass, deliver."""
    stage.server.round = number
    with progress.status(view.WORKING["fetch"]):
        polled = await stage.street.poll(await stage.street.store.feeds())
    with progress.status(view.WORKING["place"]):
        placed = await stage.street.place_all()
        await stage.street.placing.look_again()
    stage.placed.update({each.article.article_id: each for each in placed})
    stage.clock.ahead += HOLD + timedelta(seconds=10)
    with progress.status(view.WORKING["deliver"]):
        delivered = await stage.street.deliver_all()
    told = [await told_story(stage, story_id, placed) for story_id in dict.fromkeys([each.story.story_id for each in placed])]
    seen = Round(
        number=number,
        feeds=tuple(fetched_feed(stage, report, placed) for report in polled),
        articles=len(placed),
        stories=len({each.story.story_id for each in placed}),
        told=tuple(
            sorted(
                (each for each in told if each and len(each.members) > 1),
                key=lambda each: (each.houses, each.members[-1].published),
                reverse=True,
            )
        ),
        apart=tuple(kept_apart(stage, placed)),
        shown=tuple(shown_to(stage, delivered)),
    )
    view.say_round(console, seen)
    return seen


# --- the digest -----------------------------------------------------------------------------------------------------


async def _digest(stage: Stage, out_dir: Path) -> DigestWritten:
    """Emma's digest of the day, as the page her mail would carry."""
    street = stage.street
    emma = await street.store.subscriber(EMMA.name)
    entries = await street.store.digest_entries(EMMA.name)
    assert emma is not None, "the demo seated her"
    page = await street.viewing.digest(entries, emma, local_day(street.clock(), EMMA.zone), at=street.clock())
    assert page is not None, "Emma follows topics at the digest's pace, and some of them met stories"
    body = render_digest_page(page)
    path = await asyncio.to_thread(_write, out_dir, body.html)
    return DigestWritten(EMMA.name, path, body.subject, sum(len(section.stories) for section in page.sections))


def _write(folder: Path, page: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / DIGEST_FILE
    path.write_text(page, encoding="utf-8")
    return path
