"""When a publisher says that nothing changes: hours and days of a feed's own channel (RSS 2.0, skipHours and skipDays), in GMT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_HOUR = timedelta(hours=1)
_WEEK = 7 * 24


@dataclass(frozen=True, slots=True)
class Skips:
    """Hours (0 to 23) and weekdays (0 = Monday) in GMT; sorted, each once."""

    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hours or self.days)

    def covers(self, moment: datetime) -> bool:
        at = moment.astimezone(UTC)
        return at.hour in self.hours or at.weekday() in self.days

    def next_awake(self, moment: datetime) -> datetime:
        """The first moment from this one on that is not skipped. A feed that skips the whole week means nothing by it: the moment itself."""
        if not self.covers(moment):
            return moment
        hour = moment.replace(minute=0, second=0, microsecond=0)
        awake = (hour + _HOUR * step for step in range(1, _WEEK + 1))
        return next((each for each in awake if not self.covers(each)), moment)
