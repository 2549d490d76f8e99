"""What must change together with a delivery's row: the digest pool, the edit owed by a story that grew, an address nobody is at."""

from __future__ import annotations

from dataclasses import dataclass

from news.alerts import AlertPolicy
from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, DeliveryState, DigestEntry, gives_back_entries, stands_in_digest
from news.ingest import edit_for, rearmed
from news.ports import Clock, Transaction


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Always in the transaction that changed the row, so that a crash leaves both or neither."""

    clock: Clock
    alerts: AlertPolicy

    async def of_settling(self, tx: Transaction, settled: Delivery, address: str, target: Delivery | None, *, in_time: bool) -> None:
        """After a call to `address`. `target`: the alert that an edit rewrote. Not `in_time`: somebody has changed the row meanwhile."""
        if in_time:
            await self.of(tx, settled)
        elif settled.state is DeliveryState.SENT:
            await self._late_receipt(tx, settled)
        if settled.outcome is DeliveryOutcome.ADDRESS_GONE:
            await self._forget_address(tx, settled.subscriber_id, address)
        if settled.state is DeliveryState.SENT and settled.kind is DeliveryKind.EDIT and target is not None:
            await self._show(tx, target, settled)

    async def of(self, tx: Transaction, settled: Delivery) -> None:
        """A row that was called off, given up, swept or settled."""
        if stands_in_digest(settled):
            await tx.add_digest_entry(DigestEntry(settled.subscriber_id, settled.story_id, settled.outcome, self.clock(), settled.topics))
        if gives_back_entries(settled):
            await tx.release_digest_entries(settled.key)
        if settled.state is DeliveryState.SENT and settled.kind in {DeliveryKind.ALERT, DeliveryKind.EDIT}:
            await self._owe_edit(tx, settled)

    async def _late_receipt(self, tx: Transaction, settled: Delivery) -> None:
        """The sweeper gave the call up as UNKNOWN, and then the channel answered after all: it did arrive."""
        current = await tx.delivery(settled.delivery_id)
        if current is None or current.state is not DeliveryState.UNKNOWN:
            return
        arrived = settled.evolve(
            story_id=current.story_id, topics=current.topics, words=current.words
        )  # a merge or split may have moved it
        if await tx.put_delivery(arrived, expected=current):
            if stands_in_digest(current):
                await tx.drop_digest_entries(arrived.subscriber_id, arrived.story_id)
            await self.of(tx, arrived)

    async def _show(self, tx: Transaction, alert: Delivery, edit: Delivery) -> None:
        """The alert's row holds what now stands on the reader's screen: the next edit is compared with it."""
        current = await tx.delivery(alert.delivery_id)
        if current is not None:
            await tx.put_delivery(current.evolve(body=edit.body, revision=edit.revision), expected=current)

    async def _forget_address(self, tx: Transaction, subscriber_id: str, address: str) -> None:
        """Unless they have moved to another address meanwhile."""
        subscriber = await tx.subscriber(subscriber_id)
        if subscriber is not None and subscriber.address == address:
            await tx.put_subscriber(subscriber.evolve(gone=True))

    async def _owe_edit(self, tx: Transaction, sent: Delivery) -> None:
        story = await tx.story(sent.story_id)
        if story is None or story.revision <= sent.revision:
            return
        wanted = edit_for(sent.evolve(story_id=story.story_id), now=self.clock(), policy=self.alerts)
        if await tx.enqueue(wanted):
            return
        edit = await tx.delivery_by_key(wanted.key)
        if edit is not None and (again := rearmed(edit, wanted, policy=self.alerts)):
            await tx.put_delivery(again, expected=edit)
