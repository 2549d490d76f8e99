"""A whole street over any store, with feeds written in the test and a channel that records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.compose import Doors, Policies, build_street
from bot.street import Street
from channels.recording import RecordingChannel
from feeds.parse import parse_document
from news.alerts import AlertPolicy
from news.articles import Entry
from news.digests import next_digest
from news.errors import FetchError
from news.feed import Feed, FeedState, Fetched, NotModified, ParsedFeed
from news.ports import Store, Translator
from news.subscribers import Pace, Subscriber, Subscription, Topic
from storage.memory import MemoryStore
from support.clocks import SetClock
from translators.detect import LangdetectDetector
from translators.nothing import NoTranslator


@dataclass(slots=True)
class WrittenFeeds:
    """Fetcher and parser in one: what a feed says, by slug or address, is a list of entries (or an error) set by the test."""

    says: dict[str, Sequence[Entry] | Exception] = field(default_factory=dict)
    asked: list[FeedState] = field(default_factory=list)

    async def fetch(self, feed: Feed, state: FeedState) -> Fetched | NotModified:
        self.asked.append(state)
        answer = self._answer(feed)
        if isinstance(answer, Exception):
            raise answer
        etag = f'"{hash(tuple(answer))}"'
        return NotModified(etag=etag) if state.etag == etag else Fetched(url=feed.url, body=b"", etag=etag)

    async def parse(self, fetched: Fetched, feed: Feed) -> ParsedFeed:
        answer = self._answer(feed)
        assert not isinstance(answer, Exception)
        return ParsedFeed(title=feed.title, language=feed.language, entries=tuple(answer))

    def _answer(self, feed: Feed) -> Sequence[Entry] | Exception:
        return self.says.get(feed.url) or self.says.get(feed.slug, FetchError("no such feed"))

    async def close(self) -> None: ...


class HereParser:
    """Reads a real document without a worker."""

    async def parse(self, fetched: Fetched, feed: Feed) -> ParsedFeed:
        return parse_document(fetched.body, fetched.url, fetched.content_type, feed)

    async def close(self) -> None: ...


POLICIES = Policies(alerts=AlertPolicy(announce_first_poll=True))
OUTLETS = {"tr": ("anka", "Anka Postası", "TR"), "uk": ("dnipro", "Дніпро Новини", "UA"), "en": ("harbour", "Harbour Times", "GB")}


@dataclass(slots=True)
class TestStreet:
    """The street, its clock, its feeds and what its readers saw."""

    __test__ = False
    street: Street
    clock: SetClock
    feeds: WrittenFeeds
    channel: RecordingChannel

    @property
    def store(self) -> Store:
        return self.street.store

    async def subscribe(self, name: str, *topics: str, language: str = "en", pace: Pace = Pace.NOW, digest_at: str = "08:00") -> Subscriber:
        reader = Subscriber(name, "recording", name, language=language, created_at=self.clock(), digest_at=digest_at)
        reader = reader.evolve(next_digest_at=next_digest(reader, after=self.clock()))
        async with self.store.transaction() as tx:
            await tx.put_subscriber(reader)
            for topic in topics:
                await tx.subscribe(Subscription(name, topic, pace))
        return reader

    async def declare(self, feeds: Sequence[str], queries: Mapping[str, str]) -> None:
        """Feeds by language code of `OUTLETS`; topics by slug → query."""
        declared = [
            Feed(slug, f"http://127.0.0.1/{slug}", title, title, language=code, country=country)
            for code, (slug, title, country) in OUTLETS.items()
            if code in feeds
        ]
        topics = [Topic(slug, slug.title(), (("", query),)) for slug, query in queries.items()]
        await self.street.declare(declared, topics)

    async def poll(self) -> None:
        """Every feed, whether due or not; then place."""
        await self.street.poll(await self.store.feeds())
        await self.street.place_all()

    async def pass_hold(self) -> None:
        """Let the hold and the edit throttle pass, and deliver."""
        self.clock.move(seconds=120)
        await self.street.deliver_all()

    def seen_by(self, name: str) -> list[str]:
        """The texts on this reader's screen."""
        return [record.body.text for record in self.channel.to(name)]


def street_over(
    store: Store | None = None,
    *,
    clock: SetClock | None = None,
    translator: Translator | None = None,
    policies: Policies = POLICIES,
    channel: RecordingChannel | None = None,
) -> TestStreet:
    clock = clock or SetClock()
    feeds = WrittenFeeds()
    channel = channel or RecordingChannel()
    store = store or MemoryStore()
    doors = Doors(store, feeds, feeds, LangdetectDetector(["tr", "uk", "en", "ru"]), translator or NoTranslator(), {"recording": channel})
    return TestStreet(build_street(doors, clock=clock, policies=policies), clock, feeds, channel)


def entry(title: str, summary: str = "", *, at: datetime | None = None, guid: str = "", url: str = "") -> Entry:
    name = guid or f"urn:test:{abs(hash(title)) % 10**10}"
    return Entry(guid=name, url=url or f"https://news.example/{abs(hash(title)) % 10**10}", title=title, summary=summary, published=at)


def minutes_before(moment: datetime, minutes: float) -> datetime:
    return moment - timedelta(minutes=minutes)
