"""The one door to APScheduler. It only ticks: what is due stands in the store, so a restart forgets nothing and does not stampede."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

SLACK = timedelta(seconds=2)
"""Time servers slew a clock by less than this between two looks."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A job and how often it looks whether there is something to do."""

    name: str
    seconds: float
    job: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Moment:
    """What two clocks say at once: the machine's, which people and time servers set, and the one that only goes on."""

    wall: datetime
    monotonic: float
    """Seconds."""

    @classmethod
    def now(cls) -> Moment:
        return cls(datetime.now(UTC), time.monotonic())


def clock_jump(before: Moment, after: Moment) -> timedelta:
    """By how much the machine's clock was set in between: positive = forward. Zero when it was off by less than `SLACK`."""
    jump = (after.wall - before.wall) - timedelta(seconds=after.monotonic - before.monotonic)
    return jump if abs(jump) > SLACK else timedelta(0)


@dataclass(slots=True)
class Schedule:
    """Ticks jobs on the running event loop.

    `misfire_grace_time=None, coalesce=True`: a tick that is late (laptop asleep, loop blocked) still happens, once. The default grace of
    one second would drop it (APScheduler user guide, "Missed job executions and coalescing").
    """

    ticks: tuple[Tick, ...]
    _scheduler: AsyncIOScheduler = field(default_factory=lambda: AsyncIOScheduler(timezone=UTC))

    def start(self) -> None:
        """Every job looks once at once, then in its own rhythm."""
        for tick in self.ticks:
            self._scheduler.add_job(
                tick.job,
                IntervalTrigger(seconds=tick.seconds, timezone=UTC),
                id=tick.name,
                max_instances=2,  # the job runner sends a second one home at once; with 1 the vendor would warn at every late tick
                coalesce=True,
                misfire_grace_time=None,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    def wake(self, name: str) -> None:
        """Look now instead of at the next tick."""
        if self._scheduler.get_job(name):
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def wake_all(self) -> None:
        """Every job looks now, and goes on in its rhythm from here: after the machine's clock was put back, the vendor would wait for
        the old time to come again (its triggers reckon in wall-clock time; fault 8).
        """
        for tick in self.ticks:
            self.wake(tick.name)

    def pause(self) -> None:
        """No further ticks; what runs goes on to its end."""
        self._scheduler.pause()

    def stop(self) -> None:
        """The end. Whatever still runs is cancelled (the vendor's asyncio executor does that): `pause` and drain first."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
