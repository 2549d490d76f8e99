"""An engine in a process of its own, which can be killed: a model that hangs or eats the memory only costs its batch."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from threading import Lock

from pebble import ProcessExpired, ProcessPool

from news.articles import TranslationMark
from news.ports import Passage, Translation, Translator
from translators.engines import originals, version_of

# A fork of a process with threads (an event loop, OpenMP) can hang at birth.
_SPAWNING = multiprocessing.get_context("spawn")

Build = Callable[[], Translator]
"""Makes the engine inside the worker; must be picklable (a module-level function or a partial of one)."""


class GuardedTranslator:
    """Runs another translator in a worker process.

    Each batch gets `seconds`; a worker that takes longer, dies, or grows over `memory` MB of address space loses its batch only: the
    originals come back FAILED and the next batch gets a new worker. `can` and `version` are asked here, of an engine that loads no model.
    """

    def __init__(self, build: Build, *, seconds: float = 120.0, memory: int = 0) -> None:
        self._front = build()
        self.name = self._front.name
        self._build = build
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._pool: ProcessPool | None = None

    def can(self, source: str, target: str) -> bool:
        return self._front.can(source, target)

    def version(self, source: str, target: str) -> str:
        """That of the engine in the worker."""
        return version_of(self._front, source, target)

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        if not passages:
            return []
        future = self._workers().schedule(_translated, args=[self._build, list(passages), target], timeout=self._seconds)
        try:
            answers: list[Translation] = future.result()
        except TimeoutError:
            return self._lost(passages, f"took more than {self._seconds:.0f} s and was stopped")
        except ProcessExpired as death:
            return self._lost(passages, f"its process died (exit code {death.exitcode})")
        except CancelledError:
            return self._lost(passages, "was stopped")
        except MemoryError:
            return self._lost(passages, "ran out of memory")
        return answers

    def close(self) -> None:
        """Stop the worker. The next batch would start a new one."""
        with self._lock:
            if self._pool:
                self._pool.stop()  # type: ignore[no-untyped-call]  # pebble is typed in part
                self._pool.join()
                self._pool = None

    def _workers(self) -> ProcessPool:
        with self._lock:
            if self._pool is None or not self._pool.active:
                self._pool = ProcessPool(max_workers=1, initializer=_bounded, initargs=[self._memory], context=_SPAWNING)
            return self._pool

    def _lost(self, passages: Sequence[Passage], why: str) -> list[Translation]:
        return originals(passages, TranslationMark.FAILED, self.name, f"{self.name} {why}")


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
