"""The job runner: the one place where any exception is caught, so that a bad feed, article or chat never stops the others (I6)."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from news.errors import NewsError

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class JobRunner:
    """Runs named jobs: counts their failures, never lets one overlap itself, never lets one's failure out."""

    failures: Counter[str] = field(default_factory=Counter)
    last_error: dict[str, str] = field(default_factory=dict)
    """Of jobs whose last run failed."""
    _busy: set[str] = field(default_factory=set)
    _idle: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._idle.set()

    async def run(self, name: str, job: Job, *, of: str = "") -> bool:
        """Run it unless it is running already. True when it ran and did not fail.

        `of`: which of a great many (an article, a delivery) the job is about. They may run side by side, and are remembered together.
        """
        mine = f"{name} {of}" if of else name
        if mine in self._busy:
            return False
        self._busy.add(mine)
        self._idle.clear()
        try:
            await job()
        except NewsError as error:
            if self._is_news(name, error, of):
                log.error("job %s: %s", mine, error)  # noqa: TRY400  a named error says what is wrong; its traceback would not
            return False
        except Exception as error:
            if self._is_news(name, error, of):
                log.exception("job %s failed", mine)
            return False
        finally:
            self._busy.discard(mine)
            if not self._busy:
                self._idle.set()
        if not of and self.last_error.pop(name, ""):
            log.info("job %s works again", name)
        return True

    def _is_news(self, name: str, error: Exception, of: str) -> bool:
        """Count the failure; whether it is another one than last time: a full disk is said once, not every five seconds."""
        self.failures[name] += 1
        if of:
            return True
        said = f"{type(error).__name__}: {error}"
        known, self.last_error[name] = self.last_error.get(name), said
        return said != known

    async def drain(self, seconds: float) -> bool:
        """Wait until nothing runs any more, at most this long; whether it came to that."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)
        return not self._busy
