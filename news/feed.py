"""A feed as declared, as it stands after the last poll, and what a poll brought."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from news.access import FeedAccess
from news.articles import Entry
from news.skips import Skips


class Origin(StrEnum):
    """Who declared a feed or topic. On the same slug the file wins."""

    FILE = "file"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Feed:
    """What we watch. `slug` names it for people and never changes; the address may."""

    slug: str
    url: str
    title: str = ""
    outlet: str = ""
    language: str = ""
    """A hint, used as a prior by the detector."""
    owner: str = ""
    country: str = ""
    category: str = ""
    zone: str = "UTC"
    """IANA zone for dates without one."""
    every: timedelta = timedelta(minutes=15)
    origin: Origin = Origin.FILE
    paused: bool = False
    access: FeedAccess | None = None
    """What it is asked with beyond our own headers."""
    full_text: bool = False
    """Whether the pages of its articles are read as well."""

    def evolve(self, **changes: object) -> Feed:
        return replace(self, **changes)  # type: ignore[arg-type]  # see Article.evolve


@dataclass(frozen=True, slots=True)
class FeedState:
    """How polling went so far. Saved in the same transaction as the entries a poll brought (fault 1)."""

    slug: str
    etag: str = ""
    last_modified: str = ""
    next_poll_at: datetime | None = None
    """None = never polled: due now."""
    due_reason: str = ""
    """Why `next_poll_at` is what it is: a `news.polling.FeedDue` name."""
    last_polled_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_entry_at: datetime | None = None
    failures: int = 0
    """In a row."""
    last_error: str = ""
    error_reported: bool = False
    """Admins were told that it fails or is gone."""
    interval: timedelta | None = None
    """What the adaptive interval has come to; None = the feed's own `every`."""
    polls: int = 0
    entries: int = 0
    """Articles this feed brought, ever."""
    longest_quiet: timedelta | None = None
    """The longest time between two polls that brought news, of late: a long one fades by half in `news.polling.FADES_IN`. None = unknown."""
    moved_to: str = ""
    """Where permanent redirects led at the last poll that got an answer; "" = nowhere."""
    moves: int = 0
    """How many such polls in a row they led there."""
    move_reported: str = ""
    """The address of which admins were told."""
    silence_reported: bool = False
    address: str = ""
    """Where it is asked instead of at the address declared (`news.moves`); "" = there."""
    moved_from: str = ""
    """The address it had before it moved: `address` holds only as long as the feed is declared there."""
    ttl: timedelta | None = None
    """The publisher's own wish, as the last whole answer said it."""
    skips: Skips | None = None
    """Likewise."""
    pushed_at: datetime | None = None
    """When its hub last brought something; None = no hub, or one that has missed something since."""
    read_hash: str = ""
    """`news.sameness.document_hash` of the last whole answer all of whose entries are stored; "" = none."""
    first_ok_at: datetime | None = None
    """When it was first read without error; for feeds older than this field, when that was first noted."""

    def evolve(self, **changes: object) -> FeedState:
        return replace(self, **changes)  # type: ignore[arg-type]  # see Article.evolve


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed and how it stands."""

    feed: Feed
    state: FeedState


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect on the way: who asked at `url` was sent on with `status`."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes and what the server said about them. `body` is decompressed."""

    url: str
    """After redirects: the base for relative links."""
    body: bytes
    content_type: str = ""
    status: int = 200
    etag: str = ""
    last_modified: str = ""
    max_age: timedelta | None = None
    """From Cache-Control/Expires."""
    moved_to: str = ""
    """Non-empty when every redirect on the way was permanent."""
    language: str = ""
    """Content-Language, "" when the server did not say."""
    hub: str = ""
    """From the Link header (RFC 8288), as `self_url`: it goes before what the document says (WebSub 4)."""
    self_url: str = ""
    hops: tuple[Hop, ...] = ()
    """The redirects that led here, first to last."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says: nothing new since last time."""

    etag: str = ""
    last_modified: str = ""
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document, read."""

    title: str
    language: str
    entries: tuple[Entry, ...]
    warnings: tuple[str, ...] = ()
    ttl: timedelta | None = None
    """The publisher's own wish (ttl, sy:updatePeriod)."""
    skips: Skips | None = None
    """When nothing changes (skipHours, skipDays); None = the publisher does not say."""
    hub: str = ""
    self_url: str = ""
    format: str = ""
    """What it turned out to be: "RSS 2.0", "Atom 1.0", "RSS 1.0 (RDF)", "JSON Feed 1.1" …"""
    charset: str = ""
    """The charset that was decided on."""
    charset_reason: str = ""
    """What settled it: a `feeds.charset.CharsetReason`."""
    parser: str = ""
    """What read it, and how: "feedparser", "feedparser, leniently" where it is not well-formed, "JSON"."""
