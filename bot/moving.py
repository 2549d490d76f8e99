"""Keeping the address a feed has moved to, in the transaction of the poll that saw it once more."""

from __future__ import annotations

import logging
from datetime import datetime

from news.audit import Deed
from news.feed import WatchedFeed
from news.moves import MoveVerdict, address_of, asks_for_verdict, moved, verdict_on_move
from news.ports import Transaction

log = logging.getLogger(__name__)

WHO = "poller"
"""In the audit: nobody said it."""


async def settle_move(tx: Transaction, watched: WatchedFeed, *, now: datetime) -> MoveVerdict:
    """Save the feed's state, at its new address when that is to be kept; then it stands in the audit. Admins are told by `bot.notices`."""
    verdict = await _verdict(tx, watched)
    if verdict is not MoveVerdict.KEPT:
        if verdict is not MoveVerdict.STAYS:
            log.info("feed %s has moved to %s, which is not kept: %s", watched.feed.slug, watched.state.moved_to, verdict)
        await tx.put_feed_state(watched.state)
        return verdict
    settled = moved(watched)
    if settled.feed != watched.feed:
        await tx.put_feed(settled.feed)
    await tx.put_feed_state(settled.state)
    old, new = address_of(watched.feed, watched.state), watched.state.moved_to
    await tx.record_deed(Deed(WHO, "movefeed", f"{watched.feed.slug} {new}", now, note=f"permanent redirects from {old}"))
    log.info("feed %s has moved for good: read at %s from now on", watched.feed.slug, new)
    return verdict


async def _verdict(tx: Transaction, watched: WatchedFeed) -> MoveVerdict:
    if not asks_for_verdict(watched.state):
        return MoveVerdict.STAYS
    return verdict_on_move(watched, await tx.feeds())
