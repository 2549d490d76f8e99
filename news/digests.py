"""When a digest is due, and how its stories are ranked. Pure: zones come from the IANA tables, "now" from the caller."""

from __future__ import annotations

import json
from collections.abc import Iterable
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

HELD = frozenset({*DeliveryOutcome} - {DeliveryOutcome.WAITING, DeliveryOutcome.DELIVERED, DeliveryOutcome.DIGEST_PACE})
"""Reasons of a `DigestEntry` that say "this should have been an alert"."""


def clock_time(text: str) -> time:
    """Read "8:05" or "08:05". Raises ValueError for anything else."""
    hours, minutes = text.split(":")
    return time(int(hours), int(minutes))


def digest_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local time on a local day.

    In a doubled hour the first one counts; a skipped local time means the instant it would have been without the change
    (PEP 495, fold=0), which is after the gap: there is exactly one moment for each day either way.
    """
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def next_digest(subscriber: Subscriber, *, after: datetime) -> datetime | None:
    """The first digest moment strictly after `after`; None when the subscriber wants no digest."""
    if not subscriber.digest_at:
        return None
    zone, at = ZoneInfo(subscriber.zone), clock_time(subscriber.digest_at)
    day = after.astimezone(zone).date()
    days = (day + timedelta(days=offset) for offset in range(-1, 3))
    return next(moment for moment in (digest_moment(each, at, zone) for each in days) if moment > after)


@dataclass(frozen=True, slots=True)
class DigestDue:
    """One digest that must be opened now, and when the subscriber's next one is."""

    day: date
    next_at: datetime | None


def open_digest(subscriber: Subscriber, *, now: datetime) -> DigestDue:
    """The digest for the moment that has come; after a long sleep it is one digest, not one for each missed day."""
    due = subscriber.next_digest_at or now
    return DigestDue(day=local_day(min(due, now), subscriber.zone), next_at=next_digest(subscriber, after=max(now, due)))


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
    """Most independent outlets first, then most languages, then newest."""
    return tuple(sorted(stories, key=lambda story: (-story.houses, -len(story.languages), -story.last_at.timestamp(), story.story_id)))


def sections(stories: Iterable[StoryView], *, cap: int = STORIES_PER_SECTION) -> tuple[DigestSection, ...]:
    """Stories grouped by their first topic, ranked, capped; the topic with the biggest story first. No story stands twice."""
    grouped: dict[str, list[StoryView]] = {}
    for story in rank(stories):
        grouped.setdefault(story.topics[0] if story.topics else "", []).append(story)
    return tuple(DigestSection(title, tuple(group[:cap]), more=max(0, len(group) - cap)) for title, group in grouped.items())
