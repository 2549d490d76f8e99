"""The one MetaData. Each table's columns stand in the order of the fields of the value it keeps, so that a row *is* the value's arguments.

Indexes are named after the question they answer; `bench` and `tests/storage` hold them to it.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, false, true

from news.access import FeedAccess, SentHeader
from news.articles import ArticleState, Media, TranslationMark
from news.audit import DeedOutcome
from news.deliveries import Body, DeliveryKind, DeliveryOutcome, DeliveryState, Receipt
from news.feed import Origin
from news.mailboxes import Bounce, BounceKind, Mailbox
from news.skips import Skips
from news.stories.values import Evidence, PlacementReason
from news.subscribers import Mute, MuteKind, Pace, TermTranslation
from news.websub import HubState
from storage.sql.types import Moment, Named, Packed, Span, Words

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_MAILBOX_MOMENTS = ("asked_at", "confirmed_at", "left_at")


def _media(packed: list[list[str]]) -> tuple[Media, ...]:
    return tuple(Media(*one) for one in packed)


def _evidence(packed: list[dict[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(signal=one["signal"], weight=one["weight"], words=tuple(one["words"])) for one in packed)


def _pairs(packed: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, packed))


def _mutes_packed(mutes: tuple[Mute, ...]) -> list[list[str]]:
    return [[mute.kind.value, mute.about, mute.until.isoformat() if mute.until else ""] for mute in mutes]


def _mutes(packed: list[list[str]]) -> tuple[Mute, ...]:
    return tuple(Mute(MuteKind(kind), about, datetime.fromisoformat(until) if until else None) for kind, about, until in packed)


def _translations_packed(translations: tuple[TermTranslation, ...]) -> list[list[str | bool]]:
    return [[each.term, each.language, each.text, each.struck] for each in translations]


def _translations(packed: list[list[Any]]) -> tuple[TermTranslation, ...]:
    return tuple(TermTranslation(*each) for each in packed)


def _mailbox_packed(mailbox: Mailbox) -> dict[str, Any]:
    moments = {name: moment.isoformat() for name in _MAILBOX_MOMENTS if (moment := getattr(mailbox, name))}
    bounces = [[bounce.kind.value, bounce.code, bounce.at.isoformat()] for bounce in mailbox.bounces]
    return {"confirming": mailbox.confirming, "chat": mailbox.chat, "bounces": bounces, **moments}


def _mailbox(packed: dict[str, Any]) -> Mailbox:
    moments = {name: datetime.fromisoformat(packed[name]) for name in _MAILBOX_MOMENTS if name in packed}
    bounces = tuple(Bounce(BounceKind(kind), code, datetime.fromisoformat(at)) for kind, code, at in packed["bounces"])
    return Mailbox(confirming=packed["confirming"], chat=packed["chat"], bounces=bounces, **moments)


def _body(packed: str) -> Body:
    return Body.from_json(packed)


def _receipt(packed: dict[str, str]) -> Receipt:
    return Receipt(**packed)


def _access(packed: dict[str, Any]) -> FeedAccess:
    return FeedAccess(**(packed | {"headers": tuple(SentHeader(**header) for header in packed["headers"])}))


def _skips(packed: dict[str, list[int]]) -> Skips:
    return Skips(tuple(packed["hours"]), tuple(packed["days"]))


def _each_as_dict(values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [asdict(value) for value in values]


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _name(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, String, primary_key=primary_key, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Moment, nullable=nullable)


FEEDS = Table(
    "feeds",
    METADATA,
    _name("slug", primary_key=True),
    _text("url"),
    _text("title"),
    _text("outlet"),
    _name("language"),
    _text("owner"),
    _name("country"),
    _text("category"),
    _name("zone"),
    Column("every", Span, nullable=False),
    Column("origin", Named(Origin), nullable=False),
    _flag("paused"),
    Column("access", Packed(asdict, _access)),
    Column("full_text", Boolean, nullable=False, server_default=false()),
)

FEED_STATES = Table(
    "feed_states",
    METADATA,
    Column("slug", String, ForeignKey("feeds.slug", ondelete="CASCADE"), primary_key=True),
    _text("etag"),
    _text("last_modified"),
    _moment("next_poll_at", nullable=True),
    _name("due_reason"),
    _moment("last_polled_at", nullable=True),
    _moment("last_ok_at", nullable=True),
    _moment("last_entry_at", nullable=True),
    _number("failures"),
    _text("last_error"),
    _flag("error_reported"),
    Column("interval", Span),
    _number("polls"),
    _number("entries"),
    Column("longest_quiet", Span),
    Column("moved_to", Text, nullable=False, server_default=""),  # a worker of the release before leaves these out
    Column("moves", Integer, nullable=False, server_default="0"),
    Column("move_reported", Text, nullable=False, server_default=""),
    Column("silence_reported", Boolean, nullable=False, server_default=false()),
    Column("address", Text, nullable=False, server_default=""),
    Column("moved_from", Text, nullable=False, server_default=""),
    Column("ttl", Span),
    Column("skips", Packed(asdict, _skips)),
    _moment("pushed_at", nullable=True),
    Column("read_hash", String, nullable=False, server_default=""),
    _moment("first_ok_at", nullable=True),
    Index("ix_feed_states_due", "next_poll_at", "slug"),
)

HUB_SUBSCRIPTIONS = Table(
    "hub_subscriptions",
    METADATA,
    _name("callback", primary_key=True),
    _name("feed"),
    _text("hub"),
    _text("topic"),
    _text("secret"),
    Column("state", Named(HubState), nullable=False),
    _moment("due_at", nullable=True),
    _moment("lease_until", nullable=True),
    _number("attempts"),
    _text("last_error"),
    Index("ix_hub_subscriptions_feed", "feed"),
    Index("ix_hub_subscriptions_due", "due_at"),
)

ARTICLES = Table(
    "articles",
    METADATA,
    _name("article_id", primary_key=True),
    _name("feed"),
    _text("outlet"),
    _text("url"),
    _moment("published"),
    _moment("received"),
    _text("title"),
    _text("summary"),
    _text("body"),
    _name("language"),
    _name("summary_language"),
    _text("pivot_title", nullable=True),
    _text("pivot_summary", nullable=True),
    _text("pivot_body", nullable=True),
    Column("pivot_language", String),
    Column("pivot_summary_language", String),
    Column("translation", Named(TranslationMark), nullable=False),
    _text("translator"),
    _text("owner"),
    _name("country"),
    Column("categories", Words, nullable=False),
    Column("media", Packed(lambda media: [[one.url, one.kind] for one in media], _media), nullable=False),
    _flag("date_guessed"),
    _flag("silent"),
    Column("state", Named(ArticleState), nullable=False),
    Column("story_id", String),
    _name("content_hash"),
    _number("attempts"),
    Index("ix_articles_unplaced", "state", "received", "article_id"),
    Index("ix_articles_story", "story_id", "published", "article_id"),
    Index("ix_articles_published", "published"),
)

ARTICLE_KEYS = Table(
    "article_keys",
    METADATA,
    _name("key", primary_key=True),
    _name("article_id"),  # no foreign key: a key outlives its pruned article, so that the entry is not taken for new
    sqlite_with_rowid=False,  # the key is the row: half the size and one lookup instead of two
)

PLACEMENTS = Table(
    "placements",
    METADATA,
    Column("article_id", String, ForeignKey("articles.article_id", ondelete="CASCADE"), primary_key=True),
    _name("story_id"),  # as decided then; where the article stands now is in `articles`
    Column("reason", Named(PlacementReason), nullable=False),
    Column("score", Float, nullable=False),
    Column("evidence", Packed(_each_as_dict, _evidence), nullable=False),
    _name("nearest"),
    _name("nearest_story"),
)

FEATURES = Table(
    "features",  # apart from `articles`, so that loading a window does not read the bodies
    METADATA,
    Column("article_id", String, ForeignKey("articles.article_id", ondelete="CASCADE"), primary_key=True),
    _name("story_id"),
    _moment("published"),
    _text("features"),
    Index("ix_features_window", "published", "article_id"),
    Index("ix_features_story", "story_id"),
)

STORIES = Table(
    "stories",
    METADATA,
    _name("story_id", primary_key=True),
    _moment("first_at"),
    _moment("last_at"),
    _name("founder"),
    _number("articles"),
    Column("houses", Words, nullable=False),
    Column("languages", Words, nullable=False),
    _number("revision"),
    _name("merged_into"),
    _flag("silent"),
    Index("ix_stories_living", "merged_into", "last_at", "story_id"),
)

RULINGS = Table(
    "rulings",  # one row a word, never changed: `ruling_id` is the order in which they were said
    METADATA,
    Column("ruling_id", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String, ForeignKey("articles.article_id", ondelete="CASCADE"), nullable=False),
    _name("story_id"),
    _flag("belongs"),
    _moment("at"),
    Index("ix_rulings_article", "article_id"),
)

SUBSCRIBERS = Table(
    "subscribers",
    METADATA,
    _name("subscriber_id", primary_key=True),
    _name("channel"),
    _text("address"),
    _name("language"),
    _name("zone"),
    _flag("paused"),
    _flag("gone"),
    _moment("created_at", nullable=True),
    _name("digest_at"),
    _moment("next_digest_at", nullable=True),
    Column("quiet", String, nullable=False, server_default=""),  # a worker of the release before leaves it out
    Column("mutes", Packed(_mutes_packed, _mutes), nullable=False, server_default="[]"),
    Column("mail", Packed(_mailbox_packed, _mailbox)),
    Column("reads", String, nullable=False, server_default=""),
    Column("admitted", Boolean, nullable=False, server_default=true()),
    UniqueConstraint("channel", "address"),
    Index("ix_subscribers_digests_due", "next_digest_at", "subscriber_id"),
)

TOPICS = Table(
    "topics",
    METADATA,
    _name("topic_id", primary_key=True),
    _text("title"),
    Column("queries", Packed(list, _pairs), nullable=False),
    _name("owner"),
    Column("hold", Span),
    Column("titles", Packed(list, _pairs), nullable=False),
    Column("translations", Packed(_translations_packed, _translations), nullable=False, server_default="[]"),
    Index("ix_topics_owner", "owner"),
)

SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    Column("subscriber_id", String, ForeignKey("subscribers.subscriber_id"), primary_key=True),
    Column("topic_id", String, ForeignKey("topics.topic_id", ondelete="CASCADE"), primary_key=True),
    Column("pace", Named(Pace), nullable=False),
    Index("ix_subscriptions_followers", "topic_id", "subscriber_id"),
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    _name("delivery_id", primary_key=True),
    _name("key"),
    Column("kind", Named(DeliveryKind), nullable=False),
    Column("subscriber_id", String, ForeignKey("subscribers.subscriber_id"), nullable=False),
    _moment("due_at"),
    _moment("created_at"),
    _moment("expires_at", nullable=True),
    _name("story_id"),
    Column("topics", Words, nullable=False),
    Column("words", Words, nullable=False),
    _text("reason"),
    _text("payload"),
    Column("state", Named(DeliveryState), nullable=False),
    Column("outcome", Named(DeliveryOutcome), nullable=False),
    _number("attempts"),
    _name("lease"),
    _moment("leased_until", nullable=True),
    Column("body", Packed(Body.to_json, _body)),
    _number("revision"),
    Column("receipt", Packed(asdict, _receipt)),
    _moment("sent_at", nullable=True),
    _text("note"),
    UniqueConstraint("key"),
    Index("ix_deliveries_due_kind", "state", "kind", "due_at", "created_at", "delivery_id"),
    Index("ix_deliveries_ledger", "story_id", "kind"),
    Index("ix_deliveries_subscriber", "subscriber_id", "created_at"),
    Index("ix_deliveries_rung", "subscriber_id", "sent_at"),
    Index("ix_deliveries_created", "created_at", "delivery_id"),
)

DIGEST_ENTRIES = Table(
    "digest_entries",
    METADATA,
    Column("subscriber_id", String, ForeignKey("subscribers.subscriber_id"), primary_key=True),
    _name("story_id", primary_key=True),
    _text("reason"),
    _moment("added_at"),
    Column("topics", Words, nullable=False),
    _name("digest"),
    Index("ix_digest_entries_waiting", "subscriber_id", "digest", "added_at"),
    Index("ix_digest_entries_digest", "digest"),
    Index("ix_digest_entries_story", "story_id"),
)

TRANSLATIONS = Table(
    "translations",
    METADATA,
    _name("key", primary_key=True),
    _text("text"),
    Column("mark", Named(TranslationMark), nullable=False),
    _text("engine"),
    _text("note"),
    _moment("made_at"),
)

NOTES = Table("notes", METADATA, _name("name", primary_key=True), _text("value"))

AUDIT = Table(
    "audit",
    METADATA,
    Column("audit_id", Integer, primary_key=True, autoincrement=True),
    _text("who"),
    _text("what"),  # the words; in rows of before revision 0005 the verb stands before them
    _moment("at"),
    Column("verb", String, nullable=False, server_default=""),  # a worker of the release before leaves these out
    Column("outcome", Named(DeedOutcome), nullable=False, server_default=DeedOutcome.DONE.value),
    Column("note", Text, nullable=False, server_default=""),
)
