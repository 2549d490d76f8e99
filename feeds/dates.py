"""Dates as publishers write them: zone names, months in some forty languages, no zone at all, seconds since 1970.

A date that cannot be believed is None, and the domain then takes the moment it first saw the entry. Never "now": it would be new at every poll.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil_parser

from feeds.months import month_called

OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
LARGEST_LEAD = timedelta(hours=24)
"""How far into the future a date may lie: clocks and zones are wrong by hours, not by days."""

_ZONE_HOURS = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "IST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "TRT": 3, "MSK": 3, "MSD": 4, "SAMT": 4, "AZT": 4, "GET": 4, "AMT": 4, "YEKT": 5, "UZT": 5, "ALMT": 5,
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "HST": -10, "BRT": -3, "ART": -3,
    "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours east of Greenwich. Feedparser silently reads all but the American ones as UTC. IST is Irish here: Indian outlets write +0530."""
_ZONES: dict[str, tzinfo] = {name: timezone(timedelta(hours=hours)) for name, hours in _ZONE_HOURS.items()}

_ENGLISH = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORD = re.compile(r"[^\W\d_]+\.?")
_EPOCH = re.compile(r"^\d{9,10}(?:\.\d+)?$|^\d{13}$")
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)")
_ZONE_NAME = re.compile(r"(?<![A-Za-z])([A-Z]{1,4})(?=(?:\s*\([^)]*\))?\s*(?:\d{4})?$)")
"""At the end, or before the year as asctime has it."""
_OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?(?:\s*\([^)]*\))?$")
_HAS_DATE = re.compile(r"\d{4}|\d{1,2}\W+\w+\W+\d{2}")
"""A clock alone is no date: the library would fill in a day of its own."""
_YEAR_ZERO = re.compile(r"(?<!\d)(?<![+:.-])0[01]\d\d(?:-|\s+\d{1,2}:)")
"""Year 1 of .NET and year 0 of MySQL, which the library reads as 2001 and 2000."""
_AMERICAN = re.compile(r"\d/.*\b[AaPp][Mm]\b")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_WHOLE_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?")
_FILLER = re.compile(r"\b(?:року|года|г|р|roku|saat|at|um|uhr|à|o godz|klo|о|в)\b\.?", re.IGNORECASE)
_ANYTHING = datetime(2000, 1, 1)  # noqa: DTZ001  # fills in what a date leaves out; the zone is added after


def parse_date(written: str, *, zone: str = "UTC", now: datetime) -> datetime | None:
    """Aware UTC, or None for nothing, junk, a year before 2000 or more than a day ahead of `now`. `zone` (IANA) is for dates that name none."""
    moment = read_date(written, zone=zone)
    if moment is None or not OLDEST <= moment <= now + LARGEST_LEAD:
        return None
    return moment


def read_date(written: str, *, zone: str = "UTC") -> datetime | None:
    """Aware UTC whatever the year, None when it is no date."""
    written = " ".join(written.split())[:100]
    if not _HAS_DATE.search(written) or _YEAR_ZERO.search(written):
        return None
    for form in (_epoch, _iso, _rfc822, _worded):
        try:
            moment = form(written, zone)
        except (
            ValueError,
            OverflowError,
            TypeError,
            IndexError,
            AttributeError,
            ArithmeticError,
        ):  # dateutil and email raise them all on junk
            continue
        if moment is not None:
            return moment
    return None


def _epoch(written: str, zone: str) -> datetime | None:
    del zone
    if not _EPOCH.match(written):
        return None
    seconds = float(written)
    return datetime.fromtimestamp(seconds / 1000 if len(written) == 13 else seconds, UTC)


def _iso(written: str, zone: str) -> datetime | None:
    if not _ISO.match(written):
        return None
    return _in_utc(datetime.fromisoformat(written), zone)


def _rfc822(written: str, zone: str) -> datetime | None:
    """The standard form, when it is one: the library reads zone names it does not know as UTC, so those are left to `_worded`."""
    if not _OFFSET.search(written) and not written.endswith(("GMT", "UT", "UTC", "Z")):
        return None
    if not written.isascii():
        return None
    return _in_utc(parsedate_to_datetime(written), zone)


def _worded(written: str, zone: str) -> datetime | None:
    """Any order of day, month name and clock; day before month when both are numbers, as everywhere our outlets live."""
    text, found = _without_zone(_FILLER.sub(" ", written))
    text = _in_english(text)
    if not _is_whole(text):
        return None
    is_year_first = bool(re.match(r"\s*\d{4}\D", text))
    is_day_first = not is_year_first and not _AMERICAN.search(text)
    moment = dateutil_parser.parse(text, dayfirst=is_day_first, yearfirst=is_year_first, default=_ANYTHING, ignoretz=True)
    return _in_utc(moment.replace(tzinfo=found), zone)


def _without_zone(text: str) -> tuple[str, tzinfo | None]:
    """The text before its zone, and the zone. `29.09.2020 15:00` has none: a sign counts as one only after a clock."""
    text = text.strip()
    offset = _OFFSET.search(text)
    if offset and _CLOCK.search(text[: offset.start()]):
        return text[: offset.start()], _offset(offset)
    named = _ZONE_NAME.search(text)
    if named and named[1] in _ZONES:
        return text[: named.start()] + text[named.end() :], _ZONES[named[1]]
    return text, None


def _offset(found: re.Match[str]) -> tzinfo:
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(ahead if found[1] == "+" else -ahead)


def _is_whole(text: str) -> bool:
    """Day, month and year are all there. Of "9 xyz. 2001", a month we cannot read, the library would make September."""
    numbers = re.findall(r"\d+", _WHOLE_CLOCK.sub(" ", text))
    parts = len(numbers) + any(name in text for name in _ENGLISH[1:])
    return parts >= 3 or any(len(number) >= 8 for number in numbers)


def _in_english(text: str) -> str:
    """Month names in English, everything else that is only letters (weekdays, "saat") out of the way; the T of ISO stays.

    Of two month names the last is one: "mar." is also Tuesday in French, Spanish, Italian and Romanian.
    """
    found = [word for word in _WORD.finditer(text) if month_called(word[0])]
    last = found[-1] if found else None

    def english(word: re.Match[str]) -> str:
        if last is not None and word.start() == last.start():
            return f" {_ENGLISH[month_called(word[0])]} "
        return word[0] if word[0].rstrip(".").lower() in {"t", "am", "pm"} else " "

    return _WORD.sub(english, text)


def _in_utc(moment: datetime, zone: str) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(zone))
    return moment.astimezone(UTC)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
