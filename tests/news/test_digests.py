"""A digest is due exactly once a local day, in every zone, on every day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.digests import local_day, next_digest, open_digest
from news.subscribers import Subscriber

ZONES = [
    "Europe/Istanbul",
    "Europe/Kyiv",
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "UTC",
    "Pacific/Apia",
]


def reader(zone: str, at: str) -> Subscriber:
    return Subscriber("reader", "recording", "reader", zone=zone, digest_at=at)


def digests(zone: str, at: str, start: datetime, days: int) -> list[str]:
    """The local days that get a digest when a tick comes every minute (here: exactly at the due moment)."""
    who = reader(zone, at)
    who = who.evolve(next_digest_at=next_digest(who, after=start))
    opened = []
    while who.next_digest_at < start + timedelta(days=days):
        due = open_digest(who, now=who.next_digest_at)
        opened.append(due.day.isoformat())
        who = who.evolve(next_digest_at=due.next_at)
    return opened


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", ["00:00", "02:30", "03:30", "08:00", "23:59"])
@pytest.mark.parametrize(
    "start", [datetime(2026, 3, 25, 12, tzinfo=UTC), datetime(2026, 10, 22, 12, tzinfo=UTC), datetime(2026, 4, 3, 12, tzinfo=UTC)]
)
def test_one_digest_a_local_day_also_when_clocks_change(zone, at, start):
    opened = digests(zone, at, start, 8)
    assert len(opened) == len(set(opened))
    days = [datetime.fromisoformat(day).date() for day in opened]
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))


@given(
    minutes=st.integers(0, 6 * 365 * 24 * 60),
    zone=st.sampled_from(ZONES),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)
def test_the_next_digest_lies_ahead_within_a_long_day(minutes, zone, hour, minute):
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    due = next_digest(reader(zone, f"{hour:02}:{minute:02}"), after=now)
    assert now < due <= now + timedelta(hours=26)


def test_a_machine_that_slept_for_a_week_owes_one_digest_not_seven():
    who = reader("Europe/Kyiv", "08:00").evolve(next_digest_at=datetime(2026, 3, 1, 6, tzinfo=UTC))
    due = open_digest(who, now=datetime(2026, 3, 8, 15, tzinfo=UTC))
    assert due.next_at == datetime(2026, 3, 9, 6, tzinfo=UTC)


def test_a_clock_put_back_does_not_open_the_same_day_again():
    who = reader("UTC", "08:00").evolve(next_digest_at=datetime(2026, 3, 2, 8, tzinfo=UTC))
    due = open_digest(who, now=datetime(2026, 3, 2, 8, 0, 30, tzinfo=UTC))
    assert due.next_at == datetime(2026, 3, 3, 8, tzinfo=UTC)


def test_no_digest_hour_means_no_digest():
    assert next_digest(reader("UTC", ""), after=datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_the_local_day_is_the_readers_not_ours():
    assert local_day(datetime(2026, 3, 10, 22, 30, tzinfo=UTC), "Europe/Istanbul").isoformat() == "2026-03-11"
