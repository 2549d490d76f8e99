"""What a server's headers wish for, in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.headers import max_age, retry_after

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "age"),
    [
        ({}, None),
        ({"cache-control": "max-age=600"}, timedelta(minutes=10)),
        ({"cache-control": 'public, MAX-AGE="600", must-revalidate'}, timedelta(minutes=10)),
        ({"cache-control": "s-maxage=60, max-age=600"}, timedelta(minutes=10)),
        ({"cache-control": "s-maxage=60"}, timedelta(minutes=1)),
        ({"cache-control": "max-age=99999999"}, timedelta(hours=5)),
        ({"cache-control": "max-age=0"}, None),
        ({"cache-control": "no-cache, max-age=600"}, None),
        ({"cache-control": "no-store"}, None),
        ({"cache-control": "max-age=soon"}, None),
        ({"expires": "Sun, 22 Nov 2026 10:00:00 GMT"}, timedelta(hours=1)),
        ({"expires": "Sun, 22 Nov 2026 10:00:00 GMT", "date": "Sun, 22 Nov 2026 09:50:00 GMT"}, timedelta(minutes=10)),
        ({"expires": "Sun, 22 Nov 2026 10:00:00 GMT", "cache-control": "max-age=60"}, timedelta(minutes=1)),
        ({"expires": "Thu, 19 Nov 1981 08:52:00 GMT"}, None),
        ({"expires": "0"}, None),
        ({"expires": "-1"}, None),
    ],
)
def test_how_long_an_answer_stays_good(headers: dict[str, str], age: timedelta | None):
    """Cache-Control before Expires, by the server's own clock, at most five hours; "do not cache" is no wish to wait."""
    assert max_age(headers, NOW) == age


@given(st.text(max_size=60))
def test_any_header_is_a_wish_or_none(value: str):
    """Whatever a server sends."""
    wait = retry_after({"retry-after": value}, NOW)
    assert wait is None or timedelta() <= wait <= timedelta(hours=24)
    age = max_age({"cache-control": value, "expires": value, "date": value}, NOW)
    assert age is None or timedelta() < age <= timedelta(hours=5)
