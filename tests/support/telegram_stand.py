"""Telegram's channel over the fake Bot API, set up for the contract test."""

from __future__ import annotations

from contextlib import asynccontextmanager

from channels.pacing import Pace
from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from news.errors import AddressGone, DeliveryError, RetryLater
from support.botapi import BotApi
from support.talks import NO_PACE


class TelegramStand:
    edits = True

    def __init__(self, api: BotApi, channel: TelegramChannel) -> None:
        self.api, self.channel = api, channel
        self.chat = api.world.private()
        self.address = str(self.chat.id)

    def arrived(self) -> list[str]:
        return self.chat.texts

    def fail_next(self, error: DeliveryError) -> None:
        match error:
            case RetryLater():
                self.api.refuse_next("sendMessage", 500, "Internal Server Error")
            case AddressGone():
                self.api.refuse_next("sendMessage", 403, "Forbidden: bot was blocked by the user")
            case _:
                self.api.lose_answer_of_next("sendMessage")


@asynccontextmanager
async def telegram_stand(_folder):
    with BotApi() as api:
        async with telegram_bot(api.token, base_url=api.base_url) as bot:
            yield TelegramStand(api, TelegramChannel(bot, render_telegram, pace=Pace(NO_PACE)))
