"""From the outbox to a person: lease | render | send | settle. The only place that calls a channel, and the only retry."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.logs import redact
from bot.viewing import Viewing
from news.alerts import AlertPolicy
from news.deliveries import (
    DEFAULT_RETRIES,
    Body,
    Delivery,
    DeliveryKind,
    DeliveryOutcome,
    DeliveryState,
    DigestEntry,
    Receipt,
    RetryPolicy,
    call_off,
    lease_ran_out,
    settle,
    stands_in_digest,
)
from news.errors import DeliveryError, RetryLater
from news.ingest import edit_for, rearmed
from news.ports import Channel, Clock, Store, Transaction
from news.subscribers import Subscriber

log = logging.getLogger(__name__)

_NEED_A_TARGET = frozenset({DeliveryKind.EDIT, DeliveryKind.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery that is committed as SENDING, with the address and words it goes out with."""

    delivery: Delivery
    channel: Channel
    address: str
    body: Body
    target: Receipt | None = None
    """The alert an edit rewrites, or a follow-up replies to."""


@dataclass(slots=True)
class Outbox:
    """Delivers what is due. Safe to run twice at once: leases and compare-and-set decide who sends."""

    store: Store
    channels: Mapping[str, Channel]
    viewing: Viewing
    clock: Clock
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    retries: RetryPolicy = DEFAULT_RETRIES
    at_once: int = 8
    """Calls in flight at the same time."""

    async def deliver_due(self, *, limit: int = 100) -> list[Delivery]:
        """Lease what is due and see it through; the rows as they stand afterwards."""
        async with self.store.transaction() as tx:
            leased = await tx.lease(
                self.clock(),
                limit=limit,
                lease_for=self.retries.lease,
                token=secrets.token_hex(8),
                channels=sorted(self.channels),
            )
        gate = asyncio.Semaphore(self.at_once)
        return list(await asyncio.gather(*(self._see_through(gate, delivery) for delivery in leased)))

    async def _see_through(self, gate: asyncio.Semaphore, delivery: Delivery) -> Delivery:
        async with gate:
            ready = await self._prepare(delivery)
            if isinstance(ready, Delivery):
                return ready
            result = await self._call(ready)
            return await self._settle(ready, result)

    # --- render and freeze

    async def _prepare(self, delivery: Delivery) -> Ready | Delivery:
        """Render late, then commit SENDING with the frozen body; or the row as called off."""
        subscriber = await self.store.subscriber(delivery.subscriber_id)
        channel = self.channels.get(subscriber.channel) if subscriber else None
        target = await self._target(delivery)
        rendered = None
        if subscriber is not None and channel is not None and (target or delivery.kind not in _NEED_A_TARGET):
            rendered = await self._render(delivery, subscriber, channel, target)
        async with self.store.transaction() as tx:
            return await self._mark_sending(tx, delivery, rendered, channel, target)

    async def _render(self, delivery: Delivery, subscriber: Subscriber, channel: Channel, target: Delivery | None) -> Delivery | None:
        """The delivery with its body; None when there is nothing to say."""
        if delivery.body is not None:
            return delivery
        shown = await self.viewing.view(delivery, subscriber)
        if shown is None:
            return None
        body = channel.render(shown.view)
        if delivery.kind is DeliveryKind.EDIT and target is not None and target.body == body:
            return None
        return delivery.evolve(body=body, revision=shown.revision)

    async def _mark_sending(
        self, tx: Transaction, leased: Delivery, rendered: Delivery | None, channel: Channel | None, target: Delivery | None
    ) -> Ready | Delivery:
        """The last look, in the transaction that commits SENDING: whoever unsubscribed before it hears nothing (I4)."""
        subscriber = await tx.subscriber(leased.subscriber_id)
        follows = frozenset(each.topic_id for each in await tx.subscriptions(leased.subscriber_id))
        gone = subscriber is None or subscriber.gone
        listens = subscriber is not None and subscriber.listens
        reason = call_off(leased, listens=listens, gone=gone, follows=follows, now=self.clock())
        if reason is not None:
            return await self._close(tx, leased, reason)
        if rendered is None or rendered.body is None or subscriber is None or channel is None:
            return await self._close(tx, leased, DeliveryOutcome.NOTHING_TO_SAY)
        sending = rendered.evolve(state=DeliveryState.SENDING, attempts=leased.attempts + 1)
        if not await tx.put_delivery(sending, expected=leased):
            return await tx.delivery(leased.delivery_id) or leased
        return Ready(sending, channel, subscriber.address, rendered.body, target.receipt if target else None)

    async def _target(self, delivery: Delivery) -> Delivery | None:
        """The alert that an edit or a follow-up belongs to, once it is SENT."""
        if delivery.kind not in _NEED_A_TARGET:
            return None
        alert = (await self.store.alerts_of(delivery.story_id)).get(delivery.subscriber_id)
        return alert if alert is not None and alert.receipt is not None else None

    async def _close(self, tx: Transaction, leased: Delivery, outcome: DeliveryOutcome) -> Delivery:
        dead = leased.evolve(state=DeliveryState.DEAD, outcome=outcome, lease="", leased_until=None)
        if await tx.put_delivery(dead, expected=leased):
            await self._consequences(tx, dead)
        return dead

    # --- send

    async def _call(self, ready: Ready) -> Receipt | DeliveryError:
        try:
            if ready.delivery.kind is DeliveryKind.EDIT and ready.target is not None:
                return await ready.channel.edit(ready.target, ready.body)
            return await ready.channel.send(ready.address, ready.body, reply_to=ready.target)
        except DeliveryError as error:
            return error

    # --- settle

    async def _settle(self, ready: Ready, result: Receipt | DeliveryError) -> Delivery:
        sending = ready.delivery
        settled = settle(sending, result, now=self.clock(), policy=self.retries, repeats_safely=ready.channel.kind_repeats_safely)
        settled = settled.evolve(note=redact(settled.note))
        async with self.store.transaction() as tx:
            if await tx.put_delivery(settled, expected=sending):
                await self._consequences(tx, settled)
            elif settled.state is DeliveryState.SENT:
                await self._late_receipt(tx, settled)
        level = logging.INFO if isinstance(result, Receipt | RetryLater) else logging.WARNING
        log.log(level, "delivery %s to %s: %s (%s)", settled.delivery_id, ready.channel.name, settled.state, settled.outcome)
        return settled

    async def _late_receipt(self, tx: Transaction, settled: Delivery) -> None:
        """The sweeper gave the call up as UNKNOWN, and then the channel answered after all: it did arrive."""
        current = await tx.delivery(settled.delivery_id)
        if current is not None and current.state is DeliveryState.UNKNOWN:
            await tx.put_delivery(settled, expected=current)

    async def _consequences(self, tx: Transaction, settled: Delivery) -> None:
        """What must change together with the row: the digest pool, a gone address, the edit owed by a story that grew meanwhile."""
        if stands_in_digest(settled):
            await tx.add_digest_entry(DigestEntry(settled.subscriber_id, settled.story_id, settled.outcome, self.clock(), settled.topics))
        if settled.kind is DeliveryKind.DIGEST and settled.state in {DeliveryState.DEAD, DeliveryState.UNKNOWN}:
            await tx.release_digest_entries(settled.key)
        if settled.outcome is DeliveryOutcome.ADDRESS_GONE:
            await self._forget_address(tx, settled.subscriber_id)
        if settled.state is DeliveryState.SENT and settled.kind in {DeliveryKind.ALERT, DeliveryKind.EDIT}:
            await self._owe_edit(tx, settled)

    async def _forget_address(self, tx: Transaction, subscriber_id: str) -> None:
        subscriber = await tx.subscriber(subscriber_id)
        if subscriber is not None:
            await tx.put_subscriber(subscriber.evolve(gone=True))

    async def _owe_edit(self, tx: Transaction, sent: Delivery) -> None:
        story = await tx.story(sent.story_id)
        if story is None or story.revision <= sent.revision:
            return
        wanted = edit_for(sent, now=self.clock(), policy=self.alerts)
        if await tx.enqueue(wanted):
            return
        edit = await tx.delivery_by_key(wanted.key)
        if edit is not None and (again := rearmed(edit, wanted, policy=self.alerts)):
            await tx.put_delivery(again, expected=edit)

    # --- sweep

    async def sweep(self, *, alone: bool = False, limit: int = 500) -> list[Delivery]:
        """Rows whose lease ran out (`alone`: all leased rows, at the start of a process that holds the store by itself)."""
        now = self.clock()
        swept: list[Delivery] = []
        async with self.store.transaction() as tx:
            for row in await tx.stale(now, limit=limit, all_leases=alone):
                free = await self._released(tx, row, now)
                if await tx.put_delivery(free, expected=row):
                    await self._consequences(tx, free)
                    swept.append(free)
        return swept

    async def _released(self, tx: Transaction, row: Delivery, now: datetime) -> Delivery:
        subscriber = await tx.subscriber(row.subscriber_id)
        channel = self.channels.get(subscriber.channel) if subscriber else None
        return lease_ran_out(row, now=now, policy=self.retries, repeats_safely=bool(channel and channel.kind_repeats_safely))
