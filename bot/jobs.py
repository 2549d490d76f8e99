"""The job runner: the one place where any exception is caught, so that a bad feed, article or chat never stops the others (I6)."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from news.errors import NewsError

log = logging.getLogger(__name__)

Job = Callable[[], Awaitable[object]]


@dataclass(slots=True)
class JobRunner:
    """Runs named jobs: counts them, never lets one overlap itself, never lets one's failure out."""

    runs: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    last_error: dict[str, str] = field(default_factory=dict)
    last_ok: dict[str, float] = field(default_factory=dict)
    """Monotonic seconds."""
    _busy: set[str] = field(default_factory=set)

    async def run(self, name: str, job: Job) -> bool:
        """Run it unless it is running already. True when it ran and did not fail."""
        if name in self._busy:
            return False
        self._busy.add(name)
        self.runs[name] += 1
        try:
            await job()
        except NewsError as error:
            self._failed(name, error)
            log.error("job %s: %s", name, error)  # noqa: TRY400  a named error says what is wrong; its traceback would not
            return False
        except Exception as error:
            self._failed(name, error)
            log.exception("job %s failed", name)
            return False
        finally:
            self._busy.discard(name)
        self.last_ok[name] = time.monotonic()
        return True

    def _failed(self, name: str, error: Exception) -> None:
        self.failures[name] += 1
        self.last_error[name] = f"{type(error).__name__}: {error}"

    @property
    def busy(self) -> frozenset[str]:
        return frozenset(self._busy)

    async def drain(self, seconds: float) -> bool:
        """Wait until nothing runs any more, at most this long; whether it came to that."""
        deadline = time.monotonic() + seconds
        while self._busy and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        return not self._busy
