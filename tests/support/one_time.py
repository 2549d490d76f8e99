"""A town that keeps our pace, before a Telegram that keeps its own, in one virtual time."""

from __future__ import annotations

from contextlib import asynccontextmanager

from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from support.botapi import BotApi, Limits
from support.towns import Town


class OneTime:
    """The street's clock as the channel's and Telegram's own: whoever sleeps moves it for all."""

    def __init__(self, clock):
        self.clock, self.start = clock, clock()

    def __call__(self):
        return (self.clock() - self.start).total_seconds() + 1000.0

    async def sleep(self, seconds):
        self.clock.move(seconds=seconds)


@asynccontextmanager
async def paced_town():
    """A town that keeps our pace, before a Telegram that keeps its own, in one virtual time."""
    with BotApi(limits=Limits()) as api:
        async with telegram_bot(api.token, base_url=api.base_url) as bot:
            town = Town(api, bot)
            api.clock = time = OneTime(town.town.clock)
            town.street.outbox.channels["telegram"] = TelegramChannel(bot, render_telegram, monotonic=time, sleep=time.sleep)
            await town.town.declare(["tr", "uk", "en"], {})
            yield town
