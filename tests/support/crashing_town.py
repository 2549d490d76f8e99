"""A street in a process of its own that sends to Telegram's fake in another, to be killed at any moment. It says whenever it has done something."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

from channels.pacing import Pace, PaceRules, Window
from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from news.subscribers import Subscriber, Subscription
from storage.sqlite import open_file
from support.crashing_street import NOW, now
from support.flood_of_news import flood
from support.streets import street_over

QUICK = Window(10_000, 1.0)


@dataclass(frozen=True)
class Telegram:
    """Where the fake listens, and the chats that follow."""

    url: str
    token: str
    chats: tuple[int, ...]


def live(folder: Path, events: int, moment: datetime, telegram: Telegram, steps: Connection, *, to_the_end: bool) -> None:
    asyncio.run(_live(folder, events, moment, telegram, steps, to_the_end=to_the_end))


async def _live(folder: Path, events: int, moment: datetime, telegram: Telegram, steps: Connection, *, to_the_end: bool) -> None:
    town = street_over(await open_file(folder / "tellal.sqlite", clock=now), policies=NOW, clock=now)
    async with telegram_bot(telegram.token, base_url=telegram.url) as bot:
        rules = PaceRules(overall=QUICK, arrivals=QUICK, private=QUICK, group=QUICK)
        town.street.outbox.channels["telegram"] = TelegramChannel(bot, render_telegram, pace=Pace(rules))
        await town.street.open(alone=True)
        await town.declare(["en"], {"news": "outlet:harbour"})
        async with town.store.transaction() as tx:
            for chat in telegram.chats:
                await tx.put_subscriber(Subscriber(f"telegram-{chat}", "telegram", str(chat), created_at=moment))
                await tx.subscribe(Subscription(f"telegram-{chat}", "news"))
        steps.send("opened")
        town.feeds.says["harbour"] = flood(events, moment)
        await town.street.poll([await town.store.feed("harbour")])
        steps.send("polled")
        while await town.street.placing.place_waiting(limit=2):
            steps.send("placed")
            await town.street.outbox.deliver_due(limit=3)
            steps.send("delivered")
        while await town.street.outbox.deliver_due(limit=3):
            steps.send("delivered")
        while not to_the_end:  # everything is told: wait to be killed
            await asyncio.sleep(0.05)
            steps.send("idle")
    await town.street.close()
