"""Changes to the in-memory store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn, TypeVar

from news.articles import Article, ArticleState
from news.audit import Deed
from news.deliveries import Delivery, DeliveryKind, DeliveryState, DigestEntry
from news.errors import StorageError
from news.feed import Feed, FeedState
from news.ports import Translation
from news.stories.values import PlacedFeatures, Placement, Ruling, Story
from news.subscribers import Subscriber, Subscription, Topic
from news.websub import HubSubscription, leaving
from storage.memory.drafts import Draft
from storage.memory.reading import LONG_AGO, MemoryReading, count
from storage.memory.tables import Drafts
from storage.moments import with_moments_in_utc

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Value = TypeVar("Value", bound=DataclassInstance)


class MemoryTransaction(MemoryReading):
    """`news.ports.Transaction` over drafts. After a refusal it can only be rolled back, as in PostgreSQL."""

    _tables: Drafts

    def __init__(self, tables: Drafts) -> None:
        super().__init__(tables)
        self.refusal: StorageError | None = None

    async def put_feed(self, feed: Feed) -> None:
        self._tables.feeds.put(feed)

    async def put_feed_state(self, state: FeedState) -> None:
        if self._tables.feeds.get(state.slug):
            self._put(self._tables.feed_states, state)

    async def delete_feed(self, slug: str) -> None:
        self._tables.feeds.remove(slug)
        self._tables.feed_states.remove(slug)
        for subscription in await self.hub_subscriptions(slug):
            await self.put_hub_subscription(leaving(subscription))

    async def put_hub_subscription(self, subscription: HubSubscription) -> None:
        self._put(self._tables.hub_subscriptions, subscription)

    async def delete_hub_subscription(self, callback: str) -> None:
        self._tables.hub_subscriptions.remove(callback)

    async def add_article(self, article: Article, keys: Iterable[str]) -> bool:
        claimed = tuple(keys)
        if self._tables.articles.get(article.article_id) or any(self._tables.keys.get(key) for key in claimed):
            return False
        self._put(self._tables.articles, article)
        await self.claim_keys(dict.fromkeys(claimed, article.article_id))
        return True

    async def add_articles(self, arrivals: Sequence[tuple[Article, Sequence[str]]]) -> list[bool]:
        return [await self.add_article(article, keys) for article, keys in arrivals]

    async def claim_keys(self, claims: Mapping[str, str]) -> None:
        for key, article_id in claims.items():
            if not self._tables.keys.get(key):
                self._tables.keys.put((key, article_id))

    async def put_article(self, article: Article) -> None:
        if self._tables.articles.get(article.article_id) is None:
            self._refuse(f"there is no article {article.article_id} to replace")
        article = article.evolve(story_id=article.story_id and self._living(article.story_id))
        self._put(self._tables.articles, article)
        self._follow(article)

    async def place_article(self, article: Article, placement: Placement, features: str) -> None:
        await self.put_article(article.evolve(state=ArticleState.PLACED, story_id=placement.story_id))
        self._tables.placements.put((article.article_id, placement))
        living = self._living(placement.story_id)
        self._put(self._tables.features, PlacedFeatures(article.article_id, living, article.published, features))

    async def put_features(self, article_id: str, features: str) -> None:
        standing = self._tables.features.get(article_id)
        if standing is not None:
            self._tables.features.put(replace(standing, features=features))

    async def put_story(self, story: Story) -> None:
        self._put(self._tables.stories, story)

    async def forward_story(self, story_id: str, into: str) -> None:
        target = self._living(into)
        if target == story_id:
            return
        for article in list(self._tables.articles.having("story", story_id)):
            await self.put_article(article.evolve(story_id=target))
        named = self._tables.stories.get(story_id)
        for story in [*([named] if named else []), *self._tables.stories.having("merged_into", story_id)]:
            self._tables.stories.put(story.evolve(merged_into=target))

    async def rule(self, rulings: Iterable[Ruling]) -> None:
        newest = max((number for number, _ in self._tables.rulings.all()), default=0)
        for number, ruling in enumerate(rulings, newest + 1):
            if self._tables.articles.get(ruling.article_id) is None:
                self._refuse(f"there is no article {ruling.article_id} to rule about")
            self._tables.rulings.put((number, with_moments_in_utc(ruling)))

    async def put_subscriber(self, subscriber: Subscriber) -> None:
        neighbour = await self.subscriber_at(subscriber.channel, subscriber.address)
        if neighbour and neighbour.subscriber_id != subscriber.subscriber_id:
            self._refuse(f"another subscriber ({neighbour.subscriber_id}) has this address on {subscriber.channel}")
        self._put(self._tables.subscribers, subscriber)

    async def put_topic(self, topic: Topic) -> None:
        self._tables.topics.put(topic)

    async def delete_topic(self, topic_id: str) -> None:
        for subscription in list(self._tables.subscriptions.having("topic", topic_id)):
            await self.unsubscribe(subscription.subscriber_id, topic_id)
        self._tables.topics.remove(topic_id)

    async def subscribe(self, subscription: Subscription) -> None:
        self._require_subscriber(subscription.subscriber_id)
        if self._tables.topics.get(subscription.topic_id) is None:
            self._refuse(f"there is no topic {subscription.topic_id}")
        self._tables.subscriptions.put(subscription)

    async def unsubscribe(self, subscriber_id: str, topic_id: str) -> bool:
        return self._tables.subscriptions.remove((subscriber_id, topic_id))

    async def enqueue(self, delivery: Delivery) -> bool:
        if await self.delivery_by_key(delivery.key):
            return False
        self._require_subscriber(delivery.subscriber_id)
        if self._tables.deliveries.get(delivery.delivery_id):
            self._refuse(f"another delivery has the id {delivery.delivery_id}")
        self._put(self._tables.deliveries, delivery)
        return True

    async def put_delivery(self, delivery: Delivery, *, expected: Delivery) -> bool:
        standing = self._tables.deliveries.get(expected.delivery_id)
        if standing is None or (standing.state, standing.lease) != (expected.state, expected.lease):
            return False
        self._put(self._tables.deliveries, delivery.evolve(delivery_id=standing.delivery_id, key=standing.key))
        return True

    async def put_deliveries(self, changes: Sequence[tuple[Delivery, Delivery]]) -> list[bool]:
        return [await self.put_delivery(delivery, expected=expected) for delivery, expected in changes]

    async def lease(
        self,
        now: datetime,
        *,
        limit: int,
        lease_for: timedelta,
        token: str,
        channels: Sequence[str] | None = None,
        kinds: Collection[DeliveryKind] | None = None,
    ) -> list[Delivery]:
        of_kind = (row for row in self._tables.deliveries.having("state", DeliveryState.DUE) if kinds is None or row.kind in kinds)
        due = (row for row in of_kind if row.due_at <= now and (channels is None or self._channel_of(row) in channels))
        first = sorted(due, key=lambda row: (row.kind.urgency, row.due_at, row.created_at, row.delivery_id))[:limit]
        leased = [row.evolve(state=DeliveryState.LEASED, lease=token, leased_until=now + lease_for) for row in first]
        for row in leased:
            self._put(self._tables.deliveries, row)
        return leased

    async def stale(self, now: datetime, *, limit: int, all_leases: bool = False) -> list[Delivery]:
        held = (row for state in (DeliveryState.LEASED, DeliveryState.SENDING) for row in self._tables.deliveries.having("state", state))
        ended = [(row.leased_until or LONG_AGO, row.delivery_id, row) for row in held]
        return [row for until, _, row in sorted(ended, key=lambda found: found[:2]) if all_leases or until <= now][:limit]

    async def add_digest_entry(self, entry: DigestEntry) -> bool:
        self._require_subscriber(entry.subscriber_id)
        if self._tables.digest_entries.get((entry.subscriber_id, entry.story_id)):
            return False
        self._put(self._tables.digest_entries, entry)
        return True

    async def take_digest_entries(self, subscriber_id: str, digest: str) -> list[DigestEntry]:
        taken = [replace(entry, digest=digest) for entry in self._digest_entries(subscriber_id, "")]
        for entry in taken:
            self._tables.digest_entries.put(entry)
        return taken

    async def drop_digest_entries(self, subscriber_id: str, story_id: str) -> int:
        names = self._names(story_id)
        theirs = self._tables.digest_entries.having("subscriber", subscriber_id)
        dropped = [entry for entry in theirs if entry.story_id in names and self._still_waits(entry)]
        for entry in dropped:
            self._tables.digest_entries.remove((entry.subscriber_id, entry.story_id))
        return len(dropped)

    def _still_waits(self, entry: DigestEntry) -> bool:
        carrier = next(self._tables.deliveries.having("key", entry.digest), None)
        return not entry.digest or (carrier is not None and carrier.state is DeliveryState.DUE)

    async def release_digest_entries(self, digest: str) -> int:
        carried = list(self._tables.digest_entries.having("digest", digest)) if digest else []
        for entry in carried:
            self._tables.digest_entries.put(replace(entry, digest=""))
        return len(carried)

    async def put_translations(self, translations: Mapping[str, Translation]) -> None:
        for row in translations.items():
            self._tables.translations.put(row)

    async def put_note(self, name: str, value: str) -> None:
        self._tables.notes.put((name, value))

    async def record_deed(self, deed: Deed) -> None:
        self._tables.audit.put((count(self._tables.audit.all()), with_moments_in_utc(deed)))

    async def prune(self, before: datetime) -> int:
        placed = self._tables.articles.having("state", ArticleState.PLACED)
        old = [article for article in placed if article.published < before]
        for article in old:
            self._forget_article(article.article_id)
        self._forget_emptied_stories(before)
        self._forget_final_deliveries(before)
        return len(old)

    def _put(self, table: Draft[Value], value: Value) -> None:
        try:
            table.put(with_moments_in_utc(value))
        except StorageError as refusal:
            self.refusal = refusal
            raise

    def _refuse(self, sentence: str) -> NoReturn:
        self.refusal = StorageError(sentence)
        raise self.refusal

    def _require_subscriber(self, subscriber_id: str) -> None:
        if self._tables.subscribers.get(subscriber_id) is None:
            self._refuse(f"there is no subscriber {subscriber_id}")

    def _channel_of(self, delivery: Delivery) -> str:
        subscriber = self._tables.subscribers.get(delivery.subscriber_id)
        return subscriber.channel if subscriber else ""

    def _follow(self, article: Article) -> None:
        """The window shows an article where and when it now stands, and not at all once it waits to be placed again."""
        features = self._tables.features.get(article.article_id)
        if features is None:
            return
        if article.state is ArticleState.PLACED and article.story_id:
            self._put(self._tables.features, replace(features, story_id=article.story_id, published=article.published))
        else:
            self._tables.features.remove(article.article_id)

    def _forget_article(self, article_id: str) -> None:
        for number, _ in list(self._tables.rulings.having("article", article_id)):
            self._tables.rulings.remove(number)
        for table in (self._tables.articles, self._tables.placements, self._tables.features):
            table.remove(article_id)

    def _forget_emptied_stories(self, before: datetime) -> None:
        for story in list(self._tables.stories.having("merged_into", "")):
            forwarding = [found.story_id for found in self._tables.stories.having("merged_into", story.story_id)]
            names = [story.story_id, *forwarding]
            if story.last_at < before and not any(self._is_needed(name) for name in names):
                for name in names:
                    self._forget_story(name)

    def _is_needed(self, story_id: str) -> bool:
        members = self._tables.articles.having("story", story_id)
        owed = (row for row in self._tables.deliveries.having("story", story_id) if not row.state.is_final)
        waiting = (entry for entry in self._tables.digest_entries.having("story", story_id) if not entry.digest)
        return any(count(found) for found in (members, owed, waiting))

    def _forget_story(self, story_id: str) -> None:
        self._tables.stories.remove(story_id)
        for entry in list(self._tables.digest_entries.having("story", story_id)):
            self._tables.digest_entries.remove((entry.subscriber_id, entry.story_id))

    def _forget_final_deliveries(self, before: datetime) -> None:
        """A story that lives keeps its ledger, else its next article would announce it again (I3)."""
        for row in list(self._tables.deliveries.all()):
            if row.state.is_final and row.created_at < before and self._tables.stories.get(row.story_id) is None:
                self._tables.deliveries.remove(row.delivery_id)
