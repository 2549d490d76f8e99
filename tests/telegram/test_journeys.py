"""Whole journeys: from a feed's entry to what a chat on Telegram sees, and back through its buttons."""

from datetime import timedelta

import pytest
from support.botapi import BotApi, Limits
from support.quake import QUAKE, everywhere
from support.towns import Town, town_over

from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from news.deliveries import Delivery, DeliveryKind, DeliveryState, delivery_id
from news.subscribers import Subscriber


@pytest.fixture
async def town():
    async with town_over() as town:
        yield town


@pytest.mark.parametrize(("language", "words"), [("uk", "землетрус"), ("tr", "deprem"), ("en", "earthquake")])
async def test_from_hello_to_why(town, language, words):
    """A subscriber types a word in their language, hears of the story once, sees it grow, and asks why."""
    chat = town.api.world.private(language=language)
    chat.say("/start")
    chat.say(f"/follow {words}")
    await town.hear()
    greetings = len(chat.texts)

    town.town.feeds.says = {"anka": [], "dnipro": [], "harbour": []}
    own = {"tr": "anka", "uk": "dnipro", "en": "harbour"}[language]
    town.town.feeds.says[own] = [QUAKE[language]]
    await town.town.poll()
    await town.town.pass_hold()
    assert len(chat.texts) == greetings + 1
    alert = chat.last
    assert QUAKE[language].title in alert.text
    assert alert.edits == []

    town.town.feeds.says = everywhere()
    await town.town.poll()
    await town.town.pass_hold()
    assert len(chat.texts) == greetings + 1
    assert len(alert.edits) == 1
    assert all(outlet in alert.text for outlet in ("Anka Postası", "Дніпро Новини", "Harbour Times"))

    chat.press(alert, next(button["callback_data"] for button in alert.buttons if button.get("callback_data", "").startswith("why/")))
    await town.hear()
    assert words in chat.last.text
    assert QUAKE[language].title in chat.last.text
    chat.press(alert, next(button["callback_data"] for button in alert.buttons if button.get("callback_data", "").startswith("src/")))
    await town.hear()
    assert all(QUAKE[each].title in chat.last.text for each in ("tr", "uk", "en"))


async def test_who_unfollows_hears_no_more(town):
    """Between the story and its alert (I4)."""
    chat = town.api.world.private(language="tr")
    chat.say("/follow deprem")
    await town.hear()
    town.town.feeds.says = everywhere()
    await town.town.poll()
    chat.say("/unfollow deprem")
    await town.hear()
    before = chat.texts
    await town.town.pass_hold()
    assert chat.texts == before


async def test_a_blocked_reader_stops_nobody_else(town):
    """Two readers, one gone: the other hears; the gone one is asked no more (I6)."""
    gone, here = town.api.world.private(language="tr"), town.api.world.private(language="tr")
    for chat in (gone, here):
        chat.say("/follow deprem")
    await town.hear()
    gone.block()
    town.town.feeds.says = everywhere()
    await town.town.poll()
    await town.town.pass_hold()
    assert QUAKE["tr"].title in here.last.text
    assert (await town.town.store.subscriber_at("telegram", str(gone.id))).gone


class Together:
    """The channel's clock and the street's, moved as one by whoever sleeps."""

    def __init__(self, clock):
        self.clock, self.start = clock, clock()

    def __call__(self):
        return (self.clock() - self.start).total_seconds() + 1000.0

    async def sleep(self, seconds):
        self.clock.move(seconds=seconds)


async def test_a_burst_drains_within_telegrams_limits():
    """Forty notices each to a group and to a private chat under the real windows: all arrive once, not one 429."""
    with BotApi(limits=Limits()) as api:
        async with telegram_bot(api.token, base_url=api.base_url) as bot:
            town = Town(api, bot)
            together = Together(town.town.clock)
            api.clock = together
            town.street.outbox.channels["telegram"] = TelegramChannel(bot, render_telegram, monotonic=together, sleep=together.sleep)
            chats = [api.world.group(), api.world.private()]
            await owe(town, chats, 40)
            for _ in range(400):
                await town.street.deliver_all()
                if not await town.town.store.deliveries(state=DeliveryState.DUE):
                    break
                town.town.clock.move(seconds=30)
            assert [len(chat.texts) for chat in chats] == [40, 40]
            assert len(api.calls_of("sendMessage")) == 80  # a 429 would have been a call too many
            assert {delivery.state for delivery in await town.town.store.deliveries(limit=200)} == {DeliveryState.SENT}
            assert town.town.clock() - together.start < timedelta(hours=2)


async def owe(town, chats, number):
    """So many notices to each chat."""
    now = town.town.clock()
    async with town.town.store.transaction() as tx:
        for chat in chats:
            await tx.put_subscriber(Subscriber(f"s{chat.id}", "telegram", str(chat.id)))
            for turn in range(number):
                key = f"notice/{chat.id}/{turn}"
                await tx.enqueue(
                    Delivery(
                        delivery_id(key), key, DeliveryKind.NOTICE, f"s{chat.id}", now, now, payload=f'{{"html": "n{turn}", "buttons": []}}'
                    )
                )
