"""How many things may be begun at this moment, so that in no second there are more than so many."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

_SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Ration:
    """Nothing is saved up for a stampede. A clock that was put back forgets what was begun."""

    a_second: int
    _begun: list[tuple[datetime, int]] = field(default_factory=list)

    def room(self, now: datetime) -> int:
        """How many may be begun now."""
        self._begun = [(at, number) for at, number in self._begun if timedelta(0) <= now - at < _SECOND]
        return self.a_second - sum(number for _, number in self._begun)

    def take(self, number: int, now: datetime) -> None:
        self._begun.append((now, number))
