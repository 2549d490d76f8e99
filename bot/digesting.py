"""The tick that opens digests: whoever's moment has come gets one delivery for the local day, and a next moment."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime

from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, delivery_id, digest_key
from news.digests import LATEST, TIME_TO_LIVE, next_digest, open_digest
from news.ports import Clock, Store, Transaction
from news.subscribers import Subscriber

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Digesting:
    """Opens digests. Running it twice, or late, or with a clock that jumped, opens none twice: the key is (subscriber, local date)."""

    store: Store
    clock: Clock

    async def tick(self, *, at_once: int = 200) -> list[Delivery]:
        """Open every digest that is due, so many a transaction; the deliveries that entered the outbox."""
        now = self.clock()
        opened: list[Delivery] = []
        while True:
            some, found = await self.store.commit(lambda tx: self._open_some(tx, now, at_once))
            opened += some
            if found < at_once:
                return opened

    async def _open_some(self, tx: Transaction, now: datetime, at_once: int) -> tuple[list[Delivery], int]:
        """What was opened, and for how many subscribers that was looked into."""
        due = await tx.digests_due(now, at_once)
        return [delivery for subscriber in due for delivery in await self._open_due(tx, subscriber, now)], len(due)

    async def _open_due(self, tx: Transaction, subscriber: Subscriber, now: datetime) -> list[Delivery]:
        """Their next moment always moves on (I7), whether or not there is anything to tell."""
        due = open_digest(subscriber, now=now)
        await tx.put_subscriber(subscriber.evolve(next_digest_at=due.next_at))
        if not subscriber.digest_at:
            return []
        if due.late:
            await self._skip(tx, subscriber, due.day.isoformat(), now)
            return []
        delivery = await self.open(tx, subscriber, due.day.isoformat())
        return [delivery] if delivery else []

    async def _skip(self, tx: Transaction, subscriber: Subscriber, day: str, now: datetime) -> None:
        """The ledger says why there was none on that day; what waits goes on waiting."""
        skipped = digest_delivery(subscriber, day, now).evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.SKIPPED)
        if await tx.digest_entries(subscriber.subscriber_id) and await tx.enqueue(skipped):
            log.warning("digest of %s for %s skipped: its hour passed more than %s ago", subscriber.subscriber_id, day, LATEST)

    async def open(self, tx: Transaction, subscriber: Subscriber, day: str) -> Delivery | None:
        """The digest delivery of a local day with everything that waits; None when nothing waits or that day has had its digest."""
        return await open_now(tx, subscriber, day, now=self.clock())

    async def plan(self) -> None:
        """Give every subscriber without a next digest moment one (new subscribers, changed preferences)."""
        now = self.clock()
        async with self.store.transaction() as tx:
            for subscriber in await tx.subscribers():
                if subscriber.next_digest_at is None and subscriber.digest_at and not subscriber.gone:
                    await tx.put_subscriber(subscriber.evolve(next_digest_at=next_digest(subscriber, after=now)))


async def open_now(tx: Transaction, subscriber: Subscriber, day: str, *, now: datetime) -> Delivery | None:
    """See `Digesting.open`."""
    delivery = digest_delivery(subscriber, day, now)
    if not await tx.digest_entries(subscriber.subscriber_id) or not await tx.enqueue(delivery):
        return None
    await tx.take_digest_entries(subscriber.subscriber_id, delivery.key)
    return delivery


def digest_delivery(subscriber: Subscriber, day: str, now: datetime) -> Delivery:
    """The outbox row of one digest."""
    key = digest_key(subscriber.subscriber_id, day)
    return Delivery(
        delivery_id=delivery_id(key),
        key=key,
        kind=DeliveryKind.DIGEST,
        subscriber_id=subscriber.subscriber_id,
        due_at=now,
        created_at=now,
        expires_at=now + TIME_TO_LIVE,
        reason="digest_due",
        payload=json.dumps({"day": day}),
    )
