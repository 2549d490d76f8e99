"""Dates as publishers write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from feeds.dates import parse_date, read_date

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NOON = datetime(2020, 9, 29, 12, 0, tzinfo=UTC)
KYIV = "Europe/Kyiv"


@pytest.mark.parametrize(
    "written",
    [
        # the standards
        "Tue, 29 Sep 2020 15:00:00 +0300",
        "Tue, 29 Sep 2020 12:00:00 GMT",
        "Tue, 29 Sep 20 12:00 UT",
        "29 Sep 2020 15:00:00 +0300",
        "2020-09-29T12:00:00Z",
        "2020-09-29T15:00:00+03:00",
        "2020-09-29T15:00:00.123456+03:00",
        "2020-09-29T15:00:00+0300",
        "2020-09-29 15:00:00 +0300",
        "20200929T120000Z",
        # zone names feedparser reads as UTC
        "Tue, 29 Sep 2020 15:00:00 EEST",
        "Tue, 29 Sep 2020 14:00:00 EET",
        "Tue, 29 Sep 2020 15:00:00 MSK",
        "Tue, 29 Sep 2020 15:00:00 TRT",
        "Tue, 29 Sep 2020 14:00:00 CEST",
        "Tue, 29 Sep 2020 13:00:00 CET",
        "Tue, 29 Sep 2020 13:00:00 BST",
        "Tue, 29 Sep 2020 08:00:00 EDT",
        "Tue, 29 Sep 2020 05:00:00 PDT",
        "Tue Sep 29 05:00:00 PDT 2020",
        # words
        "29 Eylül 2020 Salı 15:00",
        "29 Eyl 2020, 15:00",
        "вівторок, 29 вересня 2020, 15:00",
        "Вт, 29 вер 2020 15:00:00 +0300",
        "29 сентября 2020 г., 15:00",
        "Вт, 29 сен 2020 15:00:00 +0300",
        "Dienstag, 29. September 2020, 15:00 Uhr",
        "mardi 29 septembre 2020 à 15:00",
        "29 września 2020, 15:00",
        "29 de septiembre de 2020 15:00",
        "Ter, 29 Set 2020 15:00:00 +0300",
        "martedì 29 settembre 2020 15:00",
        "2020. szeptember 29. 15:00",
        "marți, 29 septembrie 2020, 15:00",
        "Τρι, 29 Σεπ 2020 15:00",
        "29 სექტემბერი 2020 15:00",
        "29 sentyabr 2020, 15:00",
        "2020 m. rugsėjo 29 d. 15:00",
        "September 29, 2020 3:00 PM",
        # numbers, in the feed's zone
        "29.09.2020 15:00",
        "29/09/2020 15:00:00",
        "29-09-2020 15:00",
        "2020-09-29 15:00:00",
        "2020/09/29 15:00",
        "2020.09.29 15:00",
        "9/29/2020 3:00:00 PM",
        "202009291500",
        # seconds and milliseconds since 1970
        "1601380800",
        "1601380800000",
        "1601380800.0",
        "  1601380800 ",
    ],
)
def test_one_moment_in_many_spellings(written: str):
    """All of these are noon UTC on 29 September 2020, read in Kyiv."""
    found = read_date(written, zone=KYIV)
    assert found is not None
    assert abs(found - NOON) < timedelta(seconds=1)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 24 Mar 2026 15:00:00 PST", 24),
        ("Tue, 24 Mar 2026 15:00:00 TRT", 24),
        ("mar. 24 mars 2026 15:00", 24),
        ("mar, 24 mar 2026 15:00", 24),
        ("Mar 24, 2026 3:00 PM", 24),
    ],
)
def test_a_word_that_is_a_weekday_here_and_a_month_there(written: str, day: int):
    """French and Spanish Tuesdays are March's first three letters."""
    found = read_date(written, zone=KYIV)
    assert found is not None
    assert (found.month, found.day) == (3, day)


@pytest.mark.parametrize("written", ["9 xyz. 2001", "9 Qwert 2001 15:00", "Tue, 29 Xxx 2020 15:00:00 EEST", "2001 15:00"])
def test_a_month_nobody_knows_is_not_guessed(written: str):
    """The day would be taken for one."""
    assert read_date(written) is None


@given(st.dates(datetime(2001, 1, 1).date(), datetime(2026, 11, 20).date()), st.sampled_from("tr uk ru de fr pl es en pt it ro hu cs lt lv et bg mk be az kk sl sk nl".split()), st.sampled_from(["long", "medium"]))  # fmt: skip  # noqa: DTZ001
def test_a_date_as_a_language_writes_it_is_read_back(day: date, language: str, width: str):
    """As CLDR, and so most CMSs, spell the day in words."""
    written = format_date(day, width, locale=language)
    found = read_date(written)
    assert found is not None, written
    assert found.date() == day, written


@pytest.mark.parametrize(
    "written",
    [
        "", " ", "yesterday", "dün", "12:30", "0000-00-00 00:00:00", "Mon, 01 Jan 0001 00:00:00 +0000", "0001-01-01T00:00:00Z", "2020-13-45", "99999999999999999999",
        "Tue, 31 Feb 2020 10:00:00 GMT", "%d.%m.%Y", "-1", "1", "2020", "NaN", "inf", "<b>29.09.2020</b>x", "29 Sep 2020 99:99:99 +9999", "1e400",
    ],
)  # fmt: skip
def test_junk_is_no_date(written: str):
    """Never "now", never a day made up from half a date."""
    found = read_date(written)
    assert found is None or found.year == 2020


@pytest.mark.parametrize(
    ("written", "believed"),
    [
        ("2000-01-01T00:00:00Z", True),
        ("1999-12-31T23:59:59Z", False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("2026-11-22T09:00:00Z", True),
        ("2026-11-23T08:59:00Z", True),
        ("2026-11-23T09:01:00Z", False),
        ("2062-11-22T09:00:00Z", False),
    ],
)
def test_only_dates_that_can_be_believed(written: str, believed: bool):
    """From 2000 to a day ahead; the domain takes the moment it first saw the others."""
    assert (parse_date(written, now=NOW) is not None) is believed


def test_summer_and_winter_of_the_feeds_zone():
    """A date without a zone moves with the clocks of the place."""
    assert read_date("01.07.2026 12:00", zone="Europe/Kyiv") == datetime(2026, 7, 1, 9, tzinfo=UTC)
    assert read_date("01.12.2026 12:00", zone="Europe/Kyiv") == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert read_date("01.12.2026 12:00", zone="No/Where") == datetime(2026, 12, 1, 12, tzinfo=UTC)


@given(st.text(max_size=120), st.sampled_from(["UTC", KYIV, "../etc/passwd", "", "x" * 300]))
def test_any_text_is_a_date_or_none(written: str, zone: str):
    """No string a publisher may write raises."""
    found = parse_date(written, zone=zone, now=NOW)
    assert found is None or found.tzinfo is UTC


_FIRST, _LAST = datetime(2000, 1, 2), datetime(2026, 11, 20)  # noqa: DTZ001  # hypothesis adds the zone


@given(
    st.datetimes(_FIRST, _LAST, timezones=st.just(UTC)),
    st.sampled_from(["%a, %d %b %Y %H:%M:%S +0000", "%Y-%m-%dT%H:%M:%SZ", "%d.%m.%Y %H:%M:%S"]),
)
def test_what_is_written_is_read_back(moment: datetime, form: str):
    """Every second of this century in the three commonest forms."""
    assert parse_date(moment.strftime(form), now=NOW) == moment.replace(microsecond=0)
