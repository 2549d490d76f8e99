"""An engine in a process of its own, which can be killed: a model that hangs or eats the memory only costs its batch."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from threading import Lock

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage, Translation, Translator
from translators.engines import originals, version_of

# A fork of a process with threads (an event loop, OpenMP) can hang at birth.
_SPAWNING = multiprocessing.get_context("spawn")

Build = Callable[[], Translator]
"""Makes the engine inside the worker; must be picklable (a module-level function or a partial of one)."""


MOST_LOSSES = 12
"""Workers one batch may cost. Enough to corner one bad passage among a thousand; an engine that always dies is given up soon."""
SHORTEST_TRY = 10.0
"""Seconds: halves get half the time, but a model must have time to load."""


class _LostError(Exception):
    """A batch came to nothing; the text says why."""


@dataclass(slots=True)
class _Losses:
    """Workers this batch has cost so far."""

    count: int = 0


class GuardedTranslator:
    """Runs another translator in a worker process.

    Each batch gets `seconds`; a worker that takes longer, dies, or grows over `memory` MB of address space is lost with its batch. That is
    tried again in halves by new workers; what is lost on its own comes back in the original, FAILED. `can` and `version` are asked here, of an engine that loads no model.
    """

    def __init__(self, build: Build, *, seconds: float = 120.0, memory: int = 0) -> None:
        self._front = build()
        self.name = self._front.name
        self._build = build
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._pool: ProcessPool | None = None
        self._pending: set[ProcessFuture[list[Translation]]] = set()

    def can(self, source: str, target: str) -> bool:
        return self._front.can(source, target)

    def version(self, source: str, target: str) -> str:
        """That of the engine in the worker."""
        return version_of(self._front, source, target)

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        """A batch that is lost is tried again in halves, so that one poisoned passage (fault 18) costs only itself.

        Raises `TranslationError` when every worker was lost and nothing was translated: then it is the engine, not the text.
        """
        losses = _Losses()
        translations = self._tried(list(passages), target, self._seconds, losses) if passages else []
        if losses.count >= MOST_LOSSES and all(each.mark is TranslationMark.FAILED for each in translations):
            raise TranslationError(translations[0].note)
        return translations

    def _tried(self, passages: list[Passage], target: str, seconds: float, losses: _Losses) -> list[Translation]:
        try:
            return self._run(passages, target, seconds)
        except _LostError as lost:
            losses.count += 1
            if len(passages) == 1 or losses.count >= MOST_LOSSES:
                return originals(passages, TranslationMark.FAILED, self.name, f"{self.name} {lost}")
        middle, less = len(passages) // 2, max(seconds / 2, min(seconds, SHORTEST_TRY))
        halves = (passages[:middle], passages[middle:])
        return [translation for half in halves for translation in self._tried(half, target, less, losses)]

    def _run(self, passages: list[Passage], target: str, seconds: float) -> list[Translation]:
        future = self._scheduled(passages, target, seconds)
        try:
            answers: list[Translation] = future.result()
        except TimeoutError:
            raise _LostError(f"took more than {seconds:.0f} s and was stopped") from None
        except ProcessExpired as death:
            raise _LostError(f"its process died (exit code {death.exitcode})") from None
        except CancelledError:
            raise TranslationError(f"{self.name} was stopped") from None
        except MemoryError:
            raise _LostError("ran out of memory") from None
        finally:
            self._pending.discard(future)
        return answers

    def _scheduled(self, passages: list[Passage], target: str, seconds: float) -> ProcessFuture[list[Translation]]:
        with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(max_workers=1, initializer=_bounded, initargs=[self._memory], context=_SPAWNING)
            future: ProcessFuture[list[Translation]] = self._pool.schedule(
                _translated, args=[self._build, passages, target], timeout=seconds
            )
            self._pending.add(future)
            return future

    def close(self) -> None:
        """Stop the worker, whatever it is doing: who waits for it gets a `TranslationError`. The next batch would start a new one."""
        with self._lock:
            for future in list(self._pending):  # a stopped pool leaves its futures open
                future.cancel()  # type: ignore[no-untyped-call]  # pebble is typed in part
            if self._pool:
                self._pool.stop()  # type: ignore[no-untyped-call]  # pebble is typed in part
                self._pool.join()
                self._pool = None


_engine: list[Translator] = []
"""In the worker: its one engine, built when the first batch arrives. Empty in every other process."""


def _bounded(memory: int) -> None:
    """In the worker: let allocations beyond `memory` MB fail (0: no bound), so that the machine does not start killing."""
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))


def _translated(build: Build, passages: list[Passage], target: str) -> list[Translation]:
    """In the worker."""
    if not _engine:
        _engine.append(build())
    return _engine[0].translate(passages, target)
