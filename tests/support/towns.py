"""The whole street with Telegram at its end: the fake Bot API, our conversation, and feeds written in the test."""

from __future__ import annotations

from contextlib import asynccontextmanager

from bot.telegram import TelegramConversation
from channels.pacing import Pace
from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from support.botapi import BotApi
from support.quake import RECORDED
from support.streets import street_over
from support.talks import NO_PACE, QUICK, HouseRules
from translators.glossary import GlossaryTranslator


class Town:
    """The street with Telegram at its end."""

    def __init__(self, api, bot, *, store=None, words=None, **channel):
        self.api, self.bot = api, bot
        self.town = street_over(store, translator=GlossaryTranslator.from_phrases(_joined(RECORDED, words or {})))
        self.channel = TelegramChannel(bot, render_telegram, **channel)
        self.street.outbox.channels["telegram"] = self.channel
        self.conversation = TelegramConversation(
            bot,
            self.town.store,
            HouseRules(),
            clock=self.town.clock,
            topics_changed=self.street.placing.reload_topics,
            tell=self.street.viewing.story,
            terms=self.street.terms.wanted,
            patience=QUICK,
            bot_name=api.world.bot["username"],
        )

    @property
    def street(self):
        return self.town.street

    async def hear(self):
        updates = await self.bot.get_updates(timeout=0)
        for update in updates:
            await self.conversation.take(update)
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
        await self.street.deliver_all()

    async def ask(self, chat, text, **said):
        """Say something and read the bot's last words in that chat."""
        chat.say(text, **said)
        await self.hear()
        return chat.last

    async def reports(self, **said):
        """The outlets publish these entries (by feed slug, the others nothing new), and what is due is delivered after the hold."""
        self.town.feeds.says = {"anka": [], "dnipro": [], "harbour": [], **said}
        await self.town.poll()
        await self.town.pass_hold()


def _joined(phrases, more):
    return {pair: {**phrases.get(pair, {}), **more.get(pair, {})} for pair in {*phrases, *more}}


@asynccontextmanager
async def town_over(store=None, words=None):
    """A town with three outlets and no topics."""
    with BotApi() as api:
        async with telegram_bot(api.token, base_url=api.base_url) as bot:
            town = Town(api, bot, store=store, words=words, pace=Pace(NO_PACE))
            await town.town.declare(["tr", "uk", "en"], {})
            yield town
