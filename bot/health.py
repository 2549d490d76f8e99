"""Is the street alive? Answered from the store, so that another process (a container's health check) can ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from news.ports import Reading, Store

HEARTBEAT = "heartbeat"
LATEST = timedelta(minutes=3)
"""A heart that has not beaten for this long has stopped: it beats with every sweep (30 s)."""


class Health(StrEnum):
    ALIVE = "alive"
    NEVER_RAN = "never_ran"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HealthReport:
    health: Health
    heartbeat: datetime | None
    failing: tuple[tuple[str, str], ...]
    """(slug, last error) of feeds that failed at their last poll."""
    feeds: int
    articles: int
    unplaced: int
    stories: int
    subscribers: int
    deliveries: Mapping[str, int]

    @property
    def ok(self) -> bool:
        return self.health is Health.ALIVE


async def beat(store: Store, now: datetime) -> None:
    """Say that the street is alive. Also proves that the store can be written: on a full disk the heart stops, and health says so."""
    async with store.transaction() as tx:
        await tx.put_note(HEARTBEAT, now.isoformat())


async def examine(store: Reading, now: datetime) -> HealthReport:
    tally = await store.tally()
    note = await store.note(HEARTBEAT)
    heartbeat = datetime.fromisoformat(note) if note else None
    failing = tuple((each.feed.slug, each.state.last_error) for each in await store.feeds() if each.state.failures)
    return HealthReport(
        _judge(heartbeat, now),
        heartbeat,
        failing,
        tally.feeds,
        tally.articles,
        tally.unplaced,
        tally.stories,
        tally.subscribers,
        tally.deliveries,
    )


def _judge(heartbeat: datetime | None, now: datetime) -> Health:
    if heartbeat is None:
        return Health.NEVER_RAN
    return Health.ALIVE if now - heartbeat < LATEST else Health.STOPPED
