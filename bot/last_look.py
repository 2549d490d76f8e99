"""The last look before a delivery goes out: what its reader wishes at this moment, read in the transaction that commits SENDING (I4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from news.deliveries import Delivery, DeliveryOutcome, call_off
from news.mutes import mute_over_delivery, mutes_an_outlet
from news.ports import Reading
from news.subscribers import Pace, Subscriber, Subscription


async def last_look(
    reading: Reading,
    leased: Delivery,
    subscriber: Subscriber | None,
    followed: Sequence[Subscription],
    *,
    quiet: bool,
    full: bool = False,
    now: datetime,
) -> DeliveryOutcome | None:
    """Why it is not to be sent (None: it is). `followed`: the subscriptions its reader has now."""
    if subscriber is None:
        return call_off(leased, listens=False, gone=True, follows=frozenset(), now=now)
    return call_off(
        leased,
        listens=subscriber.listens,
        gone=subscriber.gone,
        follows=frozenset(each.topic_id for each in followed),
        at_once=frozenset(each.topic_id for each in followed if each.pace is Pace.NOW),
        now=now,
        quiet=quiet,
        full=full,
        muted=await _is_muted(reading, leased, subscriber, now),
    )


async def _is_muted(reading: Reading, leased: Delivery, subscriber: Subscriber, now: datetime) -> bool:
    """Who reports a story is asked for only where it matters: a live blog has thousands of articles."""
    outlets: set[str] = set()
    if leased.story_id and mutes_an_outlet(subscriber, now=now):
        outlets = {article.outlet for article in await reading.story_articles(leased.story_id)}
    return mute_over_delivery(subscriber, leased, now=now, outlets=outlets) is not None
