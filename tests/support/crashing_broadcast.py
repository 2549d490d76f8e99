"""A process that spreads and sends a broadcast over a file, to be killed at any moment. It says whenever it has done something."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from bot.compose import Policies
from channels.recording import RecordingChannel
from news.deliveries import RetryPolicy
from storage.sqlite import open_file
from support.clocks import SetClock
from support.streets import street_over


def spread(folder: Path, moment: datetime, steps: Connection, *, to_the_end: bool) -> None:
    asyncio.run(_spread(folder, moment, steps, to_the_end=to_the_end))


async def _spread(folder: Path, moment: datetime, steps: Connection, *, to_the_end: bool) -> None:
    clock = SetClock(moment)
    store = await open_file(folder / "tellal.sqlite", clock=clock)
    channel = RecordingChannel(journal=folder / "sent.jsonl")
    town = street_over(store, clock=clock, channel=channel, policies=Policies(retries=RetryPolicy(lease=timedelta(seconds=30))))
    await town.street.outbox.sweep(alone=True)
    while True:
        told = await town.street.broadcasting.tick(at_once=7)
        steps.send(told)
        sent = await town.street.outbox.deliver_due(limit=5)
        steps.send(len(sent))
        if to_the_end and not told and not sent:
            break
    await store.close()
    steps.close()
