"""Telling admins what only they can mend: a feed that keeps failing is reported once, never silently dropped."""

from __future__ import annotations

import logging

from bot.answers import notice
from bot.street import Street
from channels.rendering.html import escape
from news.errors import DeliveryError
from news.feed import WatchedFeed
from news.polling import is_to_report
from news.views import AnswerView

log = logging.getLogger(__name__)


async def report_failing_feeds(street: Street, admins: tuple[str, ...]) -> int:
    """One notice an admin for every feed that has newly failed often enough; how many feeds."""
    failing = [watched for watched in await street.store.feeds() if is_to_report(watched.state, street.intake.policy)]
    if not failing:
        return 0
    now = street.clock()
    async with street.store.transaction() as tx:
        listening = [admin for admin in admins if await tx.subscriber(admin)]  # one who never spoke to us has no address
        for watched in failing:
            for admin in listening:
                about = f"feed-{watched.feed.slug}/{watched.state.polls}"
                await tx.enqueue(notice(admin, about, AnswerView(_words(watched)), reason="feed_failing", now=now))
            await tx.put_feed_state(watched.state.evolve(error_reported=True))
    return len(failing)


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


def _words(watched: WatchedFeed) -> str:
    feed, state = watched.feed, watched.state
    when = f"{state.next_poll_at:%H:%M}Z" if state.next_poll_at else "soon"
    return (
        f"⚠️ <b>{escape(feed.title or feed.slug)}</b> failed {state.failures} times in a row: {escape(state.last_error)}\n"
        f"Next try {when}. /feeds shows all; /pausefeed {escape(feed.slug)} stops asking."
    )
