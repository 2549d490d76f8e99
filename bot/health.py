"""Is the street alive? Answered from the store, so that another process (a container's health check) can ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.verbs.health import Health, health
from news.ports import Reading, Store

HEARTBEAT = "heartbeat"
LATEST = timedelta(minutes=3)
"""A heart that has not beaten for this long has stopped: it beats before every look for due feeds (5 s)."""


class Pulse(StrEnum):
    ALIVE = "alive"
    NEVER_RAN = "never_ran"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HealthReport:
    pulse: Pulse
    heartbeat: datetime | None
    house: Health

    @property
    def ok(self) -> bool:
        return self.pulse is Pulse.ALIVE


async def beat(store: Store, now: datetime) -> None:
    """Say that the street is alive. Also proves that the store can be written: on a full disk the heart stops, and health says so."""
    async with store.transaction() as tx:
        await tx.put_note(HEARTBEAT, now.isoformat())


async def examine(store: Reading, now: datetime) -> HealthReport:
    note = await store.note(HEARTBEAT)
    heartbeat = datetime.fromisoformat(note) if note else None
    return HealthReport(_pulse(heartbeat, now), heartbeat, await health(store, now=now))


def _pulse(heartbeat: datetime | None, now: datetime) -> Pulse:
    if heartbeat is None:
        return Pulse.NEVER_RAN
    return Pulse.ALIVE if now - heartbeat < LATEST else Pulse.STOPPED
