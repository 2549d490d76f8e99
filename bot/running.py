"""`tellal run`: the street on its schedule, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.alarms import Alarms
from bot.health import beat
from bot.loudness import Loudness
from bot.notices import report_troubled_feeds, tell_now
from bot.schedule import Moment, Schedule, Tick, clock_jump
from bot.street import Street
from news.alarms import AlarmBoard
from news.errors import ConfigError, StorageError
from news.feed import WatchedFeed
from news.trouble import trouble_to_tell

log = logging.getLogger(__name__)

REST_SECONDS = 15.0
"""Between the failure of a listener (a port taken, a bug) and its next start."""
CLOCK_SECONDS = 10.0
"""Between two looks at whether the machine's clock was set."""
PATIENCE = timedelta(milliseconds=200)
"""How long a look for due feeds waits for polls that are quickly back; the others are met by the next look, a second later."""
PROOF_HOLDS = timedelta(seconds=5)
"""How long the store is believed to be writable after it was written."""
GRACE_SECONDS = 10.0
"""How long what is in flight may take to finish after SIGTERM (fault 24)."""

POLL, DELIVER, SPREAD, ALARMS, SWEEP, MERGE, TRANSLATE, TERMS, DIGEST, PRUNE = (
    "poll", "deliver", "broadcast", "alarms", "sweep", "second look", "catch up", "terms", "digest", "prune",
)  # fmt: skip


@dataclass(slots=True)
class Running:
    """The street, its ticks, and whatever else listens (the conversation, the page) as long as it runs."""

    street: Street
    keep: timedelta
    admins: tuple[str, ...] = ()
    """Subscriber ids of admins, for notices."""
    beside: dict[str, Callable[[asyncio.Event], Coroutine[Any, Any, None]]] = field(default_factory=dict)
    """Named coroutines that run until the event is set; one that fails is started again, unless the operator must act first."""
    reload: Callable[[], Awaitable[None]] | None = None
    """What SIGHUP does: read feeds.yaml again, swap only when it is valid."""
    board: AlarmBoard = field(default_factory=AlarmBoard)
    """What channels and listeners met that an admin must hear of."""
    loudness: Loudness = field(default_factory=Loudness)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    schedule: Schedule = field(init=False)
    _store_refuses: bool = False
    _looked_about: datetime | None = None
    _caught_up: bool = False
    """With the troubles of feeds that admins were not told of."""

    def __post_init__(self) -> None:
        self.schedule = Schedule(
            (
                self._tick(POLL, 1, self._poll),
                self._tick(DELIVER, 1, self._deliver),
                self._tick(SPREAD, 2, self._spread),
                self._tick(ALARMS, 5, self._report_alarms),
                self._tick(SWEEP, 30, self._sweep),
                self._tick(MERGE, 30, self._look_again),
                self._tick(TRANSLATE, 10, self._catch_up),
                self._tick(TERMS, 10, self._translate_terms),
                self._tick(DIGEST, 60, self._digest),
                self._tick(PRUNE, 6 * 3600, self._prune),
            )
        )

    async def until_stopped(self) -> None:
        """Run until SIGTERM or SIGINT; then finish what is in flight, at most ten seconds."""
        self._listen_for_signals()
        self.schedule.start()
        beside = {**self.beside, "clock": self._watch_clock}
        listeners = [asyncio.create_task(self._keep_running(name, listener)) for name, listener in beside.items()]
        await self.stop.wait()
        log.info("stopping: finishing what is in flight")
        self.schedule.pause()
        self.street.outbox.closing = True
        for listener in listeners:  # what they had not committed is heard again after the restart
            listener.cancel()
            with suppress(asyncio.CancelledError):
                await listener
        drained = await self.street.jobs.drain(GRACE_SECONDS)
        self.schedule.stop()
        log.info("stopped" if drained else "stopped; what was still in flight is taken up again at the next start")

    async def _keep_running(self, name: str, listener: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
        helpless = asyncio.Event()

        async def listen() -> None:
            try:
                await listener(self.stop)
            except ConfigError:  # started again it would say the same, until the operator has acted
                helpless.set()
                raise

        while not self.stop.is_set() and not helpless.is_set():
            await self.street.jobs.run(name, listen)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), REST_SECONDS)

    async def _watch_clock(self, stop: asyncio.Event) -> None:
        """Notice that the machine's clock was set, and start every tick from here."""
        before = Moment.now()
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), CLOCK_SECONDS)
            after = Moment.now()
            if jump := clock_jump(before, after):
                log.warning("the clock was set by %.0f s: every job looks now", jump.total_seconds())
                self.schedule.wake_all()
            before = after

    def wake(self) -> None:
        """Something entered the outbox: deliver now."""
        self.street.outbox.ring()
        self.schedule.wake(DELIVER)

    def _tick(self, name: str, seconds: float, job: Callable[[], Awaitable[None]]) -> Tick:
        async def run() -> None:
            await self.street.jobs.run(name, job)

        return Tick(name, seconds, run)

    def _listen_for_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop.set)
        if self.reload is not None:
            loop.add_signal_handler(signal.SIGHUP, lambda: asyncio.ensure_future(self._reload()))

    async def _reload(self) -> None:
        if self.reload is not None:
            await self.street.jobs.run("reload", self.reload)

    async def _poll(self) -> None:
        await self._look_about()
        reports = await self.street.poll_due(patience=PATIENCE)
        if any(report.new or report.edited for report in reports):
            self.wake()
        await self._report_trouble(report.after for report in reports if report.after)

    async def _look_about(self) -> None:
        """What need not be asked every second: whether the store can be written, and how loud the log is to be."""
        now = self.street.clock()
        if self._looked_about and timedelta(0) <= now - self._looked_about < PROOF_HOLDS:
            return
        self._looked_about = None
        await self._prove_store()
        await self.loudness.heed(self.street.store)
        self._looked_about = now

    async def _report_trouble(self, polled: Iterable[WatchedFeed]) -> None:
        """Only a poll brings a feed into trouble; whom the last process left untold is looked for once."""
        policy = self.street.intake.policy
        if any(trouble_to_tell(watched, policy) for watched in polled):
            self._caught_up = False
        if not self._caught_up:
            await report_troubled_feeds(self.street, self.admins)
            self._caught_up = True

    async def _prove_store(self) -> None:
        """Write before fetching: what cannot be stored is not asked for (fault 12). Admins hear of it once, past the outbox."""
        try:
            await beat(self.street.store, self.street.clock(), self.street.placing.pivoting.health())
        except StorageError as error:
            if not self._store_refuses:
                self._store_refuses = True
                await tell_now(self.street, self.admins, f"The store refuses and polling has stopped: {error}")
            raise
        if self._store_refuses:
            self._store_refuses = False
            await tell_now(self.street, self.admins, "The store can be written again; polling goes on.")

    async def _deliver(self) -> None:
        await self.street.outbox.keep_delivering()

    async def _spread(self) -> None:
        if await self.street.broadcasting.tick():
            self.wake()

    async def _report_alarms(self) -> None:
        if await Alarms(self.street.store, self.board, self.street.clock, self.admins).look():
            self.wake()

    async def _sweep(self) -> None:
        """What a crash or a lost wake-up left behind (faults 2, 4, 5, 23)."""
        await self.street.outbox.sweep()
        await self.street.place_all()

    async def _look_again(self) -> None:
        await self.street.placing.look_again()

    async def _catch_up(self) -> None:
        if await self.street.placing.catch_up():
            self.wake()

    async def _translate_terms(self) -> None:
        if await self.street.terms.catch_up():
            await self.street.placing.reload_topics()

    async def _digest(self) -> None:
        await self.street.digesting.plan()
        await self.street.digesting.tick()

    async def _prune(self) -> None:
        async with self.street.store.transaction() as tx:
            gone = await tx.prune(self.street.clock() - self.keep)
        log.info("pruned %d articles", gone)
