"""Quiet hours are what the reader's clock says they are, on every day, in every zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.deliveries import Delivery, DeliveryKind, DeliveryOutcome, call_off
from news.digests import local_moment
from news.quiet import QuietHours, quiet_until
from news.subscribers import Subscriber

ZONES = ["Europe/Istanbul", "Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Pacific/Apia"]
CLOCK = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def reader(quiet: str, zone: str = "Europe/Kyiv") -> Subscriber:
    return Subscriber("reader", "recording", "reader", zone=zone, quiet=quiet)


def kyiv(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo("Europe/Kyiv"))


@pytest.mark.parametrize(
    ("text", "read"),
    [("23:00-07:00", "23:00-07:00"), ("23-7", "23:00-07:00"), (" 22.30 – 6:15 ", "22:30-06:15"), ("13:00—14:00", "13:00-14:00")],
)
def test_hours_are_read_as_people_write_them(text: str, read: str) -> None:
    assert str(QuietHours.parse(text)) == read


@pytest.mark.parametrize("text", ["", "off", "25-7", "23:60-7", "7-7", "23:00", "23:00-07:00-08:00", "-1-7"])
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        QuietHours.parse(text)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        (kyiv(2026, 11, 24, 22, 59), None),
        (kyiv(2026, 11, 24, 23, 0), kyiv(2026, 11, 25, 7, 0)),
        (kyiv(2026, 11, 25, 3, 0), kyiv(2026, 11, 25, 7, 0)),
        (kyiv(2026, 11, 25, 7, 0), None),
        (kyiv(2026, 3, 29, 2, 30), kyiv(2026, 3, 29, 7, 0)),  # the night that loses an hour
        (kyiv(2026, 10, 25, 3, 30), kyiv(2026, 10, 25, 7, 0)),  # the night that has one twice
    ],
)
def test_a_night_ends_in_the_morning_of_its_zone(now: datetime, until: datetime | None) -> None:
    assert quiet_until(reader("23:00-07:00"), now) == until


def test_hours_that_end_in_a_doubled_hour_end_the_first_time() -> None:
    """03:30 comes twice in Kyiv on 25 October 2026."""
    first, second = kyiv(2026, 10, 25, 3, 15), datetime(2026, 10, 25, 3, 15, tzinfo=ZoneInfo("Europe/Kyiv"), fold=1)
    assert quiet_until(reader("23:00-03:30"), first) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert quiet_until(reader("23:00-03:30"), second) is None


def test_who_set_no_hours_has_none() -> None:
    assert quiet_until(reader(""), kyiv(2026, 11, 25, 3, 0)) is None


@given(minutes=st.integers(0, 6 * 365 * 24 * 60), zone=st.sampled_from(ZONES), begin=CLOCK, end=CLOCK)
def test_quiet_hours_end_ahead_and_nothing_is_quiet_at_their_end(minutes, zone, begin, end):
    """So that what waits for the end goes out then, once."""
    if begin == end:
        return
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    who = reader(str(QuietHours(begin, end)), zone)
    until = quiet_until(who, now)
    if until is not None:
        assert now < until <= now + timedelta(hours=26)
        assert quiet_until(who, until) is None


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_every_minute_of_a_night_of_changing_clocks_waits_for_one_end(day: date) -> None:
    """Kyiv's two days: one catch-up each."""
    zone = ZoneInfo("Europe/Kyiv")
    hours = QuietHours.parse("23:00-07:00")
    begin, end = local_moment(day - timedelta(days=1), hours.begin, zone), local_moment(day, hours.end, zone)
    minutes = [begin + timedelta(minutes=n) for n in range(int((end - begin) / timedelta(minutes=1)))]
    assert {quiet_until(reader(str(hours)), minute) for minute in minutes} == {end}
    assert len(minutes) == {3: 7 * 60, 10: 9 * 60}[day.month]


@pytest.mark.parametrize(
    ("kind", "reason", "outcome"),
    [
        (DeliveryKind.ALERT, "new_story", DeliveryOutcome.QUIET_HOURS),
        (DeliveryKind.FOLLOW_UP, "more_outlets", DeliveryOutcome.QUIET_HOURS),
        (DeliveryKind.CATCH_UP, "quiet_hours", DeliveryOutcome.QUIET_HOURS),
        (DeliveryKind.CATCH_UP, "resumed", None),
        (DeliveryKind.EDIT, "grew", None),
        (DeliveryKind.DIGEST, "digest_due", None),
        (DeliveryKind.ANSWER, "help", None),
    ],
)
def test_in_quiet_hours_only_what_rings_waits(kind: DeliveryKind, reason: str, outcome: DeliveryOutcome | None) -> None:
    now = kyiv(2026, 11, 25, 3, 0)
    row = Delivery("d-1", "k", kind, "reader", now, now, reason=reason)
    assert call_off(row, listens=True, gone=False, follows=frozenset(), now=now, quiet=True) == outcome
