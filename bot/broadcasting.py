"""Spreads an admin's word to everybody: so many subscribers a transaction, each once, from where a crash left it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.answers import answer_payload
from bot.verbs.broadcasting import Broadcast, hears_broadcasts, open_broadcasts, put_open
from channels.rendering.html import escape
from news.deliveries import Delivery, DeliveryKind, broadcast_key, delivery_id
from news.ports import Clock, Store, Transaction
from news.subscribers import Subscriber
from news.views import AnswerView

AT_ONCE = 500
TIME_TO_LIVE = timedelta(days=2)
"""Longer than anybody's quiet hours; after that nobody needs to hear it."""
SAID = "broadcast"
"""`Delivery.reason`."""


@dataclass(slots=True)
class Broadcasting:
    """Running it twice, or after a crash, tells nobody twice: the place is written with the rows, and the key is (broadcast, subscriber)."""

    store: Store
    clock: Clock

    async def tick(self, *, at_once: int = AT_ONCE) -> int:
        """Put everything that is to be said into the outbox; how many deliveries."""
        told = 0
        while await open_broadcasts(self.store):
            async with self.store.transaction() as tx:
                told += await self._portion(tx, at_once)
        return told

    async def _portion(self, tx: Transaction, at_once: int) -> int:
        first, *others = await open_broadcasts(tx)
        ahead = [each for each in await tx.subscribers() if each.subscriber_id > first.after and _hears(each, first)]
        portion = ahead[:at_once]
        for subscriber in portion:
            await tx.enqueue(_delivery(first, subscriber, self.clock()))
        rest = [replace(first, after=portion[-1].subscriber_id)] if len(ahead) > at_once else []
        await put_open(tx, [*rest, *others])
        return len(portion)


def _hears(subscriber: Subscriber, said: Broadcast) -> bool:
    """Whoever came afterwards was not spoken to."""
    return hears_broadcasts(subscriber) and (subscriber.created_at is None or subscriber.created_at <= datetime.fromisoformat(said.said_at))


def _delivery(said: Broadcast, subscriber: Subscriber, now: datetime) -> Delivery:
    key = broadcast_key(said.name, subscriber.subscriber_id)
    return Delivery(
        delivery_id=delivery_id(key),
        key=key,
        kind=DeliveryKind.BROADCAST,
        subscriber_id=subscriber.subscriber_id,
        due_at=now,
        created_at=now,
        expires_at=now + TIME_TO_LIVE,
        reason=SAID,
        payload=answer_payload(broadcast_view(said.words)),
    )


def broadcast_view(words: str) -> AnswerView:
    """As everybody will see it."""
    return AnswerView(f"📣 {escape(words)}")
