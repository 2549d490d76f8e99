"""Together or not at all, one after the other: what every store promises about transactions."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from support.rows import a_delivery, a_feed, a_placement, a_story, a_subscriber, a_subscription, a_topic, an_article, minutes
from support.stores import NOW, change

from news.errors import StorageError
from news.ports import Store, Transaction


class Broken(Exception):
    """What the street does wrong in the middle."""


async def breaks(_: Transaction) -> None:
    raise Broken


async def test_a_transaction_that_raises_leaves_nothing(store: Store) -> None:
    """Fault 3: articles, keys, stories, deliveries, all gone; the error is the caller's own."""
    async with store.transaction() as tx:
        await tx.put_note("kept", "1")
        await tx.put_subscriber(a_subscriber())
    with pytest.raises(Broken):
        await change(
            store,
            lambda tx: tx.put_note("kept", "2"),
            lambda tx: tx.put_feed(a_feed()),
            lambda tx: tx.add_article(an_article(), ["k"]),
            lambda tx: tx.place_article(an_article(), a_placement(), "{}"),
            lambda tx: tx.put_story(a_story()),
            lambda tx: tx.enqueue(a_delivery()),
            breaks,
        )
    assert await store.note("kept") == "1"
    assert await store.known_keys(["k"]) == {}
    assert [*await store.feeds(), *await store.stories(), *await store.window(NOW - minutes(99)), *await store.deliveries()] == []


async def test_what_was_deleted_is_back_when_the_transaction_raises(store: Store) -> None:
    """Deletions and updates are undone like everything else."""
    async with store.transaction() as tx:
        await tx.put_feed(a_feed())
        await tx.put_subscriber(a_subscriber())
        await tx.put_topic(a_topic())
        await tx.subscribe(a_subscription())
        await tx.enqueue(a_delivery())
    with pytest.raises(Broken):
        await change(
            store,
            lambda tx: tx.delete_feed("anka"),
            lambda tx: tx.delete_topic("quakes"),
            lambda tx: tx.lease(NOW + minutes(9), limit=1, lease_for=minutes(1), token="t"),
            breaks,
        )
    assert await store.feed("anka")
    assert await store.followers(["quakes"])
    assert await store.deliveries() == [a_delivery()]


async def test_a_transaction_sees_its_own_writes_and_others_what_is_committed(store: Store) -> None:
    """Reads beside it see the last committed state until the block ends."""
    async with store.transaction() as tx:
        await tx.put_note("a", "1")
        await tx.add_article(an_article(), ["k"])
        assert await tx.note("a") == "1"
        assert await tx.known_keys(["k"]) == {"k": "a1"}
        assert await store.note("a") is None
        assert await store.known_keys(["k"]) == {}
        assert await store.articles(["a1"]) == []
    assert await store.note("a") == "1"
    assert await store.articles(["a1"]) == [an_article()]


async def test_transactions_are_serial(store: Store) -> None:
    """A second one waits for the first: twenty that count lose no count."""

    async def count() -> None:
        async with store.transaction() as tx:
            number = int(await tx.note("count") or 0)
            await asyncio.sleep(0)
            await tx.put_note("count", str(number + 1))

    await asyncio.gather(*(count() for _ in range(20)))
    assert await store.note("count") == "20"


async def test_readers_do_not_wait_for_a_transaction(store: Store) -> None:
    """More readers than connections, while a transaction stands open."""
    async with store.transaction() as tx:
        await tx.put_note("a", "1")
        answers = await asyncio.gather(*(store.note("a") for _ in range(20)))
    assert answers == [None] * 20


async def test_a_transaction_inside_a_transaction_is_refused_at_once(store: Store) -> None:
    """Waiting for oneself would be for ever; the store goes on afterwards."""
    with pytest.raises(StorageError, match="inside a transaction"):
        async with store.transaction(), store.transaction():
            pass
    async with store.transaction() as tx:
        await tx.put_note("a", "1")
    assert await store.note("a") == "1"


async def test_a_refusal_that_is_swallowed_still_rolls_everything_back(store: Store) -> None:
    """Nothing half-written: after a refusal the block cannot commit the rest."""

    async def swallows(tx: Transaction) -> None:
        with suppress(StorageError):
            await tx.enqueue(a_delivery(subscriber_id="nobody"))

    with pytest.raises(StorageError, match="rolled back"):
        await change(store, lambda tx: tx.put_note("a", "1"), swallows)
    assert await store.note("a") is None


async def test_a_cancelled_transaction_leaves_nothing_and_lets_the_next_one_in(store: Store) -> None:
    """Cancelled at every possible step: either nothing or everything, and never a lock that stays."""
    for steps in range(0, 400, 8):
        task = asyncio.create_task(_two_notes(store, str(steps)))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        assert await store.note("first") == await store.note("second")
    await _two_notes(store, "end")
    assert await store.note("first") == await store.note("second") == "end"


async def _two_notes(store: Store, value: str) -> None:
    async with store.transaction() as tx:
        await tx.put_note("first", value)
        await tx.put_note("second", value)


async def test_a_cancelled_read_does_not_use_up_a_connection(store: Store) -> None:
    """More cancelled reads than there are connections."""
    for steps in range(12):
        task = asyncio.create_task(store.note("a"))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
    assert await store.note("a") is None


async def test_what_is_committed_in_one_go_is_a_transaction_like_any_other(store: Store) -> None:
    """It gives what its body gave, reads its own writes, and leaves nothing when the body raises or a change was refused."""

    async def counted(tx: Transaction) -> str:
        await tx.put_note("count", f"{await tx.note('count') or ''}1")
        return str(await tx.note("count"))

    assert [await store.commit(counted) for _ in range(3)] == ["1", "11", "111"]

    async def broken(tx: Transaction) -> None:
        await counted(tx)
        raise Broken

    async def refused(tx: Transaction) -> None:
        await counted(tx)
        with suppress(StorageError):
            await tx.enqueue(a_delivery(subscriber_id="nobody"))

    with pytest.raises(Broken):
        await store.commit(broken)
    with pytest.raises(StorageError, match="rolled back"):
        await store.commit(refused)
    assert await store.note("count") == "111"


async def test_a_body_that_waits_for_something_else_is_refused_and_changes_nothing(store: Store) -> None:
    """It may run where there is no event loop; a lock that is free is no waiting."""

    async def dawdles(tx: Transaction) -> None:
        await tx.put_note("a", "1")
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="something else than its transaction"):
        await store.commit(dawdles)
    assert await store.note("a") is None


async def test_a_commit_that_is_given_up_is_whole_and_lets_the_next_one_in(store: Store) -> None:
    """Whoever waited is told only when it is over."""
    for steps in range(6):
        task = asyncio.create_task(store.commit(lambda tx, each=str(steps): tx.put_note("a", each)))  # type: ignore[misc]
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        await store.commit(lambda tx: tx.put_note("b", "1"))
    assert await store.note("b") == "1"
