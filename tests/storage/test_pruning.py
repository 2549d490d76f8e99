"""What every store forgets when it is pruned, and what it must not forget."""

from __future__ import annotations

from support.rows import a_delivery, a_digest_entry, a_placement, a_story, a_subscriber, an_alert, an_article, minutes
from support.stores import NOW

from news.deliveries import DeliveryState
from news.ports import Store

OLD = NOW - minutes(1000)
BEFORE = NOW - minutes(500)


async def an_old_story(store: Store, story_id: str, *articles: str, published: object = OLD) -> None:
    async with store.transaction() as tx:
        await tx.put_story(a_story(story_id, last_at=OLD))
        for article_id in articles:
            article = an_article(article_id, published=published)
            await tx.add_article(article, [f"key/{article_id}"])
            await tx.place_article(article, a_placement(story_id), "{}")


async def somebody(store: Store) -> None:
    async with store.transaction() as tx:
        await tx.put_subscriber(a_subscriber())


async def prune(store: Store) -> int:
    async with store.transaction() as tx:
        return await tx.prune(BEFORE)


async def test_old_placed_articles_go_and_their_keys_stay(store: Store) -> None:
    """So that a publisher's archive is not taken for news; the id still comes back."""
    await an_old_story(store, "s1", "a1", "a2")
    await an_old_story(store, "s2", "edge", published=BEFORE)
    assert await prune(store) == 2
    assert await store.articles(["a1", "a2"]) == []
    assert await store.placement("a1") is None
    assert [features.article_id for features in await store.window(OLD)] == ["edge"]
    assert await store.known_keys(["key/a1"]) == {"key/a1": "a1"}
    async with store.transaction() as tx:
        assert not await tx.add_article(an_article("a1"), ["key/a1"])


async def test_an_unplaced_article_is_never_forgotten(store: Store) -> None:
    """However old: nobody has decided about it yet."""
    async with store.transaction() as tx:
        await tx.add_article(an_article(published=OLD), ["k"])
    assert await prune(store) == 0
    assert await store.article("a1")


async def test_emptied_stories_go_with_the_ids_that_forward_to_them(store: Store) -> None:
    """A story that still has articles, or is young, stays, and so do the ids that forward to it."""
    await an_old_story(store, "emptied", "a1")
    await an_old_story(store, "merged", "a2")
    await an_old_story(store, "living", "a3", published=NOW)
    await an_old_story(store, "merged too")
    async with store.transaction() as tx:
        await tx.forward_story("merged", "emptied")
        await tx.forward_story("merged too", "living")
        await tx.put_story(a_story("young", last_at=NOW))
    assert await prune(store) == 2
    assert await store.story("emptied") is await store.story("merged") is None
    assert {story.story_id for story in await store.stories()} == {"young", "living"}
    assert await store.story("merged too") == await store.story("living")


async def test_a_story_still_owed_to_somebody_stays(store: Store) -> None:
    """By a delivery that is not final, or an entry that waits for a digest (I2), under any of its ids."""
    await somebody(store)
    for story_id in ("due", "old id", "waiting", "taken", "sent"):
        await an_old_story(store, story_id)
    await an_old_story(store, "new id")
    async with store.transaction() as tx:
        await tx.forward_story("old id", "new id")
        await tx.enqueue(an_alert("due", created_at=OLD))
        await tx.enqueue(an_alert("old id", created_at=OLD, state=DeliveryState.SENDING))
        await tx.enqueue(an_alert("sent", created_at=OLD, state=DeliveryState.SENT))
        await tx.add_digest_entry(a_digest_entry("taken"))
        await tx.take_digest_entries("telegram:7", "digest/1")
        await tx.add_digest_entry(a_digest_entry("waiting"))
    await prune(store)
    assert {story.story_id for story in await store.stories()} == {"due", "new id", "waiting"}
    assert {row.story_id for row in await store.deliveries()} == {"due", "old id"}
    assert await store.digest_entries("telegram:7", digest="digest/1") == []
    assert await store.digest_entries("telegram:7") == [a_digest_entry("waiting")]


async def test_a_living_story_keeps_its_ledger(store: Store) -> None:
    """Else its next article would announce it again (I3)."""
    await somebody(store)
    await an_old_story(store, "living", "a1", published=NOW)
    async with store.transaction() as tx:
        await tx.enqueue(an_alert("living", created_at=OLD, state=DeliveryState.SENT))
    await prune(store)
    assert list(await store.alerts_of("living")) == ["telegram:7"]


async def test_old_final_deliveries_without_a_story_go(store: Store) -> None:
    """Answers and digests; not those that wait, nor the young ones."""
    await somebody(store)
    async with store.transaction() as tx:
        for name, created_at, state in (
            ("old", OLD, DeliveryState.SENT),
            ("dead", OLD, DeliveryState.DEAD),
            ("edge", BEFORE, DeliveryState.SENT),
            ("waits", OLD, DeliveryState.DUE),
        ):
            await tx.enqueue(a_delivery(name, created_at=created_at, state=state, story_id=""))
    await prune(store)
    assert {row.delivery_id for row in await store.deliveries()} == {"edge", "waits"}


async def test_pruning_twice_forgets_nothing_more(store: Store) -> None:
    """A second run of a job is harmless (fault 20)."""
    await an_old_story(store, "s1", "a1")
    assert (await prune(store), await prune(store)) == (1, 0)
