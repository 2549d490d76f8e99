"""When a digest is due, and how its stories are ranked. Pure: zones come from the IANA tables, "now" from the caller."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, catch_up_key, delivery_id
from news.subscribers import Subscriber
from news.views import DigestSection, StoryView

UTC = ZoneInfo("UTC")
STORIES_PER_SECTION = 12
TIME_TO_LIVE = timedelta(hours=20)
"""A digest that cannot go out before the next one is due gives its stories to that one."""

GROWING = timedelta(hours=6)
LATEST = timedelta(hours=6)
"""A morning's digest in the afternoon is worse than tomorrow's: after so long it is skipped."""

HELD = frozenset({*DeliveryOutcome} - {DeliveryOutcome.WAITING, DeliveryOutcome.DELIVERED, DeliveryOutcome.DIGEST_PACE})
"""Reasons of a `DigestEntry` that say "this should have been an alert"."""


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clock_time(text: str) -> time:
    """Read "8:05" or "08:05". Raises ValueError for anything else."""
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When somebody wants digests: a local time, every day or on one day of the week (0 = Monday)."""

    at: time
    weekday: int | None = None

    @classmethod
    def parse(cls, text: str) -> Rhythm:
        """Read "08:05" or "mon 08:05". Raises ValueError for anything else."""
        day, _, at = text.strip().casefold().rpartition(" ")
        return cls(clock_time(at), WEEKDAYS.index(day) if day else None)

    def __str__(self) -> str:
        return f"{self.at:%H:%M}" if self.weekday is None else f"{WEEKDAYS[self.weekday]} {self.at:%H:%M}"

    def includes(self, day: date) -> bool:
        return self.weekday is None or day.weekday() == self.weekday


def local_moment(day: date, at: time, zone: ZoneInfo, *, fold: int = 0) -> datetime:
    """The UTC instant of a local time on a local day.

    In a doubled hour the first one counts; a skipped local time means the instant it would have been without the change
    (PEP 495, fold=0), which is after the gap (fold=1: as long before it).
    """
    return datetime.combine(day, at, tzinfo=zone).replace(fold=fold).astimezone(UTC)


def digest_moment(day: date, at: time, zone: ZoneInfo) -> datetime | None:
    """The instant of a day's digest; None for a day that never was (Samoa's 30 December 2011).

    Where a gap ends the day (Nuuk, 23:00 to 00:00), what comes after it is tomorrow, which has a digest of its own: then before it.
    """
    moments = (local_moment(day, at, zone, fold=fold) for fold in (0, 1))
    return next((moment for moment in moments if moment.astimezone(zone).date() == day), None)


def _moments(rhythm: Rhythm, zone: ZoneInfo, days: Iterable[date]) -> Iterator[datetime]:
    return (moment for day in days if rhythm.includes(day) and (moment := digest_moment(day, rhythm.at, zone)) is not None)


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def next_digest(subscriber: Subscriber, *, after: datetime) -> datetime | None:
    """The first digest moment strictly after `after`; None when the subscriber wants no digest."""
    if not subscriber.digest_at:
        return None
    zone, rhythm = ZoneInfo(subscriber.zone), Rhythm.parse(subscriber.digest_at)
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=offset) for offset in range(-1, 16))  # two weeks: Samoa had no Friday, 30 December 2011
    return next(moment for moment in _moments(rhythm, zone, days) if moment > after)


@dataclass(frozen=True, slots=True)
class DigestDue:
    """One digest that must be opened now, and when the subscriber's next one is."""

    day: date
    next_at: datetime | None
    late: bool = False
    """Its hour passed too long ago: it is skipped, and its stories stand in the next one."""


def open_digest(subscriber: Subscriber, *, now: datetime) -> DigestDue:
    """The digest for the moment that has come; after a long sleep it is the last one missed, not one for each day."""
    planned = subscriber.next_digest_at or now
    due = max(planned, _last_moment(subscriber, now) or planned)
    return DigestDue(
        day=local_day(min(due, now), subscriber.zone),
        next_at=next_digest(subscriber, after=max(now, due)),
        late=now - due > LATEST,
    )


def _last_moment(subscriber: Subscriber, now: datetime) -> datetime | None:
    """The last digest moment that has come."""
    if not subscriber.digest_at:
        return None
    zone, rhythm = ZoneInfo(subscriber.zone), Rhythm.parse(subscriber.digest_at)
    today = now.astimezone(zone).date()
    days = (today - timedelta(days=offset) for offset in range(-1, 16))
    return next(moment for moment in _moments(rhythm, zone, days) if moment <= now)


def catch_up(subscriber: Subscriber, *, due_at: datetime, now: datetime, reason: str) -> Delivery:
    """One word for all that waited, due at a moment. Like a digest it lives for twenty hours, and then gives its stories to the next digest."""
    key = catch_up_key(subscriber.subscriber_id, due_at)
    return Delivery(
        delivery_id=delivery_id(key),
        key=key,
        kind=DeliveryKind.CATCH_UP,
        subscriber_id=subscriber.subscriber_id,
        due_at=due_at,
        created_at=now,
        expires_at=due_at + TIME_TO_LIVE,
        reason=reason,
        payload=json.dumps({"day": local_day(due_at, subscriber.zone).isoformat()}),
    )


def rank(stories: Iterable[StoryView]) -> tuple[StoryView, ...]:
    """Most independent outlets first, then most languages, then what grew most in its last hours, then newest."""

    def weight(story: StoryView) -> tuple[int, int, int, float, str]:
        return (-story.houses, -len(story.languages), -growth(story), -story.last_at.timestamp(), story.story_id)

    return tuple(sorted(stories, key=weight))


def growth(story: StoryView) -> int:
    """How many reports came in the story's last hours: what is still being written about."""
    return sum(report.published > story.last_at - GROWING for report in story.reports)


def sections(stories: Iterable[StoryView], *, cap: int = STORIES_PER_SECTION) -> tuple[DigestSection, ...]:
    """Stories grouped by their first topic, ranked, capped; the topic with the biggest story first. No story stands twice."""
    grouped: dict[str, list[StoryView]] = {}
    for story in rank(stories):
        grouped.setdefault(story.topics[0] if story.topics else "", []).append(story)
    return tuple(DigestSection(title, tuple(group[:cap]), more=max(0, len(group) - cap)) for title, group in grouped.items())
