"""Questions to the in-memory store, over what is committed or over a transaction's drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from news.articles import Article, ArticleState
from news.audit import Deed
from news.deliveries import RINGS, Delivery, DeliveryKind, DeliveryState, DigestEntry
from news.feed import Feed, FeedState, WatchedFeed
from news.ports import Tally, Translation, Wording
from news.stories.values import PlacedFeatures, Placement, Ruled, Story
from news.subscribers import Following, Subscriber, Subscription, Topic
from news.websub import HubSubscription
from storage.ledger import one_alert_each
from storage.memory.tables import Tables

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class MemoryReading:
    """`news.ports.Reading` over committed tables or over a transaction's drafts."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def feeds(self) -> list[WatchedFeed]:
        return sorted((self._watched(feed) for feed in self._tables.feeds.all()), key=lambda watched: watched.feed.slug)

    async def feed(self, slug: str) -> WatchedFeed | None:
        feed = self._tables.feeds.get(slug)
        return self._watched(feed) if feed else None

    async def due_feeds(self, now: datetime, limit: int) -> list[WatchedFeed]:
        def overdue(watched: WatchedFeed) -> tuple[datetime, str]:
            return watched.state.next_poll_at or LONG_AGO, watched.feed.slug

        awake = (self._watched(feed) for feed in self._tables.feeds.all() if not feed.paused)
        return sorted((watched for watched in awake if overdue(watched)[0] <= now), key=overdue)[:limit]

    async def hub_subscription(self, callback: str) -> HubSubscription | None:
        return self._tables.hub_subscriptions.get(callback)

    async def hub_subscriptions(self, feed: str) -> list[HubSubscription]:
        return sorted(self._tables.hub_subscriptions.having("feed", feed), key=lambda found: found.callback)

    async def hubs_due(self, now: datetime, limit: int) -> list[HubSubscription]:
        waiting = [found for found in self._tables.hub_subscriptions.all() if found.due_at is None or found.due_at <= now]
        return sorted(waiting, key=lambda found: (found.due_at or LONG_AGO, found.callback))[:limit]

    async def known_keys(self, keys: Iterable[str]) -> dict[str, str]:
        claims = (self._tables.keys.get(key) for key in keys)
        return dict(claim for claim in claims if claim)

    async def article(self, article_id: str) -> Article | None:
        return self._tables.articles.get(article_id)

    async def wordings(self, article_ids: Iterable[str]) -> dict[str, Wording]:
        return {found.article_id: Wording(found.feed, found.content_hash) for found in await self.articles(article_ids)}

    async def articles(self, article_ids: Iterable[str]) -> list[Article]:
        found = (self._tables.articles.get(article_id) for article_id in article_ids)
        return [article for article in found if article]

    async def unplaced(self, limit: int) -> list[Article]:
        waiting = self._tables.articles.having("state", ArticleState.RECEIVED)
        return sorted(waiting, key=lambda article: (article.received, article.article_id))[:limit]

    async def story(self, story_id: str) -> Story | None:
        return self._tables.stories.get(self._living(story_id))

    async def stories_named(self, story_ids: Iterable[str]) -> dict[str, Story]:
        living = {story_id: self._tables.stories.get(self._living(story_id)) for story_id in story_ids}
        return {story_id: story for story_id, story in living.items() if story is not None}

    async def stories(self, *, since: datetime | None = None, limit: int = 50) -> list[Story]:
        living = self._tables.stories.having("merged_into", "")
        recent = sorted((story for story in living if since is None or story.last_at >= since), key=lambda story: story.story_id)
        return sorted(recent, key=lambda story: story.last_at, reverse=True)[:limit]

    async def story_articles(self, story_id: str) -> list[Article]:
        members = self._tables.articles.having("story", self._living(story_id))
        return sorted(members, key=lambda article: (article.published, article.article_id))

    async def placement(self, article_id: str) -> Placement | None:
        decided = self._tables.placements.get(article_id)
        return decided and decided[1]

    async def placements(self, article_ids: Iterable[str]) -> dict[str, Placement]:
        decided = (self._tables.placements.get(article_id) for article_id in article_ids)
        return dict(row for row in decided if row)

    async def window(self, since: datetime) -> list[PlacedFeatures]:
        placed = (features for features in self._tables.features.all() if features.published >= since)
        return sorted(placed, key=lambda features: (features.published, features.article_id))

    async def rulings(self) -> list[Ruled]:
        said = [ruling for _, ruling in sorted(self._tables.rulings.all(), key=lambda row: row[0])]
        about = {ruling.article_id: self._tables.articles.get(ruling.article_id) for ruling in said}
        return [
            Ruled(replace(ruling, story_id=self._living(ruling.story_id)), article.story_id or "")
            for ruling in said
            if (article := about[ruling.article_id])
        ]

    async def subscriber(self, subscriber_id: str) -> Subscriber | None:
        return self._tables.subscribers.get(subscriber_id)

    async def subscriber_at(self, channel: str, address: str) -> Subscriber | None:
        return next(self._tables.subscribers.having("address", (channel, address)), None)

    async def subscribers(self) -> list[Subscriber]:
        return sorted(self._tables.subscribers.all(), key=lambda subscriber: subscriber.subscriber_id)

    async def subscribers_named(self, subscriber_ids: Iterable[str]) -> dict[str, Subscriber]:
        found = {subscriber_id: self._tables.subscribers.get(subscriber_id) for subscriber_id in subscriber_ids}
        return {subscriber_id: subscriber for subscriber_id, subscriber in found.items() if subscriber is not None}

    async def topic(self, topic_id: str) -> Topic | None:
        return self._tables.topics.get(topic_id)

    async def topics(self, *, owner: str | None = None) -> list[Topic]:
        found = self._tables.topics.all() if owner is None else self._tables.topics.having("owner", owner)
        return sorted(found, key=lambda topic: topic.topic_id)

    async def subscriptions(self, subscriber_id: str) -> list[Subscription]:
        return sorted(self._tables.subscriptions.having("subscriber", subscriber_id), key=lambda found: found.topic_id)

    async def subscriptions_of(self, subscriber_ids: Iterable[str]) -> dict[str, list[Subscription]]:
        return {subscriber_id: await self.subscriptions(subscriber_id) for subscriber_id in subscriber_ids}

    async def followers(self, topic_ids: Iterable[str]) -> list[Following]:
        found = (subscription for topic_id in set(topic_ids) for subscription in self._tables.subscriptions.having("topic", topic_id))
        return [self._following(subscription) for subscription in sorted(found, key=lambda found: (found.subscriber_id, found.topic_id))]

    async def delivery(self, delivery_id: str) -> Delivery | None:
        return self._tables.deliveries.get(delivery_id)

    async def delivery_by_key(self, key: str) -> Delivery | None:
        return next(self._tables.deliveries.having("key", key), None)

    async def deliveries(
        self, *, state: DeliveryState | None = None, subscriber_id: str | None = None, story_id: str | None = None, limit: int = 100
    ) -> list[Delivery]:
        wanted = {"state": state, "subscriber_id": subscriber_id, "story_id": story_id}.items()
        asked = [(name, value) for name, value in wanted if value is not None]
        found = (row for row in self._tables.deliveries.all() if all(getattr(row, name) == value for name, value in asked))
        return sorted(found, key=lambda row: (row.created_at, row.delivery_id), reverse=True)[:limit]

    async def waiting_alerts(self, subscriber_id: str, now: datetime) -> list[Delivery]:
        def waits(row: Delivery) -> bool:
            return row.kind is DeliveryKind.ALERT and row.state in {DeliveryState.DUE, DeliveryState.LEASED} and row.due_at <= now

        found = filter(waits, self._tables.deliveries.having("subscriber", subscriber_id))
        return sorted(found, key=lambda row: (row.created_at, row.delivery_id))

    async def rung(self, subscriber_id: str, since: datetime) -> list[datetime]:
        theirs = (row for row in self._tables.deliveries.having("subscriber", subscriber_id) if row.kind in RINGS)
        return sorted(row.sent_at for row in theirs if row.sent_at and row.sent_at >= since)

    async def alerts_of(self, story_id: str) -> dict[str, Delivery]:
        living = self._living(story_id)
        merged = (story.story_id for story in self._tables.stories.having("merged_into", living))
        told = (row for one in (living, *merged) for row in self._tables.deliveries.having("story", one))
        return one_alert_each((row for row in told if row.kind is DeliveryKind.ALERT), living)

    async def digest_entries(self, subscriber_id: str, *, digest: str = "") -> list[DigestEntry]:
        return self._digest_entries(subscriber_id, digest)

    async def entries_taken(self, digests: Iterable[str]) -> dict[str, list[DigestEntry]]:
        taken = {digest: list(self._tables.digest_entries.having("digest", digest)) for digest in digests if digest}
        return {digest: sorted(entries, key=lambda entry: (entry.added_at, entry.story_id)) for digest, entries in taken.items()}

    async def entries_of(self, story_id: str) -> list[DigestEntry]:
        waiting = [
            entry for name in self._names(story_id) for entry in self._tables.digest_entries.having("story", name) if not entry.digest
        ]
        return sorted(waiting, key=lambda entry: (entry.subscriber_id, entry.story_id))

    async def digests_due(self, now: datetime, limit: int) -> list[Subscriber]:
        def due(subscriber: Subscriber) -> bool:
            return subscriber.listens and subscriber.next_digest_at is not None and subscriber.next_digest_at <= now

        waiting = filter(due, self._tables.subscribers.all())
        return sorted(waiting, key=lambda found: (found.next_digest_at or LONG_AGO, found.subscriber_id))[:limit]

    async def translations(self, keys: Iterable[str]) -> dict[str, Translation]:
        found = (self._tables.translations.get(key) for key in keys)
        return dict(row for row in found if row)

    async def note(self, name: str) -> str | None:
        found = self._tables.notes.get(name)
        return found and found[1]

    async def deeds(self, *, who: str | None = None, limit: int = 50) -> list[Deed]:
        newest = sorted(self._tables.audit.all(), key=lambda row: row[0], reverse=True)
        return [deed for _, deed in newest if who in {None, deed.who}][:limit]

    async def tally(self) -> Tally:
        states = [row.state.value for row in self._tables.deliveries.all()]
        return Tally(
            feeds=count(self._tables.feeds.all()),
            articles=count(self._tables.articles.all()),
            unplaced=count(self._tables.articles.having("state", ArticleState.RECEIVED)),
            stories=count(self._tables.stories.having("merged_into", "")),
            subscribers=count(self._tables.subscribers.all()),
            deliveries={state.value: states.count(state.value) for state in DeliveryState if state.value in states},
        )

    def _watched(self, feed: Feed) -> WatchedFeed:
        return WatchedFeed(feed, self._tables.feed_states.get(feed.slug) or FeedState(feed.slug))

    def _living(self, story_id: str) -> str:
        story = self._tables.stories.get(story_id)
        return self._living(story.merged_into) if story and story.merged_into else story_id

    def _names(self, story_id: str) -> tuple[str, ...]:
        """The living story's, then those of the stories merged into it."""
        living = self._living(story_id)
        return (living, *(story.story_id for story in self._tables.stories.having("merged_into", living)))

    def _following(self, subscription: Subscription) -> Following:
        subscriber = self._tables.subscribers.get(subscription.subscriber_id)
        topic = self._tables.topics.get(subscription.topic_id)
        assert subscriber, "subscribe() asks for the subscriber, and none is ever deleted"
        assert topic, "subscribe() asks for the topic, and delete_topic() ends the following"
        return Following(subscriber, topic, subscription.pace)

    def _digest_entries(self, subscriber_id: str, digest: str) -> list[DigestEntry]:
        found = (entry for entry in self._tables.digest_entries.having("subscriber", subscriber_id) if entry.digest == digest)
        return sorted(found, key=lambda entry: (entry.added_at, entry.story_id))


def count(rows: Iterator[object]) -> int:
    return sum(1 for _ in rows)
