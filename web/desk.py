"""What the pages ask of the house: a Protocol at its consumer. Tokens are opaque here; whoever stands behind the desk reads them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What came of a request."""

    DONE = "done"
    ALREADY = "already"
    OUTDATED = "outdated"
    """A confirmation too old, or void since."""
    NO_SUCH_LINK = "no_such_link"
    """Not signed by us, or for somebody we no longer know."""
    BAD_ADDRESS = "bad_address"
    BAD_ZONE = "bad_zone"
    BAD_HOUR = "bad_hour"
    BAD_QUERY = "bad_query"
    """The topic of one's own cannot be read: `Desk.what_is_wrong` says why."""
    TOO_MANY_TOPICS = "too_many_topics"
    TOO_MANY = "too_many"
    """So many have asked in the last hour that we wait."""
    CLOSED = "closed"
    """Nobody may ask here; the operator has not opened it."""


@dataclass(frozen=True, slots=True)
class TopicChoice:
    topic_id: str
    title: str
    followed: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who came with a link, and what they have set. `hour` is "HH:MM"; `weekday` "" (every day) or "mon" … "sun"."""

    address: str
    language: str
    zone: str
    hour: str
    weekday: str
    paused: bool
    left: bool
    topics: tuple[TopicChoice, ...]
    unsubscribe: str
    """The address to leave at."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a form says."""

    language: str
    zone: str
    hour: str
    weekday: str
    topics: tuple[str, ...]
    paused: bool = False
    own: str = ""
    """A query to follow besides, as the reader wrote it; "" for none."""


class Desk(Protocol):
    """Nothing here raises for what a stranger may send; nothing changes unless the outcome is DONE."""

    async def confirm(self, token: str) -> Outcome: ...

    async def leave(self, token: str) -> Outcome: ...

    async def language_of(self, purpose: str, token: str) -> str | None:
        """The language of whoever holds this link; None when it is none of ours."""
        ...

    async def reader(self, token: str) -> Reader | None:
        """By a preferences link."""
        ...

    async def change(self, token: str, wishes: Wishes) -> Outcome: ...

    def what_is_wrong(self, query: str, language: str) -> str:
        """Why a query cannot be read, in a sentence; "" for one that can."""
        ...

    async def offered(self, language: str) -> tuple[TopicChoice, ...]:
        """Topics somebody new may choose."""
        ...

    async def ask(self, address: str, wishes: Wishes) -> Outcome:
        """DONE whether or not the address is known: a stranger learns nothing."""
        ...
