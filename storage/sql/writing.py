"""Changes to a SQL database, on a transaction's one connection."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, Delete, Insert, Table, Update, and_, bindparam, delete, insert, or_, select, true, update

from news.articles import Article, ArticleState
from news.audit import Deed
from news.deliveries import Delivery, DeliveryKind, DeliveryState, DigestEntry
from news.errors import StorageError
from news.feed import Feed, FeedState
from news.ports import Clock, Translation
from news.stories.values import PlacedFeatures, Placement, Ruling, Story
from news.subscribers import Subscriber, Subscription, Topic
from news.websub import HubSubscription, leaving
from storage.arrivals import newcomers
from storage.sql.dialects import in_lists, insert_unless, upsert
from storage.sql.errands import Asked
from storage.sql.leasing import due_first
from storage.sql.pruning import prune
from storage.sql.reading import SqlReading, among, living_id
from storage.sql.refusals import refusals
from storage.sql.rows import Columns, columns_of, columns_of_article
from storage.sql.tables import (
    ARTICLE_KEYS,
    ARTICLES,
    AUDIT,
    DELIVERIES,
    DIGEST_ENTRIES,
    FEATURES,
    FEED_STATES,
    FEEDS,
    HUB_SUBSCRIPTIONS,
    NOTES,
    PLACEMENTS,
    RULINGS,
    STORIES,
    SUBSCRIBERS,
    SUBSCRIPTIONS,
    TOPICS,
    TRANSLATIONS,
)

T = TypeVar("T")

_STORED = among(select(ARTICLES.c.article_id), ARTICLES.c.article_id)
_STAND = among(select(DELIVERIES.c.delivery_id, DELIVERIES.c.state, DELIVERIES.c.lease), DELIVERIES.c.delivery_id)
_OF_ROW = update(DELIVERIES).where(DELIVERIES.c.delivery_id == bindparam("row"))
_HELD = (DeliveryState.LEASED, DeliveryState.SENDING)


class SqlTransaction(SqlReading):
    """`news.ports.Transaction`. After a refusal it can only be rolled back.

    (SQLite ends a transaction by itself when the disk is full; going on would commit the rest statement by statement.)
    """

    def __init__(self, asked: Asked, clock: Clock) -> None:
        self._asked = asked
        self._clock = clock
        self._dialect = asked.dialect
        self.refusal: StorageError | None = None

    async def _ask(self, question: Callable[[Connection], T]) -> T:
        if self.refusal:
            raise StorageError("a change was refused; this transaction can only be rolled back") from self.refusal
        try:
            with refusals():
                return await self._asked.ask(question)
        except StorageError as refusal:
            self.refusal = refusal
            raise

    # --- feeds ---

    async def put_feed(self, feed: Feed) -> None:
        """With a state from the first moment, so that which feeds are due is asked of one index."""
        await self._upsert(FEEDS, columns_of(feed))
        await self._insert_unless(FEED_STATES, columns_of(FeedState(feed.slug)), "slug")

    async def put_feed_state(self, state: FeedState) -> None:
        """One statement, since it is written at every poll: a state stands as long as its feed does."""
        columns = columns_of(state)
        await self._change(update(FEED_STATES).where(FEED_STATES.c.slug == columns.pop("slug")).values(**columns))

    async def delete_feed(self, slug: str) -> None:
        await self._change(delete(FEEDS).where(FEEDS.c.slug == slug))
        for subscription in await self.hub_subscriptions(slug):
            await self.put_hub_subscription(leaving(subscription))

    async def put_hub_subscription(self, subscription: HubSubscription) -> None:
        await self._upsert(HUB_SUBSCRIPTIONS, columns_of(subscription))

    async def delete_hub_subscription(self, callback: str) -> None:
        await self._change(delete(HUB_SUBSCRIPTIONS).where(HUB_SUBSCRIPTIONS.c.callback == callback))

    # --- articles and stories ---

    async def add_article(self, article: Article, keys: Iterable[str]) -> bool:
        return (await self.add_articles([(article, tuple(keys))]))[0]

    async def add_articles(self, arrivals: Sequence[tuple[Article, Sequence[str]]]) -> list[bool]:
        """Looked at first, then stored: nobody else writes before this transaction ends."""
        taken = set(await self.known_keys(key for _, keys in arrivals for key in keys))
        ids = {row.article_id for row in await self._among(_STORED, (article.article_id for article, _ in arrivals))}
        added = newcomers(arrivals, taken, ids)
        fresh = [arrival for arrival, is_new in zip(arrivals, added, strict=True) if is_new]
        await self._change_each(insert(ARTICLES), [columns_of_article(article) for article, _ in fresh])
        await self.claim_keys({key: article.article_id for article, keys in fresh for key in keys})
        return added

    async def claim_keys(self, claims: Mapping[str, str]) -> None:
        claimed = [{"key": key, "article_id": article_id} for key, article_id in claims.items()]
        await self._change_each(insert_unless(self._dialect, ARTICLE_KEYS, "key"), claimed)

    async def put_article(self, article: Article) -> None:
        if article.story_id:
            article = article.evolve(story_id=await self._living(article.story_id))
        columns = columns_of_article(article)
        known = ARTICLES.c.article_id == columns.pop("article_id")
        if not await self._change(update(ARTICLES).where(known).values(**columns)):
            self.refusal = StorageError(f"there is no article {article.article_id} to replace")
            raise self.refusal
        await self._follow(article)

    async def place_article(self, article: Article, placement: Placement, features: str) -> None:
        living = await self._living(placement.story_id)
        placed = article.evolve(state=ArticleState.PLACED, story_id=living)
        await self.put_article(placed)
        await self._upsert(PLACEMENTS, {"article_id": article.article_id, **columns_of(placement)})
        await self._upsert(FEATURES, columns_of(PlacedFeatures(article.article_id, living, article.published, features)))

    async def put_features(self, article_id: str, features: str) -> None:
        await self._change(update(FEATURES).where(FEATURES.c.article_id == article_id).values(features=features))

    async def put_story(self, story: Story) -> None:
        await self._upsert(STORIES, columns_of(story))

    async def forward_story(self, story_id: str, into: str) -> None:
        target = await self._living(into)
        if target == story_id:
            return
        for members in (ARTICLES, FEATURES):
            await self._change(update(members).where(members.c.story_id == story_id).values(story_id=target))
        forwarding = or_(STORIES.c.story_id == story_id, STORIES.c.merged_into == story_id)
        await self._change(update(STORIES).where(forwarding).values(merged_into=target))

    async def rule(self, rulings: Iterable[Ruling]) -> None:
        await self._change_each(insert(RULINGS), [columns_of(ruling) for ruling in rulings])

    # --- who listens, to what ---

    async def put_subscriber(self, subscriber: Subscriber) -> None:
        await self._upsert(SUBSCRIBERS, columns_of(subscriber))

    async def put_topic(self, topic: Topic) -> None:
        await self._upsert(TOPICS, columns_of(topic))

    async def delete_topic(self, topic_id: str) -> None:
        await self._change(delete(TOPICS).where(TOPICS.c.topic_id == topic_id))

    async def subscribe(self, subscription: Subscription) -> None:
        await self._upsert(SUBSCRIPTIONS, columns_of(subscription))

    async def unsubscribe(self, subscriber_id: str, topic_id: str) -> bool:
        own = and_(SUBSCRIPTIONS.c.subscriber_id == subscriber_id, SUBSCRIPTIONS.c.topic_id == topic_id)
        return bool(await self._change(delete(SUBSCRIPTIONS).where(own)))

    # --- the outbox and the digest ---

    async def enqueue(self, delivery: Delivery) -> bool:
        return await self._insert_unless(DELIVERIES, columns_of(delivery), "key")

    async def put_delivery(self, delivery: Delivery, *, expected: Delivery) -> bool:
        own = DELIVERIES.c.delivery_id == expected.delivery_id
        unmoved = and_(own, DELIVERIES.c.state == expected.state, DELIVERIES.c.lease == expected.lease)
        return bool(await self._change(update(DELIVERIES).where(unmoved).values(**_changes(delivery, expected))))

    async def put_deliveries(self, changes: Sequence[tuple[Delivery, Delivery]]) -> list[bool]:
        """Looked at first, then changed: nobody else writes before this transaction ends, and a list of changes counts its rows only in sum."""
        found = await self._among(_STAND, [expected.delivery_id for _, expected in changes])
        unmoved = {tuple[object, ...](row) for row in found}
        made = [(expected.delivery_id, expected.state, expected.lease) in unmoved for _, expected in changes]
        columns = [
            {"row": expected.delivery_id, **_changes(delivery, expected)}
            for (delivery, expected), wanted in zip(changes, made, strict=True)
            if wanted
        ]
        await self._change_each(_OF_ROW, [each for each in columns if "body" in each])
        await self._change_each(_OF_ROW, [each for each in columns if "body" not in each])
        return made

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
        wanted = DeliveryKind if kinds is None else kinds
        free = [Delivery(*row) for row in await self._all(due_first(now, limit=limit, channels=channels, kinds=wanted))]
        hold = {"state": DeliveryState.LEASED, "lease": token, "leased_until": now + lease_for}
        for some in in_lists([delivery.delivery_id for delivery in free]):
            await self._change(update(DELIVERIES).where(DELIVERIES.c.delivery_id.in_(some)).values(**hold))
        return [delivery.evolve(**hold) for delivery in free]

    async def stale(self, now: datetime, *, limit: int, all_leases: bool = False) -> list[Delivery]:
        until = DELIVERIES.c.leased_until
        ended = true() if all_leases else or_(until.is_(None), until <= now)
        held = select(DELIVERIES).where(DELIVERIES.c.state.in_(_HELD), ended)
        return [Delivery(*row) for row in await self._all(held.order_by(until.nulls_first(), DELIVERIES.c.delivery_id).limit(limit))]

    async def add_digest_entry(self, entry: DigestEntry) -> bool:
        return await self._insert_unless(DIGEST_ENTRIES, columns_of(entry), "subscriber_id", "story_id")

    async def take_digest_entries(self, subscriber_id: str, digest: str) -> list[DigestEntry]:
        waiting = and_(DIGEST_ENTRIES.c.subscriber_id == subscriber_id, DIGEST_ENTRIES.c.digest == "")
        entries = await self.digest_entries(subscriber_id)
        await self._change(update(DIGEST_ENTRIES).where(waiting).values(digest=digest))
        return [replace(entry, digest=digest) for entry in entries]

    async def drop_digest_entries(self, subscriber_id: str, story_id: str) -> int:
        living = await self._living(story_id)
        merged = select(STORIES.c.story_id).where(STORIES.c.merged_into == living)
        named = or_(DIGEST_ENTRIES.c.story_id == living, DIGEST_ENTRIES.c.story_id.in_(merged))
        untold = select(DELIVERIES.c.key).where(DELIVERIES.c.subscriber_id == subscriber_id, DELIVERIES.c.state == DeliveryState.DUE)
        waits = or_(DIGEST_ENTRIES.c.digest == "", DIGEST_ENTRIES.c.digest.in_(untold))
        return await self._change(delete(DIGEST_ENTRIES).where(DIGEST_ENTRIES.c.subscriber_id == subscriber_id, named, waits))

    async def release_digest_entries(self, digest: str) -> int:
        carried = and_(DIGEST_ENTRIES.c.digest == digest, DIGEST_ENTRIES.c.digest != "")
        return await self._change(update(DIGEST_ENTRIES).where(carried).values(digest=""))

    # --- the rest ---

    async def put_translations(self, translations: Mapping[str, Translation]) -> None:
        made_at = self._clock()
        kept = [{"key": key, **columns_of(translation), "made_at": made_at} for key, translation in translations.items()]
        await self._change_each(upsert(self._dialect, TRANSLATIONS), kept)

    async def put_note(self, name: str, value: str) -> None:
        await self._upsert(NOTES, {"name": name, "value": value})

    async def record_deed(self, deed: Deed) -> None:
        columns = columns_of(deed)
        await self._change(insert(AUDIT).values(what=columns.pop("words"), **columns))

    async def prune(self, before: datetime) -> int:
        return await self._ask(partial(prune, before=before))

    # --- changing ---

    async def _upsert(self, table: Table, columns: Columns) -> None:
        await self._change_each(upsert(self._dialect, table), [columns])

    async def _insert_unless(self, table: Table, columns: Columns, *unique: str) -> bool:
        inserting = insert_unless(self._dialect, table, *unique)
        return bool(await self._ask(lambda connection: connection.execute(inserting, columns).rowcount))

    async def _change(self, statement: Update | Delete | Insert) -> int:
        """How many rows it met."""
        return await self._ask(lambda connection: connection.execute(statement).rowcount)

    async def _change_each(self, statement: Insert | Update, changes: list[Columns]) -> None:
        if changes:
            await self._ask(lambda connection: connection.execute(statement, changes).close())

    async def _living(self, story_id: str) -> str:
        return await self._ask(partial(living_id, story_id=story_id))

    async def _follow(self, article: Article) -> None:
        """The window shows an article where and when it now stands, and not at all once it waits to be placed again."""
        own = FEATURES.c.article_id == article.article_id
        if article.state is ArticleState.PLACED and article.story_id:
            await self._change(update(FEATURES).where(own).values(story_id=article.story_id, published=article.published))
        else:
            await self._change(delete(FEATURES).where(own))


def _changes(delivery: Delivery, expected: Delivery) -> Columns:
    """What a row is changed to. Of a row in hand the body only when it is another: a mail's is 50 KB, and nobody else changes it."""
    columns = columns_of(delivery)
    del columns["delivery_id"], columns["key"]
    if expected.state in _HELD and delivery.body == expected.body:
        del columns["body"]
    return columns
