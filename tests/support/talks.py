"""A conversation over the fake Bot API: the bot's real door, the real outbox, a store in memory, a clock that is set."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from telegram import Bot

from bot.access import Door
from bot.desk import Desk
from bot.outbox import Outbox
from bot.telegram import Patience, TelegramConversation
from bot.viewing import Viewing
from channels.pacing import Pace, PaceRules, Window
from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from news.alarms import AlarmBoard
from news.articles import Article, Text
from news.deliveries import Delivery, DeliveryKind, DeliveryState, Receipt, alert_key, delivery_id
from news.feed import Feed, FeedState
from news.ports import Store
from news.stories.spelling import skeleton
from news.stories.values import Evidence, Placement, PlacementReason, Story
from news.subscribers import Topic
from storage.memory import MemoryStore
from support.botapi import BotApi
from support.botapi_chats import FakeChat
from support.clocks import SetClock
from support.streets import WrittenFeeds
from translators.detect import LangdetectDetector
from translators.memory import TranslationMemory
from translators.nothing import NoTranslator

NO_PACE = PaceRules(overall=Window(10_000, 1.0), arrivals=Window(10_000, 1.0), private=Window(10_000, 1.0), group=Window(10_000, 1.0))
"""For tests that are not about pace: nothing waits."""
QUICK = Patience(long_poll=5, first=0.0, longest=0.0, conflict=0.0)


@dataclass(frozen=True)
class HouseRules:
    admin_ids: tuple[int, ...] = ()
    language: str = "en"
    zone: str = "UTC"
    digest_at: str = "08:00"
    own_topics: int = 50
    door: Door = field(default_factory=Door)


@dataclass
class Talk:
    api: BotApi
    bot: Bot
    channel: TelegramChannel
    store: Store
    clock: SetClock
    settings: HouseRules
    conversation: TelegramConversation = field(init=False)
    outbox: Outbox = field(init=False)
    feeds: WrittenFeeds = field(default_factory=WrittenFeeds)
    backups: Path = Path("nowhere")
    wakes: int = 0
    reloads: int = 0
    board: AlarmBoard = field(default_factory=AlarmBoard)

    def __post_init__(self):
        viewing = Viewing(self.store, TranslationMemory(self.store, NoTranslator()))
        self.outbox = Outbox(self.store, {"telegram": self.channel}, viewing, self.clock)
        self.conversation = self.fresh_conversation()

    def fresh_conversation(self, **changes):
        """As after a restart."""

        def wake():
            self.wakes += 1

        async def topics_changed():
            self.reloads += 1

        return TelegramConversation(
            self.bot,
            self.store,
            self.settings,
            wake=wake,
            clock=self.clock,
            topics_changed=topics_changed,
            desk=Desk(self.store, self.feeds, self.feeds, LangdetectDetector(["tr", "uk", "en", "ru"]), self.backups),
            patience=QUICK,
            alarms=self.board,
            bot_name=self.api.world.bot["username"],
            **changes,
        )

    async def take_all(self):
        """Take what is waiting at Telegram, without confirming it."""
        for update in await self.bot.get_updates(timeout=0):
            await self.conversation.take(update)

    async def hear(self):
        """Take what is waiting, confirm it, deliver the answers."""
        updates = await self.bot.get_updates(timeout=0)
        for update in updates:
            await self.conversation.take(update)
        if updates:
            await self.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
        await self.outbox.deliver_due()

    async def ask(self, chat: FakeChat, text: str, **said):
        """Say something and read the bot's last words in that chat."""
        chat.say(text, **said)
        await self.hear()
        return chat.last

    async def press(self, chat: FakeChat, seen, label: str):
        chat.press(seen, label)
        await self.hear()
        return chat.last

    async def put(self, *things):
        """Feeds, feed states and topics."""
        async with self.store.transaction() as tx:
            for thing in things:
                match thing:
                    case Feed():
                        await tx.put_feed(thing)
                    case FeedState():
                        await tx.put_feed_state(thing)
                    case Topic():
                        await tx.put_topic(thing)

    async def subscriber(self, chat: FakeChat, thread: int | None = None):
        address = f"{chat.id}/{thread}" if thread else str(chat.id)
        return await self.store.subscriber_at("telegram", address)

    async def followed(self, chat: FakeChat) -> list[str]:
        return [each.topic_id for each in await self.store.subscriptions((await self.subscriber(chat)).subscriber_id)]

    async def told(self, chat: FakeChat, topic: Topic, *, reference: str = "777") -> Story:
        """A story of two outlets that was told to this chat."""
        now = self.clock()
        story = Story("s-quake", now, now, "a-tr", articles=2, houses=("Anka Postası", "Дніпро Новини"), languages=("tr", "uk"))
        reports = [
            _report("a-tr", "Anka Postası", "tr", "İzmir'de <şiddetli> deprem", now),
            _report("a-uk", "Дніпро Новини", "uk", "Сильний землетрус в Ізмірі", now + timedelta(minutes=3)),
        ]
        evidence = (Evidence("names", 2.5, (skeleton("Ізмірі", "uk"),)), Evidence("figures", 1.0, ("5.9",)))
        subscriber = await self.subscriber(chat)
        key = alert_key(story.story_id, subscriber.subscriber_id)
        alert = Delivery(
            delivery_id(key), key, DeliveryKind.ALERT, subscriber.subscriber_id, now, now, story_id=story.story_id,
            topics=(topic.topic_id,), words=("deprem",), reason="new_story", state=DeliveryState.SENT,
            receipt=Receipt("telegram", subscriber.address, reference), sent_at=now,
        )  # fmt: skip
        async with self.store.transaction() as tx:
            await tx.put_story(story)
            for report in reports:
                await tx.add_article(report, [report.article_id])
                founds = report.article_id == story.founder
                reason = PlacementReason.NOTHING_NEAR if founds else PlacementReason.SAME_EVENT
                placement = Placement(story.story_id, reason, 0.9, () if founds else evidence)
                await tx.place_article(report, placement, "{}")
            await tx.enqueue(alert)
        return story


def _report(article_id, outlet, language, title, at):
    return Article(
        article_id, feed="f", outlet=outlet, url=f"https://{language}.example/{article_id}", published=at, received=at,
        original=Text(title, "", "", language), country={"tr": "TR", "uk": "UA"}[language],
    )  # fmt: skip


@asynccontextmanager
async def talking(*, admins=(), store=None, pace=NO_PACE, limits=None, **house):
    """A bot that talks to a fresh Telegram."""
    with BotApi(limits=limits) as api:
        async with telegram_bot(api.token, base_url=api.base_url, read_timeout=5) as bot:
            board = AlarmBoard()
            channel = TelegramChannel(bot, render_telegram, pace=Pace(pace), alarms=board)
            yield Talk(api, bot, channel, store or MemoryStore(), SetClock(), HouseRules(tuple(admins), **house), board=board)
