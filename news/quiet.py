"""Quiet hours: a span of every local day in which no alert goes out. Pure: zones come from the IANA tables, "now" from the caller."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from news.digests import local_moment
from news.subscribers import Subscriber

_SHAPE = re.compile(r"\s*(\d{1,2})(?:[:.](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d\d))?\s*")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begin` to `end` on the reader's clock, over midnight where `end` is the earlier one."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> QuietHours:
        """Read "23:00-07:00" or "23-7". Raises ValueError for anything else, and when both ends are alike."""
        found = _SHAPE.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} are no hours; write them like 23:00-07:00")
        hours, minutes, end_hours, end_minutes = (int(part or 0) for part in found.groups())
        quiet = cls(time(hours, minutes), time(end_hours, end_minutes))
        if quiet.begin == quiet.end:
            raise ValueError("quiet hours need two different ends")
        return quiet

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def quiet_until(subscriber: Subscriber, now: datetime) -> datetime | None:
    """The moment (UTC) at which the quiet hours end that `now` lies in; None when it lies in none.

    Both ends are the moments a digest would have: in a doubled hour the first, in a skipped one what it would have been without the change.
    """
    if not subscriber.quiet:
        return None
    hours, zone = QuietHours.parse(subscriber.quiet), ZoneInfo(subscriber.zone)
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        last_day = day if hours.begin < hours.end else day + timedelta(days=1)
        end = local_moment(last_day, hours.end, zone)
        if local_moment(day, hours.begin, zone) <= now < end:
            return end
    return None
