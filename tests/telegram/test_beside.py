"""A command that takes its time keeps nobody else waiting, keeps its place in its chat, and survives a crash."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from support.streets import WrittenFeeds, entry
from support.talks import talking

from bot.telegram import phrases
from news.subscribers import Topic

QUAKES = Topic("earthquakes", "Earthquakes", (("tr", "deprem"),))
NEWS = [entry("Merkez bankası faizi indirdi", "Karar oy birliğiyle alındı.")]
RSS = "https://anka.example/rss"


@pytest.fixture
async def talk():
    async with talking(admins=[5_000_001]) as talk:
        await talk.put(QUAKES)
        yield talk


class GatedFeeds(WrittenFeeds):
    """A server that answers when it is told to."""

    def __init__(self, says):
        super().__init__(says)
        self.reached, self.gate = asyncio.Event(), asyncio.Event()

    async def fetch(self, feed, state):
        self.reached.set()
        await self.gate.wait()
        return await super().fetch(feed, state)


class BrokenFeeds(WrittenFeeds):
    async def fetch(self, feed, state):
        raise RuntimeError("no such fault")


def lend(talk, feeds):
    talk.feeds = feeds
    talk.conversation = talk.fresh_conversation()
    return feeds


@asynccontextmanager
async def heard_by(conversation):
    stop = asyncio.Event()
    task = asyncio.create_task(conversation.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def until(condition):
    async with asyncio.timeout(10):
        while not await condition():
            await asyncio.sleep(0.01)


def followed(talk, chat, *topics):
    async def so():
        reader = await talk.subscriber(chat)
        return reader is not None and await talk.followed(chat) == list(topics)

    return so


def said(talk, number):
    async def so():
        return len(await talk.store.deliveries()) == number

    return so


async def confirmed(talk):
    return not talk.api.unconfirmed


async def test_others_are_answered_while_a_feed_is_tried(talk):
    """And the admin's own next command waits for its turn; Telegram is told when all are answered."""
    feeds = lend(talk, GatedFeeds({RSS: NEWS}))
    admin, reader = talk.api.world.private(language="en"), talk.api.world.private(language="tr")
    async with heard_by(talk.conversation):
        admin.say(f"/testfeed {RSS}")
        await feeds.reached.wait()
        admin.say("/follow earthquakes")
        reader.say("/follow earthquakes")
        await until(followed(talk, reader, "earthquakes"))
        assert await talk.subscriber(admin) is None
        assert talk.api.unconfirmed
        feeds.gate.set()
        await until(followed(talk, admin, "earthquakes"))
        await until(lambda: confirmed(talk))
    assert len(feeds.asked) == 1
    await talk.outbox.deliver_due()
    assert sorted(NEWS[0].title in text for text in admin.texts) == [False, True]
    assert len(reader.texts) == 1


async def test_a_trial_that_a_crash_cut_short_is_made_again(talk):
    """What was answered behind it is not answered twice."""
    feeds = lend(talk, GatedFeeds({RSS: NEWS}))
    admin, reader = talk.api.world.private(language="en"), talk.api.world.private(language="tr")
    async with heard_by(talk.conversation):
        admin.say(f"/testfeed {RSS}")
        await feeds.reached.wait()
        reader.say("/follow earthquakes")
        await until(followed(talk, reader, "earthquakes"))
    feeds.gate.set()
    async with heard_by(talk.fresh_conversation()):
        await until(said(talk, 2))
        await until(lambda: confirmed(talk))
    assert len(feeds.asked) == 1  # the first was cut short before it was asked


async def test_a_trial_that_fails_unforeseen_is_given_up_with_an_apology(talk):
    """After so many attempts, as any command; and the chat is heard again."""
    admin = talk.api.world.private(language="en")
    lend(talk, BrokenFeeds())
    async with heard_by(talk.conversation):
        admin.say(f"/testfeed {RSS}")
        await until(said(talk, 1))
        admin.say("/follow earthquakes")
        await until(followed(talk, admin, "earthquakes"))
    await talk.outbox.deliver_due()
    assert phrases.GAVE_UP.say("en") in admin.texts
