"""Several engines in order: what one cannot do the next one tries."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock

from news.articles import TranslationMark
from news.errors import TranslationError
from news.ports import Passage, Translation, Translator
from translators.engines import by_language, close, failed, needs_translation, unavailable, unchanged, version_of

Monotonic = Callable[[], float]
"""Seconds that only grow."""

_SETTLED = frozenset({TranslationMark.MACHINE, TranslationMark.RECORDED, TranslationMark.ORIGINAL})


class BreakerState(StrEnum):
    """Whether an engine is asked."""

    CLOSED = "closed"
    """It works."""
    OPEN = "open"
    """It broke too often; it is left alone for a while."""
    HALF_OPEN = "half-open"
    """The while is over: one batch may try."""


@dataclass(slots=True)
class Breaker:
    """Stops asking an engine that broke `limit` times in a row, for `rest` seconds. Thread-safe."""

    limit: int = 3
    rest: float = 60.0
    now: Monotonic = time.monotonic
    _failures: int = 0
    _opened_at: float = 0.0
    _trying: bool = False
    _lock: Lock = field(default_factory=Lock)

    @property
    def state(self) -> BreakerState:
        if self._failures < self.limit:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self.now() - self._opened_at < self.rest else BreakerState.HALF_OPEN

    def admits(self) -> bool:
        """Whether to ask now; of several callers after the rest only the first may."""
        with self._lock:
            state = self.state
            if state is BreakerState.HALF_OPEN and not self._trying:
                self._trying = True
                return True
            return state is BreakerState.CLOSED

    def worked(self) -> None:
        with self._lock:
            self._failures, self._trying = 0, False

    def broke(self) -> None:
        with self._lock:
            self._failures += 1
            self._opened_at, self._trying = self.now(), False


class FallbackTranslator:
    """Asks engines in order, passage by passage, until one translates it.

    PARTIAL and FAILED passages go on to the next engine; the best answer stands (PARTIAL before FAILED before UNAVAILABLE). No further engine is begun
    after `budget` seconds. Never raises: an engine that does is counted by its breaker.
    """

    def __init__(
        self,
        engines: Sequence[Translator],
        *,
        budget: float = 120.0,
        breaker: Callable[[], Breaker] = Breaker,
        now: Monotonic = time.monotonic,
    ) -> None:
        self.name = ">".join(engine.name for engine in engines) or "none"
        self._engines = [(engine, breaker()) for engine in engines]
        self._budget = budget
        self._now = now

    def can(self, source: str, target: str) -> bool:
        return source == target or any(engine.can(source, target) for engine, _ in self._engines)

    def version(self, source: str, target: str) -> str:
        """The versions of all engines that know the pair, in order."""
        return ">".join(version_of(engine, source, target) for engine, _ in self._engines if engine.can(source, target)) or self.name

    def close(self) -> None:
        """Close every engine."""
        for engine, _ in self._engines:
            close(engine)

    def breakers(self) -> dict[str, BreakerState]:
        """The state of each engine by name, for health."""
        return {engine.name: breaker.state for engine, breaker in self._engines}

    def translate(self, passages: Sequence[Passage], target: str) -> list[Translation]:
        return by_language(passages, lambda source, group: self._translated(source, group, target))

    def _translated(self, source: str, passages: list[Passage], target: str) -> list[Translation]:
        deadline = self._now() + self._budget
        found = [self._first(passage, target) for passage in passages]
        for engine, breaker in self._engines:
            open_ones = [at for at, translation in enumerate(found) if translation.mark not in _SETTLED]
            if not open_ones or self._now() > deadline:
                break
            if engine.can(source, target):
                for at, answer in zip(open_ones, self._asked(engine, breaker, [passages[at] for at in open_ones], target), strict=True):
                    found[at] = _better(found[at], answer)
        return found

    def _first(self, passage: Passage, target: str) -> Translation:
        if not needs_translation(passage, target):
            return unchanged(passage)
        return unavailable(passage, self.name, f"no translator knows {passage.language} to {target}")

    def _asked(self, engine: Translator, breaker: Breaker, passages: list[Passage], target: str) -> list[Translation]:
        if not breaker.admits():
            return [failed(passage, engine.name, f"{engine.name} broke repeatedly and rests") for passage in passages]
        try:
            answers = engine.translate(passages, target)
        except TranslationError as error:
            breaker.broke()
            return [failed(passage, engine.name, str(error)) for passage in passages]
        breaker.worked()
        return answers


_RANK = {TranslationMark.UNAVAILABLE: 0, TranslationMark.FAILED: 1, TranslationMark.PARTIAL: 2}


def _better(held: Translation, answer: Translation) -> Translation:
    return answer if _RANK.get(answer.mark, 3) > _RANK.get(held.mark, 3) else held
