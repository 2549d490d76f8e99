"""Is the street alive? Answered from the store, so that another process (a container's health check) can ask."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.verbs.health import Health, health
from news.ports import Reading, Store

HEARTBEAT = "heartbeat"
TRANSLATING = "translating"
LATEST = timedelta(minutes=3)
"""A heart that has not beaten for this long has stopped: it beats every 5 s, before a look for due feeds."""


class Pulse(StrEnum):
    ALIVE = "alive"
    NEVER_RAN = "never_ran"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class TranslationHealth:
    """How translating has gone since `run` started."""

    known: int
    """Passages (each different one once a batch) whose translation the memory had."""
    translated: int
    """Passages an engine was asked for."""
    hit_rate: float
    """known / both, 0..1."""
    owed: int
    """Articles placed in their own words whose translation follows."""
    pace: float
    """Characters a second of late."""
    silent_for: float
    """Seconds the engine has been at its present slice."""


@dataclass(frozen=True, slots=True)
class HealthReport:
    pulse: Pulse
    heartbeat: datetime | None
    house: Health
    translating: TranslationHealth | None = None
    """None before `run` has beaten once."""

    @property
    def ok(self) -> bool:
        return self.pulse is Pulse.ALIVE


async def beat(store: Store, now: datetime, translating: TranslationHealth) -> None:
    """Say that the street is alive, and how it gets on. Also proves that the store can be written: on a full disk the heart stops, and health says so."""
    async with store.transaction() as tx:
        await tx.put_note(HEARTBEAT, now.isoformat())
        await tx.put_note(TRANSLATING, json.dumps(asdict(translating)))


async def examine(store: Reading, now: datetime) -> HealthReport:
    note = await store.note(HEARTBEAT)
    heartbeat = datetime.fromisoformat(note) if note else None
    return HealthReport(_pulse(heartbeat, now), heartbeat, await health(store, now=now), _translating(await store.note(TRANSLATING)))


def _translating(note: str | None) -> TranslationHealth | None:
    """What an older version wrote in another shape is nothing."""
    try:
        return TranslationHealth(**json.loads(note)) if note else None
    except (ValueError, TypeError):
        return None


def _pulse(heartbeat: datetime | None, now: datetime) -> Pulse:
    if heartbeat is None:
        return Pulse.NEVER_RAN
    return Pulse.ALIVE if now - heartbeat < LATEST else Pulse.STOPPED
