"""Not now: what comes meanwhile waits, and is told in one when it is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from news.digests import catch_up
from news.ports import Transaction
from news.subscribers import Subscriber

RESUMED = "resumed"
"""Why a catch-up is owed."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """`waiting` stories are told in one; none when nothing came, or when the subscriber had not paused (`already`)."""

    waiting: int
    already: bool = False


async def pause(tx: Transaction, subscriber: Subscriber) -> bool:
    """Nothing is told until `resume`. Whether this changed anything."""
    if not subscriber.paused:
        await tx.put_subscriber(subscriber.evolve(paused=True))
    return not subscriber.paused


async def resume(tx: Transaction, subscriber: Subscriber, *, now: datetime) -> Resumed:
    """Everything that waits, for the digest too, is told at once: after a pause nobody should have to wait for tomorrow."""
    if not subscriber.paused:
        return Resumed(0, already=True)
    await tx.put_subscriber(subscriber.evolve(paused=False))
    follows = {each.topic_id for each in await tx.subscriptions(subscriber.subscriber_id)}
    entries = await tx.digest_entries(subscriber.subscriber_id)
    waiting = [entry for entry in entries if not entry.topics or not follows.isdisjoint(entry.topics)]
    owed = catch_up(subscriber, due_at=now, now=now, reason=RESUMED)
    if waiting and await tx.enqueue(owed):
        await tx.take_digest_entries(subscriber.subscriber_id, owed.key)
    return Resumed(len(waiting))
