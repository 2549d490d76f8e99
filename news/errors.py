"""Every error Tellal raises on purpose.

NewsError
├── ConfigError            the operator must act; we refuse to start
├── FeedError
│   ├── FetchError         transient: try again later
│   │   └── HostResting    not asked: its host has told us to wait
│   ├── FeedGone           permanent: 410, or the feed says it moved away for good
│   └── ParseError         an answer came, but it is not a feed
├── QueryError             a topic query that cannot be read; knows where
├── TranslationError       the article goes on in its own language
├── DeliveryError
│   ├── RetryLater(after)  the channel is busy or away
│   ├── AddressGone        nobody will ever answer at this address
│   └── Unknown            it may or may not have arrived
└── StorageError           the database refused; cause chained

Vendor errors become these at the doors (`feeds/`, `translators/`, `channels/`, `storage/`) and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from news.feed import Hop


class NewsError(Exception):
    """Something Tellal knows how to name."""


class ConfigError(NewsError):
    """The operator must act; we refuse to start. The text names file, line, key and the next step."""


class FeedError(NewsError):
    """A poll of one feed went wrong; the others go on. `hops`: the redirects it had followed by then."""

    hops: tuple[Hop, ...] = ()


class FetchError(FeedError):
    """The feed could not be fetched now. `retry_after` is the wish of the server at `host`, if it said one."""

    def __init__(self, reason: str, *, status: int | None = None, retry_after: timedelta | None = None, host: str = "") -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after
        self.host = host


class HostResting(FetchError):
    """The feed was not asked: its host has told us to wait at another feed's request. No failure of this one."""


class FeedGone(FeedError):
    """The server says the feed will not come back (410)."""


class ParseError(FeedError):
    """An answer came, but it is not a feed (or not one we could read within the caps). `names`: the feeds it names, when it is a web page.

    `fault` and `about` say the same as the reason, for who says it in another language; None where only the reason is known.
    """

    def __init__(
        self, reason: str, *, names: Iterable[str] = (), fault: StrEnum | None = None, about: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(reason)
        self.names = tuple(names)
        self.fault = fault
        self.about: Mapping[str, str] = about or {}


class QueryError(NewsError):
    """A topic query cannot be read. `position` is the 0-based offset of the offending character in `query`."""

    query = ""
    """As it was given to be read: of a longer command, or of several queries, the one at fault."""
    fault: StrEnum | None = None
    """A `news.topics.faults.Fault`, and in `about` what fills the blanks of its sentence, for who says it in another language."""
    about: Mapping[str, str] = MappingProxyType({})

    def __init__(self, reason: str, *, position: int | None = None, suggestion: str | None = None) -> None:
        super().__init__(reason)
        self.position = position
        self.suggestion = suggestion


class TranslationError(NewsError):
    """An engine is broken, missing or too slow; the article goes on in its own language."""


class DeliveryError(NewsError):
    """A channel could not say "delivered"."""


@dataclass(eq=False)
class RetryLater(DeliveryError):
    """The channel is busy or away: the same delivery may be tried again `after` this long.

    `whole_channel` is true when nobody can be reached for now (server down), false when only this address must wait.
    """

    reason: str
    after: timedelta = timedelta(seconds=30)
    whole_channel: bool = False
    held_back: bool = False
    """True when our own pacing said no before any call was made: it does not count as an attempt."""

    def __str__(self) -> str:
        return f"{self.reason} (again in {self.after.total_seconds():.0f} s)"


class AddressGone(DeliveryError):
    """Nobody will ever answer at this address (blocked, deactivated, no such mailbox)."""


class Unknown(DeliveryError):
    """The call was cut off after it was written: it may or may not have arrived. Never blindly sent again."""


class StorageError(NewsError):
    """The database refused; the cause is chained."""
