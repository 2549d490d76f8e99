"""From the outbox to a person: lease | render | send | settle. The only place that calls a channel, and the only retry."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.aftermath import Aftermath
from bot.catching_up import catch_up_after_outage, room_for, wait_for_catch_up, wait_longer
from bot.jobs import JobRunner
from bot.last_look import last_look
from bot.lines import Ahead, Gates, Leased, Line, Wait
from bot.logs import redact
from bot.together import Together
from bot.viewing import Viewing
from news.alerts import AlertPolicy
from news.deliveries import (
    DEFAULT_RETRIES,
    Body,
    Delivery,
    DeliveryKind,
    DeliveryOutcome,
    DeliveryState,
    Receipt,
    RetryPolicy,
    lease_ran_out,
    settle,
)
from news.errors import DeliveryError, RetryLater
from news.ports import Channel, Clock, Paced, Reading, Store, Transaction
from news.quiet import quiet_until
from news.subscribers import Subscriber, Subscription

log = logging.getLogger(__name__)

_NEED_A_TARGET = frozenset({DeliveryKind.EDIT, DeliveryKind.FOLLOW_UP})
_OF_MANY_TOPICS = frozenset({DeliveryKind.DIGEST, DeliveryKind.CATCH_UP})
_NEXT_TURN = timedelta(seconds=1)
_CANNOT_WAIT = frozenset(kind for kind in DeliveryKind if kind not in _OF_MANY_TOPICS)

AT_A_TIME = 64
"""Rows leased in one go while delivery goes on."""
FEW = 32
"""When so few are left in hand, more are leased: the next words are known before these are said."""
COUNTED = 4
"""Of one line's rows, how many count as in hand: the rest cannot be said within the next seconds anyway."""
LONGEST_LINE = 200
"""Rows of one subscriber that we hold; what is beyond goes to the end of the queue, so that others are found behind it."""
FRESH = 4.0
"""Seconds for which deliveries are told from what was read for others, while delivery goes on. Less than an edit waits (`edit_settle`): what could
not be translated in time is looked for again before the edit that brings it.
"""
LOOK_AGAIN = 1.0
"""Seconds after which new rows are looked for although nobody rang."""

RENDER_ATTEMPTS = 3
"""How often we try to put a delivery into words before we call it RENDER_FAILED; each time in case only the store was away."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A delivery with its words, and the topics its reader followed when they were chosen."""

    delivery: Delivery
    channel: Channel
    follows: frozenset[str]
    target: Delivery | None = None
    """The alert an edit rewrites, or a follow-up replies to."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A delivery that is committed as SENDING, with the address and words it goes out with."""

    delivery: Delivery
    channel: Channel
    address: str
    body: Body
    target: Delivery | None = None

    @property
    def receipt(self) -> Receipt | None:
        return self.target.receipt if self.target else None


@dataclass(slots=True)
class Outbox:
    """Delivers what is due. Safe to run twice at once: leases and compare-and-set decide who sends.

    One address is spoken to by one call at a time, what is more urgent first, then in due order; `at_once` addresses of each channel at the
    same time.
    """

    store: Store
    channels: dict[str, Channel]
    viewing: Viewing
    clock: Clock
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    retries: RetryPolicy = DEFAULT_RETRIES
    at_once: int = 16
    """Deliveries of one channel that are seen to at the same time."""
    turn_seconds: float = 10.0
    """How long one address is spoken to before it goes to the end of the queue: a chat takes a word a second, and the others want theirs too."""
    jobs: JobRunner = field(default_factory=JobRunner)
    closing: bool = False
    """Set when the house closes: what is in flight ends, nothing more begins (fault 24)."""
    monotonic: Callable[[], float] = time.monotonic
    _together: Together = field(init=False)
    _gates: Gates = field(init=False)
    _aftermath: Aftermath = field(init=False)
    _lines: dict[str, Line] = field(default_factory=dict)
    """Subscriber id → what is in hand for them. One call at a time takes from it."""
    _bell: asyncio.Event = field(default_factory=asyncio.Event)
    _fresh_until: float = 0.0
    _more: bool = False
    """Whether the last look left something due behind."""
    _away: dict[str, Wait] = field(default_factory=dict)
    """Channels that said "nobody can be reached", and until when they are left in peace."""
    _behind: dict[str, Wait] = field(default_factory=dict)
    """Subscribers whose line stands still, and until when: what comes meanwhile queues up behind it."""

    def __post_init__(self) -> None:
        self._together = Together(self.store, self.jobs)
        self._gates = Gates(self.at_once)
        self._aftermath = Aftermath(self.clock, self.alerts)

    async def deliver_due(self, *, limit: int = 100) -> list[Delivery]:
        """Lease once what is due and see it through; the rows as they stand afterwards."""
        self._fresh_until = self.monotonic()
        lines, rolled_up = await self._take_up(limit)
        done = await asyncio.gather(*(self._work_off(line) for line in lines))
        return [*rolled_up, *(delivery for rows in done for delivery in rows)]

    async def keep_delivering(self) -> None:
        """Deliver until nothing is due any more. More is leased whenever hands are free or somebody rings, not batch by batch: a slow
        chat keeps nobody waiting, and an answer overtakes what is already in hand. While enough is in hand digests are left where they are:
        a whole morning of them, leased at once, would outlive its lease.
        """
        self._fresh_until = self.monotonic()
        working: set[asyncio.Task[bool]] = set()
        try:
            while not self.closing:
                self._bell.clear()
                lines, rolled_up = await self._take_up(AT_A_TIME, None if self._in_hand() <= FEW else _CANNOT_WAIT)
                working |= {asyncio.create_task(self._worked_off(line)) for line in lines}
                if not self._lines and not rolled_up:
                    return
                await self._until_rung()
                working = {task for task in working if not task.done()}
        except asyncio.CancelledError:
            for task in working:
                task.cancel()
            raise
        finally:
            await asyncio.gather(*working, return_exceptions=True)

    def _look_again(self) -> None:
        """What is remembered of topics, stories and failed translations is asked for again, once in a while."""
        if self.monotonic() >= self._fresh_until:
            self.viewing.refresh()
            self._fresh_until = self.monotonic() + FRESH

    def ring(self) -> None:
        """Something entered the outbox: look now."""
        self._bell.set()

    async def _until_rung(self) -> None:
        if self._more and self._in_hand() <= FEW:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._bell.wait(), LOOK_AGAIN)

    def _in_hand(self) -> int:
        return sum(min(len(line.waiting), COUNTED) for line in self._lines.values())

    async def _take_up(self, limit: int, kinds: Collection[DeliveryKind] | None = None) -> tuple[list[Line], list[Delivery]]:
        """Lease what is due; the lines that began with it, the more urgent ones first, and what will be told in one instead."""
        if self.closing:
            return [], []
        now = self.clock()
        self._away, self._behind = _still(self._away, now), _still(self._behind, now)
        self._look_again()
        leased, rolled_up = await self._lease(now, limit, kinds)
        self._more = len(leased) + len(rolled_up) >= limit or bool(rolled_up) or (kinds is not None and self._more)
        fresh, surplus = self._queue_up(leased)
        if surplus:
            await self._give_back(surplus, Wait(now + timedelta(seconds=self.turn_seconds) + _NEXT_TURN))
        return sorted(fresh, key=lambda line: line.urgency), rolled_up

    async def _lease(self, now: datetime, limit: int, kinds: Collection[DeliveryKind] | None) -> tuple[list[Leased], list[Delivery]]:
        """What is ours for a while, and what an outage piled up and will be told in one."""
        token, channels = secrets.token_hex(8), sorted(self.channels)

        async def lease(tx: Transaction) -> tuple[list[Leased], list[Delivery]]:
            rows = await tx.lease(now, limit=limit, lease_for=self.retries.lease, token=token, channels=channels, kinds=kinds)
            whose = await tx.subscribers_named(row.subscriber_id for row in rows)
            rolled_up = await catch_up_after_outage(tx, rows, whose.values(), now=now, policy=self.alerts)
            ahead = await _read_ahead(tx, rows)
            gone = {row.delivery_id for row in rolled_up}
            leased = [Leased(row, whose.get(row.subscriber_id), ahead.get(row.key)) for row in rows if row.delivery_id not in gone]
            return leased, rolled_up

        return await self.store.commit(lease)

    def _queue_up(self, leased: Iterable[Leased]) -> tuple[list[Line], list[Delivery]]:
        """The lines that are new, and the rows that found theirs too long."""
        fresh: list[Line] = []
        surplus: list[Delivery] = []
        for each in leased:
            name = each.delivery.subscriber_id
            if name not in self._lines:
                self._lines[name] = Line(name, self.monotonic())
                fresh.append(self._lines[name])
            if len(self._lines[name].waiting) < LONGEST_LINE:
                self._lines[name].add(each)
            else:
                surplus.append(each.delivery)
        return fresh, surplus

    # --- one address after the other

    async def _worked_off(self, line: Line) -> bool:
        """One line that breaks does not stop the others (I6)."""
        worked = await self.jobs.run("deliver a line", lambda: self._work_off(line), of=line.subscriber_id)
        if not self._lines:  # the last one: perhaps nothing is due any more
            self._bell.set()
        return worked

    async def _work_off(self, line: Line) -> list[Delivery]:
        """Everything leased for one subscriber, what joins it meanwhile as well, until it is done or has to wait."""
        done: list[Delivery] = []
        try:
            while line.waiting:
                wait = await self._turn_of(line)
                if wait is None:
                    async with self._gates.place(line.channel, lambda: line.urgency):
                        wait = self._has_to_wait(line)
                        if wait is None:
                            done.append(await self._see_through(line.next()))
                if wait is not None:
                    self._lines.pop(line.subscriber_id)  # before anything is awaited: what comes now begins a line of its own
                    return done + await self._give_back([each.delivery for each in line.waiting], wait)
                self._note_wait(done[-1])
                if self._in_hand() <= FEW and self._more:
                    self._bell.set()
        finally:
            if self._lines.get(line.subscriber_id) is line:
                del self._lines[line.subscriber_id]
        return done

    async def _turn_of(self, line: Line) -> Wait | None:
        """Let the channel's pace with this address pass before anything is put into words or committed; None = its turn has come."""
        subscriber = line.waiting[0].subscriber
        channel = self.channels.get(subscriber.channel) if subscriber else None
        if subscriber is None or not isinstance(channel, Paced):
            return None
        left = await channel.turn(subscriber.address)
        return Wait(self.clock() + left, f"waiting for our turn at {channel.name}") if left else None

    def _has_to_wait(self, line: Line) -> Wait | None:
        """Whether the line has to; None = it may go on now."""
        now, leased = self.clock(), line.waiting[0]
        if self.closing:
            return Wait(now)
        if leased.urgency == 0:  # somebody is looking at the screen: worth a try of its own
            return None
        if self.monotonic() - line.begun > self.turn_seconds:
            self._behind[line.subscriber_id] = Wait(now + _NEXT_TURN)
        return self._away.get(leased.channel) or self._behind.get(line.subscriber_id)

    def _note_wait(self, row: Delivery) -> None:
        if row.state is DeliveryState.DUE and row.outcome is DeliveryOutcome.RETRY_LATER:
            self._behind[row.subscriber_id] = Wait(row.due_at, row.note)

    async def _give_back(self, rows: Sequence[Delivery], wait: Wait) -> list[Delivery]:
        """Untouched rows become due again in the order they had."""

        async def change(tx: Transaction) -> list[Delivery]:
            free = [_given_back(row, wait) for row in rows]
            return [row for row, leased in zip(free, rows, strict=True) if await tx.put_delivery(row, expected=leased)]

        return await self._together.commit(change)

    # --- one delivery

    async def _see_through(self, leased: Leased) -> Delivery:
        """One delivery that breaks our code, or whose rows the store refuses, does not stop the others (I6)."""
        delivery = leased.delivery
        seen: list[Delivery] = []

        async def job() -> None:
            rendered = await self._render(leased.delivery, leased.subscriber, leased.ahead) if leased.subscriber else None
            seen.append(await self._said(leased, rendered))

        async def breakage() -> None:
            seen.append(await self._together.commit(lambda tx: self._broke(tx, delivery)))

        if not await self.jobs.run("deliver one", job, of=delivery.delivery_id):
            await self.jobs.run("give one up", breakage, of=delivery.delivery_id)
        return seen[-1] if seen else delivery

    async def _broke(self, tx: Transaction, leased: Delivery) -> Delivery:
        """After an error of ours: called already, so it may have arrived; or not, so it is tried again a few times."""
        now, current = self.clock(), await tx.delivery(leased.delivery_id)
        if current is None or current.lease != leased.lease:
            return current or leased
        if current.state is DeliveryState.SENDING:
            free = await self._released(tx, current, now)
        elif current.attempts + 1 < RENDER_ATTEMPTS:
            wait = self.retries.wait(current.attempts)
            free = lease_ran_out(current, now=now).evolve(attempts=current.attempts + 1, due_at=now + wait)
        else:
            free = current.evolve(state=DeliveryState.DEAD, outcome=DeliveryOutcome.RENDER_FAILED, lease="", leased_until=None)
        if await tx.put_delivery(free, expected=current):
            await self._aftermath.of(tx, free)
        return free

    async def _said(self, leased: Leased, rendered: Rendered | None) -> Delivery:
        """Marked only when its channel can take it: what waits is no more than leased, and a crash does it no harm."""
        async with self._gates.call(rendered.channel if rendered else None, leased.urgency):
            ready = await self._marked(leased.delivery, rendered)
            if isinstance(ready, Delivery):
                return ready
            result = await self._call(ready)
        return await self._settle(ready, result)

    # --- render and freeze

    async def _marked(self, leased: Delivery, rendered: Rendered | None) -> Ready | Delivery:
        """SENDING is committed with the frozen body; or the row as called off."""
        return await self._together.commit_alike(self._mark_sending, (leased, rendered))

    async def _render(self, delivery: Delivery, subscriber: Subscriber, ahead: Ahead | None) -> Rendered | None:
        """The delivery with its body; None when there is nothing to say, or no way to say it."""
        channel = self.channels.get(subscriber.channel)
        target = await self._target(delivery)
        if channel is None or (target is None and delivery.kind in _NEED_A_TARGET):
            return None
        follows = ahead.follows if ahead else await self._follows(self.store, subscriber, delivery.kind)
        if delivery.body is not None and not _to_be_said_anew(delivery):
            return Rendered(delivery, channel, follows, target)
        shown = await self.viewing.view(delivery, subscriber, ahead)
        if shown is None:
            return None
        body = channel.render(shown.view)
        if delivery.kind is DeliveryKind.EDIT and target is not None and target.body == body:
            return None
        return Rendered(delivery.evolve(body=body, revision=shown.revision), channel, follows, target)

    async def _target(self, delivery: Delivery) -> Delivery | None:
        """The alert that an edit or a follow-up belongs to, once it is SENT."""
        if delivery.kind not in _NEED_A_TARGET:
            return None
        alert = (await self.store.alerts_of(delivery.story_id)).get(delivery.subscriber_id)
        return alert if alert is not None and alert.receipt is not None else None

    async def _follows(self, reading: Reading, subscriber: Subscriber, kind: DeliveryKind) -> frozenset[str]:
        if kind not in _OF_MANY_TOPICS:
            return frozenset()
        return frozenset(each.topic_id for each in await reading.subscriptions(subscriber.subscriber_id))

    async def _mark_sending(self, tx: Transaction, asked: Sequence[tuple[Delivery, Rendered | None]]) -> list[Ready | Delivery]:
        """The last look, in the transaction that commits SENDING: whoever unsubscribed before it hears nothing (I4)."""
        names = {leased.subscriber_id for leased, _ in asked}
        whose, followed = await tx.subscribers_named(names), await tx.subscriptions_of(names)
        looked = [
            await self._last_look(tx, leased, rendered, whose.get(leased.subscriber_id), followed[leased.subscriber_id])
            for leased, rendered in asked
        ]
        marks = [(each.delivery, leased) for each, (leased, _) in zip(looked, asked, strict=True) if isinstance(each, Ready)]
        made = dict(zip((leased.delivery_id for _, leased in marks), await tx.put_deliveries(marks), strict=True))
        return [
            each if isinstance(each, Delivery) or made[leased.delivery_id] else await tx.delivery(leased.delivery_id) or leased
            for each, (leased, _) in zip(looked, asked, strict=True)
        ]

    async def _last_look(
        self, tx: Transaction, leased: Delivery, rendered: Rendered | None, subscriber: Subscriber | None, followed: Sequence[Subscription]
    ) -> Ready | Delivery:
        """The row as it is to be marked; or the row as it stands now, since it is not to be sent."""
        now = self.clock()
        until = quiet_until(subscriber, now) if subscriber else None
        room = await room_for(tx, leased, followed, now=now, policy=self.alerts)
        reason = await last_look(tx, leased, subscriber, followed, quiet=until is not None, full=room is not None, now=now)
        later = {DeliveryOutcome.QUIET_HOURS: until, DeliveryOutcome.TOO_MANY: room}.get(reason) if reason else None
        if reason is not None and later is not None and subscriber is not None:
            return await self._keep_for_later(tx, leased, subscriber, later, now, reason)
        if reason is not None:
            return await self._close(tx, leased, reason)
        if rendered is None or rendered.delivery.body is None or subscriber is None:
            return await self._close(tx, leased, DeliveryOutcome.NOTHING_TO_SAY)
        if not rendered.follows <= {each.topic_id for each in followed}:  # it tells of a topic they have left: to be put into words again
            return await self._moved_on(tx, leased, lease_ran_out(leased, now=now))
        sending = rendered.delivery.evolve(state=DeliveryState.SENDING, attempts=leased.attempts + 1, leased_until=now + self.retries.lease)
        return Ready(sending, rendered.channel, subscriber.address, rendered.delivery.body, rendered.target)

    async def _keep_for_later(
        self, tx: Transaction, leased: Delivery, subscriber: Subscriber, until: datetime, now: datetime, reason: DeliveryOutcome
    ) -> Delivery:
        if leased.kind in {DeliveryKind.CATCH_UP, DeliveryKind.BROADCAST}:
            return await wait_longer(tx, leased, until)
        closed = _closed(leased, reason)
        if not await tx.put_delivery(closed, expected=leased):
            return await tx.delivery(leased.delivery_id) or leased
        await wait_for_catch_up(tx, leased, subscriber, until, now=now, reason=reason)
        return closed

    async def _close(self, tx: Transaction, leased: Delivery, outcome: DeliveryOutcome) -> Delivery:
        return await self._moved_on(tx, leased, _closed(leased, outcome))

    async def _moved_on(self, tx: Transaction, leased: Delivery, after: Delivery) -> Delivery:
        if not await tx.put_delivery(after, expected=leased):
            return await tx.delivery(leased.delivery_id) or leased
        await self._aftermath.of(tx, after)
        return after

    # --- send

    async def _call(self, ready: Ready) -> Receipt | DeliveryError:
        try:
            if ready.delivery.kind is DeliveryKind.EDIT and ready.receipt is not None:
                return await ready.channel.edit(ready.receipt, ready.body)
            return await ready.channel.send(ready.address, ready.body, reply_to=ready.receipt)
        except DeliveryError as error:
            return error

    # --- settle

    async def _settle(self, ready: Ready, result: Receipt | DeliveryError) -> Delivery:
        sending, now = ready.delivery, self.clock()
        settled = settle(sending, result, now=now, policy=self.retries, repeats_safely=ready.channel.kind_repeats_safely)
        settled = settled.evolve(note=redact(settled.note))
        if isinstance(result, RetryLater) and result.whole_channel:
            self._away[ready.channel.name] = Wait(settled.due_at, settled.note)
        await self._together.commit_alike(self._put_settled, (ready, settled))
        level = logging.INFO if isinstance(result, Receipt | RetryLater) else logging.WARNING
        log.log(level, "delivery %s to %s: %s (%s)", settled.delivery_id, ready.channel.name, settled.state, settled.outcome)
        return settled

    async def _put_settled(self, tx: Transaction, asked: Sequence[tuple[Ready, Delivery]]) -> list[None]:
        made = await tx.put_deliveries([(settled, ready.delivery) for ready, settled in asked])
        for (ready, settled), in_time in zip(asked, made, strict=True):
            await self._aftermath.of_settling(tx, settled, ready.address, ready.target, in_time=in_time)
        return [None] * len(asked)

    # --- sweep

    async def sweep(self, *, alone: bool = False, limit: int = 500) -> list[Delivery]:
        """Rows whose lease ran out (`alone`: all leased rows, at the start of a process that holds the store by itself)."""
        now = self.clock()
        swept: list[Delivery] = []
        async with self.store.transaction() as tx:
            for row in await tx.stale(now, limit=limit, all_leases=alone):
                free = await self._released(tx, row, now)
                if await tx.put_delivery(free, expected=row):
                    await self._aftermath.of(tx, free)
                    swept.append(free)
        return swept

    async def _released(self, tx: Transaction, row: Delivery, now: datetime) -> Delivery:
        subscriber = await tx.subscriber(row.subscriber_id)
        channel = self.channels.get(subscriber.channel) if subscriber else None
        return lease_ran_out(row, now=now, policy=self.retries, repeats_safely=bool(channel and channel.kind_repeats_safely))


async def _read_ahead(reading: Reading, rows: Sequence[Delivery]) -> dict[str, Ahead]:
    """By key: what the digests among these rows are made of."""
    digests = [row for row in rows if row.kind in _OF_MANY_TOPICS]
    if not digests:
        return {}
    taken = await reading.entries_taken(row.key for row in digests)
    followed = await reading.subscriptions_of({row.subscriber_id for row in digests})
    topics = {name: frozenset(each.topic_id for each in followed[name]) for name in followed}
    stories = await reading.stories_named({entry.story_id for entries in taken.values() for entry in entries})
    return {row.key: Ahead(tuple(taken[row.key]), topics[row.subscriber_id], stories) for row in digests}


def _closed(leased: Delivery, outcome: DeliveryOutcome) -> Delivery:
    return leased.evolve(state=DeliveryState.DEAD, outcome=outcome, lease="", leased_until=None)


def _given_back(row: Delivery, wait: Wait) -> Delivery:
    return row.evolve(state=DeliveryState.DUE, lease="", leased_until=None, due_at=max(row.due_at, wait.until), note=wait.why or row.note)


def _still(waits: Mapping[str, Wait], now: datetime) -> dict[str, Wait]:
    return {name: wait for name, wait in waits.items() if wait.until > now}


def _to_be_said_anew(delivery: Delivery) -> bool:
    """A refused digest: nothing of it was seen, and its reader may have left topics that it tells of."""
    return delivery.kind in _OF_MANY_TOPICS and delivery.outcome is DeliveryOutcome.RETRY_LATER
