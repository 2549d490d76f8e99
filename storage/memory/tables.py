"""What the in-memory store keeps, and the drafts of a transaction over it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Protocol

from news.articles import Article
from news.audit import Deed
from news.deliveries import Delivery, DigestEntry
from news.feed import Feed, FeedState
from news.ports import Translation
from news.stories.values import PlacedFeatures, Placement, Ruling, Story
from news.subscribers import Subscriber, Subscription, Topic
from news.websub import HubSubscription
from storage.memory.drafts import Draft, Rows, Table

NumberedDeed = tuple[int, Deed]
NumberedRuling = tuple[int, Ruling]


class Tables(Protocol):
    """Every table, committed or in draft."""

    @property
    def feeds(self) -> Rows[Feed]: ...
    @property
    def feed_states(self) -> Rows[FeedState]: ...
    @property
    def hub_subscriptions(self) -> Rows[HubSubscription]: ...
    @property
    def articles(self) -> Rows[Article]: ...
    @property
    def keys(self) -> Rows[tuple[str, str]]: ...
    @property
    def placements(self) -> Rows[tuple[str, Placement]]: ...
    @property
    def features(self) -> Rows[PlacedFeatures]: ...
    @property
    def stories(self) -> Rows[Story]: ...
    @property
    def subscribers(self) -> Rows[Subscriber]: ...
    @property
    def topics(self) -> Rows[Topic]: ...
    @property
    def subscriptions(self) -> Rows[Subscription]: ...
    @property
    def deliveries(self) -> Rows[Delivery]: ...
    @property
    def digest_entries(self) -> Rows[DigestEntry]: ...
    @property
    def translations(self) -> Rows[tuple[str, Translation]]: ...
    @property
    def notes(self) -> Rows[tuple[str, str]]: ...
    @property
    def rulings(self) -> Rows[NumberedRuling]: ...
    @property
    def audit(self) -> Rows[NumberedDeed]: ...


def _first(row: tuple[Any, ...]) -> Any:
    return row[0]


@dataclass(frozen=True, slots=True)
class Committed:
    """What every reader sees."""

    feeds: Table[Feed] = field(default_factory=lambda: Table(lambda feed: feed.slug))
    feed_states: Table[FeedState] = field(default_factory=lambda: Table(lambda state: state.slug))
    hub_subscriptions: Table[HubSubscription] = field(
        default_factory=lambda: Table(lambda found: found.callback, {"feed": lambda found: found.feed})
    )
    articles: Table[Article] = field(
        default_factory=lambda: Table(
            lambda article: article.article_id, {"state": lambda article: article.state, "story": lambda article: article.story_id}
        )
    )
    keys: Table[tuple[str, str]] = field(default_factory=lambda: Table(_first))
    placements: Table[tuple[str, Placement]] = field(default_factory=lambda: Table(_first))
    features: Table[PlacedFeatures] = field(default_factory=lambda: Table(lambda features: features.article_id))
    stories: Table[Story] = field(
        default_factory=lambda: Table(lambda story: story.story_id, {"merged_into": lambda story: story.merged_into})
    )
    subscribers: Table[Subscriber] = field(
        default_factory=lambda: Table(lambda found: found.subscriber_id, {"address": lambda found: (found.channel, found.address)})
    )
    topics: Table[Topic] = field(default_factory=lambda: Table(lambda topic: topic.topic_id, {"owner": lambda topic: topic.owner}))
    subscriptions: Table[Subscription] = field(
        default_factory=lambda: Table(
            lambda found: (found.subscriber_id, found.topic_id),
            {"subscriber": lambda found: found.subscriber_id, "topic": lambda found: found.topic_id},
        )
    )
    deliveries: Table[Delivery] = field(
        default_factory=lambda: Table(
            lambda row: row.delivery_id,
            {
                "key": lambda row: row.key,
                "state": lambda row: row.state,
                "story": lambda row: row.story_id,
                "subscriber": lambda row: row.subscriber_id,
            },
        )
    )
    digest_entries: Table[DigestEntry] = field(
        default_factory=lambda: Table(
            lambda entry: (entry.subscriber_id, entry.story_id),
            {
                "subscriber": lambda entry: entry.subscriber_id,
                "story": lambda entry: entry.story_id,
                "digest": lambda entry: entry.digest,
            },
        )
    )
    translations: Table[tuple[str, Translation]] = field(default_factory=lambda: Table(_first))
    notes: Table[tuple[str, str]] = field(default_factory=lambda: Table(_first))
    rulings: Table[NumberedRuling] = field(default_factory=lambda: Table(_first, {"article": lambda row: row[1].article_id}))
    audit: Table[NumberedDeed] = field(default_factory=lambda: Table(_first))


class Drafts:
    """A draft of each table, committed together."""

    def __init__(self, committed: Committed) -> None:
        self.feeds = Draft(committed.feeds)
        self.feed_states = Draft(committed.feed_states)
        self.hub_subscriptions = Draft(committed.hub_subscriptions)
        self.articles = Draft(committed.articles)
        self.keys = Draft(committed.keys)
        self.placements = Draft(committed.placements)
        self.features = Draft(committed.features)
        self.stories = Draft(committed.stories)
        self.subscribers = Draft(committed.subscribers)
        self.topics = Draft(committed.topics)
        self.subscriptions = Draft(committed.subscriptions)
        self.deliveries = Draft(committed.deliveries)
        self.digest_entries = Draft(committed.digest_entries)
        self.translations = Draft(committed.translations)
        self.notes = Draft(committed.notes)
        self.rulings = Draft(committed.rulings)
        self.audit = Draft(committed.audit)

    def commit(self) -> None:
        for table in fields(Committed):
            getattr(self, table.name).commit()
