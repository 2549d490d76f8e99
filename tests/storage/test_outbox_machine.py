"""Memory and SQLite are one outbox: whatever is done to both, in whatever order, they hold the same rows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from support.rows import a_delivery, a_digest_entry, a_placement, a_story, a_subscriber, an_article, minutes
from support.stores import NOW, STORES

from news.deliveries import DeliveryKind, DeliveryState
from news.errors import StorageError
from news.ports import Store, Transaction

SUBSCRIBERS = ("telegram:7", "telegram:8", "mail:7")
STORIES = ("s1", "s2", "s3")
subscribers = st.sampled_from(SUBSCRIBERS)
stories = st.sampled_from(STORIES)
names = st.sampled_from([f"d{number}" for number in range(6)])
moments = st.integers(-5, 5).map(minutes)
limits = st.integers(0, 4)

Step = Callable[[Transaction], Awaitable[Any]]


class GoneWrong(Exception):
    """The caller's own error: everything is to be rolled back."""


class OutboxMachine(RuleBasedStateMachine):
    """Each rule is one transaction, done to every store; answers and refusals must agree, and then every row."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.loop = asyncio.Runner()
        self.stores: list[Store] = [self.loop.run(opened(Path(self.folder.name))) for opened in STORES.values()]

    def teardown(self) -> None:
        for store in self.stores:
            self.loop.run(store.close())
        self.loop.close()
        self.folder.cleanup()

    def alike(self, ask: Callable[[Store], Awaitable[Any]]) -> Any:
        """What every store answers."""
        first, *others = [self.loop.run(_answer(ask, store)) for store in self.stores]
        assert all(other == first for other in others), f"{first} is not {others}"
        return first

    def changed(self, step: Step, *, goes_wrong: bool = False) -> Any:
        async def in_a_transaction(store: Store) -> Any:
            async with store.transaction() as tx:
                answer = await step(tx)
                if goes_wrong:
                    raise GoneWrong
                return answer

        return self.alike(in_a_transaction)

    @initialize()
    def somebody_listens(self) -> None:
        for subscriber_id in SUBSCRIBERS:
            subscriber = a_subscriber(subscriber_id, channel=subscriber_id.partition(":")[0])
            self.changed(lambda tx, subscriber=subscriber: tx.put_subscriber(subscriber))

    @rule(
        name=names,
        key=names,
        story_id=stories,
        subscriber_id=subscribers,
        due=moments,
        kind=st.sampled_from(DeliveryKind),
        wrong=st.booleans(),
    )
    def enqueue(self, name: str, key: str, story_id: str, subscriber_id: str, due: timedelta, kind: DeliveryKind, *, wrong: bool) -> None:
        delivery = a_delivery(
            name, key=key, story_id=story_id, subscriber_id=subscriber_id, due_at=NOW + due, created_at=NOW - due, kind=kind
        )
        self.changed(lambda tx: tx.enqueue(delivery), goes_wrong=wrong)

    @rule(at=moments, limit=limits, channels=st.sampled_from([None, ["telegram"], ["mail", "telegram"], []]), wrong=st.booleans())
    def lease(self, at: timedelta, limit: int, channels: list[str] | None, *, wrong: bool) -> None:
        self.changed(
            lambda tx: tx.lease(NOW + at, limit=limit, lease_for=minutes(1), token=f"w{limit}", channels=channels), goes_wrong=wrong
        )

    @rule(
        name=names, state=st.sampled_from(DeliveryState), expected=st.sampled_from(DeliveryState), token=st.sampled_from(["", "w1", "w2"])
    )
    def move_on(self, name: str, state: DeliveryState, expected: DeliveryState, token: str) -> None:
        moved = a_delivery(name, state=state, lease=token, leased_until=NOW if token else None, attempts=3)
        self.changed(lambda tx: tx.put_delivery(moved, expected=moved.evolve(state=expected)))

    @rule(name=names, state=st.sampled_from(DeliveryState))
    def settle(self, name: str, state: DeliveryState) -> None:
        async def settled(tx: Transaction) -> bool:
            standing = await tx.delivery(name)
            return standing is not None and await tx.put_delivery(standing.evolve(state=state, lease=""), expected=standing)

        self.changed(settled)

    @rule(at=moments, limit=limits, every=st.booleans())
    def stale(self, at: timedelta, limit: int, *, every: bool) -> None:
        self.changed(lambda tx: tx.stale(NOW + at, limit=limit, all_leases=every))

    @rule(subscriber_id=subscribers, at=moments)
    def waits(self, subscriber_id: str, at: timedelta) -> None:
        self.alike(lambda store: store.waiting_alerts(subscriber_id, NOW + at))

    @rule(name=names, at=moments, subscriber_id=subscribers, since=moments)
    def rings(self, name: str, at: timedelta, subscriber_id: str, since: timedelta) -> None:
        async def sent(tx: Transaction) -> bool:
            standing = await tx.delivery(name)
            return standing is not None and await tx.put_delivery(standing.evolve(sent_at=NOW + at), expected=standing)

        self.changed(sent)
        self.alike(lambda store: store.rung(subscriber_id, NOW + since))

    @rule(story_id=stories, subscriber_id=subscribers, added=st.integers(0, 3), wrong=st.booleans())
    def wait_for_digest(self, story_id: str, subscriber_id: str, added: int, *, wrong: bool) -> None:
        self.changed(lambda tx: tx.add_digest_entry(a_digest_entry(story_id, subscriber_id, added=added)), goes_wrong=wrong)

    @rule(subscriber_id=subscribers, digest=st.sampled_from(["one", "two"]))
    def take(self, subscriber_id: str, digest: str) -> None:
        self.changed(lambda tx: tx.take_digest_entries(subscriber_id, digest))

    @rule(digest=st.sampled_from(["one", "two", ""]))
    def release(self, digest: str) -> None:
        self.changed(lambda tx: tx.release_digest_entries(digest))

    @rule(story_id=stories, age=moments)
    def tell(self, story_id: str, age: timedelta) -> None:
        self.changed(lambda tx: tx.put_story(a_story(story_id, last_at=NOW + age)))

    @rule(story_id=stories, number=st.integers(0, 3), age=moments)
    def place(self, story_id: str, number: int, age: timedelta) -> None:
        article = an_article(f"a{number}", published=NOW + age)

        async def placed(tx: Transaction) -> bool:
            new = await tx.add_article(article, [f"k{number}"])
            await tx.place_article(article, a_placement(story_id), "{}")
            return new

        self.changed(placed)

    @rule(story_id=stories, into=stories)
    def merge(self, story_id: str, into: str) -> None:
        self.changed(lambda tx: tx.forward_story(story_id, into))

    @rule(before=moments)
    def prune(self, before: timedelta) -> None:
        self.changed(lambda tx: tx.prune(NOW + before))

    @invariant()
    def every_row_is_the_same(self) -> None:
        self.alike(_everything)


async def _answer(ask: Callable[[Store], Awaitable[Any]], store: Store) -> Any:
    try:
        return await ask(store)
    except (StorageError, GoneWrong) as refused:
        return type(refused)


async def _everything(store: Store) -> list[object]:
    waiting = [await store.digest_entries(who, digest=digest) for who in SUBSCRIBERS for digest in ("", "one", "two")]
    told = [await store.alerts_of(story_id) for story_id in STORIES]
    members = [await store.story_articles(story_id) for story_id in STORIES]
    stories = [await store.story(story_id) for story_id in STORIES]
    keys = await store.known_keys(f"k{number}" for number in range(4))
    return [await store.deliveries(), waiting, told, members, stories, keys, await store.window(NOW - minutes(9)), await store.tally()]


TestOutboxMachine = OutboxMachine.TestCase
TestOutboxMachine.settings = settings(max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
