"""What was not to be said in quiet hours waits for one catch-up at their end."""

from __future__ import annotations

from datetime import datetime

from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry
from news.digests import catch_up
from news.ports import Transaction
from news.quiet import quiet_until
from news.subscribers import Subscriber

MOST_WAITING = 100
"""Of a subscriber's due deliveries that are looked through for a catch-up; there is one for each end of quiet hours."""


async def wait_for_catch_up(tx: Transaction, alert: Delivery, subscriber: Subscriber, until: datetime, *, now: datetime) -> None:
    """The alert's story is carried by the catch-up due at `until`."""
    carrier = await _catch_up_at(tx, subscriber, until, now=now)
    entry = DigestEntry(alert.subscriber_id, alert.story_id, DeliveryOutcome.QUIET_HOURS, now, alert.topics, digest=carrier)
    await tx.add_digest_entry(entry)


async def _catch_up_at(tx: Transaction, subscriber: Subscriber, until: datetime, *, now: datetime) -> str:
    """Key of the catch-up for this moment that still waits; of a new one where it went out early and the hours were set again."""
    owed = catch_up(subscriber, due_at=until, now=now, reason=DeliveryOutcome.QUIET_HOURS)
    while (standing := await tx.delivery_by_key(owed.key)) is not None and standing.state is not DeliveryState.DUE:
        owed = owed.again()
    if standing is None:
        await tx.enqueue(owed)
    return owed.key


async def hasten_catch_up(tx: Transaction, subscriber: Subscriber, *, now: datetime) -> None:
    """The subscriber's quiet hours are others now: what waits for their end is due when these end, or at once."""
    due_at = quiet_until(subscriber, now) or now
    for row in await tx.deliveries(state=DeliveryState.DUE, subscriber_id=subscriber.subscriber_id, limit=MOST_WAITING):
        if row.kind is DeliveryKind.CATCH_UP and row.reason == DeliveryOutcome.QUIET_HOURS:
            await tx.put_delivery(row.due_again(due_at), expected=row)


async def wait_longer(tx: Transaction, leased: Delivery, until: datetime) -> Delivery:
    """A catch-up that comes into the next quiet hours is due at their end, as the stories in it are."""
    later = leased.due_again(until).evolve(
        state=DeliveryState.DUE, outcome=DeliveryOutcome.QUIET_HOURS, lease="", leased_until=None, body=None
    )
    return later if await tx.put_delivery(later, expected=leased) else await tx.delivery(leased.delivery_id) or leased
