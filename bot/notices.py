"""Telling admins what only they can mend: a feed in trouble is reported once, never silently dropped."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.answers import notice
from bot.street import Street
from bot.telegram.troubles import trouble_view
from channels.rendering.html import escape
from news.deliveries import Delivery
from news.errors import DeliveryError
from news.feed import WatchedFeed
from news.subscribers import Subscriber
from news.trouble import FeedTrouble, told, trouble_to_tell
from news.views import AnswerView

log = logging.getLogger(__name__)


async def report_troubled_feeds(street: Street, admins: tuple[str, ...]) -> int:
    """One notice an admin for every feed that has come into trouble; how many feeds. Told and remembered in one transaction."""
    policy = street.intake.policy
    if not any(trouble_to_tell(watched, policy) for watched in await street.store.feeds()):
        return 0
    async with street.store.transaction() as tx:
        troubled = [(watched, trouble) for watched in await tx.feeds() if (trouble := trouble_to_tell(watched, policy))]
        listening = [found for admin in admins if (found := await tx.subscriber(admin))]  # one who never spoke to us has no address
        for watched, trouble in troubled:
            for admin in listening:
                await tx.enqueue(_notice(watched, trouble, admin, street.clock()))
            await tx.put_feed_state(told(watched.state, trouble))
    return len(troubled)


def _notice(watched: WatchedFeed, trouble: FeedTrouble, admin: Subscriber, now: datetime) -> Delivery:
    about = f"feed-{watched.feed.slug}/{trouble}/{watched.state.polls}"
    return notice(admin.subscriber_id, about, trouble_view(watched, trouble, admin), reason=f"feed_{trouble}", now=now)


async def tell_now(street: Street, admins: tuple[str, ...], words: str) -> None:
    """Tell admins without the outbox, because the outbox cannot be written: tried once, and in the log whatever comes of it."""
    log.error("%s", words)
    for admin in admins:
        subscriber = await street.store.subscriber(admin)
        channel = street.channels.get(subscriber.channel) if subscriber else None
        if subscriber is None or channel is None:
            continue
        try:
            await channel.send(subscriber.address, channel.render(AnswerView("⚠️ " + escape(words))))
        except DeliveryError as error:
            log.warning("admin %s could not be told: %s", admin, error)
