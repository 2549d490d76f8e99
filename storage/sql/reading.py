"""Questions to a SQL database, on any connection: a transaction's own, or one lent for the question."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, case, false, func, or_, select, true

from news.articles import Article, ArticleState
from news.audit import Deed
from news.deliveries import RINGS, Delivery, DeliveryKind, DeliveryState, DigestEntry
from news.feed import WatchedFeed
from news.ports import Tally, Translation, Wording
from news.stories.values import PlacedFeatures, Placement, Ruled, Ruling, Story
from news.subscribers import Following, Subscriber, Subscription, Topic
from news.websub import HubSubscription
from storage.ledger import one_alert_each
from storage.sql import rows
from storage.sql.dialects import in_lists
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

WINDOW_PORTION = 10_000
"""Rows of a window turned into values at a time, so that the whole of it is held once and not twice."""

_WATCHED = select(FEEDS, FEED_STATES).select_from(FEEDS.outerjoin(FEED_STATES))
_ASKED = select(FEEDS, FEED_STATES).select_from(FEED_STATES.join(FEEDS))
"""The same for feeds that have a state, which all have (`put_feed`): led by the index of due times."""
_WORDING = select(ARTICLES.c.article_id, ARTICLES.c.feed, ARTICLES.c.content_hash)
_NAMED_STORY = STORIES.c.story_id == RULINGS.c.story_id
_RULED = (
    select(
        RULINGS.c.article_id,
        case((STORIES.c.merged_into != "", STORIES.c.merged_into), else_=RULINGS.c.story_id),  # NULL, no such story, is not != ""
        RULINGS.c.belongs,
        RULINGS.c.at,
        func.coalesce(ARTICLES.c.story_id, ""),
    )
    .select_from(RULINGS.join(ARTICLES, ARTICLES.c.article_id == RULINGS.c.article_id).outerjoin(STORIES, _NAMED_STORY))
    .order_by(RULINGS.c.ruling_id)
)
_FOLLOWING = select(SUBSCRIBERS, TOPICS, SUBSCRIPTIONS.c.pace).select_from(SUBSCRIPTIONS.join(SUBSCRIBERS).join(TOPICS))

AMONG = "among"


def among(question: Select[Any], column: ColumnElement[str]) -> Select[Any]:
    """The question for the rows whose column has one of the values named `AMONG`: written once, since writing it costs more than asking."""
    return question.where(column.in_(bindparam(AMONG, expanding=True)))


_WORDINGS = among(_WORDING, ARTICLES.c.article_id)
_KEYS_NAMED = among(select(ARTICLE_KEYS), ARTICLE_KEYS.c.key)
_ARTICLES_NAMED = among(select(ARTICLES), ARTICLES.c.article_id)
_STORIES_NAMED = among(select(STORIES), STORIES.c.story_id)
_PLACEMENTS_OF = among(select(PLACEMENTS), PLACEMENTS.c.article_id)
_SUBSCRIBERS_NAMED = among(select(SUBSCRIBERS), SUBSCRIBERS.c.subscriber_id)
_SUBSCRIPTIONS_OF = among(select(SUBSCRIPTIONS).order_by(SUBSCRIPTIONS.c.topic_id), SUBSCRIPTIONS.c.subscriber_id)
_FOLLOWERS = among(_FOLLOWING, SUBSCRIPTIONS.c.topic_id)
_ENTRIES_TAKEN = among(select(DIGEST_ENTRIES).order_by(DIGEST_ENTRIES.c.added_at, DIGEST_ENTRIES.c.story_id), DIGEST_ENTRIES.c.digest)
_TRANSLATIONS_NAMED = among(select(TRANSLATIONS), TRANSLATIONS.c.key)


class SqlReading(ABC):
    """`news.ports.Reading`."""

    @abstractmethod
    async def _ask(self, question: Callable[[Connection], T]) -> T:
        """Off the event loop, on a connection that sees one state of the database. What the database refuses becomes `StorageError`."""

    # --- feeds ---

    async def feeds(self) -> list[WatchedFeed]:
        return [rows.watched(row) for row in await self._all(_WATCHED.order_by(FEEDS.c.slug))]

    async def feed(self, slug: str) -> WatchedFeed | None:
        row = await self._first(_WATCHED.where(FEEDS.c.slug == slug))
        return None if row is None else rows.watched(row)

    async def due_feeds(self, now: datetime, limit: int) -> list[WatchedFeed]:
        """Two questions, each answered from where the index is entered: one with "or" walks the whole of it, every second."""
        due, slug = FEED_STATES.c.next_poll_at, FEED_STATES.c.slug
        watched = _ASKED.where(FEEDS.c.paused == false())
        found = await self._all(watched.where(due.is_(None)).order_by(slug).limit(limit))
        if len(found) < limit:
            found = [*found, *await self._all(watched.where(due <= now).order_by(due, slug).limit(limit - len(found)))]
        return [rows.watched(row) for row in found]

    async def hub_subscription(self, callback: str) -> HubSubscription | None:
        row = await self._first(select(HUB_SUBSCRIPTIONS).where(HUB_SUBSCRIPTIONS.c.callback == callback))
        return None if row is None else HubSubscription(*row)

    async def hub_subscriptions(self, feed: str) -> list[HubSubscription]:
        own = select(HUB_SUBSCRIPTIONS).where(HUB_SUBSCRIPTIONS.c.feed == feed).order_by(HUB_SUBSCRIPTIONS.c.callback)
        return [HubSubscription(*row) for row in await self._all(own)]

    async def hubs_due(self, now: datetime, limit: int) -> list[HubSubscription]:
        due = HUB_SUBSCRIPTIONS.c.due_at
        waiting = select(HUB_SUBSCRIPTIONS).where(or_(due.is_(None), due <= now)).order_by(due.nulls_first(), HUB_SUBSCRIPTIONS.c.callback)
        return [HubSubscription(*row) for row in await self._all(waiting.limit(limit))]

    # --- articles and stories ---

    async def known_keys(self, keys: Iterable[str]) -> dict[str, str]:
        return {row.key: row.article_id for row in await self._among(_KEYS_NAMED, keys)}

    async def article(self, article_id: str) -> Article | None:
        row = await self._first(_by_id(ARTICLES, article_id))
        return None if row is None else rows.article(row)

    async def wordings(self, article_ids: Iterable[str]) -> dict[str, Wording]:
        found = await self._among(_WORDINGS, article_ids)
        return {article_id: Wording(*words) for article_id, *words in found}

    async def articles(self, article_ids: Iterable[str]) -> list[Article]:
        asked = list(article_ids)
        found = {row.article_id: row for row in await self._among(_ARTICLES_NAMED, asked)}
        return [rows.article(found[article_id]) for article_id in asked if article_id in found]

    async def unplaced(self, limit: int) -> list[Article]:
        waiting = select(ARTICLES).where(ARTICLES.c.state == ArticleState.RECEIVED).order_by(ARTICLES.c.received, ARTICLES.c.article_id)
        return [rows.article(row) for row in await self._all(waiting.limit(limit))]

    async def story(self, story_id: str) -> Story | None:
        return await self._ask(partial(_living_story, story_id=story_id))

    async def stories_named(self, story_ids: Iterable[str]) -> dict[str, Story]:
        found = {row.story_id: Story(*row) for row in await self._among(_STORIES_NAMED, story_ids)}
        heirs = {story.merged_into: await self.story(story.merged_into) for story in found.values() if story.merged_into}
        living = {story_id: heirs[story.merged_into] if story.merged_into else story for story_id, story in found.items()}
        return {story_id: story for story_id, story in living.items() if story is not None}

    async def stories(self, *, since: datetime | None = None, limit: int = 50) -> list[Story]:
        recent = true() if since is None else STORIES.c.last_at >= since
        living = select(STORIES).where(STORIES.c.merged_into == "", recent).order_by(STORIES.c.last_at.desc(), STORIES.c.story_id)
        return [Story(*row) for row in await self._all(living.limit(limit))]

    async def story_articles(self, story_id: str) -> list[Article]:
        def members(connection: Connection) -> list[Article]:
            own = ARTICLES.c.story_id == living_id(connection, story_id)
            in_order = select(ARTICLES).where(own).order_by(ARTICLES.c.published, ARTICLES.c.article_id)
            return [rows.article(row) for row in connection.execute(in_order)]

        return await self._ask(members)

    async def placement(self, article_id: str) -> Placement | None:
        row = await self._first(_by_id(PLACEMENTS, article_id))
        return None if row is None else Placement(*row[1:])

    async def placements(self, article_ids: Iterable[str]) -> dict[str, Placement]:
        found = await self._among(_PLACEMENTS_OF, article_ids)
        return {article_id: Placement(*decided) for article_id, *decided in found}

    async def window(self, since: datetime) -> list[PlacedFeatures]:
        placed = select(FEATURES).where(FEATURES.c.published >= since).order_by(FEATURES.c.published, FEATURES.c.article_id)
        portions = placed.execution_options(yield_per=WINDOW_PORTION)
        return await self._ask(lambda connection: [PlacedFeatures(*tuple[Any, ...](row)) for row in connection.execute(portions)])

    async def rulings(self) -> list[Ruled]:
        return [Ruled(Ruling(*row[:-1]), row[-1]) for row in await self._all(_RULED)]

    # --- who listens, to what ---

    async def subscriber(self, subscriber_id: str) -> Subscriber | None:
        row = await self._first(_by_id(SUBSCRIBERS, subscriber_id))
        return None if row is None else Subscriber(*row)

    async def subscriber_at(self, channel: str, address: str) -> Subscriber | None:
        row = await self._first(select(SUBSCRIBERS).where(SUBSCRIBERS.c.channel == channel, SUBSCRIBERS.c.address == address))
        return None if row is None else Subscriber(*row)

    async def subscribers(self) -> list[Subscriber]:
        return [Subscriber(*row) for row in await self._all(select(SUBSCRIBERS).order_by(SUBSCRIBERS.c.subscriber_id))]

    async def subscribers_named(self, subscriber_ids: Iterable[str]) -> dict[str, Subscriber]:
        found = await self._among(_SUBSCRIBERS_NAMED, subscriber_ids)
        return {row.subscriber_id: Subscriber(*row) for row in found}

    async def topic(self, topic_id: str) -> Topic | None:
        row = await self._first(_by_id(TOPICS, topic_id))
        return None if row is None else Topic(*row)

    async def topics(self, *, owner: str | None = None) -> list[Topic]:
        whose = true() if owner is None else TOPICS.c.owner == owner
        return [Topic(*row) for row in await self._all(select(TOPICS).where(whose).order_by(TOPICS.c.topic_id))]

    async def subscriptions(self, subscriber_id: str) -> list[Subscription]:
        own = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.subscriber_id == subscriber_id).order_by(SUBSCRIPTIONS.c.topic_id)
        return [Subscription(*row) for row in await self._all(own)]

    async def subscriptions_of(self, subscriber_ids: Iterable[str]) -> dict[str, list[Subscription]]:
        theirs: dict[str, list[Subscription]] = {subscriber_id: [] for subscriber_id in subscriber_ids}
        for row in await self._among(_SUBSCRIPTIONS_OF, theirs):
            theirs[row.subscriber_id].append(Subscription(*row))
        return theirs

    async def followers(self, topic_ids: Iterable[str]) -> list[Following]:
        found = [rows.following(row) for row in await self._among(_FOLLOWERS, topic_ids)]
        return sorted(found, key=lambda following: (following.subscriber.subscriber_id, following.topic.topic_id))

    # --- the outbox and the digest ---

    async def delivery(self, delivery_id: str) -> Delivery | None:
        row = await self._first(_by_id(DELIVERIES, delivery_id))
        return None if row is None else Delivery(*row)

    async def delivery_by_key(self, key: str) -> Delivery | None:
        row = await self._first(select(DELIVERIES).where(DELIVERIES.c.key == key))
        return None if row is None else Delivery(*row)

    async def deliveries(
        self, *, state: DeliveryState | None = None, subscriber_id: str | None = None, story_id: str | None = None, limit: int = 100
    ) -> list[Delivery]:
        wanted = {"state": state, "subscriber_id": subscriber_id, "story_id": story_id}
        asked = [DELIVERIES.c[name] == value for name, value in wanted.items() if value is not None]
        newest = DELIVERIES.c.created_at.desc(), DELIVERIES.c.delivery_id.desc()
        return [Delivery(*row) for row in await self._all(select(DELIVERIES).where(*asked).order_by(*newest).limit(limit))]

    async def waiting_alerts(self, subscriber_id: str, now: datetime) -> list[Delivery]:
        theirs = and_(DELIVERIES.c.subscriber_id == subscriber_id, DELIVERIES.c.kind == DeliveryKind.ALERT)
        waits = and_(DELIVERIES.c.state.in_((DeliveryState.DUE, DeliveryState.LEASED)), DELIVERIES.c.due_at <= now)
        oldest = DELIVERIES.c.created_at, DELIVERIES.c.delivery_id
        return [Delivery(*row) for row in await self._all(select(DELIVERIES).where(theirs, waits).order_by(*oldest))]

    async def rung(self, subscriber_id: str, since: datetime) -> list[datetime]:
        theirs = and_(DELIVERIES.c.subscriber_id == subscriber_id, DELIVERIES.c.sent_at >= since, DELIVERIES.c.kind.in_(sorted(RINGS)))
        return [row.sent_at for row in await self._all(select(DELIVERIES.c.sent_at).where(theirs).order_by(DELIVERIES.c.sent_at))]

    async def alerts_of(self, story_id: str) -> dict[str, Delivery]:
        def alerts(connection: Connection) -> dict[str, Delivery]:
            living = living_id(connection, story_id)
            merged = select(STORIES.c.story_id).where(STORIES.c.merged_into == living)
            told = or_(DELIVERIES.c.story_id == living, DELIVERIES.c.story_id.in_(merged))
            found = _rows(connection, select(DELIVERIES).where(told, DELIVERIES.c.kind == DeliveryKind.ALERT))
            return one_alert_each((Delivery(*row) for row in found), living)

        return await self._ask(alerts)

    async def digest_entries(self, subscriber_id: str, *, digest: str = "") -> list[DigestEntry]:
        own = and_(DIGEST_ENTRIES.c.subscriber_id == subscriber_id, DIGEST_ENTRIES.c.digest == digest)
        found = await self._all(select(DIGEST_ENTRIES).where(own).order_by(DIGEST_ENTRIES.c.added_at, DIGEST_ENTRIES.c.story_id))
        return [DigestEntry(*row) for row in found]

    async def entries_taken(self, digests: Iterable[str]) -> dict[str, list[DigestEntry]]:
        taken: dict[str, list[DigestEntry]] = {digest: [] for digest in digests if digest}
        for row in await self._among(_ENTRIES_TAKEN, taken):
            taken[row.digest].append(DigestEntry(*row))
        return taken

    async def entries_of(self, story_id: str) -> list[DigestEntry]:
        def entries(connection: Connection) -> list[DigestEntry]:
            living = living_id(connection, story_id)
            names = select(STORIES.c.story_id).where(STORIES.c.merged_into == living)
            theirs = or_(DIGEST_ENTRIES.c.story_id == living, DIGEST_ENTRIES.c.story_id.in_(names))
            waiting = select(DIGEST_ENTRIES).where(theirs, DIGEST_ENTRIES.c.digest == "")
            in_order = waiting.order_by(DIGEST_ENTRIES.c.subscriber_id, DIGEST_ENTRIES.c.story_id)
            return [DigestEntry(*row) for row in _rows(connection, in_order)]

        return await self._ask(entries)

    async def digests_due(self, now: datetime, limit: int) -> list[Subscriber]:
        listening = and_(SUBSCRIBERS.c.admitted == true(), SUBSCRIBERS.c.paused == false(), SUBSCRIBERS.c.gone == false())
        due = select(SUBSCRIBERS).where(SUBSCRIBERS.c.next_digest_at <= now, listening)
        longest_due = due.order_by(SUBSCRIBERS.c.next_digest_at, SUBSCRIBERS.c.subscriber_id)
        return [Subscriber(*row) for row in await self._all(longest_due.limit(limit))]

    # --- the rest ---

    async def translations(self, keys: Iterable[str]) -> dict[str, Translation]:
        found = await self._among(_TRANSLATIONS_NAMED, keys)
        return {key: Translation(*translation) for key, *translation, _ in found}

    async def note(self, name: str) -> str | None:
        row = await self._first(select(NOTES.c.value).where(NOTES.c.name == name))
        return None if row is None else str(row.value)

    async def deeds(self, *, who: str | None = None, limit: int = 50) -> list[Deed]:
        theirs = true() if who is None else AUDIT.c.who == who
        columns = (AUDIT.c.who, AUDIT.c.verb, AUDIT.c.what, AUDIT.c.at, AUDIT.c.outcome, AUDIT.c.note)
        return [Deed(*row) for row in await self._all(select(*columns).where(theirs).order_by(AUDIT.c.audit_id.desc()).limit(limit))]

    async def tally(self) -> Tally:
        return await self._ask(_tally)

    # --- asking ---

    async def _all(self, question: Select[Any]) -> Sequence[Any]:
        return await self._ask(partial(_rows, question=question))

    async def _first(self, question: Select[Any]) -> Any | None:
        return next(iter(await self._all(question.limit(1))), None)

    async def _among(self, question: Select[Any], values: Iterable[str]) -> list[Any]:
        """The answers to a question made by `among` for these values, however many they are."""
        distinct = list(dict.fromkeys(values))
        portions = [{AMONG: some} for some in in_lists(distinct)]
        return (
            await self._ask(lambda connection: [row for each in portions for row in connection.execute(question, each)]) if distinct else []
        )


def _by_id(table: Table, value: str) -> Select[Any]:
    (key,) = table.primary_key.columns
    return select(table).where(key == value)


def _rows(connection: Connection, question: Select[Any]) -> Sequence[Any]:
    """SQLAlchemy types a row by its columns, which are counted nowhere in ours: `tests/storage` hold tables and values together instead."""
    found: Sequence[Any] = connection.execute(question).all()
    return found


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return int(connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0)


def _tally(connection: Connection) -> Tally:
    by_state = select(DELIVERIES.c.state, func.count()).group_by(DELIVERIES.c.state)
    return Tally(
        feeds=_count(connection, FEEDS),
        articles=_count(connection, ARTICLES),
        unplaced=_count(connection, ARTICLES, ARTICLES.c.state == ArticleState.RECEIVED),
        stories=_count(connection, STORIES, STORIES.c.merged_into == ""),
        subscribers=_count(connection, SUBSCRIBERS),
        deliveries={state.value: number for state, number in _rows(connection, by_state)},
    )


def _living_story(connection: Connection, story_id: str) -> Story | None:
    row = next(iter(_rows(connection, _by_id(STORIES, story_id))), None)
    story = None if row is None else Story(*row)
    return _living_story(connection, story.merged_into) if story and story.merged_into else story


def living_id(connection: Connection, story_id: str) -> str:
    """Where the story's members are: its own id, or that of the story it was merged into."""
    into = connection.scalar(select(STORIES.c.merged_into).where(STORIES.c.story_id == story_id))
    return living_id(connection, into) if into else story_id
