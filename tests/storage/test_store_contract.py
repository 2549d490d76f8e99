"""What every store promises about feeds, articles, stories and the rest: `news.ports.Reading` and `Writing`, sentence by sentence."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from support.rows import (
    PLACED,
    a_delivery,
    a_feed,
    a_feed_state,
    a_hub_subscription,
    a_placement,
    a_story,
    a_subscriber,
    a_subscription,
    a_topic,
    an_article,
    minutes,
)
from support.stores import NOW, change

from news.articles import ArticleState, TranslationMark
from news.audit import Deed, DeedOutcome
from news.deliveries import DigestEntry
from news.errors import StorageError
from news.feed import FeedState, WatchedFeed
from news.mailboxes import Bounce, BounceKind, Mailbox
from news.ports import Store, Tally, Translation, Wording
from news.stories.values import PlacedFeatures, Ruled, Ruling
from news.subscribers import Following, Pace, Subscription
from news.websub import HubState


async def place(store: Store, article_id: str, story_id: str, **changes: object) -> None:
    async with store.transaction() as tx:
        article = an_article(article_id, **changes)
        await tx.add_article(article, [f"key/{article_id}"])
        await tx.place_article(article, a_placement(story_id), f'{{"v": 1, "of": "{article_id}"}}')


# --- feeds ---


async def test_a_feed_comes_back_as_it_was_put(store: Store) -> None:
    """Every field of a feed and of its state survives."""
    async with store.transaction() as tx:
        await tx.put_feed(a_feed())
        await tx.put_feed_state(a_feed_state())
    assert await store.feed("anka") == WatchedFeed(a_feed(), a_feed_state())


async def test_a_feed_never_polled_has_a_fresh_state(store: Store) -> None:
    """Without a state row the state is a new one, not None."""
    async with store.transaction() as tx:
        await tx.put_feed(a_feed())
    assert await store.feeds() == [WatchedFeed(a_feed(), FeedState("anka"))]


async def test_feeds_come_by_slug_and_keep_their_state_when_declared_again(store: Store) -> None:
    """Putting a feed again changes the definition, not how polling stands."""
    async with store.transaction() as tx:
        for slug in ("zeta", "anka"):
            await tx.put_feed(a_feed(slug))
        await tx.put_feed_state(a_feed_state())
        await tx.put_feed(a_feed(url="https://anka.example/new", paused=True))
    anka, zeta = await store.feeds()
    assert (anka.feed.url, anka.feed.paused, anka.state, zeta.feed.slug) == ("https://anka.example/new", True, a_feed_state(), "zeta")


async def test_a_deleted_feed_is_forgotten_with_its_state_but_not_its_articles(store: Store) -> None:
    """Adding the same slug again starts afresh; its articles stay."""
    async with store.transaction() as tx:
        await tx.put_feed(a_feed())
        await tx.put_feed_state(a_feed_state())
        await tx.add_article(an_article(), ["k"])
        await tx.delete_feed("anka")
        await tx.put_feed(a_feed())
    assert await store.feed("anka") == WatchedFeed(a_feed(), FeedState("anka"))
    assert await store.article("a1")


async def test_the_state_of_a_feed_removed_while_polled_is_not_kept(store: Store) -> None:
    """Fault 21: the poll that was under way changes nothing."""
    async with store.transaction() as tx:
        await tx.put_feed_state(a_feed_state("gone"))
        await tx.put_feed(a_feed("gone"))
    assert (await store.feeds())[0].state == FeedState("gone")


async def test_due_feeds_are_the_longest_overdue_first_and_never_the_paused(store: Store) -> None:
    """None first, then by due time; a feed due exactly now is due."""
    due = {"late": -60, "exactly": 0, "soon": 0.001, "later": -1}
    async with store.transaction() as tx:
        for slug, wait in due.items():
            await tx.put_feed(a_feed(slug))
            await tx.put_feed_state(a_feed_state(slug, next_poll_at=NOW + minutes(wait)))
        await tx.put_feed(a_feed("never"))
        await tx.put_feed(a_feed("paused", paused=True))
    assert [watched.feed.slug for watched in await store.due_feeds(NOW, 10)] == ["never", "late", "later", "exactly"]
    assert [watched.feed.slug for watched in await store.due_feeds(NOW, 2)] == ["never", "late"]


async def test_a_subscription_at_a_hub_comes_back_as_it_was_put(store: Store) -> None:
    """Every field survives; a later one takes its place; each feed has its own."""
    async with store.transaction() as tx:
        await tx.put_hub_subscription(a_hub_subscription("old", attempts=1))
        await tx.put_hub_subscription(a_hub_subscription("old"))
        await tx.put_hub_subscription(a_hub_subscription("new", due_at=None, lease_until=None))
        await tx.put_hub_subscription(a_hub_subscription("other", feed="dnipro"))
    assert await store.hub_subscription("old") == a_hub_subscription("old")
    assert await store.hub_subscriptions("anka") == [a_hub_subscription("new", due_at=None, lease_until=None), a_hub_subscription("old")]
    async with store.transaction() as tx:
        await tx.delete_hub_subscription("old")
        assert await tx.hub_subscription("old") is None


async def test_hubs_due_are_those_never_asked_first(store: Store) -> None:
    """Then by due time; one due exactly now is due."""
    async with store.transaction() as tx:
        for callback, wait in {"late": -60, "exactly": 0, "soon": 0.001}.items():
            await tx.put_hub_subscription(a_hub_subscription(callback, due_at=NOW + minutes(wait)))
        await tx.put_hub_subscription(a_hub_subscription("never", due_at=None))
    assert [found.callback for found in await store.hubs_due(NOW, 10)] == ["never", "late", "exactly"]
    assert [found.callback for found in await store.hubs_due(NOW, 2)] == ["never", "late"]


async def test_the_hub_of_a_deleted_feed_is_to_be_told(store: Store) -> None:
    """The subscription outlives the feed until the hub knows; what another feed has stays."""
    async with store.transaction() as tx:
        for slug in ("anka", "dnipro"):
            await tx.put_feed(a_feed(slug))
            await tx.put_hub_subscription(a_hub_subscription(f"at-{slug}", feed=slug))
        await tx.delete_feed("anka")
    (left,) = await store.hub_subscriptions("anka")
    assert (left.state, left.due_at, left.attempts) == (HubState.LEAVING, None, 0)
    assert await store.hub_subscription("at-dnipro") == a_hub_subscription("at-dnipro", feed="dnipro")


# --- articles ---


@pytest.mark.parametrize(
    "changes",
    [{}, {"pivot": None, "translation": TranslationMark.FAILED, "media": (), "categories": ()}, {"story_id": "s9", "state": PLACED}],
)
async def test_an_article_comes_back_as_it_was_stored(store: Store, changes: dict[str, object]) -> None:
    """Every field survives, with and without a pivot."""
    async with store.transaction() as tx:
        assert await tx.add_article(an_article(**changes), ["guid/1", "link/1"])
    assert await store.article("a1") == an_article(**changes)


async def test_an_entry_is_stored_once(store: Store) -> None:
    """I1: a taken id or any taken key means nothing is stored, not even the free keys."""
    async with store.transaction() as tx:
        assert await tx.add_article(an_article("a1"), ["guid/1", "link/1"])
        assert not await tx.add_article(an_article("a2"), ["guid/2", "link/1"])
        assert not await tx.add_article(an_article("a1", url="https://other.example"), ["guid/3"])
    assert await store.known_keys(["guid/1", "link/1", "guid/2", "guid/3"]) == {"guid/1": "a1", "link/1": "a1"}
    assert await store.articles(["a2", "a1"]) == [an_article("a1")]


async def test_articles_stored_at_once_are_stored_as_one_after_the_other(store: Store) -> None:
    """One whose id or key an earlier one of the same poll has taken is left out, and so are its free keys."""
    twice = an_article("a1", url="https://other.example")
    arrivals = [
        (an_article("a1"), ["k1"]),
        (an_article("a2"), ["k2", "k1"]),
        (twice, ["k3"]),
        (an_article("a4"), ["k2", "k2"]),
        (an_article("a5"), []),
    ]
    async with store.transaction() as tx:
        assert await tx.add_article(an_article("a0"), ["k0"])
        assert await tx.add_articles([(an_article("a9"), ["k0"])]) == [False]
        assert await tx.add_articles(arrivals) == [True, False, False, True, True]
        assert await tx.add_articles([]) == []
    assert await store.known_keys(["k0", "k1", "k2", "k3"]) == {"k0": "a0", "k1": "a1", "k2": "a4"}
    assert await store.articles(["a1", "a2", "a4", "a5", "a9"]) == [an_article("a1"), an_article("a4"), an_article("a5")]


async def test_whose_words_an_article_is_in_is_told_without_its_text(store: Store) -> None:
    """What a poll compares; unknown articles are left out."""
    async with store.transaction() as tx:
        await tx.add_article(an_article("a1", feed="north", content_hash="h1"), ["k1"])
        assert await tx.wordings(["a1", "a2", "a1"]) == {"a1": Wording("north", "h1")}
    assert await store.wordings([]) == {}


async def test_more_names_for_an_article_leave_taken_names_alone(store: Store) -> None:
    """Claiming keeps the first owner of a key."""
    async with store.transaction() as tx:
        await tx.add_article(an_article("a1"), ["k1"])
        await tx.add_article(an_article("a2"), ["k2"])
        await tx.claim_keys({"k1": "a2", "k3": "a2"})
        await tx.claim_keys({})
    assert await store.known_keys(["k1", "k2", "k3", "k4"]) == {"k1": "a1", "k2": "a2", "k3": "a2"}


async def test_thousands_of_keys_are_asked_for_at_once(store: Store) -> None:
    """However long the list, one question."""
    keys = [f"k{number}" for number in range(40_000)]
    async with store.transaction() as tx:
        await tx.add_article(an_article(), keys[:3_000])
    assert await store.known_keys(iter(keys)) == dict.fromkeys(keys[:3_000], "a1")


async def test_articles_come_in_the_order_asked_for(store: Store) -> None:
    """Unknown ones are left out; one asked for twice comes twice."""
    async with store.transaction() as tx:
        for number in range(4):
            await tx.add_article(an_article(f"a{number}"), [f"k{number}"])
    assert [found.article_id for found in await store.articles(["a3", "nobody", "a0", "a3"])] == ["a3", "a0", "a3"]


async def test_unplaced_articles_come_oldest_received_first(store: Store) -> None:
    """Only those still RECEIVED (fault 2)."""
    async with store.transaction() as tx:
        for number, age in enumerate((1, 3, 2)):
            await tx.add_article(an_article(f"a{number}", received=NOW - minutes(age)), [f"k{number}"])
    await place(store, "a9", "s1", received=NOW - minutes(99))
    assert [found.article_id for found in await store.unplaced(10)] == ["a1", "a2", "a0"]
    assert [found.article_id for found in await store.unplaced(1)] == ["a1"]


async def test_replacing_an_article_that_is_not_there_is_refused(store: Store) -> None:
    """A change to nothing would be lost without a word."""
    with pytest.raises(StorageError, match="no article a1"):
        await change(store, lambda tx: tx.put_article(an_article()))


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    """A naive datetime means no instant; nothing of the transaction stays."""
    naive = an_article(published=NOW.replace(tzinfo=None))
    with pytest.raises(StorageError, match="without a zone"):
        await change(store, lambda tx: tx.put_note("a", "b"), lambda tx: tx.add_article(naive, ["k"]))
    assert await store.note("a") is None


async def test_moments_come_back_in_utc_exact_to_the_microsecond(store: Store) -> None:
    """Whatever zone they came in."""
    kyiv = timezone(timedelta(hours=2))
    moment = datetime(2026, 3, 14, 11, 26, 53, 1, tzinfo=kyiv)
    async with store.transaction() as tx:
        await tx.add_article(an_article(published=moment), ["k"])
    found = await store.article("a1")
    assert found
    assert (found.published, found.published.tzinfo) == (moment, UTC)


# --- stories and placements ---


async def test_a_placed_article_stands_in_its_story_with_the_decision_beside_it(store: Store) -> None:
    """State, story, evidence and features are saved together."""
    await place(store, "a1", "s1")
    article = await store.article("a1")
    assert article == an_article(state=ArticleState.PLACED, story_id="s1")
    assert await store.placement("a1") == a_placement("s1")
    assert await store.window(NOW - minutes(60)) == [PlacedFeatures("a1", "s1", an_article().published, '{"v": 1, "of": "a1"}')]
    assert await store.placement("a2") is None


async def test_what_was_decided_is_asked_for_many_articles_at_once(store: Store) -> None:
    """Those about which nothing was decided are left out."""
    await place(store, "a1", "s1")
    await place(store, "a2", "s2")
    assert await store.placements(["a2", "nobody", "a1"]) == {"a1": a_placement("s1"), "a2": a_placement("s2")}
    assert await store.placements([]) == {}


async def test_features_are_replaced_where_they_stand(store: Store) -> None:
    """Computed by a newer version; an article that is not in the window stays out of it."""
    await place(store, "a1", "s1")
    async with store.transaction() as tx:
        await tx.put_features("a1", '{"v": 2}')
        await tx.put_features("nobody", '{"v": 2}')
    assert [(one.article_id, one.story_id, one.features) for one in await store.window(NOW - minutes(60))] == [("a1", "s1", '{"v": 2}')]


async def test_placing_again_moves_the_article(store: Store) -> None:
    """A split or a second look: one placement per article, the last."""
    await place(store, "a1", "s1")
    async with store.transaction() as tx:
        await tx.place_article(an_article("a1"), a_placement("s2"), "{}")
    assert [features.story_id for features in await store.window(NOW - minutes(60))] == ["s2"]
    assert await store.story_articles("s1") == []
    assert await store.placement("a1") == a_placement("s2")


async def test_the_window_is_what_was_published_since_in_order(store: Store) -> None:
    """By (published, id), the moment itself included."""
    for article_id, age in (("b", 5), ("a", 5), ("old", 10.001), ("edge", 10), ("new", 1)):
        await place(store, article_id, "s1", published=NOW - minutes(age))
    assert [features.article_id for features in await store.window(NOW - minutes(10))] == ["edge", "a", "b", "new"]


async def test_the_window_follows_an_article_that_is_edited_or_taken_out(store: Store) -> None:
    """A corrected date moves it; an article that waits to be placed again is not in the window."""
    await place(store, "a1", "s1")
    await place(store, "a2", "s1")
    async with store.transaction() as tx:
        await tx.put_article(an_article("a1", state=PLACED, story_id="s1", published=NOW - minutes(3)))
        await tx.put_article(an_article("a2"))
    window = await store.window(NOW - minutes(60))
    assert [(features.article_id, features.published) for features in window] == [("a1", NOW - minutes(3))]


async def test_a_story_comes_back_as_it_was_put_and_is_replaced(store: Store) -> None:
    """Every field survives; putting it again replaces it."""
    async with store.transaction() as tx:
        await tx.put_story(a_story())
        assert await tx.story("s1") == a_story()
        await tx.put_story(a_story(revision=5, houses=()))
    assert await store.story("s1") == a_story(revision=5, houses=())
    assert await store.story("s2") is None


async def test_stories_are_the_living_ones_newest_first(store: Store) -> None:
    """Merged ones are not listed; `since` includes its own moment."""
    async with store.transaction() as tx:
        for story_id, age in (("old", 50), ("new", 1), ("edge", 20), ("merged", 0)):
            await tx.put_story(a_story(story_id, last_at=NOW - minutes(age)))
        await tx.forward_story("merged", "new")
    assert [story.story_id for story in await store.stories()] == ["new", "edge", "old"]
    assert [story.story_id for story in await store.stories(since=NOW - minutes(20))] == ["new", "edge"]
    assert [story.story_id for story in await store.stories(limit=1)] == ["new"]


async def test_the_members_of_a_story_come_by_publication(store: Store) -> None:
    """By (published, id)."""
    for article_id, age in (("b", 5), ("a", 5), ("c", 9)):
        await place(store, article_id, "s1", published=NOW - minutes(age))
    assert [member.article_id for member in await store.story_articles("s1")] == ["c", "a", "b"]


async def test_a_merged_story_forwards_in_one_step(store: Store) -> None:
    """Members, window and story follow; a chain of merges is kept one step long."""
    async with store.transaction() as tx:
        for story_id in ("s1", "s2", "s3"):
            await tx.put_story(a_story(story_id))
    await place(store, "a1", "s1")
    await place(store, "a2", "s2")
    async with store.transaction() as tx:
        await tx.forward_story("s1", "s2")
        await tx.forward_story("s2", "s3")
    assert await store.story("s1") == await store.story("s2") == a_story("s3")
    assert {member.article_id for member in await store.story_articles("s1")} == {"a1", "a2"}
    assert {features.story_id for features in await store.window(NOW - minutes(60))} == {"s3"}


async def test_merging_into_a_merged_story_reaches_the_living_one(store: Store) -> None:
    """And what is placed later into a merged story joins the living one; into itself nothing happens."""
    async with store.transaction() as tx:
        for story_id in ("s1", "s2", "s3"):
            await tx.put_story(a_story(story_id))
        await tx.forward_story("s1", "s2")
        await tx.forward_story("s3", "s1")
        await tx.forward_story("s2", "s1")
    await place(store, "a1", "s1")
    assert [story.story_id for story in await store.stories()] == ["s2"]
    assert await store.story("s3") == a_story("s2")
    article = await store.article("a1")
    assert article
    assert article.story_id == "s2"
    assert [features.story_id for features in await store.window(NOW - minutes(60))] == ["s2"]


async def test_an_admins_words_come_in_the_order_they_were_said(store: Store) -> None:
    """With the stories' living names and where the articles stand; two words at one moment keep their order."""
    async with store.transaction() as tx:
        for story_id in ("s1", "s2", "s3"):
            await tx.put_story(a_story(story_id))
    await place(store, "a2", "s1")
    await place(store, "a1", "s2")
    said = [Ruling("a2", "s1", belongs=True, at=NOW), Ruling("a1", "s1", belongs=False, at=NOW), Ruling("a1", "s9", belongs=True, at=NOW)]
    async with store.transaction() as tx:
        await tx.rule(said[:2])
        await tx.rule(said[2:])
        await tx.rule([])
        await tx.forward_story("s1", "s3")
    ruled = await store.rulings()
    assert ruled == [
        Ruled(Ruling("a2", "s3", belongs=True, at=NOW), "s3"),
        Ruled(Ruling("a1", "s3", belongs=False, at=NOW), "s2"),
        Ruled(Ruling("a1", "s9", belongs=True, at=NOW), "s2"),
    ]
    assert [one.is_owed for one in ruled] == [False, False, True]


async def test_an_admins_words_are_forgotten_with_their_article(store: Store) -> None:
    """And nothing can be said about an article that is not there."""
    await place(store, "a1", "s1")
    await place(store, "a2", "s1", published=NOW + minutes(60))
    async with store.transaction() as tx:
        await tx.rule([Ruling("a1", "s1", belongs=True, at=NOW), Ruling("a2", "s1", belongs=True, at=NOW)])
        await tx.prune(NOW + minutes(30))
    assert [one.ruling.article_id for one in await store.rulings()] == ["a2"]
    with pytest.raises(StorageError):
        await change(store, lambda tx: tx.rule([Ruling("nobody", "s1", belongs=True, at=NOW)]))


async def test_who_waits_to_read_of_a_story_is_found_under_all_its_names(store: Store) -> None:
    """Entries that a digest has taken are no longer waiting."""
    async with store.transaction() as tx:
        for story_id in ("s1", "s2", "s3"):
            await tx.put_story(a_story(story_id))
        for name in ("ada", "bo", "cy"):
            await tx.put_subscriber(a_subscriber(name, address=name))
        for name, story_id in (("bo", "s2"), ("ada", "s1"), ("ada", "s3"), ("cy", "s1")):
            await tx.add_digest_entry(DigestEntry(name, story_id, "digest_pace", NOW, ("quakes",)))
        await tx.take_digest_entries("cy", "digest/cy/1")
        await tx.forward_story("s2", "s1")
    for asked in ("s1", "s2"):
        assert [(entry.subscriber_id, entry.story_id) for entry in await store.entries_of(asked)] == [("ada", "s1"), ("bo", "s2")]


# --- who listens, to what ---


async def test_a_subscriber_is_found_by_id_and_by_address(store: Store) -> None:
    """Every field survives; the address belongs to one channel."""
    mailbox = Mailbox("word", NOW, None, NOW + minutes(1), "telegram:7", (Bounce(BounceKind.SOFT, "4.2.2", NOW),))
    mail = a_subscriber("mail:7", channel="email", address="7", gone=True, paused=True, created_at=None, mail=mailbox)
    async with store.transaction() as tx:
        await tx.put_subscriber(a_subscriber("telegram:7"))
        await tx.put_subscriber(mail)
    assert await store.subscriber("telegram:7") == await store.subscriber_at("telegram", "7") == a_subscriber()
    assert await store.subscribers() == [mail, a_subscriber()]
    assert await store.subscriber("nobody") is await store.subscriber_at("telegram", "8") is None


async def test_one_address_is_one_subscriber(store: Store) -> None:
    """Two rows for one chat would be two alerts (I3)."""
    async with store.transaction() as tx:
        await tx.put_subscriber(a_subscriber("telegram:7"))
    with pytest.raises(StorageError):
        await change(store, lambda tx: tx.put_subscriber(a_subscriber("telegram:8", address="7")))
    assert await store.subscriber("telegram:8") is None


async def test_topics_are_told_apart_by_owner(store: Store) -> None:
    """All, presets, or one's own; by id."""
    own = a_topic("telegram:7/ев", owner="telegram:7", hold=None)
    async with store.transaction() as tx:
        for topic in (own, a_topic("votes"), a_topic("quakes")):
            await tx.put_topic(topic)
    assert await store.topics() == [a_topic("quakes"), own, a_topic("votes")]
    assert await store.topics(owner="") == [a_topic("quakes"), a_topic("votes")]
    assert await store.topics(owner="telegram:7") == [own]
    assert await store.topic("telegram:7/ев") == own
    assert await store.topic("telegram:7") is None


async def test_followers_are_subscriptions_with_both_ends(store: Store) -> None:
    """By (subscriber, topic), for any of the topics; subscribing again changes the pace."""
    async with store.transaction() as tx:
        for subscriber_id in ("telegram:8", "telegram:7"):
            await tx.put_subscriber(a_subscriber(subscriber_id))
        for topic_id in ("votes", "quakes", "cups"):
            await tx.put_topic(a_topic(topic_id))
            await tx.subscribe(a_subscription("telegram:7", topic_id))
        await tx.subscribe(a_subscription("telegram:8"))
        await tx.subscribe(a_subscription("telegram:7", "votes", Pace.DIGEST))
    assert await store.followers(["votes", "quakes", "votes"]) == [
        Following(a_subscriber("telegram:7"), a_topic("quakes"), Pace.NOW),
        Following(a_subscriber("telegram:7"), a_topic("votes"), Pace.DIGEST),
        Following(a_subscriber("telegram:8"), a_topic("quakes"), Pace.NOW),
    ]
    assert await store.followers([]) == []
    assert [found.topic_id for found in await store.subscriptions("telegram:7")] == ["cups", "quakes", "votes"]


async def test_unsubscribing_says_whether_there_was_anything(store: Store) -> None:
    """True once, then False."""
    async with store.transaction() as tx:
        await tx.put_subscriber(a_subscriber())
        await tx.put_topic(a_topic())
        await tx.subscribe(a_subscription())
        assert await tx.unsubscribe("telegram:7", "quakes")
        assert not await tx.unsubscribe("telegram:7", "quakes")
    assert await store.followers(["quakes"]) == []


async def test_a_deleted_topic_takes_its_subscriptions_along(store: Store) -> None:
    """Adding the topic again does not bring its followers back."""
    async with store.transaction() as tx:
        await tx.put_subscriber(a_subscriber())
        await tx.put_topic(a_topic())
        await tx.subscribe(a_subscription())
        await tx.delete_topic("quakes")
        await tx.put_topic(a_topic())
    assert await store.subscriptions("telegram:7") == await store.followers(["quakes"]) == []


@pytest.mark.parametrize("subscription", [a_subscription(topic_id="nothing"), a_subscription(subscriber_id="nobody")])
async def test_nobody_follows_what_is_not_there(store: Store, subscription: Subscription) -> None:
    """A subscription needs both its ends."""
    async with store.transaction() as tx:
        await tx.put_subscriber(a_subscriber())
        await tx.put_topic(a_topic())
    with pytest.raises(StorageError):
        await change(store, lambda tx: tx.subscribe(subscription))


async def test_digests_are_due_for_listening_subscribers_only(store: Store) -> None:
    """`next_digest_at` ≤ now, longest due first; not the paused, not the gone, not those without digests."""
    due = {"late": -60, "exactly": 0, "soon": 0.001}
    async with store.transaction() as tx:
        for name, wait in due.items():
            await tx.put_subscriber(a_subscriber(name, next_digest_at=NOW + minutes(wait)))
        await tx.put_subscriber(a_subscriber("none", next_digest_at=None))
        await tx.put_subscriber(a_subscriber("paused", next_digest_at=NOW, paused=True))
        await tx.put_subscriber(a_subscriber("gone", next_digest_at=NOW, gone=True))
    assert [found.subscriber_id for found in await store.digests_due(NOW, 10)] == ["late", "exactly"]
    assert [found.subscriber_id for found in await store.digests_due(NOW, 1)] == ["late"]


# --- the rest ---


async def test_a_translation_is_kept_by_its_key(store: Store) -> None:
    """The last one put for a key is the one that is known."""
    first = Translation("Deprem", TranslationMark.FAILED, note="motor yok")
    better = Translation("Earthquake", TranslationMark.MACHINE, "argos tr_en 1.5")
    async with store.transaction() as tx:
        await tx.put_translations({"k1": first, "k2": first})
        await tx.put_translations({"k1": better})
        await tx.put_translations({})
    assert await store.translations(["k1", "k2", "k3"]) == {"k1": better, "k2": first}


async def test_a_note_is_kept_by_name(store: Store) -> None:
    """The last value, also the empty one; None when it was never written."""
    async with store.transaction() as tx:
        await tx.put_note("offset", "41")
        await tx.put_note("offset", "")
    assert await store.note("offset") == ""
    assert await store.note("other") is None


async def test_what_was_done_by_whom_is_recorded(store: Store) -> None:
    """Newest first; two alike of one moment are two; one admin's can be asked for."""
    added = Deed("telegram:7", "addfeed", "https://anka.example/rss", NOW)
    refused = Deed("command line", "feeds remove", "ankka", NOW, DeedOutcome.REFUSED, "there is no feed called ankka")
    async with store.transaction() as tx:
        for deed in (added, refused, added):
            await tx.record_deed(deed)
    assert await store.deeds() == [added, refused, added]
    assert await store.deeds(who="command line") == [refused]
    assert await store.deeds(limit=2) == [added, refused]


async def test_the_tally_counts_what_is_held(store: Store) -> None:
    """Living stories, unplaced articles, deliveries by state; states nobody is in are left out."""
    await place(store, "a1", "s1")
    async with store.transaction() as tx:
        await tx.put_feed(a_feed())
        await tx.put_subscriber(a_subscriber())
        await tx.add_article(an_article("a2"), ["k2"])
        for story_id in ("s1", "s2"):
            await tx.put_story(a_story(story_id))
        await tx.forward_story("s2", "s1")
        for number in range(3):
            await tx.enqueue(a_delivery(f"d{number}"))
        await tx.lease(NOW + minutes(2), limit=1, lease_for=minutes(1), token="t")
    assert await store.tally() == Tally(feeds=1, articles=2, unplaced=1, stories=1, subscribers=1, deliveries={"due": 2, "leased": 1})


async def test_a_store_that_is_empty_answers_emptily(store: Store) -> None:
    """No question needs something to be there."""
    assert await store.tally() == Tally(feeds=0, articles=0, unplaced=0, stories=0, subscribers=0, deliveries={})
    assert await store.alerts_of("s1") == await store.known_keys([]) == await store.translations([]) == {}
    assert await store.feed("x") is await store.article("x") is await store.delivery("x") is await store.delivery_by_key("x") is None
    assert [
        *await store.feeds(),
        *await store.due_feeds(NOW, 1),
        *await store.articles([]),
        *await store.window(NOW),
        *await store.story_articles("s1"),
        *await store.topics(),
        *await store.deliveries(),
        *await store.digest_entries("x"),
        *await store.entries_of("x"),
        *await store.rulings(),
    ] == []
