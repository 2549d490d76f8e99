"""What the domain asks of the world. Each docstring is the behavioural contract; one contract test file per Protocol.

All datetimes are aware UTC. Everything async is awaited on the one event loop; `Translator` and `Detector` are plain functions that
the caller runs off the loop.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar, runtime_checkable

from news.articles import Article, Text, TranslationMark
from news.audit import Deed
from news.deliveries import Body, Delivery, DeliveryKind, DeliveryState, DigestEntry, Receipt
from news.feed import Feed, FeedState, Fetched, NotModified, ParsedFeed, WatchedFeed
from news.stories.values import PlacedFeatures, Placement, Ruled, Ruling, Story
from news.subscribers import Following, Subscriber, Subscription, Topic
from news.views import View
from news.websub import HubRequest, HubSubscription

T = TypeVar("T")


class Clock(Protocol):
    """The one source of "now"; aware UTC."""

    def __call__(self) -> datetime: ...


# --- from an address to entries -------------------------------------------------------------------------------------


class Fetcher(Protocol):
    """Gets a feed's bytes politely: conditional, capped in bytes and seconds, only from addresses that are allowed."""

    async def fetch(self, feed: Feed, state: FeedState) -> Fetched | NotModified:
        """Raise `FetchError` when it may work later, `FeedGone` when the server says it will not."""
        ...

    async def close(self) -> None: ...


class FullTexts(Protocol):
    """Reads an article's own page, as politely as a feed: only where the site's robots.txt allows it."""

    async def text_of(self, url: str, feed: Feed) -> str:
        """Its paragraphs as plain text, never "". Raise `FeedError` when the page may not be read, cannot be had, or holds no article."""
        ...


class Parser(Protocol):
    """Reads a feed document in a worker that can be killed; never blocks the loop, never opens files or addresses."""

    async def parse(self, fetched: Fetched, feed: Feed) -> ParsedFeed:
        """Raise `ParseError` when this is no feed, or reading it took more time, memory or entries than allowed."""
        ...

    async def close(self) -> None: ...


class HubDoor(Protocol):
    """Speaks to the hubs that feeds name, with the same limits and the same guard as the fetcher."""

    async def ask(self, request: HubRequest) -> None:
        """Return when the hub has taken the request; whether it means it shows when it verifies. `FetchError` when it has not."""
        ...

    async def close(self) -> None: ...


# --- from any language to any other ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Detected:
    """A language (ISO 639-1 or "und") and how sure we are, 0..1."""

    language: str
    confidence: float


class Detector(Protocol):
    """Says which language a text is in. Deterministic; thread-safe; never raises on any string."""

    def detect(self, text: str, *, hint: str = "") -> Detected:
        """`hint` (the feed's language) is a prior, not the answer."""
        ...

    def label(self, text: Text, *, hint: str = "") -> Text:
        """The same text with `language` (title) and `summary_language` (summary and body) filled in, each judged for itself."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text (headline, lead, paragraph) to be translated out of `language`."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Translation:
    """`text` in the target language, or the original words when `mark` is FAILED, UNAVAILABLE or POSTPONED (then `note` says why)."""

    text: str
    mark: TranslationMark
    engine: str = ""
    """Engine and model version, part of the cache key ("argos tr_en 1.5")."""
    note: str = ""


@runtime_checkable
class Translator(Protocol):
    """Translates batches. Thread-safe; blocking (the caller keeps it off the loop).

    `translate` gives one `Translation` per passage in the same order. A single bad passage never raises: it comes back in the original,
    marked. A passage already in the target language comes back unchanged, marked ORIGINAL. Raises `TranslationError` only when the
    engine as a whole is broken.
    """

    name: str

    def can(self, source: str, target: str) -> bool:
        """Whether there is a route (direct or through the pivot) between two ISO 639-1 codes."""
        ...

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]: ...


# --- memory ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """What a store holds, for health and metrics."""

    feeds: int
    articles: int
    unplaced: int
    stories: int
    subscribers: int
    deliveries: Mapping[str, int]
    """Number per `DeliveryState` value."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Whose words an article is in (the feed that brought it) and the hash of those words."""

    feed: str
    content_hash: str


class Reading(Protocol):
    """Questions to the store. Inside a transaction they see its own writes. Raise `StorageError` when the database refuses."""

    async def feeds(self) -> list[WatchedFeed]:
        """All, by slug. A feed without a state row has a fresh `FeedState`."""
        ...

    async def feed(self, slug: str) -> WatchedFeed | None: ...

    async def due_feeds(self, now: datetime, limit: int) -> list[WatchedFeed]:
        """Not paused, `next_poll_at` None or ≤ now; longest overdue first (None first)."""
        ...

    async def hub_subscription(self, callback: str) -> HubSubscription | None: ...

    async def hub_subscriptions(self, feed: str) -> list[HubSubscription]:
        """Of this feed, whether it is still there or not; by callback."""
        ...

    async def hubs_due(self, now: datetime, limit: int) -> list[HubSubscription]:
        """`due_at` None or ≤ now; longest overdue first (None first)."""
        ...

    async def known_keys(self, keys: Iterable[str]) -> dict[str, str]:
        """Of these identity keys, those seen before → article id. Keys outlive their pruned articles (then the id still comes back)."""
        ...

    async def article(self, article_id: str) -> Article | None: ...

    async def wordings(self, article_ids: Iterable[str]) -> dict[str, Wording]:
        """Of those of these articles that exist: whose words they are in, and their hash. Asked at every poll, so that no text is read."""
        ...

    async def articles(self, article_ids: Iterable[str]) -> list[Article]:
        """Those that exist, in the order asked for."""
        ...

    async def unplaced(self, limit: int) -> list[Article]:
        """State RECEIVED, oldest `received` first."""
        ...

    async def story(self, story_id: str) -> Story | None:
        """Follows forwarding ids: asking for a merged story gives the one it was merged into."""
        ...

    async def stories_named(self, story_ids: Iterable[str]) -> dict[str, Story]:
        """`story` for each of these ids, asked at once; an id that names none is left out."""
        ...

    async def stories(self, *, since: datetime | None = None, limit: int = 50) -> list[Story]:
        """Living ones (not merged away), newest `last_at` first."""
        ...

    async def story_articles(self, story_id: str) -> list[Article]:
        """Members, by (published, article_id)."""
        ...

    async def placement(self, article_id: str) -> Placement | None:
        """What was decided about the article, with its evidence."""
        ...

    async def placements(self, article_ids: Iterable[str]) -> dict[str, Placement]:
        """The same for many; those about which something was decided."""
        ...

    async def window(self, since: datetime) -> list[PlacedFeatures]:
        """Features of placed articles published since then, by (published, article_id); story ids are living ones."""
        ...

    async def rulings(self) -> list[Ruled]:
        """Admins' words about articles that exist, in the order they were said: of two about one article and story the later one holds."""
        ...

    async def subscriber(self, subscriber_id: str) -> Subscriber | None: ...

    async def subscriber_at(self, channel: str, address: str) -> Subscriber | None: ...

    async def subscribers(self) -> list[Subscriber]: ...

    async def subscribers_named(self, subscriber_ids: Iterable[str]) -> dict[str, Subscriber]:
        """Those of these ids that there are, asked at once."""
        ...

    async def topic(self, topic_id: str) -> Topic | None: ...

    async def topics(self, *, owner: str | None = None) -> list[Topic]:
        """By id. `owner=None`: all; `owner=""`: presets; else that subscriber's own."""
        ...

    async def subscriptions(self, subscriber_id: str) -> list[Subscription]: ...

    async def subscriptions_of(self, subscriber_ids: Iterable[str]) -> dict[str, list[Subscription]]:
        """`subscriptions` of each of these subscribers, asked at once; nobody is left out."""
        ...

    async def followers(self, topic_ids: Iterable[str]) -> list[Following]:
        """Every subscription to any of these topics, with both ends, by (subscriber, topic)."""
        ...

    async def delivery(self, delivery_id: str) -> Delivery | None: ...

    async def delivery_by_key(self, key: str) -> Delivery | None: ...

    async def deliveries(
        self, *, state: DeliveryState | None = None, subscriber_id: str | None = None, story_id: str | None = None, limit: int = 100
    ) -> list[Delivery]:
        """Newest `created_at` first."""
        ...

    async def waiting_alerts(self, subscriber_id: str, now: datetime) -> list[Delivery]:
        """Their ALERT deliveries, DUE or LEASED, with `due_at` ≤ now; oldest `created_at` first."""
        ...

    async def rung(self, subscriber_id: str, since: datetime) -> list[datetime]:
        """When alerts and follow-ups to them were sent, from then on; in that order."""
        ...

    async def alerts_of(self, story_id: str) -> dict[str, Delivery]:
        """The ledger: subscriber id → the story's ALERT delivery, whatever its state."""
        ...

    async def digest_entries(self, subscriber_id: str, *, digest: str = "") -> list[DigestEntry]:
        """Waiting (`digest=""`), or those taken by the digest with this key; by `added_at`."""
        ...

    async def entries_taken(self, digests: Iterable[str]) -> dict[str, list[DigestEntry]]:
        """`digest_entries` of each of the digests with these keys, asked at once; none is left out."""
        ...

    async def entries_of(self, story_id: str) -> list[DigestEntry]:
        """Who waits to read of this story, under any of its names, in a digest not yet made; by subscriber."""
        ...

    async def digests_due(self, now: datetime, limit: int) -> list[Subscriber]:
        """Listening subscribers whose `next_digest_at` ≤ now."""
        ...

    async def translations(self, keys: Iterable[str]) -> dict[str, Translation]:
        """The cache: those of these keys that are known."""
        ...

    async def note(self, name: str) -> str | None:
        """A small named value (offset of updates, schema facts)."""
        ...

    async def deeds(self, *, who: str | None = None, limit: int = 50) -> list[Deed]:
        """What admins did (`who`: one of them), newest first."""
        ...

    async def tally(self) -> Tally: ...


class Writing(Protocol):
    """Changes, only inside a transaction."""

    async def put_feed(self, feed: Feed) -> None: ...

    async def put_feed_state(self, state: FeedState) -> None: ...

    async def delete_feed(self, slug: str) -> None:
        """Forget definition and state; its articles stay. Its subscriptions at hubs become LEAVING, due now."""
        ...

    async def put_hub_subscription(self, subscription: HubSubscription) -> None: ...

    async def delete_hub_subscription(self, callback: str) -> None: ...

    async def add_article(self, article: Article, keys: Iterable[str]) -> bool:
        """Store it and claim its identity keys. False, and nothing stored, when the article id or any key is taken (I1)."""
        ...

    async def add_articles(self, arrivals: Sequence[tuple[Article, Sequence[str]]]) -> list[bool]:
        """`add_article` for each, one after the other, asked for and stored at once."""
        ...

    async def claim_keys(self, claims: Mapping[str, str]) -> None:
        """More names for known articles (key → article id); keys already taken stay where they are."""
        ...

    async def put_article(self, article: Article) -> None:
        """Replace a known article."""
        ...

    async def place_article(self, article: Article, placement: Placement, features: str) -> None:
        """Save the article as PLACED into `placement.story_id`, with the decision and the versioned features JSON."""
        ...

    async def put_features(self, article_id: str, features: str) -> None:
        """Replace the features JSON of a placed article; nothing for one that is not in the window."""
        ...

    async def put_story(self, story: Story) -> None: ...

    async def forward_story(self, story_id: str, into: str) -> None:
        """Members of `story_id` now belong to `into`; the old id forwards (chains are kept one step long)."""
        ...

    async def rule(self, rulings: Iterable[Ruling]) -> None:
        """Remember an admin's words, after all earlier ones. They are forgotten with their articles."""
        ...

    async def put_subscriber(self, subscriber: Subscriber) -> None: ...

    async def put_topic(self, topic: Topic) -> None: ...

    async def delete_topic(self, topic_id: str) -> None:
        """And the subscriptions to it."""
        ...

    async def subscribe(self, subscription: Subscription) -> None:
        """Insert, or change the pace."""
        ...

    async def unsubscribe(self, subscriber_id: str, topic_id: str) -> bool:
        """False when there was none."""
        ...

    async def enqueue(self, delivery: Delivery) -> bool:
        """False, and nothing changed, when the key is already there."""
        ...

    async def put_delivery(self, delivery: Delivery, *, expected: Delivery) -> bool:
        """Compare and set on (state, lease) of `expected`: False, and nothing changed, when the row has moved on."""
        ...

    async def put_deliveries(self, changes: Sequence[tuple[Delivery, Delivery]]) -> list[bool]:
        """`put_delivery` for each (delivery, expected), made at once: which were made. No two may name one row."""
        ...

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
        """DUE rows with `due_at` ≤ now (of subscribers on these channels, of these kinds), made LEASED under `token`: by
        `DeliveryKind.urgency`, then oldest due first. No two callers get one row.
        """
        ...

    async def stale(self, now: datetime, *, limit: int, all_leases: bool = False) -> list[Delivery]:
        """LEASED or SENDING rows whose lease ran out (`all_leases`: every such row; only for a process that holds the store alone)."""
        ...

    async def add_digest_entry(self, entry: DigestEntry) -> bool:
        """False when the story already waits for (or was taken by) a digest of this subscriber."""
        ...

    async def take_digest_entries(self, subscriber_id: str, digest: str) -> list[DigestEntry]:
        """All waiting entries, marked as carried by that digest."""
        ...

    async def drop_digest_entries(self, subscriber_id: str, story_id: str) -> int:
        """Forget that the story, under any of its names, waits for a digest of this subscriber, or for one that is DUE and not leased yet;
        how many entries. What a digest is telling, or has told, stays.
        """
        ...

    async def release_digest_entries(self, digest: str) -> int:
        """Give the entries of a digest that may not have arrived back to the pool; how many."""
        ...

    async def put_translations(self, translations: Mapping[str, Translation]) -> None: ...

    async def put_note(self, name: str, value: str) -> None: ...

    async def record_deed(self, deed: Deed) -> None:
        """What an admin did, in the transaction in which it was done. Two alike are two."""
        ...

    async def prune(self, before: datetime) -> int:
        """Delete placed articles published before then, emptied stories and final deliveries as old; identity keys stay. How many articles."""
        ...


class Transaction(Reading, Writing, Protocol):
    """Reads and writes that happen together or not at all."""


class Store(Reading, Protocol):
    """The memory of the street. Reads may run beside a transaction and see the last committed state.

    `transaction()` commits when its block ends and rolls everything back when the block raises. Transactions are serial: a second one waits
    for the first. A locked database is waited for and retried; one that still refuses raises `StorageError` and nothing is changed.
    """

    def transaction(self) -> AbstractAsyncContextManager[Transaction]: ...

    async def commit(self, body: Callable[[Transaction], Awaitable[T]]) -> T:
        """`transaction()` around a body that waits for nothing but its transaction, and touches nothing that belongs to the event loop: a store
        may run the whole of it somewhere else, in one go. What the body gave, once it is committed; RuntimeError for a body that waits.
        """
        ...

    async def backup(self, target: str) -> None:
        """A consistent copy into a file while the street goes on. `StorageError` when this store has no files."""
        ...

    async def close(self) -> None: ...


# --- from a delivery to a person ------------------------------------------------------------------------------------


class Channel(Protocol):
    """A way to a person. Renders (pure) and sends (once; the outbox is the only retry).

    `send` and `edit` raise `RetryLater` when nothing was accepted and a later try may work, `AddressGone` when never, `Unknown` when the call
    was cut off after it was written. They never retry by themselves and never raise vendor errors.
    """

    name: str
    kind_repeats_safely: bool
    """True when `send` with the same body cannot be seen twice (mail with a stable Message-ID): then a cut-off digest may be sent again."""

    def render(self, view: View) -> Body: ...

    async def send(self, address: str, body: Body, *, reply_to: Receipt | None = None) -> Receipt: ...

    async def edit(self, receipt: Receipt, body: Body) -> Receipt:
        """Rewrite what was sent; "not modified" is success. A channel that cannot edit returns the receipt unchanged."""
        ...

    async def close(self) -> None: ...


@runtime_checkable
class Narrow(Channel, Protocol):
    """A channel through which only so much goes at a time: what else is marked as SENDING would only wait there, and a crash meanwhile makes
    it unknown although nothing of it left the house.
    """

    @property
    def calls_at_once(self) -> int:
        """How many calls keep it busy."""
        ...


@runtime_checkable
class Paced(Channel, Protocol):
    """A channel that may not speak to one address as often as it likes."""

    async def turn(self, address: str) -> timedelta:
        """Wait until this address may be spoken to, where that is a matter of seconds; then zero, else how long it still takes. Promises
        nothing: `send` has the last word.
        """
        ...
