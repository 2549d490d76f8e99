"""Everything `tellal run` holds open: the store's lock, the street, the channels, the conversation, the page."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack
from datetime import timedelta

from telegram import Bot

from bot.compose import hubs_of, opened, street_of
from bot.desk import Desk
from bot.doorkeeping import heed_list
from bot.feedsfile import read_feeds_file
from bot.loudness import forget_wish
from bot.mail_serving import open_mail, open_pages
from bot.running import Running
from bot.settings import Settings
from bot.street import Street
from bot.telegram.conversation import TelegramConversation, subscriber_id_of
from channels.recording import RecordingChannel
from channels.rendering.telegram import render_telegram
from channels.telegram import TelegramChannel, telegram_bot
from news.alarms import AlarmBoard
from news.digests import next_digest
from news.ports import Channel
from news.subscribers import Subscriber, Subscription
from storage import exclusive

log = logging.getLogger(__name__)

LOG_READER = "log"


async def serve(settings: Settings, stack: AsyncExitStack) -> Running:
    """Open everything in order; `stack` closes it in reverse. Raises `ConfigError` when the operator must act first."""
    declared = read_feeds_file(settings.feeds_path)
    stack.enter_context(exclusive(settings.database_url))
    bot = await _bot(settings, stack)
    board = AlarmBoard()
    channels = _channels(bot, board)
    street = await street_of(settings, channels)
    await stack.enter_async_context(opened(street, alone=settings.sqlite_path is not None))
    await street.declare(declared.feeds, declared.topics)
    await forget_wish(street.store)
    mail = await open_mail(settings, street)
    if bot is None:
        await follow_everything(street, settings)
    elif changed := await heed_list(street.store, settings.door, settings.admin_ids):
        log.info("TELLAL_ALLOWED_IDS is another than before: %d chats were let in or shut out", changed)

    async def reload() -> None:
        again = read_feeds_file(settings.feeds_path)
        await street.declare(again.feeds, again.topics)
        log.info("feeds.yaml read again: %d feeds, %d topics", len(again.feeds), len(again.topics))

    running = Running(
        street,
        keep=timedelta(days=settings.keep_days),
        admins=tuple(subscriber_id_of(admin) for admin in settings.admin_ids),
        reload=reload,
        board=board,
    )
    if bot is not None:
        conversation = TelegramConversation(
            bot,
            street.store,
            settings,
            wake=running.wake,
            topics_changed=street.placing.reload_topics,
            tell=street.viewing.story,
            terms=street.terms.wanted,
            desk=desk_of(settings, street),
            alarms=board,
            mail=mail.desk if "email" in street.channels else None,
        )
        running.beside["telegram"] = conversation.run
    hubs = hubs_of(settings, street)
    if hubs is not None:
        street.intake.discover = hubs.discover
        running.beside["websub"] = hubs.run
    open_pages(mail, settings, running, hubs)
    log.info("watching %d feeds, %d topics; store %s", len(declared.feeds), len(declared.topics), settings.database_url)
    return running


def desk_of(settings: Settings, street: Street) -> Desk:
    return Desk(street.store, street.intake.fetcher, street.intake.parser, street.placing.detector, settings.backups_path)


async def _bot(settings: Settings, stack: AsyncExitStack) -> Bot | None:
    if settings.telegram_token is None:
        log.warning("TELLAL_TELEGRAM_TOKEN is not set: alerts go to this log instead of to Telegram (docs/how-to/telegram.md)")
        return None
    return await stack.enter_async_context(telegram_bot(settings.telegram_token.get_secret_value(), base_url=settings.telegram_api_url))


def _channels(bot: Bot | None, board: AlarmBoard) -> dict[str, Channel]:
    """Subscribers of a channel that is not there stay in the store, and what they are owed waits."""
    channels: list[Channel] = [RecordingChannel(log_each=True)]
    if bot is not None:
        channels.append(TelegramChannel(bot, render_telegram, alarms=board))
    return {channel.name: channel for channel in channels}


async def follow_everything(street: Street, settings: Settings) -> None:
    """Without a token the log itself is the reader: of every preset topic, in the house's language."""
    reader = Subscriber(
        LOG_READER,
        "recording",
        "log",
        language=settings.language,
        zone=settings.zone,
        created_at=street.clock(),
        digest_at=settings.digest_at,
    )
    async with street.store.transaction() as tx:
        known = await tx.subscriber(LOG_READER)
        await tx.put_subscriber(known or reader.evolve(next_digest_at=next_digest(reader, after=street.clock())))
        for topic in await tx.topics(owner=""):
            await tx.subscribe(Subscription(LOG_READER, topic.topic_id))
