"""A digest is due exactly once a local day, in every zone, on every day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.digests import Rhythm, local_day, next_digest, open_digest
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
    "Africa/Cairo",  # changes at midnight
    "America/Nuuk",  # the gap ends the day
    "America/Santiago",
    "Asia/Beirut",
]
CHANGES = [datetime(2026, month, day, 12, tzinfo=UTC) for month, day in ((3, 5), (3, 25), (4, 3), (4, 22), (9, 3), (10, 22), (10, 30))]
"""Three days before clocks are set: New York, Europe, Lord Howe and Santiago, Cairo, Santiago, Europe and Cairo, New York."""


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
@pytest.mark.parametrize("start", CHANGES, ids=[f"{start:%m-%d}" for start in CHANGES])
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


CHANGING = {
    "Europe/Istanbul": "no change since 2016",
    "Europe/Kyiv": "03:00 and 04:00",
    "Europe/London": "01:00 and 02:00",
    "America/New_York": "02:00 and 02:00",
    "America/St_Johns": "half an hour off",
    "America/Santiago": "at midnight",
    "Asia/Beirut": "at midnight",
    "Africa/Cairo": "at midnight, on a Friday",
    "Australia/Lord_Howe": "by half an hour",
    "Pacific/Auckland": "the other half of the world",
    "Pacific/Chatham": "at 02:45",
    "America/Nuuk": "on a Saturday evening",
}
CHANGES = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-09-27", "2026-10-25", "2026-11-01"]
"""New York, Europe, New Zealand and back."""


@pytest.mark.parametrize("zone", CHANGING)
@pytest.mark.parametrize("day", CHANGES)
def test_a_tick_each_minute_opens_exactly_one_digest_a_local_day(zone, day):
    """Also at hours that are skipped or come twice; three days around each change, the tick looks every minute."""
    for at in ("00:00", "00:30", "01:30", "02:15", "02:50", "03:30", "08:00", "23:45"):
        now = datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(days=1, minutes=7)
        first, end = local_day(now, zone), now + timedelta(days=4)
        who = reader(zone, at)
        who, opened = who.evolve(next_digest_at=next_digest(who, after=now)), []
        while now < end:
            if who.next_digest_at <= now:
                due = open_digest(who, now=now)
                opened.append(due.day)
                who = who.evolve(next_digest_at=due.next_at)
                assert not due.late
            now += timedelta(minutes=1)
        whole_days = [first + timedelta(days=number) for number in range(1, 4)]
        assert [each for each in opened if each in whole_days] == whole_days, at
        assert len(opened) == len(set(opened))


def test_a_day_that_never_was_has_no_digest():
    """Samoa went from Thursday, 29 December 2011, to Saturday; a weekly digest of that Friday comes a week later."""
    thursday = datetime(2011, 12, 29, 20, tzinfo=UTC)
    due = next_digest(reader("Pacific/Apia", "fri 08:00"), after=thursday)
    assert (local_day(due, "Pacific/Apia").isoformat(), due > thursday + timedelta(days=6)) == ("2012-01-06", True)


@pytest.mark.parametrize(("hours", "late"), [(0, False), (5.9, False), (6.1, True), (23, True)])
def test_a_digest_more_than_six_hours_late_is_skipped(hours, late):
    who = reader("UTC", "08:00").evolve(next_digest_at=datetime(2026, 3, 2, 8, tzinfo=UTC))
    due = open_digest(who, now=datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(hours=hours))
    assert (due.late, due.next_at) == (late, datetime(2026, 3, 3, 8, tzinfo=UTC))


def test_after_a_week_of_sleep_todays_digest_counts_and_not_the_first_missed():
    who = reader("UTC", "08:00").evolve(next_digest_at=datetime(2026, 3, 1, 8, tzinfo=UTC))
    due = open_digest(who, now=datetime(2026, 3, 8, 9, tzinfo=UTC))
    assert (due.day.isoformat(), due.late) == ("2026-03-08", False)


def test_a_weekly_digest_comes_on_its_day():
    who = reader("Europe/Kyiv", "sun 19:30")
    sundays = digests("Europe/Kyiv", "sun 19:30", datetime(2026, 10, 19, tzinfo=UTC), 21)
    assert sundays == ["2026-10-25", "2026-11-01", "2026-11-08"]
    assert next_digest(who, after=datetime(2026, 10, 25, 17, 29, tzinfo=UTC)) == datetime(2026, 10, 25, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["8", "25:00", "08:60", "xxx 08:00", "mon", "mon tue 08:00", "08:00 mon", ""])
def test_what_is_no_rhythm(text):
    with pytest.raises(ValueError, match=r"."):
        Rhythm.parse(text)


@pytest.mark.parametrize(
    ("text", "written"), [("8:05", "08:05"), ("08:05", "08:05"), ("Mon 8:05", "mon 08:05"), ("sun 23:59", "sun 23:59")]
)
def test_a_rhythm_is_written_in_one_way(text, written):
    assert str(Rhythm.parse(text)) == written


def test_a_clock_put_back_does_not_open_the_same_day_again():
    who = reader("UTC", "08:00").evolve(next_digest_at=datetime(2026, 3, 2, 8, tzinfo=UTC))
    due = open_digest(who, now=datetime(2026, 3, 2, 8, 0, 30, tzinfo=UTC))
    assert due.next_at == datetime(2026, 3, 3, 8, tzinfo=UTC)


def test_no_digest_hour_means_no_digest():
    assert next_digest(reader("UTC", ""), after=datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_the_local_day_is_the_readers_not_ours():
    assert local_day(datetime(2026, 3, 10, 22, 30, tzinfo=UTC), "Europe/Istanbul").isoformat() == "2026-03-11"
