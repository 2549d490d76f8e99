"""A street in a process of its own, to be killed at any moment.

Polls invented outlets, places, delivers with no hold, and says whenever it has done something, so that whoever kills it need not sleep.
What it sends goes into FOLDER/sent.jsonl, one append with fsync a call: the counting sink.
"""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from bot.compose import Policies
from channels.recording import RecordingChannel
from news.alerts import AlertPolicy
from news.articles import Entry
from news.deliveries import RetryPolicy
from storage.sqlite import open_file
from support.streets import street_over

READERS = ("ada", "olena", "john")
PLACES = ("Altınova", "Birkent", "Cevizli", "Dereköy", "Elmapınar", "Fındıkkaya", "Gökçebel", "Harmanlı", "Ilıcasu", "Karaçay")
PEOPLE = ("Arkan", "Belik", "Coşar", "Durgun", "Ersoylu", "Fidancı", "Gürdal", "Hızal", "Işıklar", "Kavak", "Limoncu")
NOW = Policies(
    alerts=AlertPolicy(
        hold=timedelta(0),
        edit_settle=timedelta(0),
        edit_throttle=timedelta(0),
        announce_first_poll=True,
        freshness=timedelta(days=3650),
        outlet_steps=(),
        most_an_hour=0,
    ),
    retries=RetryPolicy(lease=timedelta(seconds=30)),
)


def entries(events: int, outlet: str, moment: datetime) -> list[Entry]:
    """Every event as this outlet tells it: same names and numbers, other words around them."""
    tail = {"harbour": "officials said on the day", "anka": "according to the first reports"}[outlet]
    return [
        Entry(
            guid=f"{outlet}-{n}",
            url=f"https://{outlet}.example/{n}",
            title=f"Flood number {n} hits {PLACES[n % 10]}, mayor {PEOPLE[n % 11]} counts {37 + n * 13} houses under water",
            summary=f"The river at {PLACES[n % 10]} rose overnight and mayor {PEOPLE[n % 11]} counted {37 + n * 13} flooded houses, {tail}.",
            published=moment,
        )
        for n in range(events)
    ]


def live(folder: Path, events: int, moment: datetime, steps: Connection, *, to_the_end: bool) -> None:
    """What the process does: until it is killed, or `to_the_end` when everything is told."""
    asyncio.run(_live(folder, events, moment, steps, to_the_end=to_the_end))


async def _live(folder: Path, events: int, moment: datetime, steps: Connection, *, to_the_end: bool) -> None:
    channel = RecordingChannel(journal=folder / "sent.jsonl")
    town = street_over(await open_file(folder / "tellal.sqlite", clock=now), policies=NOW, channel=channel, clock=now)
    await town.street.open(alone=True)
    await town.declare(["en", "tr"], {"floods": "flood"})
    for reader in READERS:
        await town.subscribe(reader, "floods")
    while True:
        reach = events if to_the_end else random.randint(1, events)
        for outlet in ("harbour", "anka"):
            town.feeds.says[outlet] = entries(reach, outlet, moment)
            await town.street.poll([await town.store.feed(outlet)])
            steps.send("polled")
            while await town.street.placing.place_waiting(limit=3):
                steps.send("placed")
                await town.street.outbox.deliver_due(limit=4)
                steps.send("delivered")
        while await town.street.outbox.deliver_due(limit=4):
            steps.send("delivered")
        if to_the_end:
            break
    await town.street.close()


def now() -> datetime:
    return datetime.now(UTC)
