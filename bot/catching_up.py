"""What was not to be said at its time waits for one catch-up: after quiet hours, after an hour's alerts, after an outage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from news.alerts import AlertPolicy
from news.deliveries import RINGS, Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry
from news.digests import catch_up
from news.ports import Transaction
from news.quiet import quiet_until
from news.restraint import HOUR, is_late, piled_up, room_again
from news.subscribers import Pace, Subscriber, Subscription

MOST_WAITING = 100
"""Of a subscriber's due deliveries that are looked through for a catch-up; there is one for each end of quiet hours."""
MOST_CARRIED = 20
"""Stories of one catch-up: a message of 4096 characters has room for about so many headlines, and a story that is only counted is not told."""

MOST_IN_A_ROW = 12
"""Catch-ups that one hour's news may fill, an hour apart: later it is no news any more, and each alert looks through all of them."""


async def wait_for_catch_up(
    tx: Transaction, alert: Delivery, subscriber: Subscriber, until: datetime, *, now: datetime, reason: DeliveryOutcome
) -> None:
    """The alert's story is carried by the catch-up due at `until`, or by the one an hour after one that has all it can show: a digest would
    only count what it has no room for, and this was meant to ring. What half a day of catch-ups cannot tell goes to the digest all the same.
    """
    for hour in range(MOST_IN_A_ROW):
        carrier = await _catch_up_at(tx, subscriber, until + hour * HOUR, now=now, reason=reason)
        if len(await tx.digest_entries(subscriber.subscriber_id, digest=carrier)) < MOST_CARRIED:
            break
    else:
        carrier = ""
    await tx.add_digest_entry(DigestEntry(alert.subscriber_id, alert.story_id, reason, now, alert.topics, digest=carrier))


async def _catch_up_at(tx: Transaction, subscriber: Subscriber, until: datetime, *, now: datetime, reason: DeliveryOutcome) -> str:
    """Key of the catch-up for this moment that still waits; of a new one where it went out early and the hours were set again."""
    owed = catch_up(subscriber, due_at=until, now=now, reason=reason)
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


async def room_for(
    tx: Transaction, delivery: Delivery, followed: Iterable[Subscription], *, now: datetime, policy: AlertPolicy
) -> datetime | None:
    """When the subscriber may be told one more, if they have had an hour's alerts and this one can wait. `followed`: their subscriptions."""
    if delivery.kind not in RINGS or not policy.most_an_hour:
        return None
    room = room_again(await tx.rung(delivery.subscriber_id, now - HOUR), now=now, most=policy.most_an_hour)
    return None if room is None or await _is_urgent(tx, delivery, followed) else room


async def _is_urgent(tx: Transaction, delivery: Delivery, followed: Iterable[Subscription]) -> bool:
    """Whether it tells of a topic that waits for nothing, and that they want to hear of at once."""
    at_once = {each.topic_id for each in followed if each.pace is Pace.NOW} & set(delivery.topics)
    topics = [await tx.topic(topic_id) for topic_id in sorted(at_once)]
    return any(topic is not None and topic.is_urgent for topic in topics)


async def catch_up_after_outage(
    tx: Transaction, leased: Iterable[Delivery], listeners: Iterable[Subscriber], *, now: datetime, policy: AlertPolicy
) -> list[Delivery]:
    """Many alerts that an outage kept from one subscriber become one catch-up, due now. Those that will not go out alone any more, closed.

    Asked only for those of whom a leased alert shows that there was an outage; all their late ones join, whoever has leased them.
    """
    late = {row.subscriber_id for row in leased if row.kind is DeliveryKind.ALERT and is_late(row, now=now, policy=policy)}
    closed: list[Delivery] = []
    for subscriber in listeners:
        if subscriber.listens and subscriber.subscriber_id in late:
            waiting = await tx.waiting_alerts(subscriber.subscriber_id, now)
            closed += await _rolled_up(tx, piled_up(waiting, now=now, policy=policy), subscriber, now)
    return closed


async def _rolled_up(tx: Transaction, alerts: Iterable[Delivery], subscriber: Subscriber, now: datetime) -> list[Delivery]:
    rolled = []
    for alert in alerts:
        closed = alert.evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.PILED_UP, lease="", leased_until=None)
        if await tx.put_delivery(closed, expected=alert):
            await wait_for_catch_up(tx, alert, subscriber, now, now=now, reason=DeliveryOutcome.PILED_UP)
            rolled.append(closed)
    return rolled
